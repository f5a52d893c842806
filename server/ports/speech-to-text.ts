/** Opens one recognition stream per call. */
export interface SpeechToText {
  /** Short provider name used in settings, cost lines and logs: `embedded`, `deepgram-nova`, `deepgram-flux`. */
  readonly name: string
  /**
   * Who decides that the caller has finished speaking: `provider` (Flux, Nova endpointing) sends `turn_ended`;
   * `ours` means our voice activity detection does and calls `finalize()`.
   */
  readonly endpointing: 'provider' | 'ours'
  /** How long words may take after `finalize` before the provider counts as hung, in milliseconds; absent: 2,000. */
  readonly answerLimitMs?: number
  /** It hears words in any short sound: what it makes of less than half a second is not to be believed. */
  readonly isGuessing?: boolean
  open(options: SpeechToTextOptions): SpeechToTextStream
}

export type SpeechToTextOptions = {
  /** Rate of the PCM that will be written: 8000, 16000 or 24000. */
  sampleRateHz: number
  /** BCP 47, e.g. `en-IN`, `hi-IN`, or `multi`. */
  language: string
  /** Words worth recognising: names, services. */
  keyterms?: string[]
  /** Ends the stream and frees everything it holds. */
  signal: AbortSignal
}

export interface SpeechToTextStream {
  /** 16-bit signed mono samples at `sampleRateHz`. Never blocks; drops oldest audio beyond a bounded backlog. */
  write(pcm: Int16Array): void
  /**
   * The caller has paused: recognise what was written since the last final. `startedMs`/`endedMs` bound the utterance
   * in stream time (milliseconds of audio written). A `final` follows, with empty text when nothing was said.
   */
  finalize(utterance: { startedMs: number; endedMs: number }): void
  /** Recognise what was heard since `startedMs` without ending the utterance: answers with `partial`. Optional work. */
  peek(utterance: { startedMs: number }): void
  /** Ends after `signal` aborts or the provider closes; throws VendorError when the provider fails. */
  readonly events: AsyncIterable<SpeechEvent>
}

/** All times are milliseconds of audio written to the stream. */
export type SpeechEvent =
  | { type: 'speech_started'; atMs: number }
  | { type: 'partial'; text: string; atMs: number }
  | { type: 'final'; text: string; confidence: number | null; language: string | null; startedMs: number; endedMs: number }
  | { type: 'turn_ended'; atMs: number }
