import { DateTime } from 'luxon'

type Schedule = {
  zone: string
  minutes: Set<number>
  hours: Set<number>
  days: Set<number>
  months: Set<number>
  weekdays: Set<number>
  isEitherDay: boolean
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
/** Covers 29 February across a century's missing leap year. */
const LONGEST_SEARCH_DAYS = 366 * 8 + 1

/**
 * The next moment a schedule names, strictly after `after`.
 * @param expression five fields of cron, optionally after `TZ=<IANA zone>`; UTC otherwise. A time that a clock change skips
 * is not made up for.
 * @throws Error for an expression that cannot be read or names no moment
 */
export function nextCronTime(expression: string, after: Date): Date {
  const schedule = parseSchedule(expression)
  let day = DateTime.fromJSDate(after, { zone: schedule.zone }).startOf('day')
  for (let count = 0; count < LONGEST_SEARCH_DAYS; count++) {
    const found = isOnDay(schedule, day) ? firstTimeOfDay(schedule, day, after) : undefined
    if (found) return found
    day = day.plus({ days: 1 })
  }
  throw new Error(`The schedule "${expression}" names no moment`)
}

function firstTimeOfDay(schedule: Schedule, day: DateTime, after: Date): Date | undefined {
  for (const hour of schedule.hours) {
    for (const minute of schedule.minutes) {
      const moment = day.set({ hour, minute })
      if (moment.hour === hour && moment.minute === minute && moment.toMillis() > after.getTime()) return moment.toJSDate()
    }
  }
  return undefined
}

/** Cron's rule: with both days given, either will do. */
function isOnDay({ months, days, weekdays, isEitherDay }: Schedule, day: DateTime): boolean {
  if (!months.has(day.month)) return false
  const isDay = days.has(day.day)
  const isWeekday = weekdays.has(day.weekday % 7)
  return isEitherDay ? isDay || isWeekday : isDay && isWeekday
}

function parseSchedule(expression: string): Schedule {
  const [, zone = 'UTC', fields = ''] = /^(?:TZ=(\S+)\s+)?(.+)$/.exec(expression.trim()) ?? []
  const [minutes, hours, days, months, weekdays, ...rest] = fields.split(/\s+/)
  if (!minutes || !hours || !days || !months || !weekdays || rest.length > 0)
    throw new Error(`The schedule "${expression}" does not have five fields`)
  if (!DateTime.utc().setZone(zone).isValid) throw new Error(`The schedule "${expression}" names an unknown time zone`)
  const field = (text: string, from: number, to: number, names: string[] = []) => parseField(expression, text, from, to, names)
  return {
    zone,
    minutes: field(minutes, 0, 59),
    hours: field(hours, 0, 23),
    days: field(days, 1, 31),
    months: field(months, 1, 12, ['', ...MONTHS]),
    weekdays: new Set([...field(weekdays, 0, 7, WEEKDAYS)].map((weekday) => weekday % 7)),
    isEitherDay: !days.startsWith('*') && !weekdays.startsWith('*'),
  }
}

function parseField(expression: string, text: string, from: number, to: number, names: string[]): Set<number> {
  const values = text.split(',').flatMap((part) => {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? []
    const [first = '', last = part.includes('/') ? String(to) : first] = range === '*' ? [String(from), String(to)] : range.split('-')
    const [low, high] = [first, last].map((value) =>
      names.includes(value.toLowerCase()) ? names.indexOf(value.toLowerCase()) : Number(value || Number.NaN),
    )
    const isWithin = low !== undefined && high !== undefined && low >= from && high <= to && low <= high && Number(step) > 0
    if (!isWithin) throw new Error(`The schedule "${expression}" has a field that cannot be read: "${text}"`)
    return Array.from({ length: Math.floor((high - low) / Number(step)) + 1 }, (_, index) => low + index * Number(step))
  })
  return new Set(values.sort((a, b) => a - b))
}
