import { expect, test } from 'vitest'
import type { BookingDraft } from './booking-input'
import { applyBookingDraft, planBookings, type StoredBooking } from './plan-bookings'

const at = (hour: number) => new Date(Date.UTC(2026, 11, 1, hour))
const stored: StoredBooking = {
  id: 'b1',
  contactId: 'c1',
  externalId: 'E1',
  startsAt: at(10),
  durationMinutes: 30,
  type: 'Cut',
  ownerName: 'Maria',
  specialInstructions: null,
  partySize: null,
  status: 'CONFIRMED',
  notes: null,
}
const walkIn: StoredBooking = { ...stored, id: 'b2', externalId: null, startsAt: at(12), status: 'BOOKED' }

function plan(rows: { draft: BookingDraft; contactId?: string | null }[]) {
  let last = 0
  const newId = () => `new${++last}`
  return planBookings(
    rows.map(({ draft, contactId = 'c1' }, index) => ({ row: index + 1, draft, contactId })),
    { bookings: [stored, walkIn], newId },
  )
}

test('a known external id changes its booking, another makes one', () => {
  const { writes, items, changedIds } = plan([
    { draft: { externalId: 'E1', startsAt: at(10), type: 'Colour' } },
    { draft: { externalId: 'E2', startsAt: at(10) }, contactId: 'c2' },
  ])
  expect(writes).toMatchObject([
    { id: 'b1', type: 'Colour', durationMinutes: 30, status: 'CONFIRMED', isNew: false },
    { id: 'new1', contactId: 'c2', status: 'BOOKED', isNew: true },
  ])
  expect(items.map(({ isNew }) => isNew)).toEqual([false, true])
  expect(changedIds).toEqual([])
})

test('without an external id, the same person at the same time is the same booking', () => {
  const { writes } = plan([
    { draft: { startsAt: at(12), notes: 'Window seat' } },
    { draft: { startsAt: at(14) } },
    { draft: { startsAt: at(14), partySize: 2 } },
  ])
  expect(writes).toMatchObject([
    { id: 'b2', notes: 'Window seat' },
    { id: 'new1', partySize: 2 },
  ])
})

test('one that moves is rescheduled and told of; one that is over stays what it is', () => {
  const { writes, changedIds } = plan([{ draft: { externalId: 'E1', startsAt: at(11) } }])
  expect(writes).toMatchObject([{ status: 'RESCHEDULED' }])
  expect(changedIds).toEqual(['b1'])
  expect(applyBookingDraft(stored, { startsAt: at(11), status: 'CONFIRMED' }).status).toBe('CONFIRMED')
  expect(applyBookingDraft({ ...stored, status: 'COMPLETED' }, { startsAt: at(11) }).status).toBe('COMPLETED')
  expect(plan([{ draft: { externalId: 'E1', startsAt: at(10), status: 'CANCELLED' } }]).changedIds).toEqual(['b1'])
})

test('a row about nobody is refused', () => {
  expect(plan([{ draft: { startsAt: at(10) }, contactId: null }])).toMatchObject({
    writes: [],
    rejected: [{ row: 1, field: 'contact_id', code: 'unknown_contact' }],
  })
})

test('a row whose external id is blank leaves the booking the one it has', () => {
  const { writes, items } = plan([{ draft: { externalId: null, startsAt: at(10), type: 'Colour' } }])
  expect(writes).toMatchObject([{ id: 'b1', externalId: 'E1', type: 'Colour' }])
  expect(items).toMatchObject([{ id: 'b1', externalId: 'E1', isNew: false }])
})
