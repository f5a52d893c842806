import type { SpeechEvent } from '../../ports/speech-to-text'

/** Turns one provider protocol into our events. Pure: no socket, no clock. */
export interface Interpreter {
  /**
   * Reads one message of the provider.
   * @param offsetMs our stream's time at which the provider's present connection began
   */
  read(text: string, offsetMs: number): Reading
  /** Ends the utterance with what has been recognised so far: the provider did not answer a request to finalise. */
  flush(atMs: number): SpeechEvent[]
  /** Forgets what was not committed: the audio of it will be sent again. */
  reconnect(): void
  /** Words were recognised, or speech has begun, and no `final` has followed yet. */
  readonly hasUtterance: boolean
}

export type Reading = {
  events: SpeechEvent[]
  /** Audio before this time (ours) is done with and need not be kept for another connection; null: nothing new. */
  committedMs: number | null
  /** Audio up to this time (ours) was listened to, whether anything was said or not; null: the message does not tell. */
  heardMs: number | null
  /** The answer to a request to finalise. */
  isFinalized: boolean
  /** The provider reports an error in its own words, kept short. */
  failure: string | null
}

export const NOTHING: Reading = { events: [], committedMs: null, heardMs: null, isFinalized: false, failure: null }

export type Word = { start: number; end: number; confidence: number }

/** Mean of the words' confidences; null without words. */
export function meanConfidence(words: readonly Word[]): number | null {
  if (words.length === 0) return null
  return Math.min(1, Math.max(0, words.reduce((sum, word) => sum + word.confidence, 0) / words.length))
}

export function toMs(seconds: number, offsetMs: number): number {
  return Math.max(0, Math.round(seconds * 1000 + offsetMs))
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
