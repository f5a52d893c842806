import type { BookingView } from './booking-view'

/** A booking that is still to take place. */
export const OPEN_BOOKING_STATUSES = ['BOOKED', 'CONFIRMED', 'RESCHEDULED'] as const satisfies readonly BookingView['status'][]

const OPEN: ReadonlySet<string> = new Set(OPEN_BOOKING_STATUSES)

export function isOpenBooking({ status }: { status: string }): boolean {
  return OPEN.has(status)
}
