import { expect, test } from 'vitest'
import { VendorError } from '../../server/domain/errors/vendor-error'
import { AsyncQueue } from './async-queue'
import { withTimeLimit } from './time-limit'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

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
  const error = await withTimeLimit(silent, { vendor: 'mute', firstMs: 5, nextMs: 60_000 })
    .next()
    .catch((error: unknown) => error)
  expect(error).toMatchObject({ vendor: 'mute', retryable: true })
  expect(error).toBeInstanceOf(VendorError)
  expect(isReturned).toBe(true)
})

test('after the first item the other limit holds', async () => {
  const queue = new AsyncQueue<number>()
  const limited = withTimeLimit(queue, { vendor: 'slow', firstMs: 60_000, nextMs: 5 })
  queue.push(1)
  expect(await limited.next()).toEqual({ done: false, value: 1 })
  queue.push(2)
  expect(await limited.next()).toEqual({ done: false, value: 2 })
  await expect(limited.next()).rejects.toThrow('no answer within 5 ms')
})

test('the time a reader takes is not held against the source, and a source that then hangs is noticed', async () => {
  const queue = new AsyncQueue<number>()
  const limited = withTimeLimit(queue, { vendor: 'steady', firstMs: 20, nextMs: 20 })
  for (const item of [1, 2, 3]) {
    queue.push(item)
    expect(await limited.next()).toEqual({ done: false, value: item })
    await pause(60)
  }
  await expect(limited.next()).rejects.toBeInstanceOf(VendorError)
})

test('what the source fails with is thrown', async () => {
  const queue = new AsyncQueue<number>()
  queue.fail(new Error('gone'))
  await expect(withTimeLimit(queue, { vendor: 'v', firstMs: 1000, nextMs: 1000 }).next()).rejects.toThrow('gone')
})
