/** The most recent audio of a stream, addressed by the stream's own sample numbers. Older audio is forgotten. */
export interface AudioBacklog {
  write(pcm: Int16Array): void
  /** A copy of the samples `from` ≤ n < `to`, as far as they are still held. */
  slice(from: number, to: number): Int16Array
  /** Samples written so far. */
  readonly written: number
}

export function createAudioBacklog(capacity: number): AudioBacklog {
  const ring = new Int16Array(capacity)
  let written = 0
  return {
    get written() {
      return written
    },
    write(pcm) {
      const kept = pcm.length > capacity ? pcm.subarray(pcm.length - capacity) : pcm
      const at = (written + pcm.length - kept.length) % capacity
      const head = kept.subarray(0, capacity - at)
      ring.set(head, at)
      ring.set(kept.subarray(head.length), 0)
      written += pcm.length
    },
    slice(from, to) {
      const end = Math.min(to, written)
      const start = Math.max(from, 0, written - capacity)
      if (start >= end) return new Int16Array(0)
      const out = new Int16Array(end - start)
      const at = start % capacity
      const head = ring.subarray(at, Math.min(capacity, at + out.length))
      out.set(head)
      out.set(ring.subarray(0, out.length - head.length), head.length)
      return out
    },
  }
}
