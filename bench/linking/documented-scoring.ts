import { DateTime } from 'luxon'
import type { LinkQuestion } from '../../server/domain/linking/link-question'

/** The scoring of the source document and nothing else, as a baseline: phone, ±24 hours, four rules, highest wins. */
export function documentedScoring({ call, tenant, contacts, bookings }: LinkQuestion): {
  customerId: string | null
  bookingId: string | null
} {
  const customer =
    contacts.find(({ phones }) => call.fromPhone !== null && phones.includes(call.fromPhone)) ??
    contacts.find(({ phones }) => call.toPhone !== null && phones.includes(call.toPhone))
  if (!customer) return { customerId: null, bookingId: null }
  const at = DateTime.fromISO(call.startedAt, { zone: tenant.timezone })
  const text = call.turns.map((turn) => turn.text.toLowerCase()).join(' ')
  const isMentioned = (customer.name ?? '')
    .toLowerCase()
    .split(' ')
    .some((word) => word !== '' && text.includes(word))
  const scored = bookings
    .filter(({ contactId, status }) => contactId === customer.id && ['BOOKED', 'CONFIRMED', 'RESCHEDULED'].includes(status))
    .map(({ id, startsAt }) => ({ id, startsAt: DateTime.fromISO(startsAt, { zone: tenant.timezone }) }))
    .filter(({ startsAt }) => Math.abs(startsAt.diff(at, 'hours').hours) <= 24)
    .map(({ id, startsAt }) => ({
      id,
      gap: Math.abs(startsAt.diff(at, 'hours').hours),
      score: (startsAt.hasSame(at, 'day') ? 13 : 0) + (Math.abs(startsAt.diff(at, 'hours').hours) <= 3 ? 5 : 0) + (isMentioned ? 5 : 0),
    }))
    .sort((a, b) => b.score - a.score || a.gap - b.gap)
  return { customerId: customer.id, bookingId: scored[0]?.id ?? null }
}
