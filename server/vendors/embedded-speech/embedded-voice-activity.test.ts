import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rms } from '../../domain/audio/level'
import { concatPcm } from '../../domain/audio/pcm16'
import type { VoiceActivityEvent, VoiceActivityStream } from '../../ports/voice-activity'
import { closeSpeechFixtures, silence, speak } from '../../testing/speech-fixtures'
import { createEmbeddedVoiceActivity, type EmbeddedVoiceActivity } from './embedded-voice-activity'

let vad: EmbeddedVoiceActivity
let hello: Int16Array

beforeAll(async () => {
  vad = createEmbeddedVoiceActivity()
  await vad.prewarm()
  hello = await speak('Hello, I would like to make an appointment.')
})

afterAll(() => Promise.all([vad.close(), closeSpeechFixtures()]))

function openStream(sampleRateHz = 8000) {
  const abort = new AbortController()
  const stream = vad.open({ sampleRateHz, signal: abort.signal })
  return { stream, abort, events: stream.events[Symbol.asyncIterator]() }
}

function writeInFrames(stream: VoiceActivityStream, pcm: Int16Array, samples = 160): void {
  for (let at = 0; at < pcm.length; at += samples) stream.write(pcm.subarray(at, at + samples))
}

async function take(events: AsyncIterator<VoiceActivityEvent>, count: number): Promise<VoiceActivityEvent[]> {
  const taken: VoiceActivityEvent[] = []
  while (taken.length < count) {
    const { value, done } = await events.next()
    if (done) break
    taken.push(value)
  }
  return taken
}

function noise(samples: number, amplitude: number): Int16Array {
  let seed = 1
  let low = 0
  return Int16Array.from({ length: samples }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0
    low = 0.9 * low + (seed / 2 ** 31) * 0.4
    return low * amplitude
  })
}

function mix(a: Int16Array, b: Int16Array): Int16Array {
  return a.map((value, index) => value + (b[index] ?? 0))
}

/**
 * Everything heard in `pcm`, with a known sentence after it as an end mark: its two events are what comes last.
 */
async function hear(pcm: Int16Array): Promise<VoiceActivityEvent[]> {
  const { stream, abort, events } = openStream()
  const markMs = pcm.length / 8 + 1500
  writeInFrames(stream, concatPcm([pcm, silence(1500), hello, silence(600)]))
  const heard: VoiceActivityEvent[] = []
  for (;;) {
    const [event] = await take(events, 1)
    if (!event || (event.type === 'started' && event.atMs >= markMs - 50)) break
    heard.push(event)
  }
  abort.abort()
  return heard
}

test.each([8000, 16000, 24000])('a sentence at %i Hz starts and stops where it does', async (sampleRateHz) => {
  const { stream, abort, events } = openStream(sampleRateHz)
  const spoken = await speak('Hello.', { sampleRateHz })
  writeInFrames(stream, concatPcm([silence(1500, sampleRateHz), spoken, silence(800, sampleRateHz)]), sampleRateHz / 50)
  const [started, stopped] = await take(events, 2)
  expect(started?.type).toBe('started')
  expect(Math.abs((started?.atMs ?? 0) - 1500)).toBeLessThan(130)
  expect(stopped?.type).toBe('stopped')
  expect(Math.abs((stopped?.atMs ?? 0) - (1500 + (spoken.length * 1000) / sampleRateHz - 180))).toBeLessThan(150)
  abort.abort()
})

test('speech is found in noise as loud as itself', async () => {
  const speech = concatPcm([silence(3000), hello, silence(1000)])
  const asLoud = (rms(hello) / rms(noise(speech.length, 10_000))) * 10_000
  const [first] = await hear(mix(speech, noise(speech.length, asLoud)))
  expect(first?.type).toBe('started')
  expect(Math.abs((first?.atMs ?? 0) - 3000)).toBeLessThan(300)
})

describe('no speech', () => {
  const tone = (hz: number, ms: number) => Int16Array.from({ length: ms * 8 }, (_, n) => 6000 * Math.sin((2 * Math.PI * hz * n) / 8000))
  test.each<[string, Int16Array]>([
    ['silence', silence(10_000)],
    ['steady noise', noise(80_000, 3000)],
    ['noise that comes and goes', concatPcm([silence(2000), noise(8000, 8000), silence(2000), noise(8000, 8000), silence(1000)])],
    ['clicks', concatPcm(Array.from({ length: 10 }, () => concatPcm([silence(480), noise(160, 20000)])))],
    ['a dialled digit', concatPcm([silence(1500), mix(tone(770, 200), tone(1336, 200)), silence(1000)])],
    ['ringing', mix(tone(400, 3000), tone(450, 3000))],
  ])('%s starts nothing', async (_, pcm) => expect(await hear(pcm)).toEqual([]))
})

