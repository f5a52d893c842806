import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { concatPcm } from '../../domain/audio/pcm16'
import type { SpeechEvent, SpeechToTextStream } from '../../ports/speech-to-text'
import { closeSpeechFixtures, silence, speak } from '../../testing/speech-fixtures'
import { wordErrorRate } from '../../testing/word-error-rate'
import {
  createEmbeddedSpeechToText,
  createMoonshineWorker,
  type EmbeddedSpeechToText,
  type MoonshineWorker,
} from './embedded-speech-to-text'

const SENTENCE = 'I would like to book an appointment for Tuesday at three in the afternoon.'

let dataDir: string
let worker: MoonshineWorker
let stt: EmbeddedSpeechToText

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'voicedesk-stt-'))
  worker = createMoonshineWorker({ dataDir })
  stt = createEmbeddedSpeechToText({ dataDir, worker })
  await stt.prewarm()
})

afterAll(async () => {
  await Promise.all([stt.close(), closeSpeechFixtures()])
  await rm(dataDir, { recursive: true })
})

function openStream(sampleRateHz = 8000) {
  const abort = new AbortController()
  const stream = stt.open({ sampleRateHz, language: 'en-IN', signal: abort.signal })
  return { stream, abort, events: stream.events[Symbol.asyncIterator]() }
}

async function next(events: AsyncIterator<SpeechEvent>): Promise<SpeechEvent | 'ended'> {
  const { value, done } = await events.next()
  return done ? 'ended' : value
}

/** Frames as a telephone line delivers them. */
function writeInFrames(stream: SpeechToTextStream, pcm: Int16Array, samples = 160): void {
  for (let at = 0; at < pcm.length; at += samples) stream.write(pcm.subarray(at, at + samples))
}

function noise(ms: number, amplitude: number): Int16Array {
  let seed = 1
  return Int16Array.from({ length: ms * 8 }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) | 0
    return (seed / 2 ** 31) * amplitude
  })
}

test.each([
  ['kal', 8000],
  ['rms', 8000],
  ['rms', 16000],
  ['awb', 24000],
])('the voice %s at %i Hz is understood', async (voice, sampleRateHz) => {
  const { stream, abort, events } = openStream(sampleRateHz)
  const pcm = concatPcm([silence(700, sampleRateHz), await speak(SENTENCE, { voice, sampleRateHz }), silence(500, sampleRateHz)])
  const endedMs = (pcm.length * 1000) / sampleRateHz - 600
  writeInFrames(stream, pcm, sampleRateHz / 50)
  stream.finalize({ startedMs: 700, endedMs })
  const final = await next(events)
  expect(final).toMatchObject({ type: 'final', confidence: null, language: 'en', startedMs: 700, endedMs })
  expect(wordErrorRate(SENTENCE.replace('three', '3'), (final as { text: string }).text.replace('three', '3'))).toBeLessThanOrEqual(0.15)
  abort.abort()
})

test('an utterance is heard once: the next one begins where it ended', async () => {
  const { stream, abort, events } = openStream()
  const [first, second] = [await speak('My name is Robert.'), await speak('Call me tomorrow morning.')]
  writeInFrames(stream, concatPcm([first, second, silence(300)]))
  const cutMs = first.length / 8
  stream.finalize({ startedMs: 0, endedMs: cutMs })
  stream.finalize({ startedMs: cutMs, endedMs: cutMs + second.length / 8 })
  const finals = [await next(events), await next(events)].map((event) => (event as { text: string }).text.toLowerCase())
  expect(finals[0]).toContain('robert')
  expect(finals[1]).toContain('morning')
  expect(finals[1]).not.toContain('robert')
  abort.abort()
})

test('a beginning noticed late still has its first word', async () => {
  const { stream, abort, events } = openStream()
  const pcm = concatPcm([silence(1000), await speak('Please cancel my booking.'), silence(300)])
  writeInFrames(stream, pcm)
  stream.finalize({ startedMs: 1180, endedMs: pcm.length / 8 - 300 })
  expect(((await next(events)) as { text: string }).text).toMatch(/^Please cancel my booking/)
  abort.abort()
})

