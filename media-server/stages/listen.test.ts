import { expect, test } from 'vitest'
import type { VoiceActivityStream } from '../../server/ports/voice-activity'
import { InboundClock } from '../audio/inbound-clock'
import { LIMITS } from '../limits'
import { scriptedSpeechToText, scriptedVoiceActivity } from '../testing/scripted-speech'
import { type ListenEvent, ListenStage } from './listen'

const RATE_HZ = 8000
const FRAME_MS = 20

function start() {
  const time = { nowMs: 0 }
  const abort = new AbortController()
  const clock = new InboundClock()
  let samplesHeard = 0
  const detector = scriptedVoiceActivity()
  const listen = new ListenStage({
    providers: [scriptedSpeechToText()],
    voiceActivity: {
      ...detector,
      open(options): VoiceActivityStream {
        const stream = detector.open(options)
        return {
          events: stream.events,
          write(pcm) {
            samplesHeard += pcm.length
            stream.write(pcm)
          },
        }
      },
    },
    clock,
    sampleRateHz: RATE_HZ,
    language: 'en-IN',
    keyterms: [],
    signal: abort.signal,
    now: () => time.nowMs,
    onHeard: () => {},
    onFailure: (_provider, error) => {
      throw error
    },
  })
  const events: ListenEvent[] = []
  void (async () => {
    for await (const event of listen.events) events.push(event)
  })()
  /** Frames of one loudness, each at its time. */
  const hear = async (durationMs: number, level: number) => {
    for (let passedMs = 0; passedMs < durationMs; passedMs += FRAME_MS) {
      time.nowMs += FRAME_MS
      clock.place(FRAME_MS, time.nowMs)
      listen.write(new Int16Array((RATE_HZ * FRAME_MS) / 1000).fill(level), time.nowMs)
      await settled()
    }
  }
  const pass = async (durationMs: number) => {
    time.nowMs += durationMs
    listen.tick(time.nowMs)
    await settled()
  }
  return { hear, pass, events, heardMs: () => (samplesHeard * 1000) / RATE_HZ, end: () => abort.abort() }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))
const types = (events: ListenEvent[]) => events.map(({ type }) => type)

test('a stream that stops in the middle of a word is heard as silence, and what was said is asked for', async () => {
  const { hear, pass, events, end } = start()
  await hear(500, 4000)
  await pass(LIMITS.stalledAudioMs)
  expect(types(events)).toEqual(['speech_started'])
  await pass(1)
  expect(types(events)).toEqual(['speech_started', 'sound_faded', 'speech_stopped', 'final'])
  expect(events[2]).toMatchObject({ durationMs: expect.closeTo(500, 0), isFinalComing: true })
  end()
})

test('a stream that stops in silence is left alone', async () => {
  const { hear, pass, heardMs, end } = start()
  await hear(500, 0)
  await pass(10 * LIMITS.stalledAudioMs)
  expect(heardMs()).toBe(500)
  end()
})
