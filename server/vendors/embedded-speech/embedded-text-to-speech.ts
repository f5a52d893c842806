import { VendorError } from '../../domain/errors/vendor-error'
import { normalizeForSpeech } from '../../domain/speech-text/normalize-for-speech'
import { splitSentences } from '../../domain/speech-text/split-sentences'
import type { SpeechChunk, SpeechRequest, TextToSpeech } from '../../ports/text-to-speech'
import { FLITE_VOICES, type FliteVoice } from './flite'
import type { FliteReply, FliteRequest } from './flite.worker'
import { createRequestWorker, type RequestWorker } from './request-worker'

const VENDOR = 'embedded text to speech'
const DEFAULT_VOICE: FliteVoice = 'slt'
const MAX_QUEUED = 500
/** A sentence takes under 0.1 s. */
const SENTENCE_TIMEOUT_MS = 10_000

export type FliteWorker = RequestWorker<FliteRequest, FliteReply>

export type EmbeddedTextToSpeech = TextToSpeech & {
  /** Loads the voices, some 0.5 s, before the first call needs them. */
  prewarm(): Promise<void>
  close(): Promise<void>
}

/** The thread that speaks for every call of this process. */
export function createFliteWorker(): FliteWorker {
  return createRequestWorker({
    vendor: VENDOR,
    module: './flite.worker.ts',
    maxQueued: MAX_QUEUED,
    requestTimeoutMs: SENTENCE_TIMEOUT_MS,
  })
}

/** A late answer of this machine means that it is busy, not broken: asking again would only make it busier. */
const BUSY_LIMIT_MS = 10_000

/**
 * English speech without an account: Flite, a demonstration voice rather than a production one. Serves any sample rate. A voice it
 * does not have (another provider's, after a failover) is replaced by its default, for a call must not go silent.
 */
export function createEmbeddedTextToSpeech({ worker = createFliteWorker() }: { worker?: FliteWorker } = {}): EmbeddedTextToSpeech {
  return {
    name: 'embedded',
    answerLimitMs: BUSY_LIMIT_MS,
    synthesize: (request, signal) => speak(worker, request, signal),
    prewarm: () => worker.ready(),
    close: () => worker.close(),
  }
}

async function* speak(worker: FliteWorker, request: SpeechRequest, signal: AbortSignal): AsyncGenerator<SpeechChunk> {
  const sampleRateHz = request.preferredSampleRateHz
  const voice = FLITE_VOICES.find((known) => known === request.voice) ?? DEFAULT_VOICE
  const sentences = readableSentences(request)
  const ask = (text: string | undefined) => (text === undefined ? null : worker.request({ text, voice, sampleRateHz }, { signal }))

  let upcoming = ask(sentences[0])
  for (let index = 0; upcoming; index++) {
    const { pcm } = await upcoming
    if (signal.aborted) return
    // One sentence ahead: it is ready when this one has been played, and little is wasted when the caller interrupts.
    upcoming = ask(sentences[index + 1])
    upcoming?.catch(handledWhenAwaited)
    if (pcm.length > 0) yield { pcm, sampleRateHz }
  }
}

/** @throws VendorError for a script Flite cannot read: silence would look like success */
function readableSentences({ text, language }: SpeechRequest): string[] {
  const sentences = splitSentences(foldToAscii(normalizeForSpeech(text, { language })))
  if (sentences.length === 0 && /\p{L}/u.test(text)) throw new VendorError(VENDOR, 'speaks English only', { retryable: false })
  return sentences
}

/** Flite knows ASCII only: "café" is read as "cafe", other scripts are dropped. */
function foldToAscii(text: string): string {
  return text.normalize('NFKD').replace(/[^\n\x20-\x7e]/g, '')
}

function handledWhenAwaited(): void {}