describe('nothing said', () => {
  test.each([
    ['silence', silence(2000)],
    ['line noise', noise(2000, 40)],
    ['loud white noise', noise(2000, 3000)],
    ['a click', concatPcm([silence(500), noise(30, 20000), silence(500)])],
  ])('%s gives an empty final', async (_, pcm) => {
    const { stream, abort, events } = openStream()
    writeInFrames(stream, pcm)
    stream.finalize({ startedMs: 0, endedMs: pcm.length / 8 })
    expect(await next(events)).toEqual({ type: 'final', text: '', confidence: null, language: null, startedMs: 0, endedMs: pcm.length / 8 })
    abort.abort()
  })

  test.each([1, 20, 90])('%i ms are too short to hold a word', async (ms) => {
    const { stream, abort, events } = openStream()
    stream.write(noise(ms, 8000))
    stream.finalize({ startedMs: 0, endedMs: ms })
    expect(await next(events)).toMatchObject({ type: 'final', text: '' })
    abort.abort()
  })

  test('an utterance of which no audio is held gives an empty final', async () => {
    const { stream, abort, events } = openStream()
    stream.finalize({ startedMs: 5000, endedMs: 6000 })
    expect(await next(events)).toMatchObject({ type: 'final', text: '' })
    abort.abort()
  })
})

test('a peek tells what was heard so far, and the final still tells all', async () => {
  const { stream, abort, events } = openStream()
  const pcm = await speak('I would like to book a table for two people tomorrow evening.')
  const half = Math.floor(pcm.length * 0.6)
  writeInFrames(stream, pcm.subarray(0, half))
  stream.peek({ startedMs: 0 })
  const partial = await next(events)
  expect(partial).toMatchObject({ type: 'partial', atMs: Math.round(half / 8) })
  expect((partial as { text: string }).text.toLowerCase()).toContain('book a table')
  writeInFrames(stream, pcm.subarray(half))
  stream.finalize({ startedMs: 0, endedMs: pcm.length / 8 })
  expect(await next(events)).toMatchObject({ type: 'final', text: expect.stringContaining('evening') })
  abort.abort()
})

test('peeks do not pile up, and none comes after the final', async () => {
  const { stream, abort, events } = openStream()
  const pcm = await speak(SENTENCE)
  writeInFrames(stream, pcm)
  for (let times = 0; times < 20; times++) stream.peek({ startedMs: 0 })
  expect(worker.queued()).toBe(0)
  stream.finalize({ startedMs: 0, endedMs: pcm.length / 8 })
  expect(await next(events)).toMatchObject({ type: 'final' })
  stream.finalize({ startedMs: pcm.length / 8, endedMs: pcm.length / 8 })
  expect(await next(events)).toMatchObject({ type: 'final', text: '' })
  abort.abort()
})

test("a final overtakes another call's peek", async () => {
  const [busy, curious, urgent] = [openStream(), openStream(), openStream()]
  const pcm = await speak('Good morning.')
  const utterance = { startedMs: 0, endedMs: pcm.length / 8 }
  for (const { stream } of [busy, curious, urgent]) stream.write(pcm)
  const order: string[] = []
  const answers = Object.entries({ busy, curious, urgent }).map(async ([name, { events }]) => {
    await next(events)
    order.push(name)
  })
  busy.stream.finalize(utterance)
  curious.stream.peek(utterance)
  urgent.stream.finalize(utterance)
  await Promise.all(answers)
  expect(order).toEqual(['busy', 'urgent', 'curious'])
  for (const { abort } of [busy, curious, urgent]) abort.abort()
})

test('a long utterance lets other calls have their turn, and its own call keeps its order', async () => {
  const [talker, other] = [openStream(), openStream()]
  const long = await speak(Array.from({ length: 9 }, () => 'Please bring the documents on Monday.').join(' '))
  const short = await speak('Goodbye.')
  expect(long.length / 8).toBeGreaterThan(15_000)
  writeInFrames(talker.stream, concatPcm([long, short]))
  other.stream.write(short)
  const order: string[] = []
  const answers = Object.entries({ talker, other }).map(async ([name, { events }]) => {
    const final = await next(events)
    order.push(name)
    return final
  })
  talker.stream.finalize({ startedMs: 0, endedMs: long.length / 8 })
  other.stream.finalize({ startedMs: 0, endedMs: short.length / 8 })
  talker.stream.finalize({ startedMs: long.length / 8, endedMs: (long.length + short.length) / 8 })
  const [first] = await Promise.all(answers)
  expect(order).toEqual(['other', 'talker'])
  expect(first).toMatchObject({ type: 'final', startedMs: 0 })
  expect(await next(talker.events)).toMatchObject({ type: 'final', startedMs: long.length / 8 })
  for (const { abort } of [talker, other]) abort.abort()
})

