import { expect, test } from 'vitest'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import { nextBookingOf } from './next-booking'

const booking = (id: string, startsAt: string, status: BookingView['status'] = 'BOOKED') => ({ id, startsAt, status }) as BookingView
const now = new Date('2026-01-15T10:00:00Z')

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
