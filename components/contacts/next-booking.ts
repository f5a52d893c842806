import type { BookingView } from '@/server/domain/bookings/booking-view'

/** The open booking nearest in the future. */
export function nextBookingOf(bookings: BookingView[], now: Date): BookingView | null {
  const open = bookings.filter(
    ({ status, startsAt }) => ['BOOKED', 'CONFIRMED', 'RESCHEDULED'].includes(status) && Date.parse(startsAt) >= now.getTime(),
  )
  return open.sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))[0] ?? null
}
