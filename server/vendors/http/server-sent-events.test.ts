import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readServerSentEvents } from './server-sent-events'

async function read(chunks: Uint8Array[]): Promise<string[]> {
  const events: string[] = []
  for await (const event of readServerSentEvents(
    (async function* () {
      yield* chunks
    })(),
  ))
    events.push(event)
  return events
}
const bytes = (text: string) => new TextEncoder().encode(text)

test('comments, other fields and both ways of writing data', async () => {
  expect(await read([bytes(': keep-alive\n\nevent: x\ndata: one\n\ndata:two\ndata: three\nid: 4\n\n')])).toEqual(['one', 'two\nthree'])
})

test('an event that was cut off is not an event', async () => {
  expect(await read([bytes('data: whole\n\ndata: hal')])).toEqual(['whole'])
})

test('chunks may end anywhere: in a line ending, in a character', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''))),
      fc.constantFrom('\n', '\r\n'),
      fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
      async (events, ending, sizes) => {
        const all = bytes(events.map((event) => `data: ${event}${ending}${ending}`).join(''))
        const chunks: Uint8Array[] = []
        for (let at = 0; at < all.length; ) {
          const size = sizes.next().value
          chunks.push(all.subarray(at, at + size))
          at += size
        }
        expect(await read(chunks)).toEqual(events)
      },
    ),
  )
})
