import { expect, test } from 'vitest'
import { levelDbfs, peak, rms, SILENCE_DBFS } from './level'

const sine = Int16Array.from({ length: 8000 }, (_, n) => Math.round(32767 * Math.sin((2 * Math.PI * 440 * n) / 8000)))

test('a full-scale sine is 3 dB below full scale', () => {
  expect(rms(sine)).toBeCloseTo(Math.SQRT1_2, 3)
  expect(levelDbfs(sine)).toBeCloseTo(-3.01, 1)
})

test('half the amplitude is 6 dB less', () => {
  expect(levelDbfs(sine.map((value) => value / 2))).toBeCloseTo(-9.03, 1)
})

test('silence and nothing have the lowest level', () => {
  expect(levelDbfs(new Int16Array(100))).toBe(SILENCE_DBFS)
  expect(levelDbfs(new Int16Array(0))).toBe(SILENCE_DBFS)
})

test('the peak counts negative samples too', () => {
  expect(peak(Int16Array.of(3, -32768, 5))).toBe(1)
  expect(peak(new Int16Array(0))).toBe(0)
})
