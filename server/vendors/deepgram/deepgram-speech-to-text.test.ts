import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startDeepgramSimulator } from '@/simulators/deepgram/start-deepgram-simulator'
import type { FaultInput } from '@/simulators/lib/faults'
import { encodeModem } from '@/simulators/modem/modem'
import { VendorError } from '../../domain/errors/vendor-error'
import type { SpeechEvent, SpeechToText, SpeechToTextStream } from '../../ports/speech-to-text'
import { createDeepgramFlux, createDeepgramNova } from './deepgram-speech-to-text'
import type { DeepgramLimits } from './deepgram-stream'
import { fluxUrl, novaUrl } from './listen-url'

let simulator: Awaited<ReturnType<typeof startDeepgramSimulator>>
beforeAll(async () => {
  simulator = await startDeepgramSimulator()
})
afterAll(() => simulator.close())
beforeEach(() => {
  simulator.control({ fault: null, scripts: [] })
  simulator.connections.length = 0
})

const RATE = 8000
const silence = (ms: number) => new Int16Array((RATE * ms) / 1000)
const nova = (limits: Partial<DeepgramLimits> = {}, baseUrl = simulator.baseUrl) =>
  createDeepgramNova({ apiKey: 'dg-secret', baseUrl, limits })
const flux = (limits: Partial<DeepgramLimits> = {}) => createDeepgramFlux({ apiKey: 'dg-secret', baseUrl: simulator.baseUrl, limits })

/** Runs a stream until `isDone` says so of the events so far. */
async function listen(
  provider: SpeechToText,
  speak: (stream: SpeechToTextStream) => void,
  isDone: (events: SpeechEvent[]) => boolean,
  onEvent: (event: SpeechEvent, stream: SpeechToTextStream) => void = () => undefined,
): Promise<SpeechEvent[]> {
  const controller = new AbortController()
  const stream = provider.open({ sampleRateHz: RATE, language: 'en-IN', signal: controller.signal })
  const events: SpeechEvent[] = []
  speak(stream)
  for await (const event of stream.events) {
    events.push(event)
    onEvent(event, stream)
    if (isDone(events)) controller.abort()
  }
  return events
}
const writeInFrames = (stream: SpeechToTextStream, pcm: Int16Array, ms = 20) => {
  const size = (RATE * ms) / 1000
  for (let at = 0; at < pcm.length; at += size) stream.write(pcm.subarray(at, at + size))
}
const say = (text: string) => (stream: SpeechToTextStream) => {
  writeInFrames(stream, encodeModem(text, RATE))
  writeInFrames(stream, silence(1500))
}
const turnsEnded = (count: number) => (events: SpeechEvent[]) => events.filter((event) => event.type === 'turn_ended').length >= count
const finals = (events: SpeechEvent[]) => events.flatMap((event) => (event.type === 'final' ? [event.text] : []))
const failureOf = async (work: Promise<unknown>): Promise<VendorError> => {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (!(error instanceof VendorError)) throw new Error(`expected a VendorError, got ${String(error)}`)
  return error
}

