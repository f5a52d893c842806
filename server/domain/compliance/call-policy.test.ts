import { expect, test } from 'vitest'
import { callPolicy, findLooserThanLaw } from './call-policy'

test('an empty policy is the law and nothing more', () => {
  expect(callPolicy.parse({})).toEqual({
    windows: { SERVICE: null, PROMOTIONAL: null },
    weekdaysOff: { SERVICE: [], PROMOTIONAL: [] },
    holidays: [],
    maxCallsPerContactPerDay: null,
    maxCallsPerDay: null,
    maxConcurrentCalls: null,
  })
})

test.each([
  ['earlier than any law', { windows: { SERVICE: { from: '07:59', to: '12:00' } } }],
  ['later than any law', { windows: { SERVICE: { from: '09:00', to: '21:01' } } }],
  ['that end before they begin', { windows: { SERVICE: { from: '12:00', to: '12:00' } } }],
  ['that are none', { windows: { SERVICE: { from: '9', to: '24:00' } } }],
])('hours %s are refused', (_, policy) => {
  expect(callPolicy.safeParse(policy).success).toBe(false)
})

test.each([
  ['a week without a day', { weekdaysOff: { SERVICE: [1, 2, 3, 4, 5, 6, 7] } }],
  ['a date that is none', { holidays: [{ date: '2026-02-30', purposes: ['SERVICE'] }] }],
  ['more calls a day than anybody may get', { maxCallsPerContactPerDay: 26 }],
  ['no calls at all', { maxCallsPerDay: 0 }],
])('%s is refused', (_, policy) => {
  expect(callPolicy.safeParse(policy).success).toBe(false)
})

test('hours beyond the law of the tenant’s own country are named', () => {
  const policy = callPolicy.parse({ windows: { SERVICE: { from: '08:30', to: '20:00' }, PROMOTIONAL: { from: '09:00', to: '21:00' } } })
  expect(findLooserThanLaw(policy, 'IN')).toMatchObject([
    { purpose: 'SERVICE', message: 'Service calls are allowed from 09:00 to 21:00 only.' },
    { purpose: 'PROMOTIONAL' },
  ])
  expect(findLooserThanLaw(policy, 'US')).toEqual([])
})
