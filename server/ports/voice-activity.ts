/** Voice activity detection, one detector per call. */
export interface VoiceActivity {
  open(options: { sampleRateHz: number; signal: AbortSignal }): VoiceActivityStream
}

export interface VoiceActivityStream {
  /** 16-bit signed mono samples. Never blocks. */
  write(pcm: Int16Array): void
  readonly events: AsyncIterable<VoiceActivityEvent>
}

/**
 * `speech` windows arrive in order, one per change of state. Times are milliseconds of audio written;
 * `atMs` of `started` is the first voiced sample's time, so it lies in the past when the event arrives.
 */
export type VoiceActivityEvent = { type: 'started' | 'stopped'; atMs: number }
