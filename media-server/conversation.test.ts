import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExotelCaller } from './testing/exotel-caller'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

let media: TestMediaServer

beforeEach(async () => {
  media = await startTestMediaServer()
})
afterEach(() => media.stop())

test('a caller is greeted, understood and answered, and the transcript says so', async () => {
  const { token, call } = media.expectCall()
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Good morning, this is the clinic.')
  await caller.say('I need an appointment')
  await caller.untilHeard('You said I need an appointment.')
  caller.hangUp()
  await caller.untilClosed()
  await expect.poll(() => media.factsOf(call.callId).some((fact) => fact.type === 'recording')).toBe(true)
  const facts = media.factsOf(call.callId)
  expect(facts.flatMap((fact) => (fact.type === 'turn' ? [[fact.turn.role, fact.turn.text, fact.turn.heardText]] : []))).toEqual([
    ['agent', 'Good morning, this is the clinic.', 'Good morning, this is the clinic.'],
    ['caller', 'I need an appointment', null],
    ['agent', 'You said I need an appointment.', 'You said I need an appointment.'],
  ])
  expect(facts.find((fact) => fact.type === 'ended')).toMatchObject({ endReason: 'caller_hung_up', hadConversation: true, failed: false })
})
