import type { BookingView } from '@/server/domain/bookings/booking-view'
import { isOpenBooking } from '@/server/domain/bookings/open-booking'

/** The open booking nearest in the future. */
export function nextBookingOf(bookings: BookingView[], now: Date): BookingView | null {
  const open = bookings.filter((booking) => isOpenBooking(booking) && Date.parse(booking.startsAt) >= now.getTime())
  return open.sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))[0] ?? null
}
