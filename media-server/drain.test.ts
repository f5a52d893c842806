import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExotelCaller } from './testing/exotel-caller'
import { refusedStatus } from './testing/refused-status'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

let media: TestMediaServer

beforeEach(async () => {
  media = await startTestMediaServer()
})
afterEach(() => media.stop().catch(() => {}))

test('a draining server takes no more calls and lets the present one finish', async () => {
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  const drained = media.server.drain(30_000)
  expect(await refusedStatus(`${media.url}/exotel/${media.expectCall().token}`)).toBe(503)
  expect((await fetch(`${media.httpUrl}/readyz`)).status).toBe(503)
  expect((await fetch(`${media.httpUrl}/healthz`)).status).toBe(200)
  await caller.say('one more question')
  await caller.untilHeard('You said one more question.')
  caller.hangUp()
  await drained
  expect(media.factsOf(call.callId)).toContainEqual(expect.objectContaining({ type: 'ended', endReason: 'caller_hung_up' }))
  expect(media.services.signedOff).toBe(true)
})

test('a call that goes on too long at a drain is said goodbye to, and handed over where possible', async () => {
  const { token, call } = media.expectCall({
    agent: { greeting: 'Hello.', settings: { goodbyeText: 'Goodbye for now.' } },
    transferTo: '+919876543210',
  })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  await media.server.drain(0)
  await caller.untilClosed()
  expect(caller.heardText).toContain('Goodbye for now.')
  expect(caller.closeCode).toBe(1001)
  const facts = media.factsOf(call.callId)
  expect(facts).toContainEqual(expect.objectContaining({ type: 'ended', endReason: 'server_stopping' }))
  expect(facts).toContainEqual(expect.objectContaining({ type: 'transfer_requested', to: '+919876543210' }))
})

test('heartbeats tell which calls are held', async () => {
  const { token } = media.expectCall({ agent: { greeting: 'Hello.' } })
  await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await expect.poll(() => media.heartbeats.at(-1)?.activeCalls, { timeout: 10_000 }).toBe(1)
})
