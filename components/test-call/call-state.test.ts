import { expect, test } from 'vitest'
import { advanceTestCall, IDLE, type TestCallState } from './call-state'
import { parseServerMessage } from './protocol'

function after(...messages: Record<string, unknown>[]): TestCallState {
  const connecting = advanceTestCall(advanceTestCall(IDLE, { type: 'preparing' }), { type: 'connecting', callId: 'c1' })
  return messages.reduce<TestCallState>((state, raw) => {
    const message = parseServerMessage(JSON.stringify(raw))
    return message ? advanceTestCall(state, { type: 'message', message }) : state
  }, connecting)
}
const READY = {
  type: 'ready',
  call_id: 'c1',
  sample_rate: 16000,
  agent: { name: 'Maya', voice: 'embedded:slt', language: 'en-IN' },
  providers: { stt: 'embedded', llm: 'openai', tts: 'embedded' },
}
const caption = (id: string, role: string, text: string, rest: Record<string, unknown> = {}) => ({
  type: 'caption',
  role,
  id,
  text,
  final: false,
  at_ms: 0,
  ...rest,
})

test('a caption grows in its place until it is final', () => {
  const { log } = after(
    READY,
    caption('t1', 'caller', 'I would'),
    caption('t2', 'agent', 'Yes'),
    caption('t1', 'caller', 'I would like to come', { final: true }),
  )
  expect(log).toMatchObject([
    { caption: { id: 't1', text: 'I would like to come', isFinal: true } },
    { caption: { id: 't2', text: 'Yes' } },
  ])
})

test('a caption that was nothing after all disappears', () => {
  expect(after(READY, caption('t1', 'caller', 'uh'), caption('t1', 'caller', '', { final: true })).log).toEqual([])
})

test('words behind the interruption are known to be unheard; words about to be spoken are not struck out', () => {
  const { log } = after(READY, caption('t2', 'agent', 'Certainly. For which day?', { heard: 'Certainly.' }))
  expect(log).toMatchObject([{ caption: { heard: null } }])
  const cut = after(READY, caption('t2', 'agent', 'Certainly. For which day?', { heard: 'Certainly.', final: true, interrupted: true }))
  expect(cut.log).toMatchObject([{ caption: { heard: 'Certainly.', isInterrupted: true } }])
})

test('a tool shows what it was asked and what it answered', () => {
  const { log } = after(
    READY,
    { type: 'tool', phase: 'call', id: 'call_1', name: 'extract_order', arguments: { items: [] } },
    { type: 'tool', phase: 'result', id: 'call_1', name: 'extract_order', ok: false, result: { problem: 'Missing: items' } },
  )
  expect(log).toEqual([
    {
      kind: 'tool',
      tool: { id: 'call_1', name: 'extract_order', argumentsShown: { items: [] }, isOk: false, result: { problem: 'Missing: items' } },
    },
  ])
})

test('messages of a later version are ignored', () => {
  expect(after(READY, { type: 'hologram', size: 3 })).toEqual(after(READY))
})

test.each([
  ['a socket that never opened is a failure', after(), false, { phase: 'failed' }],
  ['a socket lost in the middle ends the call', after(READY), false, { phase: 'ended', endReason: 'connection_lost' }],
  ['hanging up before the greeting is no failure', after(), true, { phase: 'ended', endReason: 'caller_hung_up' }],
  [
    'the reason the server gave stands',
    after(READY, { type: 'ended', reason: 'silence', call_id: 'c1' }),
    false,
    { phase: 'ended', endReason: 'silence' },
  ],
])('%s', (_name, state, wasExpected, outcome) => {
  expect(advanceTestCall(state, { type: 'closed', wasExpected })).toMatchObject(outcome)
})
