import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toNoise } from '../testing/spoken-text'
import { AudioRing } from './audio-ring'
import { FadeDetector } from './fade-detector'
import { InboundClock } from './inbound-clock'
import { rootMeanSquare, soundBefore } from './sound-before'

describe('the last moments of a stream', () => {
  test('are what was written, however it was cut', () => {
    const writes = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 30 })
    fc.assert(
      fc.property(writes, fc.integer({ min: 0, max: 300 }), (lengths, from) => {
        const ring = new AudioRing(40)
        let next = 0
        for (const length of lengths) ring.write(Int16Array.from({ length }, () => next++))
        const start = Math.max(from, next - 40, 0)
        expect([...ring.since(from)]).toEqual(Array.from({ length: Math.max(0, next - start) }, (_, index) => start + index))
      }),
    )
  })
})

describe('a sound', () => {
  const quiet = (ms: number) => new Int16Array(ms * 8)
  const changes = (...parts: Int16Array[]) => {
    const fade = new FadeDetector(8000)
    fade.begin(parts[0] ?? quiet(0))
    return parts.slice(1).map((part) => fade.accept(part))
  }

  test('has died away after 40 ms of quiet and is back when it is', () => {
    expect(changes(toNoise(200, 8000), quiet(20), quiet(20), quiet(100), toNoise(20, 8000))).toEqual([
      null,
      'sound_faded',
      null,
      'sound_back',
    ])
  })

  test('that gets a little softer has not died away', () => {
    const softer = toNoise(200, 8000).map((sample) => Math.round(sample / 2))
    expect(changes(toNoise(200, 8000), softer)).toEqual([null])
  })

  test('whose second half is 14 dB softer has not', () => {
    const softer = toNoise(200, 8000).map((sample) => Math.round(sample / 5))
    expect(changes(toNoise(200, 8000), softer)).toEqual([null])
  })

  test('has died away when only the noise of the line is left', () => {
    const line = toNoise(200, 8000).map((sample) => Math.round(sample / 5))
    const fade = new FadeDetector(8000)
    fade.begin(toNoise(200, 8000), rootMeanSquare(line))
    expect(fade.accept(line)).toBe('sound_faded')
  })

  test('is told apart from the one before it', () => {
    const fade = new FadeDetector(8000)
    fade.begin(toNoise(100, 8000))
    fade.accept(quiet(100))
    fade.begin(toNoise(40, 8000).map((sample) => Math.round(sample / 20)))
    expect(fade.accept(toNoise(100, 8000).map((sample) => Math.round(sample / 20)))).toBe(null)
  })
})

describe('the beginning of a sound', () => {
  test('is found before the moment at which the detector is sure', () => {
    const pcm = new Int16Array(180 * 8)
    pcm.fill(20)
    pcm.set(toNoise(70, 8000), 110 * 8)
    expect(soundBefore(pcm, 8000)).toBe(70 * 8)
  })

  test.each([
    ['a short gap, as in "stop", belongs to it', 100, 50, 180],
    ['a long gap is another sound', 60, 90, 30],
    ['a click is another sound', 20, 50, 30],
  ])('before %s', (_name, soundMs, gapMs, beginsMs) => {
    const pcm = new Int16Array(240 * 8)
    const voiceFrom = 240 - 30
    pcm.set(toNoise(30, 8000), voiceFrom * 8)
    pcm.set(toNoise(soundMs, 8000), (voiceFrom - gapMs - soundMs) * 8)
    expect(soundBefore(pcm, 8000)).toBe(beginsMs * 8)
  })

  test.each([
    ['quiet', 0],
    ['steady noise', 900],
  ])('is not made up in %s', (_name, level) => {
    expect(soundBefore(new Int16Array(180 * 8).fill(level), 8000)).toBe(0)
  })
})

describe('the caller’s audio on the timeline of the call', () => {
  test('follows its own samples while it arrives steadily, early or a little late', () => {
    const clock = new InboundClock()
    const arrivals = [100, 205, 290, 480, 500, 600]
    expect(arrivals.map((nowMs) => clock.place(100, nowMs))).toEqual([0, 100, 200, 300, 400, 500])
  })

  test('is moved to where it belongs when some of it is missing', () => {
    const clock = new InboundClock()
    clock.place(100, 100)
    expect(clock.place(100, 1100)).toBe(1000)
    expect(clock.toCallMs(150, 1100)).toBe(1050)
  })

  test('is never in the future, however fast it is sent', () => {
    const clock = new InboundClock()
    for (let index = 0; index < 10; index++) clock.place(100, 100)
    expect(clock.toCallMs(900, 120)).toBe(120)
  })
})
