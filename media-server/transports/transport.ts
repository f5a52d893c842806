import type { BrowserMessage } from './browser-messages'

/** The socket a call came over, as the call sees it. Everything is sent at once and never waits. */
export interface CallTransport {
  readonly kind: 'exotel' | 'browser'
  /** One paced frame of audio at the stream's rate. */
  sendAudio(pcm: Int16Array): void
  /** Asks to be told (`CallEvents.marked`) when everything sent before has been played. */
  sendMark(name: string): void
  /** Drops whatever the far end has not played yet. */
  sendClear(): void
  /** Shows something on the caller's screen, where there is one. */
  readonly show: ((message: BrowserMessage) => void) | null
  /** Ends the stream. 1000 lets a telephone flow go on to its next step. */
  close(code: number, reason: string): void
}

/** What a transport tells the call. Called in order of arrival, synchronously: what is urgent never queues behind audio. */
export interface CallEvents {
  /** The stream has begun: audio flows at this rate both ways. */
  opened(stream: { sampleRateHz: number }): void
  /** 16-bit mono samples of any length, owned by the receiver. */
  audio(pcm: Int16Array): void
  dtmf(digit: string): void
  marked(name: string): void
  /** The far end dropped our queued audio. */
  cleared(): void
  typed(text: string): void
  /** The stream is over. Called once, last. */
  gone(end: StreamEnd): void
}

export type StreamEnd = {
  reason: 'caller_hung_up' | 'connection_lost' | 'protocol_error' | 'stream_never_started' | 'closed_by_us'
}

export const SAMPLE_RATES = [8000, 16000, 24000] as const
