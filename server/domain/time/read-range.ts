import { DateTime } from 'luxon'
import { DomainError } from '../errors/domain-error'

/** Half-open: `from` belongs to it, `before` does not. */
export type TimeRange = { from: Date | null; before: Date | null }

/**
 * Reads the ends of a range as lists and APIs take them. A plain date (`2026-11-21`) is a whole day in `timezone`, so as
 * `to` it includes that day; a time without a zone is in `timezone`; an instant is itself.
 * @throws DomainError `invalid_date` with the field's name in `details`
 */
export function readRange(range: { from?: string | null; to?: string | null }, timezone: string): TimeRange {
  const from = range.from ? readEnd('from', range.from, timezone) : null
  const to = range.to ? readEnd('to', range.to, timezone) : null
  return { from: from?.time.toJSDate() ?? null, before: to ? (to.isDay ? to.time.plus({ days: 1 }) : to.time).toJSDate() : null }
}

function readEnd(field: 'from' | 'to', text: string, timezone: string): { time: DateTime; isDay: boolean } {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const time = DateTime.fromISO(text, { zone: timezone })
  if (!time.isValid || time.year < 1970 || time.year > 9999) {
    throw new DomainError('invalid_date', `"${field}" is not a date or time as in 2026-11-21 or 2026-11-21T10:00:00Z.`, { field })
  }
  return { time, isDay }
}
