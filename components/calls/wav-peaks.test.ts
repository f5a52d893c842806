import { expect, test } from 'vitest'
import { WavPeaksReader } from './wav-peaks'

function stereoWav(frames: [number, number][], sampleRate = 8000): Uint8Array {
  const bytes = new Uint8Array(44 + frames.length * 4)
  const view = new DataView(bytes.buffer)
  const write = (offset: number, text: string) => {
    for (const [index, letter] of Array.from(text).entries()) view.setUint8(offset + index, letter.charCodeAt(0))
  }
  write(0, 'RIFF')
  view.setUint32(4, 36 + frames.length * 4, true)
  write(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 2, true)
  view.setUint32(24, sampleRate, true)
  view.setUint32(28, sampleRate * 4, true)
  view.setUint16(32, 4, true)
  view.setUint16(34, 16, true)
  write(36, 'data')
  view.setUint32(40, frames.length * 4, true)
  frames.forEach(([left, right], index) => {
    view.setInt16(44 + index * 4, left, true)
    view.setInt16(46 + index * 4, right, true)
  })
  return bytes
}

const WAV = stereoWav([
  [0, 0],
  [16_384, 0],
  [0, -32_768],
  [0, 8192],
])

test('each channel has its own peaks, the caller left and the agent right', () => {
  const reader = new WavPeaksReader(2)
  reader.push(WAV)
  const peaks = reader.result()
  expect(peaks?.durationSeconds).toBeCloseTo(4 / 8000)
  expect(peaks?.channels.map((channel) => [...channel])).toEqual([
    [0.5, 0],
    [0, 1],
  ])
})

test('however the file is cut on its way, the peaks are the same', () => {
  const reader = new WavPeaksReader(2)
  for (const byte of WAV) reader.push(Uint8Array.of(byte))
  expect(reader.result()?.channels.map((channel) => [...channel])).toEqual([
    [0.5, 0],
    [0, 1],
  ])
})

test('what is no WAV file has no peaks', () => {
  const reader = new WavPeaksReader(2)
  reader.push(new TextEncoder().encode('{"error":{"code":"not_found"}}'))
  expect(reader.result()).toBeNull()
})
