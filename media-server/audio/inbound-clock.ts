/** A stream this late behind the clock has lost audio; less is jitter. */
const GAP_MS = 250

/**
 * Places the caller's audio on the call's timeline. Audio that arrives steadily follows its own sample count; where some is
 * missing, what comes after is moved to where the clock says it belongs.
 */
export class InboundClock {
  private streamMs = 0
  private offsetMs: number | null = null

  /** @returns where on the call's timeline the chunk begins, in milliseconds */
  place(chunkMs: number, nowMs: number): number {
    this.offsetMs ??= Math.max(0, nowMs - chunkMs)
    const expectedMs = this.streamMs + chunkMs + this.offsetMs
    if (nowMs - expectedMs > GAP_MS) this.offsetMs += nowMs - expectedMs
    const startsMs = this.streamMs + this.offsetMs
    this.streamMs += chunkMs
    return startsMs
  }

  /** Call time of a moment in the stream, never later than now: some test callers send faster than real time. */
  toCallMs(streamMs: number, nowMs: number): number {
    return Math.min(nowMs, Math.max(0, Math.round(streamMs + (this.offsetMs ?? 0))))
  }

  /** Milliseconds of audio received. */
  get receivedMs(): number {
    return this.streamMs
  }
}
