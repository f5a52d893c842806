import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatPcm } from './pcm16'
import { createResampler, resample } from './resampler'

const RATES = [8000, 16000, 22050, 24000, 44100, 48000]
const PAIRS = RATES.flatMap((from) => RATES.filter((to) => to !== from).map((to) => [from, to] as const))
const AMPLITUDE = 30000

function tone(hz: number, rateHz: number, samples: number): Int16Array {
  return Int16Array.from({ length: samples }, (_, n) => Math.round(AMPLITUDE * Math.sin((2 * Math.PI * hz * n) / rateHz)))
}

/** Amplitude of one frequency, by a Hann-windowed single-bin Fourier transform over the middle of the signal. */
function amplitudeAt(hz: number, pcm: Int16Array, rateHz: number): number {
  const middle = pcm.subarray(Math.floor(pcm.length / 4), Math.floor((pcm.length * 3) / 4))
  let re = 0
  let im = 0
  let weights = 0
  for (let n = 0; n < middle.length; n++) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / middle.length)
    const angle = (2 * Math.PI * hz * n) / rateHz
    re += (middle[n] ?? 0) * weight * Math.cos(angle)
    im -= (middle[n] ?? 0) * weight * Math.sin(angle)
    weights += weight
  }
  return (2 * Math.hypot(re, im)) / weights
}

function decibels(amplitude: number): number {
  return 20 * Math.log10(amplitude / AMPLITUDE)
}

describe('band limits', () => {
  test.each([
    [24000, 8000, 5000, 3000],
    [24000, 8000, 7000, 1000],
    [16000, 8000, 4600, 3400],
    [16000, 8000, 6000, 2000],
    [48000, 16000, 9000, 7000],
    [44100, 8000, 4500, 3500],
    [22050, 16000, 9000, 7000],
  ])('%i → %i Hz leaves no alias of a %i Hz tone at %i Hz', (from, to, toneHz, aliasHz) => {
    const out = resample(tone(toneHz, from, from), from, to)
    expect(decibels(amplitudeAt(aliasHz, out, to))).toBeLessThan(-80)
  })

  test.each([
    [8000, 16000, 1000, 7000],
    [8000, 24000, 3000, 5000],
    [16000, 48000, 6000, 10000],
    [8000, 44100, 3000, 5000],
  ])('%i → %i Hz leaves no image of a %i Hz tone at %i Hz', (from, to, toneHz, imageHz) => {
    const out = resample(tone(toneHz, from, from), from, to)
    expect(decibels(amplitudeAt(imageHz, out, to))).toBeLessThan(-80)
  })

  test.each(PAIRS)('%i → %i Hz keeps speech frequencies within 0.1 dB', (from, to) => {
    for (const hz of [300, 1000, 2500, 3200]) {
      const out = resample(tone(hz, from, from / 2), from, to)
      expect(Math.abs(decibels(amplitudeAt(hz, out, to)))).toBeLessThan(0.1)
    }
  })
})

test.each(PAIRS)('%i → %i Hz conserves length and time', (from, to) => {
  const click = new Int16Array(from)
  click[from / 2] = 32767
  const out = resample(click, from, to)
  expect(out.length).toBe(to)
  const loudest = out.reduce((best, value, index) => (Math.abs(value) > Math.abs(out[best] ?? 0) ? index : best), 0)
  expect(Math.abs(loudest - to / 2)).toBeLessThanOrEqual(1)
})

test('a constant stays what it was in every phase of the filter', () => {
  const out = resample(new Int16Array(8000).fill(12000), 8000, 22050)
  const middle = out.subarray(2000, 20000)
  expect(Math.max(...middle)).toBe(12000)
  expect(Math.min(...middle)).toBe(12000)
})

test('full-scale input is clamped, not wrapped', () => {
  const square = Int16Array.from({ length: 4000 }, (_, n) => (n % 20 < 10 ? 32767 : -32768))
  const out = resample(square, 8000, 16000)
  const wraps = out.filter((value, index) => Math.abs(value - (out[index - 1] ?? value)) > 60000)
  expect(wraps.length).toBe(0)
  expect(Math.max(...out)).toBe(32767)
})

test('any split of a stream into chunks gives the same samples', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PAIRS),
      fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 12 }),
      fc.integer(),
      ([from, to], sizes, seed) => {
        const total = sizes.reduce((sum, size) => sum + size, 0)
        const signal = Int16Array.from({ length: total }, (_, n) => ((Math.imul(n + seed, 2654435761) >>> 7) & 0x7fff) - 16384)
        const resampler = createResampler(from, to)
        const chunks: Int16Array[] = []
        let at = 0
        for (const size of sizes) {
          chunks.push(resampler.process(signal.subarray(at, at + size)))
          at += size
        }
        chunks.push(resampler.flush())
        const streamed = concatPcm(chunks)
        expect(streamed).toEqual(resample(signal, from, to))
        expect(streamed.length).toBe(Math.ceil((total * to) / from))
      },
    ),
    { numRuns: 150 },
  )
})

test('a flushed resampler starts afresh', () => {
  const resampler = createResampler(24000, 8000)
  const signal = tone(700, 24000, 2400)
  const once = concatPcm([resampler.process(signal), resampler.flush()])
  const again = concatPcm([resampler.process(signal), resampler.flush()])
  expect(again).toEqual(once)
})

test('output follows input within the stated latency', () => {
  const resampler = createResampler(8000, 16000)
  expect(resampler.latencyMs).toBeLessThan(6)
  const out = resampler.process(new Int16Array(800))
  expect(out.length).toBeGreaterThanOrEqual(((100 - resampler.latencyMs) * 16000) / 1000 - 1)
})

test('the same rate passes through as a copy', () => {
  const resampler = createResampler(8000, 8000)
  const input = Int16Array.of(1, 2, 3)
  const out = resampler.process(input)
  expect(out).toEqual(input)
  expect(out.buffer).not.toBe(input.buffer)
  expect(resampler.flush().length).toBe(0)
})

test.each([
  [0, 8000],
  [8000, -1],
  [8000.5, 16000],
  [Number.NaN, 8000],
])('rates %d and %d are refused', (from, to) => {
  expect(() => createResampler(from, to)).toThrow(RangeError)
})
