import { expect, test } from 'vitest'
import { concatPcm } from './pcm16'
import { splitAtQuiet } from './split-at-quiet'

const RATE = 1000
const loud = (ms: number) => Int16Array.from({ length: ms }, (_, n) => (n % 2 ? 9000 : -9000))
const quiet = (ms: number) => new Int16Array(ms)

test('short audio stays whole', () => {
  expect(splitAtQuiet(loud(900), RATE, 1000)).toEqual([loud(900)])
  expect(splitAtQuiet(new Int16Array(0), RATE, 1000)).toHaveLength(1)
})

test('long audio is cut in its pauses', () => {
  const audio = concatPcm([loud(850), quiet(60), loud(900), quiet(60), loud(500)])
  const parts = splitAtQuiet(audio, RATE, 1000)
  expect(parts.map((part) => part.length).reduce((sum, length) => sum + length, 0)).toBe(audio.length)
  expect(parts[0]?.length).toBeGreaterThan(849)
  expect(parts[0]?.length).toBeLessThan(911)
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(1000)
})

test('audio without a pause is cut before the limit, and nothing is lost', () => {
  const parts = splitAtQuiet(loud(5300), RATE, 1000)
  for (const part of parts) expect(part.length).toBeLessThanOrEqual(1000)
  expect(concatPcm(parts)).toEqual(loud(5300))
})
