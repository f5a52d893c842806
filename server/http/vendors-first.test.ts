import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { VendorsFirst } from './vendors-first'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A delivery that is being answered until `end` is called. */
function deliver(order: VendorsFirst) {
  let end = () => {}
  const answered = order.answer(
    () =>
      new Promise<void>((resolve) => {
        end = resolve
      }),
  )
  return { end: () => end(), answered }
}

function begin(order: VendorsFirst, name: string, begun: string[]) {
  return order.whenAnswered().then(() => begun.push(name))
}

test('a job begins at once while no vendor waits', async () => {
  await expect(new VendorsFirst().whenAnswered()).resolves.toBeUndefined()
})

test('jobs begin when the last vendor has its answer, in their order and not all at once', async () => {
  const order = new VendorsFirst()
  const begun: string[] = []
  const [one, other] = [deliver(order), deliver(order)]
  void begin(order, 'first', begun)
  void begin(order, 'second', begun)
  one.end()
  await one.answered
  expect(begun).toEqual([])
  other.end()
  await other.answered
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['first'])
  await vi.advanceTimersByTimeAsync(5)
  expect(begun).toEqual(['first', 'second'])
})

test('the next job waits for a delivery that came meanwhile', async () => {
  const order = new VendorsFirst()
  const begun: string[] = []
  const one = deliver(order)
  void begin(order, 'first', begun)
  void begin(order, 'second', begun)
  one.end()
  await one.answered
  const other = deliver(order)
  await vi.advanceTimersByTimeAsync(50)
  expect(begun).toEqual(['first'])
  other.end()
  await other.answered
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['first', 'second'])
})

test('a job is not put off for longer than its limit', async () => {
  const order = new VendorsFirst(1000)
  const begun: string[] = []
  deliver(order)
  void begin(order, 'first', begun)
  await vi.advanceTimersByTimeAsync(999)
  expect(begun).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(begun).toEqual(['first'])
})

test('a delivery that fails lets jobs begin as well', async () => {
  const order = new VendorsFirst()
  const begun: string[] = []
  const failing = order.answer(() => Promise.reject(new Error('refused')))
  void begin(order, 'first', begun)
  await expect(failing).rejects.toThrow('refused')
  await vi.advanceTimersByTimeAsync(0)
  expect(begun).toEqual(['first'])
})
