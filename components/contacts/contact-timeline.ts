import type { BookingView } from '@/server/domain/bookings/booking-view'
import type { CallSummaryView } from '@/server/domain/calls/call-view'

export type TimelineEntry = { kind: 'call'; at: string; call: CallSummaryView } | { kind: 'booking'; at: string; booking: BookingView }

/** Calls and bookings of one person, newest first. Bookings stand at the time they are for. */
export function timelineOf(calls: CallSummaryView[], bookings: BookingView[]): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...calls.map((call) => ({ kind: 'call' as const, at: call.startedAt, call })),
    ...bookings.map((booking) => ({ kind: 'booking' as const, at: booking.startsAt, booking })),
  ]
  return entries.sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
}

/** The open booking nearest in the future. */
export function nextBookingOf(bookings: BookingView[], now: Date): BookingView | null {
  const open = bookings.filter(
    ({ status, startsAt }) => ['BOOKED', 'CONFIRMED', 'RESCHEDULED'].includes(status) && Date.parse(startsAt) >= now.getTime(),
  )
  return open.sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))[0] ?? null
}
