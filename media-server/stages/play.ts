import { frameSamplesFor, paddedSamples } from '../frames'
import { untilAborted } from '../lib/until-aborted'
import { LIMITS } from '../limits'
import type { PlaybackLedger, SpokenSentence } from '../playback-ledger'
import type { SpokenAudio } from './speak'

/** Audio that has run this low at the end of a sentence is sent as a short frame rather than waiting for more. */
const NEARLY_DRY_MS = 60

export type PlayOptions = {
  sampleRateHz: number
  /** Bytes of a frame at 8 kHz. */
  frameBytes: number
  ledger: PlaybackLedger
  now: () => number
  /** A frame goes out; it starts to play at `startsMs`. */
  onFrame: (pcm: Int16Array, startsMs: number) => void
  onMark: (name: string) => void
  /** Asks for a `tick` at that moment of the call. */
  callBy: (atMs: number) => void
  /** First frame of a reply. */
  onReplyHeard: (replyId: number, nowMs: number) => void
}

type Piece = { pcm: Int16Array; at: number; sentence: SpokenSentence }

/**
 * Turns spoken audio into frames and sends them at the pace they are played, so that little is ever queued at the far end and
 * `clear` stays effective. Call `tick` regularly; audio that arrives while the queue runs low goes out at once.
 */
export class Player {
  private pieces: Piece[] = []
  private queuedSamples = 0
  private heldReplyId: number | null = null
  private heardReplyId = 0
  private aheadLimitMs: number = LIMITS.aheadMs
  private isUtteranceOver = true
  private isMarked = true
  private readonly frameSamples: number

  constructor(private readonly options: PlayOptions) {
    this.frameSamples = frameSamplesFor(options)
  }

  /** Plays one reply. Resolves when all of it has been handed over, not when it has been heard. */
  async play(spoken: AsyncIterable<SpokenAudio>, reply: { id: number; aheadLimitMs: number }, signal: AbortSignal): Promise<void> {
    this.aheadLimitMs = reply.aheadLimitMs
    this.isUtteranceOver = false
    for await (const audio of untilAborted(spoken, signal)) {
      this.enqueue(audio.sentence, audio.pcm)
      if (audio.isLast) audio.sentence.isComplete = true
      this.goOn()
    }
    if (signal.aborted) return
    this.isUtteranceOver = true
    this.goOn()
  }

  /** Keeps a reply's audio back until it is let out. */
  hold(replyId: number): void {
    this.heldReplyId = replyId
  }

  release(replyId: number): void {
    if (this.heldReplyId === replyId) this.heldReplyId = null
    this.goOn()
  }

  /** Drops what has not been sent. */
  drop(): void {
    this.pieces = []
    this.queuedSamples = 0
    this.heldReplyId = null
    this.isUtteranceOver = true
    this.isMarked = true
  }

  get hasQueued(): boolean {
    return this.queuedSamples > 0
  }

  /** Sends what may be sent now, and asks to be called for the rest. */
  private goOn(): void {
    this.options.callBy(this.tick(this.options.now()))
  }

  /** @returns when the next frame may be due, unless `callBy` asks for it before */
  tick(nowMs: number): number {
    while (this.queuedSamples > 0) {
      const replyId = this.pieces[0]?.sentence.replyId ?? 0
      if (replyId === this.heldReplyId) return Number.POSITIVE_INFINITY
      const aheadMs = this.options.ledger.aheadMs(nowMs)
      if (!this.hasFrame(aheadMs)) return nowMs + Math.max(0, aheadMs - NEARLY_DRY_MS)
      const frameMs = this.toMs(Math.min(this.frameSamples, this.queuedSamples))
      if (aheadMs > 0 && aheadMs + frameMs > this.aheadLimitMs) return nowMs + Math.min(aheadMs, aheadMs + frameMs - this.aheadLimitMs)
      this.sendFrame(nowMs)
      if (replyId === this.heardReplyId) continue
      this.heardReplyId = replyId
      this.options.onReplyHeard(replyId, nowMs)
    }
    // The last samples of a sentence may have left before it was known that they were the last.
    if (this.isUtteranceOver && !this.isMarked) this.mark()
    return Number.POSITIVE_INFINITY
  }

  private mark(): void {
    this.isMarked = true
    this.options.onMark(this.options.ledger.mark())
  }

  private enqueue(sentence: SpokenSentence, pcm: Int16Array): void {
    if (pcm.length === 0) return
    sentence.producedMs += this.toMs(pcm.length)
    this.pieces.push({ pcm, at: 0, sentence })
    this.queuedSamples += pcm.length
  }

  /** Whole frames always; a short one at the end of the utterance, or when the caller would otherwise hear a gap. */
  private hasFrame(aheadMs: number): boolean {
    if (this.queuedSamples >= this.frameSamples || this.isUtteranceOver) return true
    return aheadMs <= NEARLY_DRY_MS && this.pieces.at(-1)?.sentence.isComplete === true
  }

  private sendFrame(nowMs: number): void {
    const { ledger } = this.options
    const samples = Math.min(this.frameSamples, this.queuedSamples)
    const frame = new Int16Array(paddedSamples(samples))
    let hasSentenceEnd = false
    for (let filled = 0; filled < samples; ) {
      const piece = this.pieces[0] as Piece
      const count = Math.min(samples - filled, piece.pcm.length - piece.at)
      frame.set(piece.pcm.subarray(piece.at, piece.at + count), filled)
      ledger.include(piece.sentence, this.toMs(count))
      piece.at += count
      filled += count
      if (piece.at < piece.pcm.length) continue
      this.pieces.shift()
      if (piece.sentence.isComplete && this.pieces[0]?.sentence !== piece.sentence) hasSentenceEnd = true
    }
    this.queuedSamples -= samples
    const startsMs = ledger.sent(this.toMs(frame.length), nowMs)
    this.options.onFrame(frame, startsMs)
    this.isMarked = false
    if (hasSentenceEnd) this.mark()
  }

  private toMs(samples: number): number {
    return (samples * 1000) / this.options.sampleRateHz
  }
}
