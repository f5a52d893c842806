import { expect, test } from 'vitest'
import { callPolicy } from '@/server/domain/compliance/call-policy'
import { type PolicyDraft, policyDraftOf, readPolicyDraft } from './policy-draft'

const LAW_ONLY = policyDraftOf(callPolicy.parse({}))

test('rules come back from the form as they went in', () => {
  const policy = callPolicy.parse({
    windows: { SERVICE: { from: '10:00', to: '18:30' } },
    weekdaysOff: { PROMOTIONAL: [6, 7] },
    holidays: [{ date: '2026-10-20', name: 'Diwali', purposes: ['SERVICE', 'PROMOTIONAL'] }],
    maxCallsPerContactPerDay: 2,
  })
  expect(readPolicyDraft(policyDraftOf(policy))).toEqual({ policy, errors: null })
  expect(readPolicyDraft(LAW_ONLY)).toEqual({ policy: callPolicy.parse({}), errors: null })
})

test.each<[string, Partial<PolicyDraft>, string]>([
  ['half a window', { windows: { ...LAW_ONLY.windows, SERVICE: { from: '10:00', to: '' } } }, 'windows.SERVICE'],
  [
    'a window that ends before it begins',
    { windows: { ...LAW_ONLY.windows, PROMOTIONAL: { from: '18:00', to: '10:00' } } },
    'windows.PROMOTIONAL',
  ],
  ['a cap of nothing', { maxCallsPerDay: '0' }, 'maxCallsPerDay'],
  ['a holiday without a date', { holidays: [{ date: '', name: 'Holi', purposes: ['SERVICE'] }] }, 'holidays.0'],
  ['a holiday for no calls', { holidays: [{ date: '2026-03-04', name: '', purposes: [] }] }, 'holidays.0'],
])('%s is said at its field', (_, changes, field) => {
  expect(Object.keys(readPolicyDraft({ ...LAW_ONLY, ...changes }).errors ?? {})).toEqual([field])
})
