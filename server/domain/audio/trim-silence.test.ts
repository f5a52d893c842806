import { expect, test } from 'vitest'
import { concatPcm } from './pcm16'
import { trimSilence } from './trim-silence'

const RATE = 1000
const loud = (ms: number) => Int16Array.from({ length: ms }, (_, n) => (n % 2 ? 9000 : -9000))
const quiet = (ms: number) => new Int16Array(ms)

test('a long lead and tail are shortened', () => {
  const out = trimSilence(concatPcm([quiet(300), loud(100), quiet(400)]), RATE, { leadMs: 20, tailMs: 180 })
  expect(out).toEqual(concatPcm([quiet(20), loud(100), quiet(180)]))
})

test('a missing tail is added, a missing lead is not', () => {
  expect(trimSilence(loud(100), RATE, { leadMs: 20, tailMs: 50 })).toEqual(concatPcm([loud(100), quiet(50)]))
})

test('pauses inside stay', () => {
  const spoken = concatPcm([loud(50), quiet(500), loud(50)])
  expect(trimSilence(spoken, RATE, { leadMs: 0, tailMs: 0 })).toEqual(spoken)
})

test('silence becomes nothing', () => {
  expect(trimSilence(quiet(500), RATE, { leadMs: 20, tailMs: 180 }).length).toBe(0)
})
