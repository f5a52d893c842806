import { expect, test } from 'vitest'
import { blankBooking, readBookingDraft } from './booking-draft'

const contact = { id: '0197a000-0000-7000-8000-000000000001', name: 'Asha Patel', phone: '+919000010002' }
const NOW = new Date('2026-01-15T09:10:00Z')

test('a new booking stands at a full hour tomorrow in the business’s zone', () => {
  expect(blankBooking(contact, 'Europe/London', NOW).when).toBe('2026-01-16T10:00')
  expect(blankBooking(contact, 'Asia/Kolkata', NOW).when).toBe('2026-01-16T15:00')
})

test('a filled form is read in the business’s zone, blank fields are nothing', () => {
  const draft = { ...blankBooking(contact, 'Asia/Kolkata', NOW), when: '2026-01-20T14:30', type: ' Check-up ' }
  expect(readBookingDraft(draft, 'Asia/Kolkata').fields).toEqual({
    startsAt: '2026-01-20T09:00:00.000Z',
    durationMinutes: 30,
    type: 'Check-up',
    ownerName: null,
    partySize: null,
    specialInstructions: null,
    notes: null,
  })
})

test.each([
  [{ contact: null }, 'contactId'],
  [{ when: '' }, 'startsAt'],
  [{ durationMinutes: '0' }, 'durationMinutes'],
  [{ durationMinutes: '1.5' }, 'durationMinutes'],
  [{ partySize: 'four' }, 'partySize'],
])('what is wrong with %o is said at %s', (changes, field) => {
  const { errors } = readBookingDraft({ ...blankBooking(contact, 'Asia/Kolkata', NOW), ...changes }, 'Asia/Kolkata')
  expect(Object.keys(errors ?? {})).toEqual([field])
})
