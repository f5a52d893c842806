import { afterEach, beforeEach, expect, test } from 'vitest'
import { BrowserPage } from './testing/browser-page'
import { toAudio } from './testing/spoken-text'
import { startTestMediaServer, type TestMediaServer } from './testing/test-media-server'

let media: TestMediaServer

beforeEach(async () => {
  media = await startTestMediaServer()
})
afterEach(() => media.stop())

async function openPage(query = '', options: Parameters<TestMediaServer['expectCall']>[0] = {}) {
  const { token, call } = media.expectCall({ transport: 'browser', ...options, agent: { greeting: 'Hello.', ...options.agent } })
  return { page: await BrowserPage.open(`${media.url}/browser/${token}${query}`), callId: call.callId }
}

const spokenAgent = (page: BrowserPage) =>
  page
    .of('caption')
    .filter((caption) => caption.role === 'agent' && caption.final)
    .map((caption) => caption.heard)

test('a typed conversation is answered aloud, with captions, states and timings', async () => {
  const { page, callId } = await openPage()
  page.answersMarks = false
  await page.until(() => spokenAgent(page).includes('Hello.'))
  expect(page.messages[0]).toMatchObject({
    type: 'ready',
    call_id: callId,
    sample_rate: 16000,
    providers: { stt: 'scripted-stt', llm: 'scripted-llm', tts: 'scripted-tts' },
  })
  page.send({ type: 'text', text: 'I want to book' })
  await page.until(() => spokenAgent(page).includes('You said I want to book.'))
  expect(page.of('caption')).toContainEqual(expect.objectContaining({ role: 'caller', text: 'I want to book', final: true }))
  const typedCaptions = page.of('caption').filter(({ role }) => role === 'caller')
  expect(new Set(typedCaptions.map(({ id }) => id)).size).toBe(1)
  expect(page.of('state').map((message) => message.state)).toEqual(['greeting', 'listening', 'thinking', 'speaking', 'listening'])
  expect(page.of('latency')[0]).toMatchObject({ first_frame_ms: expect.any(Number), added_ms: expect.any(Number), turn: 2 })
  expect(page.of('levels').some((message) => Number(message.agent) > 0)).toBe(true)
  page.send({ type: 'hangup' })
  await page.until(() => page.closeCode !== null)
  await expect
    .poll(() => media.factsOf(callId).find((fact) => fact.type === 'ended'))
    .toMatchObject({ endReason: 'caller_hung_up', hadConversation: true })
})

test.each([8000, 16000, 24000])('speech at %i Hz goes both ways', async (rate) => {
  const { page } = await openPage(`?sample_rate=${rate}`)
  await page.until(() => spokenAgent(page).includes('Hello.'))
  const speech = toAudio('hear me', rate, 40)
  const silence = new Int16Array(rate)
  for (const pcm of [speech, silence]) page.socket.send(Buffer.from(pcm.buffer))
  await page.until(() => spokenAgent(page).includes('You said hear me.'))
  const captions = page.of('caption').filter((caption) => caption.role === 'caller')
  expect(captions.at(-1)).toMatchObject({ text: 'hear me', final: true })
  expect(page.heardText).toContain('You said hear me.')
})

test('stop means stop: the page asks for silence, what was heard is kept', async () => {
  const { page, callId } = await openPage('', {
    agent: { greeting: 'This is a very long greeting that goes on and on and on and on and on and on for a while.' },
  })
  await page.until(() => page.audio.length > 3)
  page.send({ type: 'clear' })
  await page.until(() => page.of('caption').some((caption) => caption.interrupted === true))
  expect(page.of('clear')).toEqual([])
  await expect.poll(() => media.factsOf(callId).find((fact) => fact.type === 'turn')).toMatchObject({ turn: { interrupted: true } })
})

test('tools and keys are shown as they happen', async () => {
  media.model.replyWith = (_messages, round) =>
    round === 1 ? { calls: [{ id: 'c1', name: 'extract_message', argumentsText: '{"message":"Call Asha"}' }] } : { text: 'Noted.' }
  const { page } = await openPage('', { agent: { extractionSchemas: ['message'] } })
  await page.until(() => spokenAgent(page).includes('Hello.'))
  page.send({ type: 'dtmf', digit: '4' })
  page.send({ type: 'dtmf', digit: '#' })
  await page.until(() => spokenAgent(page).includes('Noted.'))
  expect(page.of('dtmf').map((message) => message.digit)).toEqual(['4', '#'])
  expect(page.of('tool')).toMatchObject([
    { phase: 'call', id: 'c1', name: 'extract_message', arguments: { message: 'Call Asha' } },
    { phase: 'result', id: 'c1', ok: true },
  ])
})

test('the end is announced before the socket closes', async () => {
  media.model.replyWith = () => ({ text: 'Goodbye.', calls: [{ id: 'c1', name: 'end_call', argumentsText: '{}' }] })
  const { page, callId } = await openPage()
  await page.until(() => spokenAgent(page).includes('Hello.'))
  page.send({ type: 'text', text: 'that is all' })
  await page.until(() => page.closeCode !== null)
  expect(page.messages.at(-1)).toEqual({ type: 'ended', reason: 'agent_hung_up', call_id: callId })
  expect(page.closeCode).toBe(1000)
})

test.each([
  ['odd audio', () => Buffer.from([1, 2, 3])],
  ['no JSON', () => 'hello'],
  ['a known type without its fields', () => '{"type":"text"}'],
  ['a text that is too long', () => JSON.stringify({ type: 'text', text: 'x'.repeat(1001) })],
])('%s, ten times in a row, closes the socket; unknown types do not count', async (_name, bad) => {
  const { page } = await openPage()
  for (let index = 0; index < 20; index++) page.send({ type: 'from_a_newer_page' })
  for (let index = 0; index < 9; index++) page.socket.send(bad())
  page.send({ type: 'mark', name: 'x' })
  await page.until(() => spokenAgent(page).includes('Hello.'))
  for (let index = 0; index < 10; index++) page.socket.send(bad())
  await page.until(() => page.closeCode !== null)
  expect(page.closeCode).toBe(1007)
})
