import { expect, test } from 'vitest'
import type { Turn } from '@/server/domain/transcript/turn'
import { findFirstTellingTurn, findTellingTurn } from './telling-turn'

const turn = (index: number, text: string): Turn => ({
  index,
  role: index % 2 === 0 ? 'agent' : 'caller',
  text,
  heardText: null,
  interrupted: false,
  startedMs: index * 1000,
  endedMs: index * 1000 + 900,
  language: null,
  confidence: null,
  timings: null,
})
const TURNS = [
  turn(0, 'How may I help?'),
  turn(1, 'My party next Friday, for 30 people.'),
  turn(2, 'Friday, noted.'),
  turn(3, 'शुक्रवार को शाम'),
]

test.each([
  ['for 30 people', 1],
  ['next Friday', 1],
  ['शुक्रवार', 3],
  ['+919876543210', null],
  ['', null],
  ['people of another town entirely', null],
])('%j is told in turn %s', (evidence, index) => {
  expect(findTellingTurn(evidence, TURNS)?.index ?? null).toBe(index)
})

test('one begins to listen where the weightiest evidence of the first candidate was said', () => {
  const reason = (points: number, evidence: string) => ({ points, evidence })
  const first = { reasons: [reason(2, 'How may I help'), reason(-8, '"30 people" is not 12'), reason(10, '+919876543210')] }
  const second = { reasons: [reason(20, 'शुक्रवार')] }
  expect(findFirstTellingTurn({ candidates: [first, second] }, TURNS)?.index).toBe(1)
  expect(findFirstTellingTurn({ candidates: [{ reasons: [] }, second] }, TURNS)?.index).toBe(3)
  expect(findFirstTellingTurn({ candidates: [] }, TURNS)).toBeNull()
})
