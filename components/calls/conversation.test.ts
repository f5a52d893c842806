import { expect, test } from 'vitest'
import type { Turn } from '@/server/domain/transcript/turn'
import { type CallEvent, conversationOf, turnAt } from './conversation'

const turn = (index: number, role: 'caller' | 'agent', startedMs: number): Turn => ({
  index,
  role,
  text: 'text',
  heardText: null,
  interrupted: false,
  startedMs,
  endedMs: startedMs + 1000,
  language: null,
  confidence: null,
  timings: null,
})
const event = (type: string, atMs: number, data: Record<string, unknown>): CallEvent => ({
  id: `${type}-${atMs}`,
  at: '2026-01-15T10:00:00.000Z',
  atMs,
  type,
  data,
})

test('a tool stands where it was used, together with what came of it', () => {
  const items = conversationOf({
    turns: [turn(0, 'agent', 0), turn(1, 'caller', 2000), turn(2, 'agent', 5000)],
    events: [
      event('barge_in', 1500, {}),
      event('tool_call', 4000, { id: 'call_1', name: 'extract_appointment', arguments: { patient_name: 'Asha' } }),
      event('tool_result', 4050, { id: 'call_1', name: 'extract_appointment', ok: true, result: { id: 'x' } }),
    ],
  })
  expect(items.map((item) => (item.kind === 'turn' ? item.turn.index : item.tool.name))).toEqual([0, 1, 'extract_appointment', 2])
  expect(items[2]).toMatchObject({ tool: { argumentsShown: { patient_name: 'Asha' }, result: { id: 'x' }, isOk: true } })
})

test('a result whose call was lost still shows', () => {
  const items = conversationOf({
    turns: [],
    events: [event('tool_result', 10, { id: 'call_9', name: 'extract_order', ok: false, problem: 'Missing: items' })],
  })
  expect(items).toMatchObject([{ tool: { name: 'extract_order', isOk: false, result: 'Missing: items' } }])
})

test.each([
  [0, 0],
  [1999, 0],
  [2000, 1],
  [9000, 2],
])('at %d ms turn %d is heard', (positionMs, index) => {
  expect(turnAt([turn(0, 'agent', 0), turn(1, 'caller', 2000), turn(2, 'agent', 5000)], positionMs)).toBe(index)
})

test('before anybody speaks no turn is heard', () => {
  expect(turnAt([turn(0, 'agent', 400)], 100)).toBeNull()
})
