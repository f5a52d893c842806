import { afterEach, describe, expect, test } from 'vitest'
import { createRequestWorker, type RequestWorker } from './request-worker'
import type { Order } from './testing/obedient.worker'

const workers: RequestWorker<Order, string>[] = []

function createWorker(options: { maxQueued?: number; requestTimeoutMs?: number; failsToStart?: boolean } = {}) {
  const { failsToStart = false, ...limits } = options
  const worker = createRequestWorker<Order, string>({
    vendor: 'test',
    module: './testing/obedient.worker.ts',
    options: { failsToStart },
    maxQueued: 100,
    requestTimeoutMs: 20_000,
    ...limits,
  })
  workers.push(worker)
  return worker
}

const echo = (text: string): Order => ({ do: 'echo', text })

afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.close())))

test('answers in the order of asking', async () => {
  const worker = createWorker()
  const asked = ['a', 'b', 'c'].map((text) => worker.request(echo(text)))
  expect(await Promise.all(asked)).toEqual(['a 1', 'b 2', 'c 3'])
})

test('urgent requests overtake those that can wait, but not one under way', async () => {
  const worker = createWorker()
  const order: string[] = []
  const ask = (text: string, priority: 'high' | 'low') => worker.request(echo(text), { priority }).then((reply) => order.push(reply))
  await Promise.all([ask('first', 'low'), ask('guess', 'low'), ask('final', 'high'), ask('final', 'high')])
  expect(order).toEqual(['first 1', 'final 2', 'final 3', 'guess 4'])
})

test('a refused request is an error of its own', async () => {
  const worker = createWorker()
  const refused = worker.request({ do: 'refuse' })
  const next = worker.request(echo('still here'))
  await expect(refused).rejects.toMatchObject({ name: 'VendorError', retryable: false, message: 'test: cannot' })
  expect(await next).toBe('still here 1')
})

test('a crash loses the request under way, retryably, and a new worker does the rest', async () => {
  const worker = createWorker()
  expect(await worker.request(echo('before'))).toBe('before 1')
  const lost = worker.request({ do: 'crash' })
  const waiting = worker.request(echo('after'))
  await expect(lost).rejects.toMatchObject({ name: 'VendorError', retryable: true })
  expect(await waiting).toBe('after 1')
})

test('a worker killed while idle is replaced when next needed', async () => {
  const worker = createWorker()
  await worker.ready()
  await worker.kill()
  expect(await worker.request(echo('again'))).toBe('again 1')
})

test('a request that hangs costs the worker its life, and no other request', async () => {
  const worker = createWorker({ requestTimeoutMs: 50 })
  await worker.ready()
  const hanging = worker.request({ do: 'hang' })
  await expect(hanging).rejects.toMatchObject({ retryable: true })
  await worker.ready()
  expect(await worker.request(echo('fine'))).toBe('fine 1')
})

test('a worker that keeps dying is left alone, and says so at once', async () => {
  const worker = createWorker()
  for (let death = 0; death < 4; death++) await expect(worker.request({ do: 'crash' })).rejects.toMatchObject({ retryable: true })
  await expect(worker.request(echo('anybody?'))).rejects.toMatchObject({ retryable: false, message: 'test: keeps failing' })
})

test('a worker that cannot start fails everything that waits for it, for good', async () => {
  const worker = createWorker({ failsToStart: true })
  const asked = [worker.request(echo('a')), worker.request(echo('b'))]
  for (const request of asked)
    await expect(request).rejects.toMatchObject({ retryable: false, message: expect.stringContaining('no such model') })
  await expect(worker.ready()).rejects.toMatchObject({ name: 'VendorError' })
})

describe('the queue', () => {
  test('is bounded', async () => {
    const worker = createWorker({ maxQueued: 2 })
    const accepted = ['under way', 'waiting', 'waiting'].map((text) => worker.request(echo(text)))
    await expect(worker.request(echo('too much'))).rejects.toMatchObject({ retryable: true, message: 'test: has too much to do' })
    expect(await Promise.all(accepted)).toHaveLength(3)
  })

  test('forgets an aborted request before the worker sees it', async () => {
    const worker = createWorker()
    const abort = new AbortController()
    const underWay = worker.request(echo('a'))
    const aborted = worker.request(echo('b'), { signal: abort.signal })
    const last = worker.request(echo('c'))
    abort.abort(new Error('caller hung up'))
    await expect(aborted).rejects.toThrow('caller hung up')
    expect(await Promise.all([underWay, last])).toEqual(['a 1', 'c 2'])
  })

  test('an aborted request under way answers nobody, and the next one gets its own answer', async () => {
    const worker = createWorker()
    const abort = new AbortController()
    const aborted = worker.request(echo('a'), { signal: abort.signal })
    const next = worker.request(echo('b'))
    abort.abort(new Error('caller hung up'))
    await expect(aborted).rejects.toThrow('caller hung up')
    expect(await next).toBe('b 2')
  })

  test('closing rejects what is left', async () => {
    const worker = createWorker()
    const asked = [worker.request({ do: 'hang' }), worker.request(echo('b'))]
    const settled = Promise.allSettled(asked)
    await worker.close()
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(worker.request(echo('c'))).rejects.toMatchObject({ retryable: false })
  })
})
