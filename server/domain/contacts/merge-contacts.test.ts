import { expect, test } from 'vitest'
import { type MergeableContact, mergeContacts } from './merge-contacts'

const one: MergeableContact = {
  id: 'c1',
  phone: '+919876543210',
  externalId: null,
  name: 'Asha Rao',
  email: null,
  companyName: null,
  timezone: 'Asia/Kolkata',
  language: null,
  notes: 'Mornings',
  metadata: { plan: 'gold' },
  doNotCall: false,
  totalCalls: 2,
  callAttempts: 1,
  firstCallAt: new Date('2026-01-02'),
  lastCallAt: null,
}
const other: MergeableContact = {
  ...one,
  id: 'c2',
  phone: '+919876543211',
  externalId: 'E2',
  name: 'A. Rao',
  email: 'asha@example.com',
  notes: 'Allergic to nuts',
  metadata: { plan: 'silver', vip: true },
  totalCalls: 3,
  firstCallAt: new Date('2026-01-01'),
  lastCallAt: new Date('2026-02-01'),
}

test('the kept contact stays itself and gets what it lacks', () => {
  expect(mergeContacts(one, other, false)).toEqual({
    ...one,
    externalId: 'E2',
    email: 'asha@example.com',
    notes: 'Mornings\n\nAllergic to nuts',
    metadata: { plan: 'gold', vip: true },
    totalCalls: 5,
    callAttempts: 2,
    firstCallAt: new Date('2026-01-01'),
    lastCallAt: new Date('2026-02-01'),
  })
})

test.each([
  ['the other said so', { ...other, doNotCall: true }, false],
  ['the other’s number is suppressed', other, true],
])('not to be called when %s', (_, second, isSuppressed) => {
  expect(mergeContacts(one, second, isSuppressed).doNotCall).toBe(true)
})
