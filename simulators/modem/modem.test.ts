import fc from 'fast-check'
import { expect, test } from 'vitest'
import { resample } from '@/server/domain/audio/resampler'
import { decodeModem, encodeModem, ModemReceiver } from './modem'

const textOf = (pcm: Int16Array, rate: number) =>
  decodeModem(pcm, rate)
    .map((packet) => packet.text)
    .join('')

test.each([8000, 16000, 24000])('text survives at %i Hz', (rate) => {
  const text = 'Good morning, नमस्ते: the clinic opens at nine.'
  expect(textOf(encodeModem(text, rate), rate)).toBe(text)
})

test('any text survives, at any offset, in frames of any size', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.nat(900), fc.integer({ min: 1, max: 5000 }), (text, lead, frame) => {
      const audio = encodeModem(text, 8000)
      const pcm = new Int16Array(lead + audio.length + 8000)
      pcm.set(audio, lead)
      const receiver = new ModemReceiver(8000)
      let heard = ''
      for (let at = 0; at < pcm.length; at += frame) for (const packet of receiver.write(pcm.subarray(at, at + frame))) heard += packet.text
      expect(heard).toBe(text)
    }),
    { numRuns: 40 },
  )
})

test('a change of rate on the way does not matter', () => {
  const text = 'Rate changes happen between the voice and the line.'
  expect(textOf(resample(encodeModem(text, 24000), 24000, 8000), 8000)).toBe(text)
})

test('what is cut off is lost by whole packets, and what came before is heard', () => {
  const text = 'abcdefghijklmnopqrstuvwxyz'
  const audio = encodeModem(text, 8000)
  const heard = decodeModem(audio.subarray(0, Math.floor(audio.length * 0.6)), 8000)
  expect(heard.map((packet) => packet.text)).toEqual(['abcdefghijkl'])
})

test('a hole in the middle loses its packet and no other', () => {
  const audio = encodeModem('abcdefghijklmnopqrstuvwxyz0123456789', 8000)
  audio.fill(0, 7000, 7800)
  expect(decodeModem(audio, 8000).map((packet) => [packet.sequence, packet.text])).toEqual([
    [0, 'abcdefghijkl'],
    [2, 'yz0123456789'],
  ])
})

test('positions are the times of the audio', () => {
  const audio = encodeModem('hello world!', 8000)
  const pcm = new Int16Array(8000 + audio.length)
  pcm.set(audio, 8000)
  const [packet] = decodeModem(pcm, 8000)
  expect(Math.abs((packet?.startedMs ?? 0) - 1000)).toBeLessThanOrEqual(5)
  expect(Math.abs((packet?.endedMs ?? 0) - (1000 + audio.length / 8))).toBeLessThanOrEqual(5)
})

test('silence, noise and plain tones carry nothing', () => {
  const noise = Int16Array.from({ length: 16000 }, (_, n) => ((Math.imul(n + 1, 2654435761) >>> 12) & 0x3fff) - 8192)
  const tone = Int16Array.from({ length: 16000 }, (_, n) => Math.round(9000 * Math.sin((2 * Math.PI * 440 * n) / 8000)))
  expect(decodeModem(new Int16Array(16000), 8000)).toEqual([])
  expect(decodeModem(noise, 8000)).toEqual([])
  expect(decodeModem(tone, 8000)).toEqual([])
})
