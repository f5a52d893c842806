import { pcm16FromBytes } from './pcm16'

/** Bytes before the samples in the files `wavHeader` begins. */
export const WAV_HEADER_BYTES = 44
const PCM = 1
const EXTENSIBLE = 0xfffe
/** Streaming writers put this (or 0) where they could not know the length. */
const UNKNOWN_LENGTH = 0xffffffff

export type WavFormat = { sampleRateHz: number; channels: number }

/** Header of a 16-bit PCM WAV file with `dataBytes` bytes of samples after it. Longer than 4 GB: the length is clamped. */
export function wavHeader({ sampleRateHz, channels }: WavFormat, dataBytes: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(WAV_HEADER_BYTES)
  const view = new DataView(header.buffer)
  const size = Math.min(dataBytes, UNKNOWN_LENGTH - WAV_HEADER_BYTES)
  writeTag(header, 0, 'RIFF')
  view.setUint32(4, size + WAV_HEADER_BYTES - 8, true)
  writeTag(header, 8, 'WAVE')
  writeTag(header, 12, 'fmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, PCM, true)
  view.setUint16(22, channels, true)
  view.setUint32(24, sampleRateHz, true)
  view.setUint32(28, sampleRateHz * channels * 2, true)
  view.setUint16(32, channels * 2, true)
  view.setUint16(34, 16, true)
  writeTag(header, 36, 'data')
  view.setUint32(40, size, true)
  return header
}

/** A whole 16-bit WAV file; `pcm` is interleaved when there are two channels. */
export function encodeWav(pcm: Int16Array, format: WavFormat): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(WAV_HEADER_BYTES + pcm.byteLength)
  file.set(wavHeader(format, pcm.byteLength))
  file.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength), WAV_HEADER_BYTES)
  return file
}

/**
 * Reads a 16-bit PCM WAV file, whatever chunks (LIST, fact …) stand before `data`. A `data` length that is unknown, or longer than
 * the file, means: to the end.
 * @throws RangeError when it is not WAV, or not 16-bit PCM, or has no samples
 */
export function decodeWav(file: Uint8Array): WavFormat & { pcm: Int16Array } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.byteLength < 12 || readTag(file, 0) !== 'RIFF' || readTag(file, 8) !== 'WAVE') throw new RangeError('Not a WAV file')
  let format: WavFormat | null = null
  for (let at = 12; at + 8 <= file.byteLength; ) {
    const tag = readTag(file, at)
    const length = view.getUint32(at + 4, true)
    const body = at + 8
    if (tag === 'fmt ') format = readFormat(view, body, length)
    if (tag === 'data') {
      if (!format) throw new RangeError('The WAV file has samples before its format')
      const isToTheEnd = length === 0 || body + length > file.byteLength
      return { ...format, pcm: pcm16FromBytes(file.subarray(body, isToTheEnd ? file.byteLength : body + length)) }
    }
    at = body + length + (length % 2) // chunks start at even offsets
  }
  throw new RangeError('The WAV file has no samples')
}

/**
 * How long a 16-bit PCM WAV file plays, from its beginning alone.
 * @param head the first bytes, as far as the samples
 * @param fileBytes the whole file's size: what `data` says of itself may be unknown
 * @returns milliseconds; null when it is not such a file
 */
export function readWavDurationMs(head: Uint8Array, fileBytes: number): number | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head.byteLength < 12 || readTag(head, 0) !== 'RIFF' || readTag(head, 8) !== 'WAVE') return null
  let format: WavFormat | null = null
  for (let at = 12; at + 8 <= head.byteLength; ) {
    const tag = readTag(head, at)
    const length = view.getUint32(at + 4, true)
    if (tag === 'fmt ') format = readFormatOrNull(view, at + 8, length)
    if (tag === 'data') {
      const rest = fileBytes - at - 8
      const bytes = length === 0 || length > rest ? rest : length
      return format && Math.round((bytes / (format.sampleRateHz * format.channels * 2)) * 1000)
    }
    at += 8 + length + (length % 2)
  }
  return null
}

function readFormatOrNull(view: DataView, at: number, length: number): WavFormat | null {
  try {
    return readFormat(view, at, length)
  } catch {
    return null
  }
}

function readFormat(view: DataView, at: number, length: number): WavFormat {
  if (length < 16 || at + 16 > view.byteLength) throw new RangeError('The WAV format is cut short')
  const encoding = view.getUint16(at, true)
  const bits = view.getUint16(at + 14, true)
  const channels = view.getUint16(at + 2, true)
  const sampleRateHz = view.getUint32(at + 4, true)
  if ((encoding !== PCM && encoding !== EXTENSIBLE) || bits !== 16)
    throw new RangeError(`WAV encoding ${encoding} with ${bits} bits is not 16-bit PCM`)
  if (channels < 1 || sampleRateHz < 1) throw new RangeError('The WAV format has no channels or no rate')
  return { channels, sampleRateHz }
}

function writeTag(bytes: Uint8Array, at: number, tag: string): void {
  for (let index = 0; index < tag.length; index++) bytes[at + index] = tag.charCodeAt(index)
}

function readTag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4))
}
