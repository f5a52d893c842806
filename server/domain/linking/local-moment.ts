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
  const offset = IANAZone.create(timezone).offset(ms)
  const wall = ms + (Number.isFinite(offset) ? offset : 0) * MINUTE_MS
  const day = Math.floor(wall / DAY_MS)
  return { day, minute: Math.floor((wall - day * DAY_MS) / MINUTE_MS), ms }
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
