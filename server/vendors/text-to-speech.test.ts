import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createElevenLabsSimulator } from '@/simulators/elevenlabs/elevenlabs-simulator'
import { createGoogleSimulator } from '@/simulators/google/google-simulator'
import type { FaultInput } from '@/simulators/lib/faults'
import { type RunningSimulators, startSimulators } from '@/simulators/lib/simulator'
import { decodeModem } from '@/simulators/modem/modem'
import { createOpenAiSimulator } from '@/simulators/openai/openai-simulator'
import { concatPcm } from '../domain/audio/pcm16'
import { encodeWav } from '../domain/audio/wav'
import { VendorError } from '../domain/errors/vendor-error'
import type { SpeechChunk, TextToSpeech } from '../ports/text-to-speech'
import { createElevenLabsTextToSpeech } from './elevenlabs/elevenlabs-text-to-speech'
import { createGoogleTextToSpeech } from './google-tts/google-text-to-speech'
import { samplesOfLinear16 } from './google-tts/linear16'
import { createOpenAiTextToSpeech } from './openai/openai-text-to-speech'

const elevenLabs = createElevenLabsSimulator()
const google = createGoogleSimulator()
const openAi = createOpenAiSimulator()
let running: RunningSimulators
beforeAll(async () => {
  running = await startSimulators([elevenLabs, google, openAi], { port: 0 })
})
afterAll(() => running.close())
beforeEach(() => {
  for (const simulator of [elevenLabs, google, openAi]) simulator.control({ fault: null })
})

const never = new AbortController().signal
const request = { text: 'Thank you for calling, नमस्ते.', voice: 'hi-IN-Neural2-A', language: 'hi-IN', preferredSampleRateHz: 8000 }
type Limits = { firstByteMs?: number; stallMs?: number; totalMs?: number }
type Provider = { simulator: { control(command: unknown): unknown }; rate: number; make(limits?: Limits, baseUrl?: string): TextToSpeech }
const apiKey = 'tts-secret'
const providers: [string, Provider][] = [
  [
    'ElevenLabs',
    {
      simulator: elevenLabs,
      rate: 8000,
      make: (limits = {}, baseUrl) => createElevenLabsTextToSpeech({ apiKey, baseUrl: baseUrl ?? `${running.origin}/elevenlabs`, limits }),
    },
  ],
  [
    'OpenAI',
    {
      simulator: openAi,
      rate: 24000,
      make: (limits = {}, baseUrl) => createOpenAiTextToSpeech({ apiKey, baseUrl: baseUrl ?? `${running.origin}/openai/v1`, limits }),
    },
  ],
  [
    'Google',
    {
      simulator: google,
      rate: 8000,
      make: (limits = {}, baseUrl) =>
        createGoogleTextToSpeech({
          apiKey,
          baseUrl: baseUrl ?? `${running.origin}/google`,
          timeoutMs: limits.totalMs ?? limits.firstByteMs ?? limits.stallMs ?? 5000,
        }),
    },
  ],
]

async function collect(chunks: AsyncIterable<SpeechChunk>): Promise<SpeechChunk[]> {
  const all: SpeechChunk[] = []
  for await (const chunk of chunks) all.push(chunk)
  return all
}
const failureOf = async (work: Promise<unknown>): Promise<VendorError> => {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (!(error instanceof VendorError)) throw new Error(`expected a VendorError, got ${String(error)}`)
  return error
}

