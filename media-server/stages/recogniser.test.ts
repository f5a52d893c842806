import { expect, test } from 'vitest'
import type { SpeechEvent, SpeechToText } from '../../server/ports/speech-to-text'
import { AsyncQueue } from '../lib/async-queue'
import { Recogniser } from './recogniser'

const RATE_HZ = 8000

/** What one stream was given, and its way to answer. */
type Opened = { samples: number[]; asked: { startedMs: number; endedMs: number }[]; events: AsyncQueue<SpeechEvent>; breaks(): void }

function start() {
  const opened: Opened[] = []
  const heard: SpeechEvent[] = []
  const provider: SpeechToText = {
    name: 'scripted',
    endpointing: 'ours',
    open() {
      const events = new AsyncQueue<SpeechEvent>()
      const stream: Opened = { samples: [], asked: [], events, breaks: () => events.end() }
      opened.push(stream)
      return {
        events,
        write: (pcm) => void stream.samples.push(...pcm),
        finalize: (utterance) => void stream.asked.push(utterance),
        peek: () => {},
      }
    },
  }
  const recogniser = new Recogniser({
    providers: [provider],
    sampleRateHz: RATE_HZ,
    language: 'en-IN',
    keyterms: [],
    signal: new AbortController().signal,
    now: () => 0,
    onEvent: (event) => heard.push(event),
    onHeard: () => {},
    onFailure: () => {},
  })
  let second = 0
  /** Each second of sound holds its own number in every sample. */
  const speak = (seconds: number) => {
    for (let count = 0; count < seconds * 50; count++) recogniser.write(new Int16Array(RATE_HZ / 50).fill(second + Math.floor(count / 50)))
    second += seconds
  }
  return { recogniser, opened, heard, speak }
}

const final = (endedMs: number): SpeechEvent => ({ type: 'final', text: 'yes', confidence: 1, language: 'en', startedMs: 0, endedMs })
const settled = () => new Promise((resolve) => setTimeout(resolve))

test('another stream is given what was not answered, and its times are those of the call', async () => {
  const { recogniser, opened, heard, speak } = start()
  speak(1)
  recogniser.finalize({ startedMs: 200, endedMs: 1000 })
  opened[0]?.events.push(final(1000))
  await settled()
  speak(2)
  recogniser.finalize({ startedMs: 1500, endedMs: 2500 })
  opened[0]?.breaks()
  await settled()

  expect(opened).toHaveLength(2)
  expect(opened[1]?.samples).toHaveLength(2 * RATE_HZ)
  expect([opened[1]?.samples[0], opened[1]?.samples.at(-1)]).toEqual([1, 2])
  expect(opened[1]?.asked).toEqual([{ startedMs: 500, endedMs: 1500 }])
  opened[1]?.events.push({ type: 'partial', text: 'no', atMs: 700 })
  await settled()
  expect(heard.at(-1)).toMatchObject({ type: 'partial', atMs: 1700 })
  speak(1)
  expect(recogniser.positionMs).toBe(4000)
  expect(opened[1]?.samples).toHaveLength(3 * RATE_HZ)
})

test('of a long silence no more than twenty seconds are given again', async () => {
  const { recogniser, opened, speak } = start()
  speak(25)
  recogniser.finalize({ startedMs: 22_000, endedMs: 24_000 })
  opened[0]?.breaks()
  await settled()

  expect(opened[1]?.samples).toHaveLength(20 * RATE_HZ)
  expect(opened[1]?.samples[0]).toBe(5)
  expect(opened[1]?.asked).toEqual([{ startedMs: 17_000, endedMs: 19_000 }])
})