test('twenty seconds and more without a pause are understood to the end', async () => {
  const { stream, abort, events } = openStream()
  const sentences = ['The meeting is on Monday.', 'Please bring the documents.', 'We will talk about the house.', 'Lunch is at one.']
  const story = [...sentences, ...sentences, ...sentences, ...sentences]
  const pcm = await speak(story.join(' '))
  expect(pcm.length / 8000).toBeGreaterThan(22)
  writeInFrames(stream, pcm)
  stream.finalize({ startedMs: 0, endedMs: pcm.length / 8 })
  const final = await next(events)
  const heard = (final as { text: string }).text
  expect(heard.match(/documents/gi)).toHaveLength(4)
  expect(heard.match(/lunch/gi)).toHaveLength(4)
  expect(wordErrorRate(story.join(' '), heard.replace(/\b1\b/g, 'one'))).toBeLessThan(0.25)
  abort.abort()
})

test('many calls are recognised at once, each with its own words', async () => {
  const texts = ['Good morning.', 'I want a haircut.', 'Where is the hotel?', 'My dog is sick.', 'See you on Friday.', 'The train is late.']
  const heard = await Promise.all(
    [...texts, ...texts].map(async (text) => {
      const { stream, abort, events } = openStream()
      const pcm = await speak(text)
      writeInFrames(stream, pcm)
      stream.finalize({ startedMs: 0, endedMs: pcm.length / 8 })
      const final = await next(events)
      abort.abort()
      return { text, heard: (final as { text: string }).text }
    }),
  )
  for (const one of heard) expect(wordErrorRate(one.text, one.heard)).toBeLessThanOrEqual(0.5)
  expect(heard.filter((one) => wordErrorRate(one.text, one.heard) === 0).length).toBeGreaterThanOrEqual(8)
})

test('the end of a call ends its events and withdraws its requests', async () => {
  const { stream, abort, events } = openStream()
  const other = openStream()
  const pcm = await speak(SENTENCE)
  other.stream.write(pcm)
  other.stream.finalize({ startedMs: 0, endedMs: pcm.length / 8 })
  stream.write(pcm)
  stream.finalize({ startedMs: 0, endedMs: pcm.length / 8 })
  expect(worker.queued()).toBe(1)
  abort.abort()
  expect(worker.queued()).toBe(0)
  expect(await next(events)).toBe('ended')
  expect(await next(other.events)).toMatchObject({ type: 'final', text: expect.stringContaining('appointment') })
  other.abort.abort()
})

test('a crash of the worker costs no call its words', async () => {
  const { stream, abort, events } = openStream()
  const pcm = await speak(SENTENCE)
  writeInFrames(stream, pcm)
  stream.finalize({ startedMs: 0, endedMs: pcm.length / 8 })
  await worker.kill()
  expect(await next(events)).toMatchObject({ type: 'final', text: expect.stringContaining('appointment') })
  abort.abort()
})

test('a recogniser that cannot start ends the stream with an error', async () => {
  const broken = createEmbeddedSpeechToText({ dataDir: '/dev/null/nowhere' })
  const stream = broken.open({ sampleRateHz: 8000, language: 'en', signal: new AbortController().signal })
  stream.write(await speak('Hello.'))
  stream.finalize({ startedMs: 0, endedMs: 500 })
  await expect(next(stream.events[Symbol.asyncIterator]())).rejects.toMatchObject({ name: 'VendorError', retryable: false })
  await broken.close()
})

test('the cache holds the whole vocabulary', async () => {
  const lines = (await readFile(join(dataDir, 'embedded-speech', 'moonshine-tokens.txt'), 'utf8')).trimEnd().split('\n')
  expect(lines).toHaveLength(32_768)
  expect(lines[300]).toBe(`${Buffer.from('et').toString('base64')}\t300`)
})
