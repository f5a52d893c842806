import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSpeechFixtures, silence, speak } from '../../testing/speech-fixtures'
import { type Fvad, loadFvad } from './fvad'
import { createSileroMemory, loadSilero, SILERO_WINDOW, type Silero } from './silero'

let silero: Silero
let fvad: Fvad
let hello: Int16Array

beforeAll(async () => {
  ;[silero, fvad, hello] = await Promise.all([loadSilero(), loadFvad(), speak('Hello, I would like to make an appointment.')])
})

afterAll(closeSpeechFixtures)

function windows(pcm: Int16Array): Int16Array[] {
  return Array.from({ length: Math.floor(pcm.length / SILERO_WINDOW) }, (_, index) =>
    pcm.subarray(index * SILERO_WINDOW, (index + 1) * SILERO_WINDOW),
  )
}

async function hearAlone(pcm: Int16Array): Promise<number[]> {
  const memory = createSileroMemory()
  const probabilities: number[] = []
  for (const window of windows(pcm)) probabilities.push((await silero.run([{ window, memory }]))[0] ?? Number.NaN)
  return probabilities
}

describe('Silero', () => {
  test('is sure of speech and of silence', async () => {
    const speech = await hearAlone(hello)
    expect(speech.filter((probability) => probability > 0.5).length).toBeGreaterThan(speech.length * 0.6)
    expect(Math.max(...(await hearAlone(silence(1000))))).toBeLessThan(0.2)
  })

  test('hears each stream of a batch as it does alone', async () => {
    const streams = [hello, silence(hello.length / 8), hello.slice(3000)]
    const alone = await Promise.all(streams.map(hearAlone))
    const memories = streams.map(createSileroMemory)
    const together: number[][] = streams.map(() => [])
    const rounds = Math.max(...alone.map((probabilities) => probabilities.length))
    for (let round = 0; round < rounds; round++) {
      const present = streams.flatMap((pcm, index) => {
        const window = windows(pcm)[round]
        const memory = memories[index]
        return window && memory ? [{ index, window, memory }] : []
      })
      const probabilities = await silero.run(present)
      for (const [at, { index }] of present.entries()) together[index]?.push(probabilities[at] ?? Number.NaN)
    }
    for (const [index, expected] of alone.entries()) {
      expect(together[index]).toHaveLength(expected.length)
      for (const [round, probability] of expected.entries()) expect(together[index]?.[round]).toBeCloseTo(probability, 3)
    }
  })
})

describe('WebRTC VAD', () => {
  test('tells speech from silence, in frames of any size', () => {
    const stream = fvad.open()
    for (const window of windows(silence(1000))) expect(stream.hears(window)).toBe(false)
    const heard = windows(hello).filter((window) => stream.hears(window))
    expect(heard.length).toBeGreaterThan(20)
    stream.close()
  })

  test('keeps its streams apart', () => {
    const [speaking, silent] = [fvad.open(), fvad.open()]
    const heardInSilence = windows(hello).filter((window) => {
      speaking.hears(window)
      return silent.hears(new Int16Array(SILERO_WINDOW))
    })
    expect(heardInSilence).toEqual([])
    speaking.close()
    silent.close()
  })
})
