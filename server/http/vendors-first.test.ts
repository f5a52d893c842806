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
  await vi.advanceTimersByTimeAsync(50)
  expect(begun).toEqual([])
  other.end()
  await vi.advanceTimersByTimeAsync(5)
  expect(begun).toEqual(['first'])
  await vi.advanceTimersByTimeAsync(5)
  expect(begun).toEqual(['first', 'second'])
})

test('the next job waits for a delivery that came meanwhile, and one that comes later for those before it', async () => {
  const order = new VendorsFirst()
  const begun: string[] = []
  const one = deliver(order)
  void begin(order, 'first', begun)
  void begin(order, 'second', begun)
  one.end()
  await vi.advanceTimersByTimeAsync(5)
  const other = deliver(order)
  await vi.advanceTimersByTimeAsync(50)
  expect(begun).toEqual(['first'])
  other.end()
  await other.answered
  void begin(order, 'third', begun)
  await vi.advanceTimersByTimeAsync(5)
  expect(begun).toEqual(['first', 'second'])
  await vi.advanceTimersByTimeAsync(5)
  expect(begun).toEqual(['first', 'second', 'third'])
})

test('jobs are put off for a second at most, and then begin one by one', async () => {
  const order = new VendorsFirst()
  const begun: string[] = []
  deliver(order)
  for (const name of ['first', 'second', 'third']) void begin(order, name, begun)
  await vi.advanceTimersByTimeAsync(990)
  expect(begun).toEqual([])
  await vi.advanceTimersByTimeAsync(20)
  expect(begun).toEqual(['first'])
  await vi.advanceTimersByTimeAsync(250)
  expect(begun).toEqual(['first', 'second'])
  await vi.advanceTimersByTimeAsync(250)
  expect(begun).toEqual(['first', 'second', 'third'])
})

test('a delivery that fails lets jobs begin as well', async () => {
  const order = new VendorsFirst()
  const begun: string[] = []
  const failing = order.answer(() => Promise.reject(new Error('refused')))
  void begin(order, 'first', begun)
  await expect(failing).rejects.toThrow('refused')
  await vi.advanceTimersByTimeAsync(5)
  expect(begun).toEqual(['first'])
})
