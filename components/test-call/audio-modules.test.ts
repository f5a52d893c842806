import { expect, test } from 'vitest'
import { PlaybackQueue } from '../../public/audio/playback-queue.js'
import { Resampler } from '../../public/audio/resampler.js'

const tone = (hz: number, rate: number, seconds: number) =>
  Float32Array.from({ length: Math.round(rate * seconds) }, (_, index) => 0.5 * Math.sin((2 * Math.PI * hz * index) / rate))

/** Amplitude of one frequency, the ends left out. */
function amplitude(samples: Float32Array, hz: number, rate: number): number {
  const middle = samples.subarray(Math.floor(samples.length * 0.2), Math.floor(samples.length * 0.8))
  let real = 0
  let imaginary = 0
  middle.forEach((sample, index) => {
    real += sample * Math.cos((2 * Math.PI * hz * index) / rate)
    imaginary += sample * Math.sin((2 * Math.PI * hz * index) / rate)
  })
  return (2 * Math.hypot(real, imaginary)) / middle.length
}

function resampleInChunks(samples: Float32Array, from: number, to: number, chunk: number): Float32Array {
  const resampler = new Resampler(from, to)
  const parts: number[] = []
  for (let at = 0; at < samples.length; at += chunk) parts.push(...resampler.process(samples.subarray(at, at + chunk)))
  return Float32Array.from(parts)
}

test.each([
  [48_000, 16_000],
  [44_100, 16_000],
  [16_000, 48_000],
  [24_000, 44_100],
])('%d → %d Hz keeps a voice as loud as it was, and as long', (from, to) => {
  const output = resampleInChunks(tone(1000, from, 0.5), from, to, 128)
  expect(amplitude(output, 1000, to)).toBeCloseTo(0.5, 2)
  expect(Math.abs(output.length - to * 0.5)).toBeLessThan(to * 0.002)
})

test('what the lower rate cannot carry does not come back as another tone', () => {
  const output = resampleInChunks(tone(11_000, 48_000, 0.5), 48_000, 16_000, 128)
  expect(amplitude(output, 5000, 16_000)).toBeLessThan(0.002)
})

test('the cuts between chunks cannot be heard', () => {
  const input = tone(440, 16_000, 0.3)
  const whole = resampleInChunks(input, 16_000, 48_000, input.length)
  const cut = resampleInChunks(input, 16_000, 48_000, 37)
  const shared = Math.min(whole.length, cut.length)
  expect(shared).toBeGreaterThan(14_000)
  for (let index = 0; index < shared; index += 1) expect(Math.abs((whole[index] ?? 0) - (cut[index] ?? 0))).toBeLessThan(1e-5)
})

const ones = (length: number) => new Float32Array(length).fill(1)

test('a mark comes only after all audio before it was played', () => {
  const queue = new PlaybackQueue()
  queue.addAudio(ones(6))
  queue.addMark('m1')
  const block = new Float32Array(4)
  expect(queue.read(block)).toEqual([])
  expect(queue.read(block)).toEqual([])
  expect([...block]).toEqual([1, 1, 0, 0])
  expect(queue.read(block)).toEqual(['m1'])
})

test('a mark with nothing before it is answered at once', () => {
  const queue = new PlaybackQueue()
  queue.addMark('m1')
  queue.addMark('m2')
  expect(queue.read(new Float32Array(4))).toEqual(['m1', 'm2'])
})

test('a mark between two words leaves no gap between them', () => {
  const queue = new PlaybackQueue()
  queue.addAudio(ones(2))
  queue.addMark('m1')
  queue.addAudio(ones(4))
  const block = new Float32Array(4)
  expect(queue.read(block)).toEqual([])
  expect([...block]).toEqual([1, 1, 1, 1])
  expect(queue.read(block)).toEqual(['m1'])
  expect([...block]).toEqual([1, 1, 0, 0])
})

test('after a clear nothing more is heard and earlier marks are never answered', () => {
  const queue = new PlaybackQueue()
  queue.addAudio(ones(100))
  queue.addMark('m1')
  queue.read(new Float32Array(4))
  queue.clear()
  const block = new Float32Array(4)
  expect(queue.read(block)).toEqual([])
  expect([...block]).toEqual([0, 0, 0, 0])
  expect(queue.isEmpty).toBe(true)
})
