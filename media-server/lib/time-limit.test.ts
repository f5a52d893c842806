import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { VendorError } from '../../server/domain/errors/vendor-error'
import { AsyncQueue } from './async-queue'
import { withTimeLimit } from './time-limit'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

test('a first item that does not come is not waited for, and the source is told to stop', async () => {
  let isReturned = false
  const silent: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise<never>(() => {}),
      return: async () => {
        isReturned = true
        return { done: true, value: undefined }
      },
    }),
  }
  const first = withTimeLimit(silent, { vendor: 'mute', firstMs: 2000, nextMs: 60_000 })
    .next()
    .catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(1999)
  expect(isReturned).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  expect(await first).toBeInstanceOf(VendorError)
  expect(await first).toMatchObject({ vendor: 'mute', retryable: true })
  expect(isReturned).toBe(true)
})

test('after the first item the other limit holds', async () => {
  const queue = new AsyncQueue<number>()
  const limited = withTimeLimit(queue, { vendor: 'slow', firstMs: 60_000, nextMs: 500 })
  queue.push(1)
  expect(await limited.next()).toEqual({ done: false, value: 1 })
  queue.push(2)
  expect(await limited.next()).toEqual({ done: false, value: 2 })
  const late = expect(limited.next()).rejects.toThrow('no answer within 500 ms')
  await vi.advanceTimersByTimeAsync(500)
  await late
})

test('the time a reader takes is not held against the source, and a source that then hangs is noticed', async () => {
  const queue = new AsyncQueue<number>()
  const limited = withTimeLimit(queue, { vendor: 'steady', firstMs: 500, nextMs: 500 })
  for (const item of [1, 2, 3]) {
    queue.push(item)
    expect(await limited.next()).toEqual({ done: false, value: item })
    await vi.advanceTimersByTimeAsync(2000)
  }
  const hung = expect(limited.next()).rejects.toBeInstanceOf(VendorError)
  await vi.advanceTimersByTimeAsync(500)
  await hung
})

test('nothing is left running, however a stream ends', async () => {
  const limits = { vendor: 'v', firstMs: 1000, nextMs: 500 }
  async function* source(fails: boolean) {
    yield 1
    yield 2
    if (fails) throw new Error('gone')
  }
  for await (const _ of withTimeLimit(source(false), limits));
  for await (const _ of withTimeLimit(source(false), limits)) break
  await expect(
    (async () => {
      for await (const _ of withTimeLimit(source(true), limits));
    })(),
  ).rejects.toThrow('gone')
  expect(vi.getTimerCount()).toBe(0)
})

test('what the source fails with is thrown', async () => {
  const queue = new AsyncQueue<number>()
  queue.fail(new Error('gone'))
  await expect(withTimeLimit(queue, { vendor: 'v', firstMs: 1000, nextMs: 1000 }).next()).rejects.toThrow('gone')
})
