export type Peaks = { channels: Float32Array[]; durationSeconds: number }

/**
 * Loudness over time of a 16-bit PCM WAV file, read as it arrives: a long recording is never held in memory.
 * Feed it with `push`; `result` is null while the header is incomplete, and for files of another kind.
 */
export class WavPeaksReader {
  private header = new Uint8Array(0)
  private format: { channelCount: number; sampleRate: number; frameCount: number } | null = null
  private isUnreadable = false
  private channels: Float32Array[] = []
  private frame = 0
  private carry: number | null = null
  private channel = 0

  constructor(private readonly bins: number) {}

  push(bytes: Uint8Array): void {
    if (this.isUnreadable) return
    if (this.format) {
      this.addSamples(bytes)
      return
    }
    const joined = new Uint8Array(this.header.length + bytes.length)
    joined.set(this.header)
    joined.set(bytes, this.header.length)
    this.header = joined
    const dataAt = this.readHeader(joined)
    if (dataAt === null) return
    this.header = new Uint8Array(0)
    this.addSamples(joined.subarray(dataAt))
  }

  result(): Peaks | null {
    if (!this.format) return null
    return { channels: this.channels, durationSeconds: this.format.frameCount / this.format.sampleRate }
  }

  /** @returns where the samples start, or null while more is needed */
  private readHeader(bytes: Uint8Array): number | null {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    if (bytes.length < 12) return null
    if (tagAt(view, 0) !== 'RIFF' || tagAt(view, 8) !== 'WAVE') return this.giveUp()
    let at = 12
    let channelCount = 0
    let sampleRate = 0
    while (at + 8 <= bytes.length) {
      const tag = tagAt(view, at)
      const size = view.getUint32(at + 4, true)
      if (tag === 'fmt ') {
        if (at + 24 > bytes.length) return null
        if (view.getUint16(at + 8, true) !== 1 || view.getUint16(at + 22, true) !== 16) return this.giveUp()
        channelCount = view.getUint16(at + 10, true)
        sampleRate = view.getUint32(at + 12, true)
      }
      if (tag === 'data') {
        if (channelCount === 0 || channelCount > 2 || sampleRate === 0) return this.giveUp()
        this.format = { channelCount, sampleRate, frameCount: Math.floor(size / (2 * channelCount)) }
        this.channels = Array.from({ length: channelCount }, () => new Float32Array(this.bins))
        return at + 8
      }
      at += 8 + size + (size % 2)
    }
    return bytes.length > 65_536 ? this.giveUp() : null
  }

  private giveUp(): null {
    this.isUnreadable = true
    return null
  }

  private addSamples(bytes: Uint8Array): void {
    if (!this.format) return
    const { channelCount, frameCount } = this.format
    for (const byte of bytes) {
      if (this.carry === null) {
        this.carry = byte
        continue
      }
      const sample = ((this.carry | (byte << 8)) << 16) >> 16
      this.carry = null
      const bin = Math.min(this.bins - 1, Math.floor((this.frame / Math.max(1, frameCount)) * this.bins))
      const peaks = this.channels[this.channel]
      const level = Math.abs(sample) / 32_768
      if (peaks && level > (peaks[bin] ?? 0)) peaks[bin] = level
      this.channel += 1
      if (this.channel === channelCount) {
        this.channel = 0
        this.frame += 1
      }
    }
  }
}

function tagAt(view: DataView, offset: number): string {
  return String.fromCharCode(view.getUint8(offset), view.getUint8(offset + 1), view.getUint8(offset + 2), view.getUint8(offset + 3))
}
