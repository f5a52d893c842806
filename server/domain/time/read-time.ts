import { DateTime } from 'luxon'

export type TimeProblem = 'missing_time' | 'invalid_time' | 'nonexistent_time'
export type ReadTime = { at: Date; problem: null } | { at: null; problem: TimeProblem }
/** How a date in figures is meant where the year comes last. */
export type DateOrder = 'day_first' | 'month_first'

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?<half>[ap]\.?m\.?)?`
const ZONE = String.raw`\s*(?<zone>z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?`
const ISO = new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[t\s]\s*${CLOCK}${ZONE})?$`, 'i')
const FIGURES = new RegExp(String.raw`^(?<one>\d{1,2})[/.-](?<two>\d{1,2})[/.-](?<year>\d{4})(?:,?\s+${CLOCK}${ZONE})?$`, 'i')

/**
 * Reads an instant as integrations and files write it: ISO 8601, with a blank or `T`. A time without a zone is in
 * `timezone`; of the two that a clock shows twice, the first is meant. What the clock skips, a date without a time and
 * anything else is a problem: no time is ever guessed.
 * @param dateOrder when given, `31/12/2026 2:30 PM` is read, too
 */
export function readTime(raw: string, timezone: string, dateOrder?: DateOrder): ReadTime {
  const text = raw.trim()
  const parts = ISO.exec(text)?.groups ?? (dateOrder ? figures(FIGURES.exec(text)?.groups, dateOrder) : undefined)
  if (!parts) return problem('invalid_time')
  const day = { year: Number(parts.year), month: Number(parts.month), day: Number(parts.day) }
  if (day.year < 1970 || day.year > 2199 || !DateTime.fromObject(day, { zone: 'utc' }).isValid) return problem('invalid_time')
  if (parts.hour === undefined) return problem('missing_time')
  const hour = hourOf(Number(parts.hour), parts.half)
  const clock = { hour: hour ?? 99, minute: Number(parts.minute), second: Number(parts.second ?? 0) }
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) return problem('invalid_time')
  return place({ ...day, ...clock }, parts.zone, timezone)
}

type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number }

function place(wall: Wall, offset: string | undefined, timezone: string): ReadTime {
  if (offset) {
    const zone = offset.toLowerCase() === 'z' ? 'utc' : `utc${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`
    const time = DateTime.fromObject(wall, { zone })
    return time.isValid ? { at: time.toJSDate(), problem: null } : problem('invalid_time')
  }
  const time = DateTime.fromObject(wall, { zone: timezone })
  if (!time.isValid) return problem('invalid_time')
  if (time.hour !== wall.hour || time.minute !== wall.minute) return problem('nonexistent_time')
  const [earliest = time] = time.getPossibleOffsets().toSorted((one, other) => one.toMillis() - other.toMillis())
  return { at: earliest.toJSDate(), problem: null }
}

function figures(groups: Record<string, string> | undefined, order: DateOrder): Record<string, string | undefined> | undefined {
  if (!groups) return undefined
  const [day, month] = order === 'day_first' ? [groups.one, groups.two] : [groups.two, groups.one]
  return { ...groups, day, month }
}

/** 12-hour clocks have no hour 0 and none above 12. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (!half) return hour
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
}

function problem(code: TimeProblem): ReadTime {
  return { at: null, problem: code }
}