describe.each([
  ['Nova', nova, '/v1/listen'],
  ['Flux', flux, '/v2/listen'],
])('%s', (_name, provider, path) => {
  test('speech becomes one final and the end of a turn, in stream time', async () => {
    const lead = 700
    const text = 'I would like to book an appointment for tomorrow morning please.'
    const events = await listen(
      provider(),
      (stream) => {
        writeInFrames(stream, silence(lead))
        say(text)(stream)
      },
      turnsEnded(1),
    )
    expect(finals(events)).toEqual([text])
    expect(events.some((event) => event.type === 'speech_started')).toBe(true)
    expect(events.some((event) => event.type === 'partial')).toBe(true)
    const final = events.find((event) => event.type === 'final')
    const audioMs = encodeModem(text, RATE).length / 8
    expect(final?.type === 'final' && final.endedMs).toBeGreaterThan(lead + audioMs - 200)
    expect(simulator.connections).toMatchObject([{ path }])
  })

  test('audio keeps its order in frames of the vendor’s size, and the stream is closed as it asks', async () => {
    await listen(provider(), say('short words'), turnsEnded(1))
    const [connection] = simulator.connections
    await expect.poll(() => connection?.controls.at(-1)).toBe('CloseStream')
    expect(connection?.audioMessages).toBeLessThan((connection?.audioSamples ?? 0) / (RATE * 0.02))
  })

  test('two utterances are two turns', async () => {
    const events = await listen(
      provider(),
      (stream) => {
        say('first one')(stream)
        say('second one')(stream)
      },
      turnsEnded(2),
    )
    expect(finals(events)).toEqual(['first one', 'second one'])
  })

  test('a request to finalise is answered before the pause is over', async () => {
    const events = await listen(
      provider(),
      (stream) => {
        writeInFrames(stream, encodeModem('digits four two', RATE))
        writeInFrames(stream, silence(100))
        stream.finalize({ startedMs: 0, endedMs: 1000 })
      },
      (all) => finals(all).length > 0,
    )
    expect(finals(events)).toEqual(['digits four two'])
  })

  test('a request to finalise silence is answered with empty words', async () => {
    const events = await listen(
      provider({ finalizeMs: 50 }),
      (stream) => {
        writeInFrames(stream, silence(300))
        stream.finalize({ startedMs: 0, endedMs: 300 })
      },
      (all) => finals(all).length > 0,
    )
    expect(finals(events)).toEqual([''])
  })

  test('when the audio stops in the middle of an utterance the vendor is asked to finish it', async () => {
    const events = await listen(
      provider({ idleMs: 60 }),
      (stream) => {
        writeInFrames(stream, encodeModem('and then nothing', RATE))
        writeInFrames(stream, silence(60))
      },
      (all) => finals(all).length > 0,
    )
    expect(finals(events)).toEqual(['and then nothing'])
  })

  test('a connection lost in the middle is replaced, and no word is lost or doubled', async () => {
    simulator.control({ fault: { cutAfterPieces: 20, times: 1 } })
    const text = 'every word of this sentence arrives exactly once'
    const events = await listen(provider(), say(text), turnsEnded(1))
    expect(finals(events).join(' ')).toBe(text)
    expect(simulator.connections).toHaveLength(2)
  })

  test('a slow connection loses nothing of what was said before it was open', async () => {
    simulator.control({ fault: { delayMs: 150, times: 1 } })
    expect(finals(await listen(provider({ idleMs: 20 }), say('said too early'), turnsEnded(1)))).toEqual(['said too early'])
  })

  test('lost twice is a failure worth another provider', async () => {
    simulator.control({ fault: { cutAfterPieces: 5 } })
    const error = await failureOf(listen(provider(), say('never heard'), turnsEnded(1)))
    expect(error).toMatchObject({ vendor: 'deepgram', retryable: true })
    expect(simulator.connections).toHaveLength(2)
  })

  test.each<[string, FaultInput, { retryable: boolean; status: number; retryAfterMs?: number }]>([
    ['a wrong key', { status: 401 }, { retryable: false, status: 401 }],
    ['too many streams', { status: 429 }, { retryable: true, status: 429 }],
    ['a server error', { status: 503 }, { retryable: true, status: 503 }],
  ])('%s refuses the stream at once', async (_case, fault, expected) => {
    simulator.control({ fault })
    const error = await failureOf(listen(provider(), say('x'), () => false))
    expect(error.options).toMatchObject(expected)
    expect(error.message).not.toContain('dg-secret')
  })

  test('a vendor that takes audio and says nothing is given up', async () => {
    simulator.control({ fault: { hang: true } })
    const error = await failureOf(listen(provider({ answerMs: 50, idleMs: 5000 }), say('hello'), () => false))
    expect(error.retryable).toBe(true)
  })

  test('garbage between the messages does no harm', async () => {
    simulator.control({ fault: { garbageAfterPieces: 1 } })
    expect(finals(await listen(provider(), say('still here'), turnsEnded(1)))).toEqual(['still here'])
  })

  test('an abort ends the events, before the connection is open as well as after', async () => {
    const controller = new AbortController()
    const early = provider().open({ sampleRateHz: RATE, language: 'en-IN', signal: controller.signal })
    early.write(silence(20))
    controller.abort()
    for await (const event of early.events) throw new Error(`unexpected ${event.type}`)
    await listen(provider(), say('hello'), (events) => events.length > 0)
    await expect.poll(() => simulator.connections.at(-1)?.isClosed).toBe(true)
  })
})

