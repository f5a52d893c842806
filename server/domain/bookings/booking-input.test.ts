import { expect, test } from 'vitest'
import { readBookingPatch, readBookingRow } from './booking-input'

const context = { timezone: 'Europe/London', region: 'GB' }
const read = (row: unknown) => readBookingRow(row, context)
const problemsOf = (row: unknown) => read(row).problems?.map(({ field, code }) => `${field}: ${code}`)
const good = { contact_phone: '07403 305280', starts_at: '2026-12-01T10:00' }
const ID = '0199a000-0000-7000-8000-000000000000'

test('every field, as an integration sends it', () => {
  const row = {
    ...good,
    external_id: 'A-1',
    duration_minutes: 45,
    type: 'Cut',
    owner_name: 'Maria',
    special_instructions: 'Bring a picture',
    party_size: '2',
    status: 'confirmed',
    notes: 'Regular',
  }
  expect(read(row).value).toEqual({
    contactPhone: '+447403305280',
    startsAt: new Date('2026-12-01T10:00:00Z'),
    externalId: 'A-1',
    durationMinutes: 45,
    type: 'Cut',
    ownerName: 'Maria',
    specialInstructions: 'Bring a picture',
    partySize: 2,
    status: 'CONFIRMED',
    notes: 'Regular',
  })
})

test.each([
  ['BOOKED', 'BOOKED'],
  ['no show', 'NO_SHOW'],
  ['No-Show', 'NO_SHOW'],
  ['canceled', 'CANCELLED'],
  ['Rescheduled', 'RESCHEDULED'],
])('the status %s is %s', (status, expected) => {
  expect(read({ ...good, status }).value?.status).toBe(expected)
})

test.each([
  [{ ...good, starts_at: undefined }, ['starts_at: required']],
  [{ ...good, starts_at: '2026-12-01' }, ['starts_at: missing_time']],
  [{ ...good, starts_at: 'soon' }, ['starts_at: invalid_time']],
  [{ ...good, starts_at: '2027-03-28T01:30' }, ['starts_at: nonexistent_time']],
  [{ ...good, starts_at: 1764583200000 }, ['starts_at: invalid_time']],
  [{ ...good, duration_minutes: 0 }, ['duration_minutes: invalid_duration']],
  [{ ...good, duration_minutes: -30 }, ['duration_minutes: invalid_duration']],
  [{ ...good, duration_minutes: 1.5 }, ['duration_minutes: invalid_duration']],
  [{ ...good, duration_minutes: 'an hour' }, ['duration_minutes: invalid_duration']],
  [{ ...good, party_size: 0 }, ['party_size: invalid_party_size']],
  [{ ...good, status: 'perhaps' }, ['status: invalid_status']],
  [{ starts_at: good.starts_at }, ['contact_phone: required']],
  [{ starts_at: 'soon', contact_phone: '' }, ['contact_phone: required', 'starts_at: invalid_time']],
  [{ ...good, contact_phone: '12' }, ['contact_phone: invalid_phone']],
  [{ starts_at: good.starts_at, contact_id: 'x' }, ['contact_id: unknown_contact']],
  [7, [': invalid_row']],
])('%j is refused', (row, problems) => {
  expect(problemsOf(row)).toEqual(problems)
})

test('minutes are also read with their unit', () => {
  expect(read({ ...good, duration_minutes: '45 min' }).value?.durationMinutes).toBe(45)
})

test('some fields of a booking that is there', () => {
  expect(readBookingPatch({ duration_minutes: null, contact_id: ID }, context).value).toEqual({ durationMinutes: null, contactId: ID })
  expect(readBookingPatch({ starts_at: null }, context).problems).toMatchObject([{ field: 'starts_at', code: 'required' }])
})
