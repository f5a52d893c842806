import { expect, test } from 'vitest'
import type { GateRecord } from '@/server/domain/compliance/decide-gate'
import { attemptError, planExplanation } from './attempt-words'

const NO_CONSENT = 'There is no consent to promotional calls.'
const allowed: GateRecord = { checkedAt: '2026-11-23T10:00:00Z', isAllowed: true, reasons: [], nextOpeningAt: null, window: null }
const withheld: GateRecord = { ...allowed, isAllowed: false, reasons: [{ code: 'consent_missing', message: NO_CONSENT }] }

test.each([
  ['held by the gate', { error: 'consent_missing', decision: withheld }, null],
  ['refused by the telephone service', { error: 'payment_required', decision: allowed }, 'payment required'],
  ['refused, and no decision is known', { error: 'not_sent', decision: null }, 'not sent'],
  ['gone well', { error: null, decision: allowed }, null],
])('a try %s', (_, attempt, words) => {
  expect(attemptError(attempt)).toBe(words)
})

test('a reason is given once', () => {
  expect(planExplanation({ explanation: NO_CONSENT, attempts: [{ decision: withheld }] })).toBeNull()
})

test('what the last try does not say is said of the call', () => {
  const explanation = 'It waits for a free line.'
  expect(planExplanation({ explanation, attempts: [{ decision: withheld }, { decision: allowed }] })).toBe(explanation)
  expect(planExplanation({ explanation: NO_CONSENT, attempts: [{ decision: withheld }, { decision: allowed }] })).toBe(NO_CONSENT)
  expect(planExplanation({ explanation, attempts: [] })).toBe(explanation)
})
