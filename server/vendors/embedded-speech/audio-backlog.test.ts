import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAudioBacklog } from './audio-backlog'

test('holds the last samples of any sequence of writes, under their own numbers', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 8 }),
      fc.integer({ min: -5, max: 100 }),
      fc.integer({ min: -5, max: 100 }),
      (capacity, sizes, from, to) => {
        const backlog = createAudioBacklog(capacity)
        const all: number[] = []
        for (const size of sizes) {
          const chunk = Int16Array.from({ length: size }, (_, index) => all.length + index)
          backlog.write(chunk)
          all.push(...chunk)
        }
        const oldest = Math.max(0, all.length - capacity)
        expect(backlog.written).toBe(all.length)
        expect([...backlog.slice(from, to)]).toEqual(all.filter((sample) => sample >= oldest && sample >= from && sample < to))
      },
    ),
  )
})