describe.each(providers)('%s', (_name, { simulator, rate, make }) => {
  test('text becomes samples, in several chunks of one rate', async () => {
    const chunks = await collect(make().synthesize(request, never))
    expect(chunks.length).toBeGreaterThan(1)
    expect(new Set(chunks.map((chunk) => chunk.sampleRateHz))).toEqual(new Set([rate]))
    expect(
      decodeModem(concatPcm(chunks.map((chunk) => chunk.pcm)), rate)
        .map((packet) => packet.text)
        .join(''),
    ).toBe(request.text)
  })

  test.each<[string, FaultInput, Partial<VendorError['options']>]>([
    ['too many requests', { status: 429, retryAfterSeconds: 2 }, { retryable: true, status: 429, retryAfterMs: 2000 }],
    ['a server error', { status: 500 }, { retryable: true, status: 500 }],
    ['a wrong key', { status: 401 }, { retryable: false, status: 401 }],
    ['a cut answer', { cutAfterPieces: 1 }, { retryable: true }],
  ])('%s becomes a VendorError', async (_case, fault, expected) => {
    simulator.control({ fault })
    const error = await failureOf(collect(make().synthesize(request, never)))
    expect(error.options).toMatchObject(expected)
    expect(error.message).not.toContain(apiKey)
    expect(error.message).not.toContain(request.text)
  })

  test.each<[string, FaultInput, Limits]>([
    ['no answer', { hang: true }, { firstByteMs: 40 }],
    ['a stall', { pieceDelayMs: 3000 }, { stallMs: 40 }],
    ['an endless answer', { pieceDelayMs: 30 }, { totalMs: 60 }],
  ])('%s runs into its limit', async (_case, fault, limits) => {
    simulator.control({ fault })
    const error = await failureOf(collect(make(limits).synthesize(request, never)))
    expect(error.retryable).toBe(true)
    expect(error.message).toContain('took longer')
  })

  test('an abort ends the speech without an error', async () => {
    const controller = new AbortController()
    const chunks: SpeechChunk[] = []
    for await (const chunk of make().synthesize(request, controller.signal)) {
      chunks.push(chunk)
      controller.abort()
    }
    expect(chunks).toHaveLength(1)
    expect(await collect(make().synthesize(request, controller.signal))).toEqual([])
  })

  test('nobody at the address is retryable', async () => {
    expect(await failureOf(collect(make({}, 'http://127.0.0.1:9').synthesize(request, never)))).toMatchObject({ retryable: true })
  })

  test('a page of text is never played', async () => {
    const server = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const error = await failureOf(
      collect(make({}, `http://127.0.0.1:${(server.address() as AddressInfo).port}`).synthesize(request, never)),
    )
    expect(error.retryable).toBe(true)
    server.close()
    server.closeAllConnections()
  })
})

test('ElevenLabs gets the voice, the model, the language and a rate it has', async () => {
  await collect(
    createElevenLabsTextToSpeech({ apiKey, baseUrl: `${running.origin}/elevenlabs/` }).synthesize(
      { ...request, voice: 'EXAV/x', preferredSampleRateHz: 48000 },
      never,
    ),
  )
  expect(elevenLabs.requests.at(-1)).toMatchObject({
    voiceId: 'EXAV%2Fx',
    outputFormat: 'pcm_16000',
    model_id: 'eleven_flash_v2_5',
    language_code: 'hi',
  })
})

test('Google gets the language of the voice', async () => {
  await collect(
    createGoogleTextToSpeech({ apiKey, baseUrl: `${running.origin}/google` }).synthesize({ ...request, language: 'en-IN' }, never),
  )
  expect(google.requests.at(-1)).toMatchObject({
    voice: { languageCode: 'hi-IN', name: 'hi-IN-Neural2-A' },
    audioConfig: { audioEncoding: 'LINEAR16', sampleRateHertz: 8000 },
  })
})

test('an answer of Google’s is read as it was recorded', async () => {
  const answer = readFileSync(new URL('./google-tts/fixtures/synthesize.json', import.meta.url))
  const server = createServer((_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const chunks = await collect(createGoogleTextToSpeech({ apiKey, baseUrl }).synthesize(request, never))
  expect(chunks).toEqual([{ pcm: Int16Array.from([0, 1200, -1200, 32767, -32768, 5, -5, 0]), sampleRateHz: 8000 }])
  server.close()
  server.closeAllConnections()
})

describe('LINEAR16', () => {
  const pcm = Int16Array.from([1, -2, 3, -4])
  const wav = Buffer.from(encodeWav(pcm, { sampleRateHz: 8000, channels: 1 }))
  const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([5, 0, 0, 0]), Buffer.from('INFO1\0')])

  test('chunks before the audio are passed over, of odd length too', () => {
    expect([...samplesOfLinear16(Buffer.concat([wav.subarray(0, 36), list, wav.subarray(36)]))]).toEqual([...pcm])
  })

  test('an unknown length reaches to the end, headerless samples are samples', () => {
    const endless = Buffer.from(wav)
    endless.writeUInt32LE(0xffffffff, 40)
    expect([...samplesOfLinear16(endless)]).toEqual([...pcm])
    expect([...samplesOfLinear16(wav.subarray(44))]).toEqual([...pcm])
  })

  test('a file without audio is a failure', () => {
    expect(() => samplesOfLinear16(wav.subarray(0, 36))).toThrow(VendorError)
  })
})
