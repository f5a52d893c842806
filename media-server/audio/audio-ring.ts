/** The last moments of a stream, addressed by sample number. */
export class AudioRing {
  private readonly samples: Int16Array
  private written = 0

  constructor(capacity: number) {
    this.samples = new Int16Array(capacity)
  }

  /** Samples written so far. */
  get end(): number {
    return this.written
  }

  write(pcm: Int16Array): void {
    const { samples } = this
    const next = this.written % samples.length
    if (next + pcm.length <= samples.length) {
      samples.set(pcm, next)
      this.written += pcm.length
      return
    }
    const tail = pcm.length > samples.length ? pcm.subarray(pcm.length - samples.length) : pcm
    const at = (this.written + pcm.length - tail.length) % samples.length
    const head = Math.min(tail.length, samples.length - at)
    samples.set(tail.subarray(0, head), at)
    if (head < tail.length) samples.set(tail.subarray(head), 0)
    this.written += pcm.length
  }

  /** A copy of everything from sample `from` on that is still there. */
  since(from: number): Int16Array {
    const start = Math.max(from, this.written - this.samples.length, 0)
    const out = new Int16Array(Math.max(0, this.written - start))
    const at = start % this.samples.length
    const head = Math.min(out.length, this.samples.length - at)
    out.set(this.samples.subarray(at, at + head))
    if (head < out.length) out.set(this.samples.subarray(0, out.length - head), head)
    return out
  }
}
