import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallFact } from '../server/domain/calls/call-record'
import { ExotelCaller } from './testing/exotel-caller'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

const GREETING =
  'Good morning, this is the clinic. We are open from nine until six and we would be glad to help you with anything you need today.'

let media: TestMediaServer

beforeEach(async () => {
  media = await startTestMediaServer()
})
afterEach(() => media.stop())

async function greetedCaller(agent: Parameters<TestMediaServer['expectCall']>[0] = {}) {
  const { token, call } = media.expectCall({ ...agent, agent: { greeting: GREETING, ...agent.agent } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  return { caller, callId: call.callId }
}

function turns(callId: string) {
  return media.factsOf(callId).flatMap((fact: CallFact) => (fact.type === 'turn' ? [fact.turn] : []))
}

describe('the agent stops', () => {
  test('for words, and keeps only what was heard', async () => {
    const { caller, callId } = await greetedCaller()
    await caller.untilHeard('Good morning')
    await caller.say('wait I have a question')
    await caller.untilHeard('You said wait I have a question.')
    expect(caller.clears).toHaveLength(1)
    const greeting = turns(callId)[0]
    expect(greeting).toMatchObject({ role: 'agent', text: GREETING, interrupted: true })
    const heard = greeting?.heardText ?? ''
    expect(GREETING.startsWith(heard)).toBe(true)
    const played = caller.heardText.split('You said')[0] ?? ''
    // Whole words of what came out of the caller's loudspeaker, give or take the one that was being said.
    expect(Math.abs(played.trim().length - heard.length)).toBeLessThanOrEqual(12)
    expect(media.model.asked[0]).toContainEqual({ role: 'assistant', content: heard })
  })

  test('for one short word that ends before anything else would', async () => {
    const { caller } = await greetedCaller()
    await caller.untilHeard('Good')
    await caller.say('stop', 80)
    await caller.until(() => caller.clears.length > 0)
    await caller.untilHeard('You said stop.')
  })

  test('for sustained sound without words, and then takes up what was not heard', async () => {
    const { caller, callId } = await greetedCaller()
    await caller.untilHeard('Good morning')
    await caller.makeNoise(900)
    await caller.untilHeard('anything you need today.')
    expect(caller.clears).toHaveLength(1)
    await expect.poll(() => turns(callId).length).toBe(2)
    const [first, second] = turns(callId)
    expect(`${first?.heardText} ${second?.text}`).toBe(GREETING)
    expect(media.model.asked).toHaveLength(0)
  })

  test('although all of its audio had already been sent', async () => {
    const { caller, callId } = await greetedCaller({ agent: { greeting: 'Good morning, this is the clinic, how may I help you today?' } })
    await caller.until(() => caller.sentText.includes('today?'))
    await caller.say('wait please')
    await caller.until(() => caller.clears.length > 0)
    await caller.untilHeard('You said wait please.')
    expect(turns(callId)[0]).toMatchObject({ interrupted: true })
  })
})

describe('the agent goes on', () => {
  test.each([
    ['noise under 250 ms', (caller: ExotelCaller) => caller.makeNoise(200)],
    ['"mm"', (caller: ExotelCaller) => caller.say('mm', 150)],
    ['"uh-huh"', (caller: ExotelCaller) => caller.say('uh-huh', 70)],
    ['"achha"', (caller: ExotelCaller) => caller.say('achha', 90)],
    ['"OK."', (caller: ExotelCaller) => caller.say('OK.', 150)],
  ])('over %s', async (_name, sound) => {
    const { caller, callId } = await greetedCaller()
    await caller.untilHeard('Good morning')
    await sound(caller)
    await caller.untilHeard('anything you need today.')
    expect(caller.clears).toHaveLength(0)
    await expect.poll(() => turns(callId)).toMatchObject([{ text: GREETING, heardText: GREETING, interrupted: false }])
    expect(media.model.asked).toHaveLength(0)
  })

  test('through its notice, and answers what was said over it afterwards', async () => {
    const notice = 'This call is recorded for training.'
    const { caller, callId } = await greetedCaller({ agent: { settings: { notice } } })
    await caller.untilHeard('This')
    await caller.say('hello')
    await caller.untilHeard('You said hello.')
    expect(caller.heardText).toContain(notice)
    expect(caller.heardText).not.toContain('anything you need')
    expect(turns(callId)[0]?.heardText).toContain(notice)
  })
})

test('marks that come back after a clear count for nothing', async () => {
  const { caller, callId } = await greetedCaller()
  const names = () => caller.received.flatMap((message) => (message.event === 'mark' ? [(message.mark as { name: string }).name] : []))
  await caller.untilHeard('Good morning')
  await caller.say('wait I have a question')
  await caller.until(() => caller.clears.length > 0)
  for (const name of names()) caller.sendJson({ event: 'mark', stream_sid: 'stream-1', mark: { name } })
  await caller.untilHeard('You said wait')
  expect(turns(callId)[0]?.heardText).not.toContain('today')
  await caller.untilHeard('I have a question.')
  await expect.poll(() => turns(callId).at(-1)?.heardText).toBe('You said wait I have a question.')
})

test('a caller who goes on before the agent is heard is answered once, to all of it', async () => {
  media.model.replyWith = (messages) => ({ text: `You said ${messages.at(-1)?.content}.` })
  const slow = media.model.stream.bind(media.model)
  let hasSaidAll = () => {}
  const saidAll = new Promise<void>((resolve) => {
    hasSaidAll = resolve
  })
  media.model.stream = async function* (request, signal) {
    await saidAll
    yield* slow(request, signal)
  }
  const { caller, callId } = await greetedCaller({ agent: { greeting: 'Hello.' } })
  await caller.untilHeard('Hello.')
  await caller.say('I want to book')
  await caller.pause(450)
  await caller.say('for Monday morning')
  hasSaidAll()
  await caller.untilHeard('You said I want to book for Monday morning.')
  expect(
    turns(callId)
      .filter((turn) => turn.role === 'caller')
      .map((turn) => turn.text),
  ).toEqual(['I want to book for Monday morning'])
  expect(caller.heardText.match(/You said/g)).toHaveLength(1)
})
