/**
 * The caller's end of the line, as Exotel plays it: audio in the order received, without a break while there is some, a mark once
 * everything before it has been heard. `clear` drops what has not begun to play. Times are milliseconds on the caller's own clock.
 */
export class PlaybackClock {
  private segments: { startsAtMs: number; pcm: Int16Array }[] = []
  private marks: { name: string; dueAtMs: number }[] = []
  private endsAtMs = 0
  private lostMarks: string[] = []

  constructor(readonly sampleRateHz: number) {}

  receiveAudio(pcm: Int16Array, nowMs: number): void {
    const startsAtMs = Math.max(nowMs, this.endsAtMs)
    this.segments.push({ startsAtMs, pcm })
    this.endsAtMs = startsAtMs + (pcm.length * 1000) / this.sampleRateHz
  }

  receiveMark(name: string, nowMs: number): void {
    this.marks.push({ name, dueAtMs: Math.max(nowMs, this.endsAtMs) })
  }

  /** @returns how much was dropped */
  clear(nowMs: number): { droppedMs: number; droppedMarks: string[] } {
    const droppedMs = this.queuedMs(nowMs)
    const droppedMarks = this.marks.map((mark) => mark.name)
    this.segments = this.segments.flatMap((segment) => {
      const played = Math.round(((nowMs - segment.startsAtMs) * this.sampleRateHz) / 1000)
      return played <= 0 ? [] : [{ ...segment, pcm: segment.pcm.subarray(0, played) }]
    })
    this.marks = []
    this.lostMarks = droppedMarks
    this.endsAtMs = Math.min(this.endsAtMs, nowMs)
    return { droppedMs, droppedMarks }
  }

  /** Marks of the audio the last `clear` dropped, once: some streams still return them. */
  takeLostMarks(): string[] {
    return this.lostMarks.splice(0)
  }

  /** Marks whose audio has been heard, in order, each once. */
  takeDueMarks(nowMs: number): string[] {
    const due = this.marks.filter((mark) => mark.dueAtMs <= nowMs)
    this.marks = this.marks.filter((mark) => mark.dueAtMs > nowMs)
    return due.map((mark) => mark.name)
  }

  queuedMs(nowMs: number): number {
    return Math.max(0, this.endsAtMs - nowMs)
  }

  isPlaying(nowMs: number): boolean {
    return this.endsAtMs > nowMs
  }

  /** When the last audio ended, or will end. */
  get lastAudioEndsAtMs(): number {
    return this.endsAtMs
  }

  /** What the caller has heard from 0 until `nowMs`, silence included. */
  heard(nowMs: number): Int16Array {
    const timeline = new Int16Array(Math.max(0, Math.round((nowMs * this.sampleRateHz) / 1000)))
    for (const { startsAtMs, pcm } of this.segments) {
      const at = Math.round((startsAtMs * this.sampleRateHz) / 1000)
      if (at < timeline.length) timeline.set(pcm.subarray(0, timeline.length - at), at)
    }
    return timeline
  }
}
