import { expect, test } from 'vitest'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import type { CallSummaryView } from '@/server/domain/calls/call-view'
import { nextBookingOf, timelineOf } from './contact-timeline'

const booking = (id: string, startsAt: string, status: BookingView['status'] = 'BOOKED') => ({ id, startsAt, status }) as BookingView
const call = (id: string, startedAt: string) => ({ id, startedAt }) as CallSummaryView
const now = new Date('2026-01-15T10:00:00Z')

test('calls and bookings stand in one order, newest first', () => {
  const entries = timelineOf(
    [call('c1', '2026-01-10T10:00:00.000Z'), call('c2', '2026-01-14T10:00:00.000Z')],
    [booking('b1', '2026-01-12T10:00:00.000Z'), booking('b2', '2026-01-20T10:00:00.000Z')],
  )
  expect(entries.map((entry) => (entry.kind === 'call' ? entry.call.id : entry.booking.id))).toEqual(['b2', 'c2', 'b1', 'c1'])
})

test('the next booking is the nearest that is still open', () => {
  const next = nextBookingOf(
    [
      booking('later', '2026-02-01T10:00:00.000Z'),
      booking('cancelled', '2026-01-16T10:00:00.000Z', 'CANCELLED'),
      booking('near', '2026-01-17T10:00:00.000Z', 'CONFIRMED'),
      booking('past', '2026-01-14T10:00:00.000Z'),
    ],
    now,
  )
  expect(next?.id).toBe('near')
  expect(nextBookingOf([booking('past', '2026-01-14T10:00:00.000Z')], now)).toBeNull()
})
