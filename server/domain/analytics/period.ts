import { DateTime } from 'luxon'
import type { AnalyticsPeriod } from './analytics-view'

const DAYS: Record<AnalyticsPeriod, number> = { today: 1, last_7_days: 7, last_30_days: 30, last_90_days: 90 }

/** Whole days of `timezone`, today included. @returns the first instant, the first one after it, and every date of it in order */
export function periodDays(period: AnalyticsPeriod, timezone: string, now: Date): { from: Date; before: Date; dates: string[] } {
  const today = DateTime.fromJSDate(now, { zone: timezone }).startOf('day')
  const first = today.minus({ days: DAYS[period] - 1 })
  const dates = Array.from({ length: DAYS[period] }, (_, day) => first.plus({ days: day }).toISODate() ?? '')
  return { from: first.toJSDate(), before: today.plus({ days: 1 }).toJSDate(), dates }
}

/** The plural an extraction's type is counted under: `appointment` → `appointments`, `enquiry` → `enquiries`. */
export function pluralOf(type: string): string {
  if (type.endsWith('s')) return type
  if (/[^aeiou]y$/.test(type)) return `${type.slice(0, -1)}ies`
  return `${type}s`
}
