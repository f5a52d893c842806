import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { AsyncQueue } from './async-queue'
import { untilAborted } from './until-aborted'

async function* items(count: number) {
  for (let index = 0; index < count; index++) yield index
}

test('everything comes, in order', async () => {
  const seen: number[] = []
  for await (const item of untilAborted(items(3), new AbortController().signal)) seen.push(item)
  expect(seen).toEqual([0, 1, 2])
})

test('an abort ends it although the source says nothing more', async () => {
  const silent = new AsyncQueue<number>()
  const abort = new AbortController()
  const reading = (async () => {
    for await (const _ of untilAborted(silent, abort.signal)) throw new Error('nothing was said')
    return 'over'
  })()
  abort.abort()
  expect(await reading).toBe('over')
})

test('nothing is handed on after an abort', async () => {
  const queue = new AsyncQueue<number>()
  const abort = new AbortController()
  const seen: number[] = []
  queue.push(1)
  queue.push(2)
  for await (const item of untilAborted(queue, abort.signal)) {
    seen.push(item)
    abort.abort()
  }
  expect(seen).toEqual([1])
})

test('an abort while an item is looked at ends it, though nothing follows', async () => {
  const queue = new AsyncQueue<number>()
  const abort = new AbortController()
  queue.push(1)
  for await (const _ of untilAborted(queue, abort.signal)) abort.abort()
})

test('what the source fails with is thrown', async () => {
  async function* broken() {
    yield 1
    throw new Error('gone')
  }
  const read = async () => {
    for await (const _ of untilAborted(broken(), new AbortController().signal));
  }
  await expect(read()).rejects.toThrow('gone')
})

test('what has been handed on is not kept, however long the stream lasts', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const queue = new AsyncQueue<object>()
  const abort = new AbortController()
  const seen: WeakRef<object>[] = []
  const reading = (async () => {
    for await (const item of untilAborted(queue, abort.signal)) seen.push(new WeakRef(item))
  })()
  for (let count = 0; count < 10; count++) {
    queue.push({ count })
    await new Promise((resolve) => setTimeout(resolve))
  }
  collect()
  // The last one may still stand in a register.
  expect(seen.slice(0, 9).filter((item) => item.deref() !== undefined)).toEqual([])
  abort.abort()
  await reading
})
