export interface TextToSpeech {
  /** Short provider name: the part of a voice id before the colon. */
  readonly name: string
  /** How long a sound may take before the provider counts as hung, in milliseconds; absent: the media-server's own limits. */
  readonly answerLimitMs?: number
  /**
   * Speaks `text`. Yields chunks of 16-bit signed mono PCM, all at one rate, as soon as they exist.
   * @throws VendorError, `retryable` where another attempt or provider may succeed
   */
  synthesize(request: SpeechRequest, signal: AbortSignal): AsyncIterable<SpeechChunk>
}

export type SpeechRequest = {
  text: string
  /** The provider's own voice name: the part of a voice id after the colon. */
  voice: string
  /** BCP 47 */
  language: string
  /** The rate the call wants. A provider that cannot serve it yields its own rate; the caller resamples. */
  preferredSampleRateHz: number
}

export type SpeechChunk = { pcm: Int16Array; sampleRateHz: number }
