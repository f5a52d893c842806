import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scriptedTextToSpeech } from '../testing/scripted-speech'
import { toText } from '../testing/spoken-text'
import { PhraseCache } from './phrase-cache'

let folder: string
const caches: PhraseCache[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'phrases-'))
})
afterEach(async () => {
  await Promise.all(caches.splice(0).map((cache) => cache.stored()))
  await rm(folder, { recursive: true, force: true })
})

function openCache() {
  const cache = new PhraseCache({ folder, onError: (error) => expect.unreachable(String(error)) })
  caches.push(cache)
  return cache
}
const phraseOf = (provider: ReturnType<typeof scriptedTextToSpeech>, text = 'Hello.', sampleRateHz = 8000, voice = 'one') => ({
  voice: { provider, voice },
  language: 'en-IN',
  text,
  sampleRateHz,
})

async function read(cache: PhraseCache, phrase: ReturnType<typeof phraseOf>) {
  const { audio, isNew } = await cache.open(phrase)
  let text = ''
  for await (const pcm of audio.read()) text += toText(pcm)
  return { text, isNew }
}

test('calls that open at the same moment have a phrase made once and all hear it', async () => {
  const voice = scriptedTextToSpeech({ chunkMs: 40 })
  const cache = openCache()
  const all = await Promise.all(Array.from({ length: 5 }, () => read(cache, phraseOf(voice))))
  expect(voice.said).toEqual(['Hello.'])
  expect(all.map(({ text }) => text)).toEqual(Array(5).fill('Hello.'))
  expect(all.filter(({ isNew }) => isNew)).toHaveLength(1)
})

test('a new process finds the phrase on the disk', async () => {
  const voice = scriptedTextToSpeech()
  const cache = openCache()
  await read(cache, phraseOf(voice))
  await cache.stored()
  expect(await read(openCache(), phraseOf(voice))).toEqual({ text: 'Hello.', isNew: false })
  expect(voice.said).toHaveLength(1)
})

test('another text, rate, voice or provider is another phrase', async () => {
  const [voice, other] = [scriptedTextToSpeech(), scriptedTextToSpeech({ name: 'other' })]
  const cache = openCache()
  for (const phrase of [
    phraseOf(voice),
    phraseOf(voice, 'Bye.'),
    phraseOf(voice, 'Hello.', 16_000),
    phraseOf(voice, 'Hello.', 8000, 'two'),
    phraseOf(other),
  ]) {
    expect((await read(cache, phrase)).isNew).toBe(true)
  }
  expect(cache.isReady(phraseOf(voice))).toBe(true)
})

test('a phrase that failed is asked for again', async () => {
  const voice = scriptedTextToSpeech()
  voice.failures = 1
  const cache = openCache()
  await expect(read(cache, phraseOf(voice))).rejects.toThrow('scripted failure')
  expect(await read(cache, phraseOf(voice))).toEqual({ text: 'Hello.', isNew: true })
})
