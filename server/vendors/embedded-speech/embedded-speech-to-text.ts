import { join } from 'node:path'
import { concatPcm, msToSamples, samplesToMs } from '../../domain/audio/pcm16'
import { splitAtQuiet } from '../../domain/audio/split-at-quiet'
import { VendorError } from '../../domain/errors/vendor-error'
import type { SpeechEvent, SpeechToText, SpeechToTextOptions, SpeechToTextStream } from '../../ports/speech-to-text'
import { createAudioBacklog } from './audio-backlog'
import { createEventQueue } from './event-queue'
import type { MoonshineOptions, MoonshineReply, MoonshineRequest } from './moonshine.worker'
import { createRequestWorker, type RequestWorker } from './request-worker'

const VENDOR = 'embedded speech to text'
/** Audio kept per call; a longer utterance loses its beginning. */
const BACKLOG_MS = 45_000
/** Voice activity is noticed late: soft first consonants lie before it. */
const PRE_ROLL_MS = 200
/** And the last consonant dies away after it. */
const POST_ROLL_MS = 120
/** The model hears nothing in half a word that breaks off, and the word in one that dies away. */
const CLOSING_SILENCE_MS = 150
/** A guess is wanted soon, and costs by its length. */
const PEEK_PRE_ROLL_MS = 100
/** A guess at an unfinished utterance costs as much as a final one; long ones would hold up other calls. */
const LONGEST_PEEK_MS = 10_000
const MAX_QUEUED = 200
/** With this many waiting, guesses are left out. */
const MAX_QUEUED_FOR_PEEK = 2
/** Longer utterances are recognised in parts: the model loops beyond 20 s, and other calls get a turn in between. */
const LONGEST_PART_MS = 15_000
/** A part takes 0.4 s at most on a free processor. */
const DECODE_TIMEOUT_MS = 20_000

export type MoonshineWorker = RequestWorker<MoonshineRequest, MoonshineReply>

export type EmbeddedSpeechToText = SpeechToText & {
  /** Loads the model, some 0.7 s, before the first call needs it. */
  prewarm(): Promise<void>
  close(): Promise<void>
}

/** A late answer of this machine means that it is busy, not broken: asking again would only make it busier. */
const BUSY_LIMIT_MS = 20_000

/** The thread that recognises speech for every call of this process. `dataDir` receives a small cache file. */
export function createMoonshineWorker({ dataDir }: { dataDir: string }): MoonshineWorker {
  const options: MoonshineOptions = { cacheDir: join(dataDir, 'embedded-speech') }
  return createRequestWorker({
    vendor: VENDOR,
    module: './moonshine.worker.ts',
    options,
    maxQueued: MAX_QUEUED,
    requestTimeoutMs: DECODE_TIMEOUT_MS,
  })
}

/**
 * English recognition without an account: Moonshine-tiny, run in a worker thread. It hears whole utterances only, so the caller's
 * own voice activity detection says where they begin and end.
 */
export function createEmbeddedSpeechToText({
  dataDir,
  worker = createMoonshineWorker({ dataDir }),
}: {
  dataDir: string
  worker?: MoonshineWorker
}): EmbeddedSpeechToText {
  return {
    name: 'embedded',
    endpointing: 'ours',
    isGuessing: true,
    answerLimitMs: BUSY_LIMIT_MS,
    open: (options) => openStream(worker, options),
    prewarm: () => worker.ready(),
    close: () => worker.close(),
  }
}

/** What is said in a recording of any length; '' for silence and noise. */
export async function recognizeSpeech(
  worker: MoonshineWorker,
  pcm: Int16Array,
  sampleRateHz: number,
  signal?: AbortSignal,
): Promise<string> {
  const texts: string[] = []
  for (const part of splitAtQuiet(pcm, sampleRateHz, LONGEST_PART_MS)) {
    if (part.length > 0) texts.push(await recognizePart(worker, part, sampleRateHz, signal))
  }
  return texts.filter((text) => text !== '').join(' ')
}

async function recognizePart(worker: MoonshineWorker, pcm: Int16Array, sampleRateHz: number, signal?: AbortSignal): Promise<string> {
  const request = { pcm, sampleRateHz }
  try {
    return (await worker.request(request, { signal })).text
  } catch (error) {
    // The worker may have died of another call's audio; a second death is this call's problem.
    if (!(error instanceof VendorError && error.retryable)) throw error
    return (await worker.request(request, { signal })).text
  }
}

function openStream(worker: MoonshineWorker, { sampleRateHz, signal }: SpeechToTextOptions): SpeechToTextStream {
  const backlog = createAudioBacklog(msToSamples(BACKLOG_MS, sampleRateHz))
  const events = createEventQueue<SpeechEvent>()
  /** Where the last utterance ended: its audio is not heard again. */
  let heardUntil = 0
  let peeking: AbortController | null = null
  /** Finals come in the order of asking, although a long one is recognised in parts that others may overtake. */
  let answered = Promise.resolve()

  if (signal.aborted) events.end()
  signal.addEventListener('abort', events.end, { once: true })

  function cut(startedMs: number, endedMs: number, preRollMs = PRE_ROLL_MS): Int16Array {
    const from = Math.max(heardUntil, msToSamples(startedMs - preRollMs, sampleRateHz))
    return backlog.slice(from, msToSamples(endedMs + POST_ROLL_MS, sampleRateHz))
  }

  /** A word cut off in the middle is not one; one that silence follows may be. */
  function closed(pcm: Int16Array): Int16Array {
    return pcm.length === 0 ? pcm : concatPcm([pcm, new Int16Array(msToSamples(CLOSING_SILENCE_MS, sampleRateHz))])
  }

  async function answerFinal(pcm: Int16Array, utterance: { startedMs: number; endedMs: number }, earlier: Promise<void>): Promise<void> {
    try {
      const text = await recognizeSpeech(worker, pcm, sampleRateHz, signal)
      await earlier
      events.push({ type: 'final', text, confidence: null, language: text === '' ? null : 'en', ...utterance })
    } catch (error) {
      events.fail(error)
    }
  }

  async function answerPeek(pcm: Int16Array, own: AbortController): Promise<void> {
    const atMs = Math.round(samplesToMs(backlog.written, sampleRateHz))
    try {
      const { text } = await worker.request({ pcm, sampleRateHz }, { priority: 'low', signal: own.signal })
      if (text !== '') events.push({ type: 'partial', text, atMs })
    } catch {
      // A guess that failed is simply not made; the final answer reports what is wrong.
    } finally {
      if (peeking === own) peeking = null
    }
  }

  return {
    events,
    write: (pcm) => backlog.write(pcm),
    finalize(utterance) {
      if (signal.aborted) return
      peeking?.abort()
      const pcm = cut(utterance.startedMs, utterance.endedMs)
      heardUntil = Math.max(heardUntil, msToSamples(utterance.endedMs, sampleRateHz))
      answered = answerFinal(pcm, utterance, answered)
    },
    peek({ startedMs }) {
      const nowMs = samplesToMs(backlog.written, sampleRateHz)
      if (signal.aborted || peeking || nowMs - startedMs > LONGEST_PEEK_MS || worker.queued() > MAX_QUEUED_FOR_PEEK) return
      const pcm = closed(cut(startedMs, nowMs, PEEK_PRE_ROLL_MS))
      if (pcm.length === 0) return
      peeking = new AbortController()
      void answerPeek(pcm, peeking)
    },
  }
}