test('events come in pairs, in order, over several utterances', async () => {
  const { stream, abort, events } = openStream()
  const utterances = 4
  writeInFrames(stream, concatPcm(Array.from({ length: utterances }, () => concatPcm([silence(1200), hello]))))
  stream.write(silence(800))
  const heard = await take(events, utterances * 2)
  expect(heard.map(({ type }) => type)).toEqual(Array.from({ length: utterances }, () => ['started', 'stopped']).flat())
  expect(heard.map(({ atMs }) => atMs)).toEqual([...heard].map(({ atMs }) => atMs).sort((a, b) => a - b))
  abort.abort()
})

test('what is heard does not depend on the size of the frames', async () => {
  const pcm = concatPcm([silence(1234), hello, silence(900)])
  const results = await Promise.all(
    [80, 160, 777, pcm.length].map(async (samples) => {
      const { stream, abort, events } = openStream()
      writeInFrames(stream, pcm, samples)
      const heard = await take(events, 2)
      abort.abort()
      return heard
    }),
  )
  for (const heard of results) expect(heard).toEqual(results[0])
})

test('many calls are heard at once, each at its own times', async () => {
  const heard = await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const { stream, abort, events } = openStream()
      const leadMs = 1000 + index * 100
      writeInFrames(stream, concatPcm([silence(leadMs), hello, silence(600)]))
      const [started] = await take(events, 1)
      abort.abort()
      return (started?.atMs ?? 0) - leadMs
    }),
  )
  for (const lateMs of heard) expect(Math.abs(lateMs)).toBeLessThan(130)
})

test('the end of a call ends its events, and what it still writes is ignored', async () => {
  const { stream, abort, events } = openStream()
  stream.write(silence(100))
  abort.abort()
  stream.write(hello)
  expect(await take(events, 1)).toEqual([])
})

test('a rate that is none fails that stream only', async () => {
  const good = openStream()
  const bad = openStream(Number.NaN)
  bad.stream.write(hello)
  await expect(take(bad.events, 1)).rejects.toMatchObject({ name: 'VendorError', retryable: false })
  writeInFrames(good.stream, concatPcm([silence(1000), hello]))
  expect(await take(good.events, 1)).toMatchObject([{ type: 'started' }])
  good.abort.abort()
})

test('a worker that never answers is killed, and its streams are told', async () => {
  const stuck = createEmbeddedVoiceActivity({ module: './testing/silent.worker.ts', answerTimeoutMs: 5 })
  await stuck.prewarm()
  const stream = stuck.open({ sampleRateHz: 8000, signal: new AbortController().signal })
  stream.write(silence(20))
  // The one started instead is asked the next thing, and has no more to say.
  const caller = setInterval(() => stream.write(silence(20)), 1)
  await expect(take(stream.events[Symbol.asyncIterator](), 1)).rejects.toMatchObject({ name: 'VendorError' })
  clearInterval(caller)
  await stuck.close()
})

describe('a crash of the worker', () => {
  test('in the middle of speech: the stream goes on and stops at the right time', async () => {
    const { stream, abort, events } = openStream()
    writeInFrames(stream, concatPcm([silence(1500), hello]))
    expect(await take(events, 1)).toMatchObject([{ type: 'started' }])
    await vad.kill()
    writeInFrames(stream, concatPcm([hello, silence(1000)]))
    const [stopped] = await take(events, 1)
    expect(stopped?.type).toBe('stopped')
    expect(Math.abs((stopped?.atMs ?? 0) - (1500 + hello.length / 4 - 180))).toBeLessThan(250)
    abort.abort()
  })

  test('in silence: speech after it is found', async () => {
    const { stream, abort, events } = openStream()
    writeInFrames(stream, silence(1000))
    await vad.kill()
    writeInFrames(stream, concatPcm([silence(1000), hello, silence(600)]))
    const [started] = await take(events, 1)
    expect(started?.type).toBe('started')
    expect(Math.abs((started?.atMs ?? 0) - 2000)).toBeLessThan(130)
    abort.abort()
  })
})
