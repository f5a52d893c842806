import { DateTime } from 'luxon'

/** A calendar day in a zone: `startsAt` belongs to it, the next day's does not. */
export type LocalDay = { date: string; startsAt: Date }

/**
 * The last `count` calendar days in `timezone`, today last, and the instant today ends. A day lasts 23 or 25 hours where the clocks change.
 * @param timezone IANA name
 */
export function lastLocalDays(now: Date, timezone: string, count: number): { days: LocalDay[]; endsAt: Date } {
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day')
  const days = Array.from({ length: count }, (_, index) => {
    const day = today.minus({ days: count - 1 - index })
    return { date: day.toFormat('yyyy-MM-dd'), startsAt: day.toJSDate() }
  })
  return { days, endsAt: today.plus({ days: 1 }).toJSDate() }
}
