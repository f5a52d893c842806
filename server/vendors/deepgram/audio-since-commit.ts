/**
 * Audio that was written and not yet recognised for good, so that it can be sent again over a new connection. Bounded: the oldest
 * goes first. Positions are samples since the stream began.
 */
export class AudioSinceCommit {
  private chunks: { from: number; pcm: Int16Array }[] = []
  private end = 0
  private kept = 0

  constructor(private readonly maxSamples: number) {}

  write(pcm: Int16Array): void {
    this.chunks.push({ from: this.end, pcm })
    this.end += pcm.length
    this.kept += pcm.length
    while (this.kept > this.maxSamples && this.chunks.length > 1) this.dropFirst()
  }

  /** Everything before `position` is recognised. */
  commit(position: number): void {
    while (this.chunks[0] && this.chunks[0].from + this.chunks[0].pcm.length <= position) this.dropFirst()
  }

  /** Samples written since the stream began. */
  get writtenSamples(): number {
    return this.end
  }

  get isEmpty(): boolean {
    return this.chunks.length === 0
  }

  /** Where the kept audio begins, and the audio itself. */
  read(): { from: number; pcm: Int16Array[] } {
    return { from: this.chunks[0]?.from ?? this.end, pcm: this.chunks.map((chunk) => chunk.pcm) }
  }

  private dropFirst(): void {
    this.kept -= this.chunks.shift()?.pcm.length ?? 0
  }
}
