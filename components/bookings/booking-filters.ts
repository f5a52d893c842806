import { type BookingView, bookingStatus } from '@/server/domain/bookings/booking-view'
import { dayOf } from '../format/time'

const PAGE = 40
const DAY_MS = 86_400_000

export const BOOKING_PERIODS = [
  { value: '', label: 'From today' },
  { value: 'past', label: 'Past' },
  { value: 'all', label: 'All' },
] as const

export type BookingFilters = { query: string; status: BookingView['status'][]; period: (typeof BOOKING_PERIODS)[number]['value'] }

/** What the address bar asks for; values it cannot have meant are ignored. */
export function readBookingFilters(values: URLSearchParams): BookingFilters {
  const asked = new Set((values.get('status') ?? '').split(','))
  return {
    query: (values.get('q') ?? '').trim().slice(0, 60),
    status: bookingStatus.options.filter((each) => asked.has(each)),
    period: BOOKING_PERIODS.find(({ value }) => value === values.get('period'))?.value ?? '',
  }
}

/** Why a list may be empty: its filters, its beginning today, or nothing has been booked yet. */
export function emptyReason({ query, status, period }: BookingFilters): 'filters' | 'from-today' | 'none-yet' {
  if (query || status.length > 0 || period === 'past') return 'filters'
  return period === '' ? 'from-today' : 'none-yet'
}

/** What the list asks the server for: days are those of the business. */
export function bookingListInput(tenantSlug: string, { query, status, period }: BookingFilters, timeZone: string, now: Date) {
  const sort: 'soonest' | 'latest' = period === 'past' ? 'latest' : 'soonest'
  return {
    tenantSlug,
    limit: PAGE,
    sort,
    ...(query ? { query } : {}),
    ...(status.length > 0 ? { status } : {}),
    ...(period === ''
      ? { from: dayOf(now, timeZone) }
      : period === 'past'
        ? { to: dayOf(new Date(now.getTime() - DAY_MS), timeZone) }
        : {}),
  }
}
