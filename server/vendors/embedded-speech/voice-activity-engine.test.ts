import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { levelDbfs, rms } from '../../domain/audio/level'
import { concatPcm } from '../../domain/audio/pcm16'
import { closeSpeechFixtures, silence, speak } from '../../testing/speech-fixtures'
import { type Fvad, loadFvad } from './fvad'
import { loadSilero, SILERO_WINDOW, type Silero } from './silero'
import { createVoiceActivityEngine } from './voice-activity-engine'
import type { FromVoiceActivityWorker } from './voice-activity-messages'

const WINDOW_MS = 32

let silero: Silero
let fvad: Fvad
let hello: Int16Array

beforeAll(async () => {
  ;[silero, fvad, hello] = await Promise.all([loadSilero(), loadFvad(), speak('Hello, I would like to make an appointment.')])
})

afterAll(closeSpeechFixtures)

/** The engine over one 8 kHz stream; `looks` are the levels of the windows the model was shown. */
async function listen(pcm: Int16Array, gate: Fvad = fvad): Promise<{ events: FromVoiceActivityWorker; looks: number[] }> {
  const looks: number[] = []
  const watched: Silero = {
    run(batch) {
      looks.push(...batch.map(({ window }) => levelDbfs(window)))
      return silero.run(batch)
    },
  }
  const engine = createVoiceActivityEngine(watched, gate)
  engine.open({ type: 'open', stream: 1, sampleRateHz: 8000, position: 0, isSpeaking: false })
  const events = await engine.listen(pcm, Int32Array.of(1, 0, pcm.length))
  engine.close(1)
  return { events, looks }
}

const blindGate: Fvad = { open: () => ({ hears: () => false, close() {} }) }

function noise(samples: number, level: number): Int16Array {
  let seed = 1
  const raw = Float32Array.from({ length: samples }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0
    return seed / 2 ** 31
  })
  return Int16Array.from(raw, (value) => value * level * 32768 * Math.sqrt(3))
}

test('silence costs no look, once the beginning of the call is over', async () => {
  const { looks } = await listen(silence(10_000))
  expect(looks.length * WINDOW_MS).toBeLessThanOrEqual(1000 + WINDOW_MS)
})

test('after speech the gate shuts again', async () => {
  const { looks } = await listen(concatPcm([silence(2000), hello, silence(10_000)]))
  expect(looks.length * WINDOW_MS).toBeLessThan(1000 + hello.length / 8 + 1000)
})

describe('where WebRTC VAD is blind', () => {
  test('speech as loud as steady noise still opens the gate', async () => {
    const speech = concatPcm([silence(4000), hello, silence(1000)])
    const background = noise(speech.length, rms(hello))
    const { events } = await listen(
      speech.map((value, index) => value + (background[index] ?? 0)),
      blindGate,
    )
    expect(events[0]?.type).toBe('started')
    expect(Math.abs((events[0]?.atMs ?? 0) - 4000)).toBeLessThan(300)
  })
})

test('a gate that opens shows the model what came just before', async () => {
  const faint = noise(SILERO_WINDOW * 100, 0.0004)
  const { looks } = await listen(concatPcm([faint, hello]))
  const firstLoud = looks.findIndex((level) => level > -40)
  const learned = Math.ceil(1000 / WINDOW_MS)
  expect(firstLoud).toBeGreaterThanOrEqual(learned + 2)
})

test('lost audio moves the clock on', async () => {
  const engine = createVoiceActivityEngine(silero, fvad)
  engine.open({ type: 'open', stream: 1, sampleRateHz: 8000, position: 0, isSpeaking: false })
  await engine.listen(silence(1000), Int32Array.of(1, 0, 8000))
  const pcm = concatPcm([silence(1000), hello])
  const events = await engine.listen(pcm, Int32Array.of(1, 16_000, pcm.length))
  expect(Math.abs((events[0]?.atMs ?? 0) - 4000)).toBeLessThan(130)
})

test('audio of a stream that is closed is passed over, and the other streams hear theirs', async () => {
  const engine = createVoiceActivityEngine(silero, fvad)
  for (const stream of [1, 2]) engine.open({ type: 'open', stream, sampleRateHz: 8000, position: 0, isSpeaking: false })
  engine.close(1)
  const pcm = concatPcm([silence(1000), hello])
  const events = await engine.listen(concatPcm([pcm, pcm]), Int32Array.of(1, 0, pcm.length, 2, 0, pcm.length))
  expect(events.map(({ stream, type }) => ({ stream, type }))).toEqual([{ stream: 2, type: 'started' }])
})
