/**
 * A small FSK modem that carries text through an audio path, so that order, loss and interruption can be asserted exactly.
 * Symbols last 20 ms; each is one of 16 data tones (four bits) or one of two sync tones, orthogonal over a symbol.
 * Text is cut into packets: sync A, sync B, length, sequence number, bytes, CRC-16. What was cut off in the middle of a packet is
 * lost as a whole packet; everything before it is read.
 */
const SYMBOL_SECONDS = 0.02
const LOWEST_DATA_HZ = 700
const DATA_STEP_HZ = 150
const SYNC_A_HZ = 400
const SYNC_B_HZ = 550
const AMPLITUDE = 11_000
const PACKET_BYTES = 12
/** A packet's share of a symbol's energy below which a tone is taken for noise. */
const LEAST_SHARE = 0.5

export type ModemPacket = { sequence: number; text: string; startedMs: number; endedMs: number }

/** Speaks `text` as 16-bit mono samples: about 15 characters a second. Packets are numbered from `firstSequence`, modulo 256. */
export function encodeModem(text: string, sampleRateHz: number, firstSequence = 0): Int16Array {
  const bytes = new TextEncoder().encode(text)
  const symbols: number[] = []
  let sequence = firstSequence
  for (let at = 0; at < bytes.length; ) {
    const end = packetEnd(bytes, at)
    const payload = bytes.subarray(at, end)
    const framed = [payload.length, sequence & 0xff, ...payload]
    const crc = crc16(framed)
    symbols.push(-1, -2)
    for (const byte of [...framed, crc >> 8, crc & 0xff]) symbols.push(byte >> 4, byte & 15)
    at = end
    sequence += 1
  }
  return modulate(symbols, sampleRateHz)
}

/** A packet ends between characters, so that each can be read by itself. */
function packetEnd(bytes: Uint8Array, at: number): number {
  let end = Math.min(at + PACKET_BYTES, bytes.length)
  while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return end
}

function modulate(symbols: number[], sampleRateHz: number): Int16Array {
  const length = Math.round(sampleRateHz * SYMBOL_SECONDS)
  const pcm = new Int16Array(symbols.length * length)
  let phase = 0
  symbols.forEach((symbol, index) => {
    const step = (2 * Math.PI * toneOf(symbol)) / sampleRateHz
    for (let n = 0; n < length; n++) {
      pcm[index * length + n] = Math.round(AMPLITUDE * Math.sin(phase))
      phase += step
    }
  })
  return pcm
}

function toneOf(symbol: number): number {
  if (symbol === -1) return SYNC_A_HZ
  if (symbol === -2) return SYNC_B_HZ
  return LOWEST_DATA_HZ + symbol * DATA_STEP_HZ
}

/** Reads packets from a stream of samples, whatever the sizes it arrives in. */
export class ModemReceiver {
  private readonly symbolSamples: number
  private pending: Int16Array = new Int16Array(0)
  private offset = 0

  constructor(private readonly sampleRateHz: number) {
    this.symbolSamples = Math.round(sampleRateHz * SYMBOL_SECONDS)
  }

  /** Packets completed by `pcm`, in order. A packet whose checksum fails is skipped. */
  write(pcm: Int16Array): ModemPacket[] {
    const joined = new Int16Array(this.pending.length + pcm.length)
    joined.set(this.pending)
    joined.set(pcm, this.pending.length)
    this.pending = joined

    const packets: ModemPacket[] = []
    let at = 0
    const longest = this.symbolSamples * (2 + 2 * (PACKET_BYTES + 4))
    while (true) {
      const start = this.findSync(at)
      if (start === null) {
        at = Math.max(at, this.pending.length - 3 * this.symbolSamples)
        break
      }
      const read = this.readPacket(start)
      if (read === 'more' && this.pending.length - start < longest + this.symbolSamples) {
        at = start
        break
      }
      if (read === 'more' || read === 'bad') {
        at = start + this.symbolSamples
        continue
      }
      packets.push({
        sequence: read.sequence,
        text: read.text,
        startedMs: this.toMs(start),
        endedMs: this.toMs(read.end),
      })
      at = read.end
    }
    this.pending = this.pending.slice(at)
    this.offset += at
    return packets
  }

