/** Messages between the process and its voice activity thread. Samples are counted at the stream's own rate. */
export type ToVoiceActivityWorker =
  | { type: 'open'; stream: number; sampleRateHz: number; position: number; isSpeaking: boolean }
  | { type: 'close'; stream: number }
  | { type: 'audio'; pcm: Int16Array; parts: Int32Array }

/** `parts` of an audio message holds three numbers for each stretch: the stream, samples lost before it, samples in `pcm`. */
export const NUMBERS_PER_PART = 3

/** Answers one audio message: what changed, in order. */
export type FromVoiceActivityWorker = { stream: number; type: 'started' | 'stopped'; atMs: number }[]
