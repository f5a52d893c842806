import { afterEach, expect, test } from 'vitest'
import { ExotelCaller } from './testing/exotel-caller'
import { scriptedSpeechToText } from './testing/scripted-speech'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

/** Later than a provider over the network may be. */
const LATE_MS = 2600

let media: TestMediaServer
afterEach(() => media.stop())

async function talkTo(stt: ReturnType<typeof scriptedSpeechToText>, answerLimitMs?: number) {
  media = await startTestMediaServer({ speechToText: () => [{ ...stt, answerLimitMs }] })
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  await caller.say('good evening')
  const failures = () => media.factsOf(call.callId).filter((fact) => fact.type === 'event' && fact.event === 'provider_failed')
  return { caller, failures }
}

test('a recogniser that is busy is waited for, and its late words are answered', async () => {
  const { caller, failures } = await talkTo(scriptedSpeechToText({ delayMs: LATE_MS }), 20_000)
  await caller.untilHeard('You said good evening.')
  expect(failures()).toEqual([])
})

test('a recogniser that should be quick and is not is taken for broken', async () => {
  const { failures } = await talkTo(scriptedSpeechToText({ delayMs: LATE_MS }))
  await expect.poll(() => failures().length, { timeout: 10_000 }).toBeGreaterThan(0)
})