  private toMs(index: number): number {
    return Math.round(((this.offset + index) * 1000) / this.sampleRateHz)
  }

  /** The best position of sync A followed by sync B, or null when there is none that is surely complete. */
  private findSync(from: number): number | null {
    const size = this.symbolSamples
    const hop = Math.max(1, size >> 3)
    const last = this.pending.length - 2 * size
    for (let at = from; at <= last; at += hop) {
      if (this.syncQuality(at) < LEAST_SHARE) continue
      let best = at
      let bestQuality = 0
      for (let near = at; near <= Math.min(at + size, last); near += Math.max(1, size >> 5)) {
        const quality = this.syncQuality(near)
        if (quality > bestQuality) {
          best = near
          bestQuality = quality
        }
      }
      return best
    }
    return null
  }

  private syncQuality(at: number): number {
    const size = this.symbolSamples
    const a = this.share(at, SYNC_A_HZ)
    return a < LEAST_SHARE / 2 ? 0 : Math.min(a, this.share(at + size, SYNC_B_HZ))
  }

  /** How much of the energy of the symbol at `at` lies in one tone, 0 to 1. */
  private share(at: number, hz: number): number {
    const { power, energy } = this.goertzel(at, hz)
    return energy === 0 ? 0 : (2 * power) / (energy * this.symbolSamples)
  }

  private goertzel(at: number, hz: number): { power: number; energy: number } {
    const coefficient = 2 * Math.cos((2 * Math.PI * hz) / this.sampleRateHz)
    let previous = 0
    let before = 0
    let energy = 0
    for (let n = 0; n < this.symbolSamples; n++) {
      const sample = this.pending[at + n] ?? 0
      const value = sample + coefficient * previous - before
      before = previous
      previous = value
      energy += sample * sample
    }
    return { power: previous * previous + before * before - coefficient * previous * before, energy }
  }

  private readPacket(start: number): { sequence: number; text: string; end: number } | 'more' | 'bad' {
    const size = this.symbolSamples
    const byteAt = (index: number): number | null => {
      const at = start + (2 + index * 2) * size
      if (at + 2 * size > this.pending.length) return null
      const high = this.readSymbol(at)
      const low = this.readSymbol(at + size)
      return high === null || low === null ? -1 : high * 16 + low
    }
    const length = byteAt(0)
    if (length === null) return 'more'
    if (length < 1 || length > PACKET_BYTES) return 'bad'
    const bytes: number[] = [length]
    for (let index = 1; index < length + 4; index++) {
      const byte = byteAt(index)
      if (byte === null) return 'more'
      if (byte < 0) return 'bad'
      bytes.push(byte)
    }
    const framed = bytes.slice(0, length + 2)
    const crc = (bytes[length + 2] ?? 0) * 256 + (bytes[length + 3] ?? 0)
    if (crc16(framed) !== crc) return 'bad'
    const text = new TextDecoder().decode(Uint8Array.from(framed.slice(2)))
    return { sequence: framed[1] ?? 0, text, end: start + (2 + bytes.length * 2) * size }
  }

  private readSymbol(at: number): number | null {
    let best = 0
    let bestShare = 0
    for (let symbol = 0; symbol < 16; symbol++) {
      const share = this.share(at, toneOf(symbol))
      if (share > bestShare) {
        best = symbol
        bestShare = share
      }
    }
    return bestShare < LEAST_SHARE / 2 ? null : best
  }
}

/** All packets of a finished recording. */
export function decodeModem(pcm: Int16Array, sampleRateHz: number): ModemPacket[] {
  const receiver = new ModemReceiver(sampleRateHz)
  // Silence behind the end lets the last packet's search window fill.
  return [...receiver.write(pcm), ...receiver.write(new Int16Array(sampleRateHz))]
}

/** CRC-16/CCITT-FALSE */
function crc16(bytes: number[]): number {
  let crc = 0xffff
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff
  }
  return crc
}
