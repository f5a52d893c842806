import { IANAZone } from 'luxon'

/** A moment as clocks on a wall show it. */
export type LocalTime = {
  year: number
  /** 1–12 */
  month: number
  /** 1–31 */
  day: number
  /** 0 is Sunday */
  weekday: number
  hour: number
  minute: number
}

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Days remembered over all zones: two years of six zones and more. */
const MAX_REMEMBERED_DAYS = 20_000

/** The offset all day, or until `changesAt` and `after` from then on; in ms. */
type DayOffset = { before: number; changesAt: number; after: number }

// Answers never change, so that remembering them changes no result: Intl takes microseconds for each.
const zones = new Map<string, { zone: IANAZone; days: Map<number, DayOffset> } | null>()
let rememberedDays = 0

function openZone(timezone: string) {
  const known = zones.get(timezone)
  if (known !== undefined) return known
  const opened = IANAZone.isValidZone(timezone) ? { zone: IANAZone.create(timezone), days: new Map<number, DayOffset>() } : null
  if (zones.size > 1000) zones.clear()
  zones.set(timezone, opened)
  return opened
}

/** Offset from UTC in ms at an instant; null for a zone this runtime does not know. */
export function offsetAt(timezone: string, instantMs: number): number | null {
  const opened = openZone(timezone)
  if (!opened) return null
  const index = Math.floor(instantMs / DAY_MS)
  let day = opened.days.get(index)
  if (!day) {
    day = readDay(opened.zone, index * DAY_MS)
    if (rememberedDays >= MAX_REMEMBERED_DAYS) {
      for (const other of zones.values()) other?.days.clear()
      rememberedDays = 0
    }
    opened.days.set(index, day)
    rememberedDays += 1
  }
  return instantMs < day.changesAt ? day.before : day.after
}

/** Clocks change at most once in a day of UTC: equal offsets at both ends hold all day. */
function readDay(zone: IANAZone, startMs: number): DayOffset {
  const offset = (ms: number) => Math.round(zone.offset(ms) * MINUTE_MS)
  const before = offset(startMs)
  const after = offset(startMs + DAY_MS)
  if (before === after) return { before, changesAt: startMs + DAY_MS, after }
  let low = startMs
  let high = startMs + DAY_MS
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (offset(middle) === before) low = middle
    else high = middle
  }
  return { before, changesAt: high, after }
}

/** @returns null for an unknown zone or an instant that is none */
export function localTimeAt(timezone: string, instantMs: number): LocalTime | null {
  if (!Number.isFinite(instantMs)) return null
  const offset = offsetAt(timezone, instantMs)
  if (offset === null) return null
  const localMs = instantMs + offset
  const days = Math.floor(localMs / DAY_MS)
  const minutes = Math.floor((localMs - days * DAY_MS) / MINUTE_MS)
  // 1 January 1970 was a Thursday.
  const weekday = (((days + 4) % 7) + 7) % 7
  const { year, month, day } = civilDate(days)
  return { year, month, day, weekday, hour: Math.floor(minutes / 60), minute: minutes % 60 }
}

/** The hour alone; null as above. */
export function localHourAt(timezone: string, instantMs: number): number | null {
  if (!Number.isFinite(instantMs)) return null
  const offset = offsetAt(timezone, instantMs)
  if (offset === null) return null
  const localMs = instantMs + offset
  return Math.floor((localMs - Math.floor(localMs / DAY_MS) * DAY_MS) / (60 * MINUTE_MS))
}

/** The Gregorian date of a day counted from 1 January 1970, by eras of 400 years that begin in March. */
function civilDate(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1 }
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?$/

/**
 * Reads an ISO 8601 date and time strictly: a date alone, a day the calendar does not have or any other notation is no time.
 * A time without a zone is in `timezone`; one that the clocks skip there moves on by as much as they do.
 * @returns epoch ms, or null
 */
export function readInstant(text: string, timezone: string): number | null {
  const stored = readStored(text)
  if (stored !== null) return stored
  const match = ISO.exec(text.trim())
  if (!match) return null
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) => Number(match[index] ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  if (year < 1970 || hour > 23 || minute > 59 || second > 59) return null
  const millisecond = Math.floor(Number(`0.${match[7] ?? '0'}`) * 1000)
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
  const wall = new Date(wallMs)
  if (wall.getUTCMonth() + 1 !== month || wall.getUTCDate() !== day) return null
  const written = match[8]
  if (written === undefined) return instantOfWall(wallMs, timezone)
  if (written === 'Z' || written === 'z') return wallMs
  const hours = Number(written.slice(1, 3))
  const minutes = Number(written.slice(3).replace(':', '') || 0)
  if (hours > 14 || minutes > 59) return null
  return wallMs - (written.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS
}

const STORED_SHAPE = '0000-00-00T00:00:00.000Z'
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** The form databases and JSON give, `2024-01-15T14:30:00.000Z`, read by its places; null for every other text. */
function readStored(text: string): number | null {
  if (text.length !== STORED_SHAPE.length) return null
  for (let index = 0; index < STORED_SHAPE.length; index++) {
    const shape = STORED_SHAPE.charCodeAt(index)
    const given = text.charCodeAt(index)
    if (shape === 48 ? given < 48 || given > 57 : given !== shape) return null
  }
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  if (year < 1970 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return null
  const isLeapDay = month === 2 && day === 29 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  if (day > (MONTH_DAYS[month - 1] ?? 0) && !isLeapDay) return null
  const seconds = (hour * 60 + minute) * 60 + second
  return daysFromCivil(year, month, day) * DAY_MS + seconds * 1000 + twoDigits(text, 20) * 10 + text.charCodeAt(22) - 48
}

function twoDigits(text: string, index: number): number {
  return text.charCodeAt(index) * 10 + text.charCodeAt(index + 1) - 528
}

/** Days from 1 January 1970 to a Gregorian date of it or later: `civilDate` the other way round. */
function daysFromCivil(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? year : year - 1
  const era = Math.floor(fromMarch / 400)
  const yearOfEra = fromMarch - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

function instantOfWall(wallMs: number, timezone: string): number | null {
  const first = offsetAt(timezone, wallMs - DAY_MS)
  const second = offsetAt(timezone, wallMs + DAY_MS)
  if (first === null || second === null) return null
  // Twice a year two offsets come into question; the earlier one makes the earlier of two equal wall times.
  if (offsetAt(timezone, wallMs - first) === first) return wallMs - first
  if (offsetAt(timezone, wallMs - second) === second) return wallMs - second
  return wallMs - first
}
