/**
 * 16-bit signed little-endian PCM as bytes ↔ samples. Bytes that come from a socket rarely start at an even address, where an
 * Int16Array view is impossible, so reading always copies. Every platform this runs on is little-endian.
 */

/** Samples of `bytes`, copied. An odd last byte is dropped. */
export function pcm16FromBytes(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.byteLength >> 1)
  new Uint8Array(samples.buffer).set(bytes.subarray(0, samples.byteLength))
  return samples
}

/** The bytes behind `pcm`: a view, not a copy. */
export function pcm16ToBytes(pcm: Int16Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(pcm.buffer as ArrayBuffer, pcm.byteOffset, pcm.byteLength)
}

/** Samples of base64 text; what is not base64 is skipped, as Node does. */
export function pcm16FromBase64(text: string): Int16Array {
  return pcm16FromBytes(Buffer.from(text, 'base64'))
}

export function pcm16ToBase64(pcm: Int16Array): string {
  return Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64')
}

/** Decodes a byte stream whose chunks may end in the middle of a sample: the odd byte waits for the next chunk. */
export function createPcm16Decoder(): (bytes: Uint8Array) => Int16Array {
  let carried: number | null = null
  return (bytes) => {
    const lead = carried === null ? 0 : 1
    const whole = new Uint8Array(lead + bytes.byteLength)
    if (carried !== null) whole[0] = carried
    whole.set(bytes, lead)
    carried = whole.length % 2 === 1 ? (whole[whole.length - 1] ?? null) : null
    return pcm16FromBytes(whole)
  }
}

/** Joins chunks into one array. */
export function concatPcm(chunks: readonly Int16Array[]): Int16Array {
  const joined = new Int16Array(chunks.reduce((total, chunk) => total + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.length
  }
  return joined
}

/** Length of `samples` at `sampleRateHz` in milliseconds, not rounded. */
export function samplesToMs(samples: number, sampleRateHz: number): number {
  return (samples * 1000) / sampleRateHz
}

/** Whole samples in `ms` at `sampleRateHz`, rounded to the nearest. */
export function msToSamples(ms: number, sampleRateHz: number): number {
  return Math.round((ms * sampleRateHz) / 1000)
}
