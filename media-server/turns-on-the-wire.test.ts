import { afterEach, beforeEach, expect, test } from 'vitest'
import { ExotelCaller } from './testing/exotel-caller'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

let media: TestMediaServer

beforeEach(async () => {
  media = await startTestMediaServer()
})
afterEach(() => media.stop())

const turnTexts = (callId: string) =>
  media.factsOf(callId).flatMap((fact) => (fact.type === 'turn' ? [`${fact.turn.role}: ${fact.turn.text}`] : []))
const ended = (callId: string) => media.factsOf(callId).find((fact) => fact.type === 'ended')

test('a silent caller is asked twice, then the agent says goodbye and hangs up', async () => {
  const { token, call } = media.expectCall({
    agent: { greeting: 'Hello.', settings: { silencePromptAfterMs: 300, silencePromptText: 'Still there?', goodbyeText: 'Goodbye.' } },
  })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilClosed()
  expect(caller.closeCode).toBe(1000)
  expect(caller.heardText).toBe('Hello.Still there?Still there?Goodbye.')
  await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'silence', hadConversation: false, failed: false })
})

test('a caller who speaks is not called silent, and a new silence is asked about anew', async () => {
  const { token } = media.expectCall({
    agent: { greeting: 'Hello.', settings: { silencePromptAfterMs: 400, silencePromptText: 'Still there?', goodbyeText: 'Goodbye.' } },
  })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Still there?')
  await caller.say('yes I am here')
  await caller.untilClosed()
  expect(caller.heardText.replaceAll(' ', '')).toBe(
    'Hello. Still there? You said yes I am here. Still there? Still there? Goodbye.'.replaceAll(' ', ''),
  )
})

test('keys reach the agent as one entry, ended by a hash or a pause, and are stored one by one', async () => {
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  for (const digit of '1204#') caller.press(digit)
  await caller.untilHeard('You said Keypad: 1204.')
  for (const digit of '77') caller.press(digit)
  await caller.untilHeard('You said Keypad: 77.')
  expect(
    media
      .factsOf(call.callId)
      .flatMap((fact) => (fact.type === 'dtmf' ? [fact.digit] : []))
      .join(''),
  ).toBe('1204#77')
  expect(turnTexts(call.callId)).toContain('caller: Keypad: 1204')
})

test('a call at its longest ends politely, and the caller cannot talk it away', async () => {
  const { token, call } = media.expectCall({
    agent: { greeting: 'Hello.', maxCallDurationSeconds: 1, settings: { goodbyeText: 'Our time is over. Goodbye.' } },
  })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Our')
  void caller.say('but I want to talk to you')
  await caller.untilClosed()
  expect(caller.closeCode).toBe(1000)
  expect(caller.heardText).toContain('Our time is over. Goodbye.')
  await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'max_duration' })
})

test('the agent ends the call after its last words', async () => {
  media.model.replyWith = () => ({ text: 'You are welcome, goodbye.', calls: [{ id: 'c1', name: 'end_call', argumentsText: '{}' }] })
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  await caller.say('thanks that is all')
  await caller.untilClosed()
  expect(caller.heardText).toContain('You are welcome, goodbye.')
  await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'agent_hung_up', hadConversation: true })
})

test('a transfer is stored before the socket closes', async () => {
  media.model.replyWith = () => ({
    text: 'I put you through.',
    calls: [{ id: 'c1', name: 'transfer_call', argumentsText: '{"reason":"asked"}' }],
  })
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' }, transferTo: '+919876543210' })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  let wasStored: boolean | null = null
  caller.socket.once('close', () => {
    wasStored = media.factsOf(call.callId).some((fact) => fact.type === 'transfer_requested' && fact.to === '+919876543210')
  })
  await caller.untilHeard('Hello.')
  await caller.say('a person please now')
  await caller.untilClosed()
  expect(wasStored).toBe(true)
  expect(caller.closeCode).toBe(1000)
  await expect.poll(() => ended(call.callId)).toMatchObject({ endReason: 'transferred' })
})

test('what the agent notes is stored, told to the model, and not stored twice', async () => {
  const argumentsText = JSON.stringify({ patient_name: 'Asha Rao', preferred_date: '2026-12-01', preferred_time: '10 am' })
  media.model.replyWith = (messages, round) =>
    round === 1 || round === 3
      ? { calls: [{ id: `c${round}`, name: 'extract_appointment', argumentsText }] }
      : {
          text: messages.some((message) => message.role === 'tool' && message.content.includes('"ok":true')) ? 'I noted it.' : 'It failed.',
        }
  const { token, call } = media.expectCall({ agent: { greeting: 'Hello.', extractionSchemas: ['appointment'] } })
  const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
  await caller.untilHeard('Hello.')
  await caller.say('book me for Tuesday')
  await caller.untilHeard('I noted it.')
  await caller.say('did you note that')
  await caller.until(() => caller.heardText.match(/I noted it/g)?.length === 2)
  const extractions = media.factsOf(call.callId).filter((fact) => fact.type === 'extraction')
  expect(extractions).toMatchObject([{ extractionType: 'appointment', data: { patient_name: 'Asha Rao', preferred_time: '10 am' } }])
})

test('what a call used is counted: speech heard, words spoken, tokens; phrases made for all calls cost once', async () => {
  const dial = async () => {
    const { token, call } = media.expectCall({ agent: { greeting: 'Hello.' } })
    const caller = await ExotelCaller.dial(`${media.url}/exotel/${token}`)
    await caller.untilHeard('Hello.')
    await caller.say('I have a question')
    await caller.untilHeard('You said I have a question.')
    caller.hangUp()
    await expect.poll(() => ended(call.callId)).toBeDefined()
    const usage = media.factsOf(call.callId).flatMap((fact) => (fact.type === 'usage' ? [fact.usage] : []))
    return new Map(usage.at(-1)?.map((line) => [`${line.kind} ${line.provider}`, line.quantity]))
  }
  await dial()
  const second = await dial()
  expect(second.get('telephony exotel')).toBeGreaterThanOrEqual(2)
  expect(second.get('stt scripted-stt')).toBeGreaterThan(0.6)
  expect(second.get('stt scripted-stt')).toBeLessThan(1.6)
  expect(second.get('tts scripted-tts')).toBe('You said I have a question.'.length)
  expect(second.get('llm_input scripted')).toBe(60)
  expect(second.get('llm_cached_input scripted')).toBe(40)
  expect(media.tts.said.filter((text) => text === 'Hello.')).toHaveLength(1)
})
