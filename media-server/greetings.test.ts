import { afterEach, expect, test } from 'vitest'
import { ExotelCaller } from './testing/exotel-caller'
import { startTestMediaServer, type TestMediaServer, testAgent } from './testing/test-media-server'

let media: TestMediaServer
afterEach(() => media.stop())

test.each(['agent_published', 'call_opening'] as const)('a greeting is made in advance at %s, before anybody calls', async (type) => {
  const agent = testAgent({ greeting: 'Welcome to the clinic.', settings: { notice: 'This call is recorded.' } })
  media = await startTestMediaServer({ openingAgent: async () => agent })
  media.publish(
    type === 'agent_published' ? { type, tenantId: 'tenant-1', agentId: 'agent-1' } : { type, tenantId: 'tenant-1', callId: 'call-1' },
  )
  await expect.poll(() => media.tts.said).toEqual(['This call is recorded.', 'Welcome to the clinic.'])
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall({ agent }).token}`)
  await caller.untilHeard('Welcome to the clinic.')
  expect(media.tts.said.filter((text) => text === 'Welcome to the clinic.')).toHaveLength(1)
})

test("a rush of calls looks an agent's words up once, and again when it is published anew", async () => {
  const asked: unknown[] = []
  const agent = testAgent({ greeting: 'Welcome to the clinic.' })
  media = await startTestMediaServer({
    openingAgent: async (event) => {
      asked.push(event)
      return agent
    },
  })
  const opening = (call: number) =>
    media.publish({ type: 'call_opening', tenantId: 'tenant-1', callId: `call-${call}`, agentId: 'agent-1' })
  // The media-server may not be listening yet.
  await expect
    .poll(() => {
      opening(1)
      return asked.length
    })
    .toBe(1)
  for (const call of [2, 3]) opening(call)
  expect(asked).toHaveLength(1)
  media.publish({ type: 'agent_published', tenantId: 'tenant-1', agentId: 'agent-1' })
  expect(asked).toHaveLength(2)
  opening(4)
  expect(asked).toHaveLength(2)
  await expect.poll(() => media.tts.said).toContain('Welcome to the clinic.')
})

test('a greeting that cannot be made in advance is made when it is needed', async () => {
  media = await startTestMediaServer({ openingAgent: () => Promise.reject(new Error('no database')) })
  media.publish({ type: 'agent_published', tenantId: 'tenant-1', agentId: 'agent-1' })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${media.expectCall().token}`)
  await caller.untilHeard('Good morning, this is the clinic.')
})