test('a stream opened with an aborted signal is over', async () => {
  const stream = nova().open({ sampleRateHz: RATE, language: 'en-IN', signal: AbortSignal.abort() })
  stream.write(silence(20))
  for await (const event of stream.events) throw new Error(`unexpected ${event.type}`)
  expect(simulator.connections).toEqual([])
})

test('nobody at the address fails after another try', async () => {
  const error = await failureOf(listen(nova({}, 'http://127.0.0.1:9'), say('x'), () => false))
  expect(error).toMatchObject({ retryable: true })
})

test('silence in between is bridged with signs of life', async () => {
  const controller = new AbortController()
  const stream = nova({ keepAliveMs: 15 }).open({ sampleRateHz: RATE, language: 'en-IN', signal: controller.signal })
  await expect.poll(() => simulator.connections[0]?.controls).toContain('KeepAlive')
  say('hello again')(stream)
  for await (const event of stream.events) if (event.type === 'turn_ended') controller.abort()
  expect(simulator.connections).toHaveLength(1)
})

test('a connection lost in silence is replaced when somebody speaks, without a failure', async () => {
  const controller = new AbortController()
  simulator.control({ fault: { cutAfterPieces: 0, times: 2 } })
  const stream = nova({ keepAliveMs: 10 }).open({ sampleRateHz: RATE, language: 'en-IN', signal: controller.signal })
  await expect.poll(() => simulator.connections[0]?.isClosed).toBe(true)
  say('still with you')(stream)
  const heard: string[] = []
  for await (const event of stream.events) {
    if (event.type === 'final') heard.push(event.text)
    if (event.type === 'turn_ended') controller.abort()
  }
  expect(heard).toEqual(['still with you'])
})

test('a Nova address is built from any kind of origin', () => {
  const tuning = { model: 'nova-3', endpointingMs: 300, utteranceEndMs: 1000 }
  const options = { sampleRateHz: 16000, language: 'hi-IN', keyterms: ['Dr. Sharma', 'MG Road'] }
  for (const base of ['https://api.deepgram.com', 'wss://api.deepgram.com/', 'https://api.deepgram.com/v1']) {
    const url = novaUrl(base, options, tuning)
    expect(url.href).toMatch(/^wss:\/\/api\.deepgram\.com\/v1\/listen\?/)
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      model: 'nova-3',
      language: 'hi',
      encoding: 'linear16',
      sample_rate: '16000',
      channels: '1',
      interim_results: 'true',
      endpointing: '300',
      utterance_end_ms: '1000',
      vad_events: 'true',
    })
    expect(url.searchParams.getAll('keyterm')).toEqual(['Dr. Sharma', 'MG Road'])
  }
  expect(novaUrl('http://127.0.0.1:3002/deepgram', { ...options, language: 'en-IN' }, tuning).href).toMatch(
    /^ws:\/\/127\.0\.0\.1:3002\/deepgram\/v1\/listen\?.*language=en-IN/,
  )
})

test.each([
  ['en-IN', 'flux-general-en', []],
  ['hi-IN', 'flux-general-multi', ['hi', 'en']],
  ['multi', 'flux-general-multi', ['hi', 'en']],
])('Flux hears %s with %s', (language, model, hints) => {
  const url = fluxUrl(
    'https://api.deepgram.com',
    { sampleRateHz: 8000, language, keyterms: [] },
    { endOfTurnThreshold: 0.7, endOfTurnTimeoutMs: 5000 },
  )
  expect([url.searchParams.get('model'), url.searchParams.getAll('language_hint')]).toEqual([model, hints])
})
