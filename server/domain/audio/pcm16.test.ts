import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  concatPcm,
  createPcm16Decoder,
  msToSamples,
  pcm16FromBase64,
  pcm16FromBytes,
  pcm16ToBase64,
  pcm16ToBytes,
  samplesToMs,
} from './pcm16'

const samples = fc.array(fc.integer({ min: -32768, max: 32767 })).map((values) => Int16Array.from(values))

test('bytes are little-endian', () => {
  expect([...pcm16ToBytes(Int16Array.of(1, -2))]).toEqual([1, 0, 0xfe, 0xff])
})

test('samples survive bytes and base64', () => {
  fc.assert(
    fc.property(samples, (pcm) => {
      expect(pcm16FromBytes(pcm16ToBytes(pcm))).toEqual(pcm)
      expect(pcm16FromBase64(pcm16ToBase64(pcm))).toEqual(pcm)
    }),
  )
})

test('bytes at an odd address are read', () => {
  const shared = Uint8Array.of(99, 1, 0, 2, 0)
  expect(pcm16FromBytes(shared.subarray(1))).toEqual(Int16Array.of(1, 2))
})

test('what is read does not change with the bytes it came from', () => {
  const bytes = Uint8Array.of(1, 0)
  const pcm = pcm16FromBytes(bytes)
  bytes[0] = 9
  expect(pcm).toEqual(Int16Array.of(1))
})

test('an odd last byte is dropped', () => {
  expect(pcm16FromBytes(Uint8Array.of(1, 0, 7))).toEqual(Int16Array.of(1))
})

test('a view into the middle of a longer recording is encoded alone', () => {
  const pcm = Int16Array.of(1, 2, 3, 4)
  expect(pcm16FromBase64(pcm16ToBase64(pcm.subarray(1, 3)))).toEqual(Int16Array.of(2, 3))
})

test('a byte stream cut anywhere, also within a sample, yields the same samples', () => {
  fc.assert(
    fc.property(samples, fc.array(fc.integer({ min: 0, max: 5 })), (pcm, cuts) => {
      const bytes = pcm16ToBytes(pcm)
      const decode = createPcm16Decoder()
      const chunks: Int16Array[] = []
      let at = 0
      for (const size of [...cuts, bytes.length]) {
        chunks.push(decode(bytes.subarray(at, at + size)))
        at += size
      }
      expect(concatPcm(chunks)).toEqual(pcm)
    }),
  )
})

test('milliseconds and samples convert both ways', () => {
  expect(msToSamples(20, 8000)).toBe(160)
  expect(msToSamples(10, 22050)).toBe(221)
  expect(samplesToMs(160, 8000)).toBe(20)
})
