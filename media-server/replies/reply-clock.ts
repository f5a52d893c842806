import type { TurnTimings } from '../../server/domain/transcript/turn'

/** When the stages of one reply happened, in milliseconds of call time. */
export class ReplyClock {
  transcriptAtMs: number | null = null
  private askedAtMs: number | null = null
  private firstTokenAtMs: number | null = null
  private soundAtMs: number | null = null
  private firstSoundAtMs: number | null = null
  private frameAtMs: number | null = null
  wasHeld = false

  constructor(
    private readonly speechEndedMs: number,
    private readonly decidedMs: number,
  ) {}

  modelAsked(atMs: number): void {
    this.askedAtMs ??= atMs
  }

  token(atMs: number): void {
    this.firstTokenAtMs ??= atMs
  }

  /** Sound came from the voice; before the first frame the latest counts, for a frame needs enough of it. */
  sound(atMs: number): void {
    this.firstSoundAtMs ??= atMs
    if (this.frameAtMs === null) this.soundAtMs = atMs
  }

  frame(atMs: number): void {
    this.frameAtMs ??= atMs
  }

  /** Null until something was heard. `addedMs` is absent where the caller's own sound kept the reply back. */
  timings(): TurnTimings | null {
    if (this.frameAtMs === null) return null
    const since = (atMs: number | null) => (atMs === null ? undefined : Math.max(0, atMs - this.speechEndedMs))
    const addedMs = (this.askedAtMs ?? this.decidedMs) - this.decidedMs + this.frameAtMs - (this.soundAtMs ?? this.frameAtMs)
    return {
      endpointMs: since(this.decidedMs),
      transcriptMs: since(this.transcriptAtMs),
      firstTokenMs: since(this.firstTokenAtMs),
      firstAudioMs: since(this.firstSoundAtMs),
      firstFrameMs: since(this.frameAtMs),
      addedMs: this.wasHeld ? undefined : Math.max(0, addedMs),
    }
  }
}
