import { expect, test } from 'vitest'
import { createEventQueue } from './event-queue'

async function readAll<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const event of events) all.push(event)
  return all
}

test('events pushed before and while reading arrive in order, and the end comes after them', async () => {
  const queue = createEventQueue<number>()
  queue.push(1)
  const reading = readAll(queue)
  queue.push(2)
  await Promise.resolve()
  queue.push(3)
  queue.end()
  queue.push(4)
  expect(await reading).toEqual([1, 2, 3])
})

test('a failure comes after what was pushed before it', async () => {
  const queue = createEventQueue<number>()
  queue.push(1)
  queue.fail(new Error('lost'))
  const events = queue[Symbol.asyncIterator]()
  expect(await events.next()).toEqual({ value: 1, done: false })
  await expect(events.next()).rejects.toThrow('lost')
})

test('a failure after the end changes nothing', async () => {
  const queue = createEventQueue<number>()
  queue.end()
  queue.fail(new Error('lost'))
  expect(await readAll(queue)).toEqual([])
})
