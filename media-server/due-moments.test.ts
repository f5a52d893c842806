import { afterEach, beforeEach, expect, test } from 'vitest'
import { LIMITS } from './limits'
import { ExotelCaller } from './testing/exotel-caller'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

// Nobody looks in by the way here: whatever happens on these calls happens because somebody asked for its moment.
Object.assign(LIMITS, { watchEveryMs: 600_000 })

const GREETING = 'Good morning, this is the clinic, and we would be glad to help you with anything you need today.'
let media: TestMediaServer

beforeEach(async () => {
  media = await startTestMediaServer()
})
afterEach(() => media.stop())

async function dial(agent: NonNullable<Parameters<TestMediaServer['expectCall']>[0]>['agent']) {
  const { token, call } = media.expectCall({ agent })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  return { caller, ended: () => media.factsOf(call.callId).find((fact) => fact.type === 'ended') }
}

test('a silent caller is asked, and asked again, and the call is ended', async () => {
  const { caller, ended } = await dial({
    greeting: 'Hello.',
    settings: { silencePromptAfterMs: 300, silencePromptText: 'Still there?', goodbyeText: 'Goodbye.' },
  })
  await caller.untilClosed()
  expect(caller.heardText).toBe('Hello.Still there?Still there?Goodbye.')
  await expect.poll(ended).toMatchObject({ endReason: 'silence' })
})

test('a long answer is played to its end, and the call is ended after it', async () => {
  const text = `${GREETING} ${GREETING}`
  media.model.replyWith = () => ({ text, calls: [{ id: 'c1', name: 'end_call', argumentsText: '{}' }] })
  const { caller, ended } = await dial({ greeting: 'Hello.' })
  await caller.untilHeard('Hello.')
  await caller.say('thanks that is all')
  await caller.untilClosed()
  expect(caller.heardText).toContain(text.replace('today. Good', 'today.Good'))
  await expect.poll(ended).toMatchObject({ endReason: 'agent_hung_up' })
})

test('lasting sound stops the agent, who goes on afterwards', async () => {
  const { caller } = await dial({ greeting: GREETING })
  await caller.untilHeard('Good')
  await caller.makeNoise(900)
  await caller.untilHeard('anything you need today.')
  expect(caller.clears).toHaveLength(1)
})

test('the greeting can be interrupted as soon as its notice is over', async () => {
  const notice = 'This call is recorded.'
  const { caller } = await dial({ greeting: GREETING, settings: { notice } })
  await caller.untilHeard('Good morning')
  await caller.say('wait I have a question')
  await caller.until(() => caller.clears.length > 0)
  expect(caller.heardText).not.toContain('you need today')
})
