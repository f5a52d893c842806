import { afterAll, describe, expect, test } from 'vitest'
import { peak, rms } from '../../domain/audio/level'
import type { SpeechChunk } from '../../ports/text-to-speech'
import { createEmbeddedTextToSpeech, createFliteWorker } from './embedded-text-to-speech'
import { FLITE_VOICES } from './flite'

const worker = createFliteWorker()
const tts = createEmbeddedTextToSpeech({ worker })
afterAll(() => tts.close())

function request(text: string, changes: { voice?: string; preferredSampleRateHz?: number } = {}) {
  return { text, voice: 'slt', language: 'en-IN', preferredSampleRateHz: 8000, ...changes }
}

async function collect(chunks: AsyncIterable<SpeechChunk>): Promise<SpeechChunk[]> {
  const all: SpeechChunk[] = []
  for await (const chunk of chunks) all.push(chunk)
  return all
}

const unaborted = () => new AbortController().signal

test.each(FLITE_VOICES)('%s speaks at every rate a call can have', async (voice) => {
  const seconds: number[] = []
  for (const rate of [8000, 16000, 24000]) {
    const [chunk, ...more] = await collect(tts.synthesize(request('Good morning.', { voice, preferredSampleRateHz: rate }), unaborted()))
    expect(more).toEqual([])
    expect(chunk?.sampleRateHz).toBe(rate)
    expect(peak(chunk?.pcm ?? new Int16Array(0))).toBeGreaterThan(0.1)
    seconds.push((chunk?.pcm.length ?? 0) / rate)
  }
  expect(Math.max(...seconds) - Math.min(...seconds)).toBeLessThan(0.02)
  expect(seconds[0]).toBeGreaterThan(0.5)
})

test('the first sound comes at once and each sentence is a chunk of its own', async () => {
  const chunks = await collect(tts.synthesize(request('Hello. How are you? Fine!'), unaborted()))
  expect(chunks).toHaveLength(3)
  for (const { pcm } of chunks) {
    const firstSound = pcm.findIndex((_, at) => at % 80 === 0 && rms(pcm.subarray(at, at + 80)) > 0.004)
    expect(firstSound).toBeLessThanOrEqual(8 * 100)
    expect(rms(pcm.subarray(-8 * 150))).toBeLessThan(0.01)
  }
})

test('different voices sound different', async () => {
  const [slt] = await collect(tts.synthesize(request('Hello.'), unaborted()))
  const [rmsVoice] = await collect(tts.synthesize(request('Hello.', { voice: 'rms' }), unaborted()))
  expect(slt?.pcm).not.toEqual(rmsVoice?.pcm)
})

test("another provider's voice is replaced by the default one", async () => {
  const [known] = await collect(tts.synthesize(request('Hello.'), unaborted()))
  const [unknown] = await collect(tts.synthesize(request('Hello.', { voice: '21m00Tcm4TlvDq8ikWAM' }), unaborted()))
  expect(unknown?.pcm).toEqual(known?.pcm)
})

test('numbers are read as on the phone', async () => {
  const [digits] = await collect(tts.synthesize(request('Call 9876543210'), unaborted()))
  const [words] = await collect(tts.synthesize(request('Call 9 8 7 6 5, 4 3 2 1 0'), unaborted()))
  expect(digits?.pcm).toEqual(words?.pcm)
})

describe('nothing to say', () => {
  test.each(['', '   ', '...', '😊'])('%j yields nothing', async (text) => {
    expect(await collect(tts.synthesize(request(text), unaborted()))).toEqual([])
  })

  test('a script it cannot read is an error, so that another voice can be tried', async () => {
    await expect(collect(tts.synthesize(request('नमस्ते, आप कैसे हैं?'), unaborted()))).rejects.toMatchObject({
      name: 'VendorError',
      retryable: false,
    })
  })
})

describe('abort', () => {
  test('before the first sentence nothing is spoken', async () => {
    await expect(collect(tts.synthesize(request('Hello.'), AbortSignal.abort(new Error('interrupted'))))).rejects.toThrow('interrupted')
  })

  test('between sentences the rest is not spoken', async () => {
    const abort = new AbortController()
    const heard: SpeechChunk[] = []
    for await (const chunk of tts.synthesize(request('One. Two. Three. Four. Five. Six.'), abort.signal)) {
      heard.push(chunk)
      abort.abort(new Error('interrupted'))
      break
    }
    expect(heard).toHaveLength(1)
    expect(worker.queued()).toBe(0)
  })

  test('while a sentence is awaited its waiting ends with the reason', async () => {
    const abort = new AbortController()
    const speech = collect(tts.synthesize(request('A sentence nobody waits for.'), abort.signal))
    abort.abort(new Error('interrupted'))
    await expect(speech).rejects.toThrow('interrupted')
  })
})

test('a crash in the middle of speech is a retryable error, and the next request speaks', async () => {
  const mortal = createFliteWorker()
  const speaker = createEmbeddedTextToSpeech({ worker: mortal })
  await speaker.prewarm()
  const speech = collect(speaker.synthesize(request('This sentence is never finished.'), unaborted()))
  const [outcome] = await Promise.allSettled([speech, mortal.kill()])
  expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'VendorError', retryable: true } })
  expect(await collect(speaker.synthesize(request('Back again.'), unaborted()))).toHaveLength(1)
  await speaker.close()
})

test('many calls speak at once, each with its own words', async () => {
  const texts = Array.from({ length: 12 }, (_, index) => 'word '.repeat(index + 1))
  const alone = (await collect(tts.synthesize(request(texts[3] ?? ''), unaborted())))[0]?.pcm
  const all = await Promise.all(texts.map((text) => collect(tts.synthesize(request(text), unaborted()))))
  const lengths = all.map((chunks) => chunks[0]?.pcm.length ?? 0)
  expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
  expect(all[3]?.[0]?.pcm).toEqual(alone)
})
