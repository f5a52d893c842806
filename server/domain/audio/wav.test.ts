import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pcm16ToBytes } from './pcm16'
import { decodeWav, encodeWav, readWavDurationMs, WAV_HEADER_BYTES, wavHeader } from './wav'

const FORMAT = { sampleRateHz: 8000, channels: 1 }

function chunk(tag: string, body: Uint8Array, statedLength = body.length): Uint8Array {
  const bytes = new Uint8Array(8 + body.length + (body.length % 2))
  bytes.set(new TextEncoder().encode(tag))
  new DataView(bytes.buffer).setUint32(4, statedLength, true)
  bytes.set(body, 8)
  return bytes
}

function file(...chunks: Uint8Array[]): Uint8Array {
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVE', 'latin1'), ...chunks])
}

const formatChunk = chunk('fmt ', wavHeader(FORMAT, 0).subarray(20, 36))
const pcm = Int16Array.of(5, -6, 7)

test('what is encoded is decoded', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -32768, max: 32767 }), { minLength: 2 }), fc.constantFrom(1, 2), (values, channels) => {
      const format = { sampleRateHz: 16000, channels }
      const samples = Int16Array.from(values)
      expect(decodeWav(encodeWav(samples, format))).toEqual({ ...format, pcm: samples })
    }),
  )
})

test('the header counts bytes as players expect', () => {
  const view = new DataView(wavHeader({ sampleRateHz: 8000, channels: 2 }, 320).buffer)
  expect(view.getUint32(4, true)).toBe(320 + WAV_HEADER_BYTES - 8)
  expect(view.getUint32(28, true)).toBe(32000)
  expect(view.getUint16(32, true)).toBe(4)
  expect(view.getUint32(40, true)).toBe(320)
})

test('chunks before the samples are skipped, odd ones with their padding', () => {
  const odd = chunk('LIST', Uint8Array.of(1, 2, 3))
  expect(decodeWav(file(formatChunk, odd, chunk('data', pcm16ToBytes(pcm)))).pcm).toEqual(pcm)
})

test.each([0, 0xffffffff, 1000])('a stated length of %i means: to the end of the file', (stated) => {
  expect(decodeWav(file(formatChunk, chunk('data', pcm16ToBytes(pcm), stated))).pcm).toEqual(pcm)
})

test('chunks after the samples are no samples', () => {
  expect(decodeWav(file(formatChunk, chunk('data', pcm16ToBytes(pcm)), chunk('LIST', new Uint8Array(50)))).pcm).toEqual(pcm)
})

describe('refused', () => {
  const compressed = formatChunk.slice()
  compressed[8] = 7
  test.each([
    ['nothing', new Uint8Array(0)],
    ['another kind of file', new TextEncoder().encode('ID3 this is not a wave file at all')],
    ['µ-law', file(compressed, chunk('data', pcm16ToBytes(pcm)))],
    ['samples before their format', file(chunk('data', pcm16ToBytes(pcm)))],
    ['no samples', file(formatChunk)],
    ['a format cut short', file(formatChunk).subarray(0, 24)],
  ])('%s', (_, bytes) => expect(() => decodeWav(bytes)).toThrow(RangeError))
})

describe('how long a file plays', () => {
  const file = encodeWav(new Int16Array(8000 * 2 * 3), { sampleRateHz: 8000, channels: 2 })

  test('is read from its beginning alone', () => {
    expect(readWavDurationMs(file.subarray(0, 100), file.length)).toBe(3000)
  })

  test('is counted by the size where the file does not know its length', () => {
    const streamed = file.slice()
    new DataView(streamed.buffer).setUint32(40, 0xffffffff, true)
    expect(readWavDurationMs(streamed.subarray(0, 100), streamed.length)).toBe(3000)
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['a page', new TextEncoder().encode('<html>Not found</html>')],
    ['a header alone', file.subarray(0, 30)],
    ['another encoding', file.slice().fill(7, 20, 22)],
  ])('is unknown of %s', (_case, head) => {
    expect(readWavDurationMs(head, head.length)).toBeNull()
  })
})
