import type { BookingView } from '@/server/domain/bookings/booking-view'
import { Badge, type BadgeTone } from '../ui/badge'

const SHOWN: Record<BookingView['status'], { label: string; tone: BadgeTone }> = {
  BOOKED: { label: 'Booked', tone: 'accent' },
  CONFIRMED: { label: 'Confirmed', tone: 'live' },
  RESCHEDULED: { label: 'Moved', tone: 'warn' },
  CANCELLED: { label: 'Cancelled', tone: 'neutral' },
  COMPLETED: { label: 'Done', tone: 'neutral' },
  NO_SHOW: { label: 'Did not come', tone: 'danger' },
}

export const BOOKING_STATUS_OPTIONS = Object.entries(SHOWN).map(([value, { label }]) => ({ value, label }))

export function BookingStatusBadge({ status }: { status: BookingView['status'] }) {
  return <Badge tone={SHOWN[status].tone}>{SHOWN[status].label}</Badge>
}

export function bookingStatusLabel(status: BookingView['status']): string {
  return SHOWN[status].label
}
