import { IANAZone } from 'luxon'

/** A moment as a calendar and a clock on the wall show it. */
export type LocalMoment = {
  /** Days since 1970-01-01. */
  day: number
  /** Minutes since midnight. */
  minute: number
  ms: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** @param timezone IANA name; UTC stands in for one this runtime does not know */
export function localMoment(iso: string, timezone: string): LocalMoment {
  const ms = Date.parse(iso)
  const wall = ms + offsetMinutes(ms, timezone) * MINUTE_MS
  const day = Math.floor(wall / DAY_MS)
  return { day, minute: Math.floor((wall - day * DAY_MS) / MINUTE_MS), ms }
}

/** Clocks are put forward and back at a quarter of an hour. */
const QUARTER_MS = 15 * MINUTE_MS
const MOST_REMEMBERED = 20_000
// Asking the time zone is the dearest part of reading a booking, and many bookings begin at the same hours.
const remembered = new Map<string, number>()

function offsetMinutes(ms: number, timezone: string): number {
  const key = `${timezone} ${Math.floor(ms / QUARTER_MS)}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  const offset = IANAZone.create(timezone).offset(ms)
  const result = Number.isFinite(offset) ? offset : 0
  remembered.set(key, result)
  return result
}

/** 0 is Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7
}

export function calendarOf(day: number): { year: number; month: number; date: number } {
  const at = new Date(day * DAY_MS)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() }
}

/** Null for a day the calendar does not have. */
export function dayOf(year: number, month: number, date: number): number | null {
  const day = Math.floor(Date.UTC(year, month - 1, date) / DAY_MS)
  const back = calendarOf(day)
  return back.month === month && back.date === date ? day : null
}

/** `2026-11-21` */
export function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}
