import { calendarOf, dayOf, weekdayOf } from './local-moment'

/** A day that words may mean; `weight` 0–1 is how readily they do. */
export type DayOption = { day: number; weight: number }
export type DateMention = { start: number; end: number; words: string; options: DayOption[]; isPast: boolean }

type Context = { today: number; dateOrder: 'day_first' | 'month_first' }
type Rule = { pattern: RegExp; read: (groups: Record<string, string | undefined>, context: Context, after: string) => DayOption[] }

const WEEKDAYS =
  '(?<sun>sunday|(?:ra[vw]i|itt?)[vw]aa?r)|(?<mon>monday|som[vw]aa?r)|(?<tue>tuesday|mangal(?:[vw]aa?r)?)|(?<wed>wednesday|budh[vw]aa?r)|(?<thu>thursday|(?:guru|brihaspati|vee?r)[vw]aa?r)|(?<fri>friday|shuk(?:r|kar|ra)[vw]aa?r)|(?<sat>saturday|shani(?:chara?)?[vw]aa?r)'
const WEEKDAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const MONTH =
  '(?<jan>jan(?:uary|wary|vari|vary|vri)?)|(?<feb>feb(?:ruary|r?[uv]ari|rvari)?)|(?<mar>march|maa?rch)|(?<apr>apr(?:il|ail)?)|(?<may>may|mai)|(?<jun>june?|joon)|(?<jul>jul(?:y|ai|aai)?)|(?<aug>aug(?:ust)?|agast)|(?<sep>sep(?:t|tember|tambar)?|sita[mn]bar)|(?<oct>oct(?:ober)?|aktoo?bar)|(?<nov>nov(?:ember)?|na[vw]a?[mn]bar)|(?<dec>dec(?:ember)?|disa?[mn]bar)'
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NEXT = 'next|agle|agli|agla|aane wale|aanewale|aagle'
const LAST = 'last|pichh?le|pichh?li|pichh?la|past|previous|guzre'
const THIS = 'this coming|this|coming|upcoming|is'
const COUNT = String.raw`(?<count>\d{1,2}|a|an|ek|do|teen|tin|char|couple of|a couple of)`
/** "kal" and "parso" look both ways; what follows says which. */
const PAST_TENSE =
  /^(?: [^|\s]+){0,5}? (?:(?<!n[aie] )(?:tha|thi|thay)|(?:aa?y?[ei]|gay[ei]|khay[ei]|liy[ei]|kiy[ei]|hu[ei]|karay[ei]) the|gaya|gayi|gaye|aaya|aayi|aaye|aya|hua|hui|liya)\b/

const rule = (source: string, read: Rule['read']): Rule => ({
  pattern: new RegExp(String.raw`(?<![\w:/-])(?:${source})(?![\w])`, 'g'),
  read,
})
const at = (...options: [number, number][]): DayOption[] => options.map(([day, weight]) => ({ day, weight }))
const both =
  (ahead: number) =>
  (_: unknown, { today }: Context, after: string) =>
    PAST_TENSE.test(after) ? at([today - ahead, 1], [today + ahead, 0.4]) : at([today + ahead, 1], [today - ahead, 0.3])

const RULES: Rule[] = [
  rule(
    `in ${COUNT} weeks?(?: time)?|(?<week>a week) (?:from )?(?:now|today)|${rename(COUNT)} weeks? (?:from (?:now|today)|time|later)|${rename(COUNT, 3)} hafte? (?:baad|bad|ke baad|me|mein)`,
    (groups, { today }) => at([today + 7 * (groups.week ? 1 : countOf(groups)), 1]),
  ),
  rule('day before yesterday', (_, { today }) => at([today - 2, 1])),
  rule('day after tomorrow|day after tomo', (_, { today }) => at([today + 2, 1])),
  rule('yesterday|last night|beete kal|gujre kal', (_, { today }) => at([today - 1, 1])),
  rule('tomorrow|tmrw|tomo|tommorow|tomorow', (_, { today }) => at([today + 1, 1])),
  rule('kal', both(1)),
  rule('parr?son?|paraso|parason', both(2)),
  rule('today|tonight|aaj|aj|this (?:morning|afternoon|evening)', (_, { today }) => at([today, 1])),
  rule(`(?:(?:${COUNT}) weeks? from (?:this )?|)(?:${WEEKDAYS}) (?:week|after next)`, (groups, { today }) =>
    at([coming(today, weekday(groups)) + 7, 1]),
  ),
  rule(
    `(?:the )?(?:${WEEKDAYS}) (?:of )?(?:the )?(?:next week|agle hafte)|(?:next week|agle hafte)(?: ke| on| the)? (?:${rename(WEEKDAYS)})`,
    (groups, { today }) => at([monday(today) + 7 + mondayBased(weekday(groups)), 1]),
  ),
  rule(`(?:${WEEKDAYS})(?: the)? (?<date>\\d{1,2})(?:st|nd|rd|th)(?: (?:of )?(?:${MONTH}))?`, readWeekdayAndDate),
  rule(`(?:on )?(?:the )?(?<date>\\d{1,2})(?:st|nd|rd|th)?(?: of)? (?:${MONTH})(?: (?<year>20\\d\\d))?`, readMonthDate),
  rule(
    `(?:${MONTH}) (?:the )?(?<date>\\d{1,2})(?:st|nd|rd|th)?(?! (?:people|guests|log|baje|am|pm)|:)(?: (?<year>20\\d\\d))?`,
    readMonthDate,
  ),
  rule(`(?<y>20\\d\\d)-(?<m>\\d{1,2})-(?<d>\\d{1,2})`, (groups) => certain(dayOf(Number(groups.y), Number(groups.m), Number(groups.d)))),
  rule(`(?<one>\\d{1,2})[/-](?<two>\\d{1,2})(?:[/-](?<year>20\\d\\d|\\d\\d))?`, readFigures),
  rule(`(?:${NEXT}) (?:${WEEKDAYS})`, (groups, { today }) => nextWeekday(today, weekday(groups))),
  rule(`(?:${LAST}) (?:${WEEKDAYS})`, (groups, { today }) => at([coming(today, weekday(groups)) - 7, 1])),
  rule(`(?:${THIS}) (?:${WEEKDAYS})`, (groups, { today }) => at([coming(today, weekday(groups)), 1])),
  rule(`(?:${WEEKDAYS})s?`, (groups, { today }, after) => plainWeekday(today, weekday(groups), after)),
  rule(
    `(?:in |after )?${COUNT} days? (?:from (?:now|today)|time|later|ahead|away)|in ${rename(COUNT)} days?(?! (?:ago|back))|${rename(COUNT, 3)} din (?:baad|bad|ke baad|me|mein)`,
    (groups, { today }) => at([today + countOf(groups), 1]),
  ),
  rule(`${COUNT} days? (?:ago|back)|${rename(COUNT)} din (?:pehle|pahle)`, (groups, { today }) => at([today - countOf(groups), 1])),
  rule(`(?:${NEXT}) weekend`, (_, { today }) =>
    weekend(coming(today, 6) + 7).concat(weekend(coming(today, 6)).map(({ day }) => ({ day, weight: 0.4 }))),
  ),
  rule(`(?:${THIS}|the|over the) weekend|weekend`, (_, { today }) => weekend(weekdayOf(today) === 0 ? today - 1 : coming(today, 6))),
  rule(`(?:${NEXT}) (?:week|hafte|hafta)`, (_, { today }) =>
    Array.from({ length: 7 }, (_unused, index) => ({ day: monday(today) + 7 + index, weight: 0.5 })),
  ),
  rule(`(?:${LAST}) (?:week|hafte|hafta)`, (_, { today }) =>
    Array.from({ length: 7 }, (_unused, index) => ({ day: monday(today) - 7 + index, weight: 0.5 })),
  ),
  rule(
    `(?:the )?(?<date>\\d{1,2})(?:st|nd|rd|th)(?! (?:floor|birthday|anniversary|time|visit|session|street|avenue|road|main|cross))(?: taa?ree?kh?)?|(?<date2>\\d{1,2}) (?:taa?ree?kh?|date ko)`,
    readDayOfMonth,
  ),
]

/**
 * Days named in a turn (`listen` prepared it), each as every day the words may mean, the likeliest with weight 1.
 * @param today the call's own day where the business is
 */
export function readDates(text: string, context: Context): DateMention[] {
  let rest = text
  const mentions: DateMention[] = []
  for (const { pattern, read } of RULES) {
    for (const match of rest.matchAll(pattern)) {
      const end = match.index + match[0].length
      const groups = plain(match.groups ?? {})
      const options = read(groups, context, rest.slice(end, end + 60)).filter(({ weight }) => weight > 0)
      if (options.length === 0) continue
      mentions.push({ start: match.index, end, words: match[0].trim(), options, isPast: options.every(({ day }) => day < context.today) })
      // Blanked, not removed: "tomorrow" is not read again inside "the day after tomorrow", and positions stay.
      rest = rest.slice(0, match.index) + '#'.repeat(match[0].length) + rest.slice(end)
    }
  }
  return mentions.sort((a, b) => a.start - b.start)
}

/** A pattern may use an alternative twice, a group's name only once: copies get a figure, which `plain` takes off. */
function rename(source: string, copy = 2): string {
  return source.replace(/\(\?<([a-z]+)>/g, `(?<$1${copy}>`)
}

function plain(groups: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(groups)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name.replace(/\d$/, ''), value]),
  )
}

function certain(day: number | null): DayOption[] {
  return day === null ? [] : [{ day, weight: 1 }]
}

function weekday(groups: Record<string, string | undefined>): number {
  return WEEKDAY_NAMES.findIndex((name) => groups[name] !== undefined)
}

function coming(today: number, weekdayWanted: number): number {
  return today + ((weekdayWanted - weekdayOf(today) + 7) % 7)
}

function monday(today: number): number {
  return today - mondayBased(weekdayOf(today))
}

function mondayBased(weekdayWanted: number): number {
  return (weekdayWanted + 6) % 7
}

/** People mean the coming one or the one in next week; said on that weekday itself, seldom today. */
function nextWeekday(today: number, wanted: number): DayOption[] {
  const first = coming(today, wanted)
  if (first === today) return at([today + 7, 1], [today, 0.3])
  const inNextWeek = monday(today) + 7 + mondayBased(wanted)
  return first === inNextWeek ? at([first, 1], [first + 7, 0.3]) : at([inNextWeek, 1], [first, 0.7])
}

function plainWeekday(today: number, wanted: number, after: string): DayOption[] {
  const first = coming(today, wanted)
  if (PAST_TENSE.test(after)) return at([first === today ? today : first - 7, 1])
  if (first === today) return at([today, 1], [today + 7, 0.8], [today - 7, 0.3])
  return at([first, 1], [first + 7, 0.4], [first - 7, 0.4])
}

function weekend(saturday: number): DayOption[] {
  return at([saturday, 0.7], [saturday + 1, 0.7])
}

function countOf(groups: Record<string, string | undefined>): number {
  const count = groups.count ?? '1'
  return Number(count) || { do: 2, teen: 3, tin: 3, char: 4, 'couple of': 2, 'a couple of': 2 }[count] || 1
}

function monthOf(groups: Record<string, string | undefined>): number {
  return MONTH_NAMES.findIndex((name) => groups[name] !== undefined) + 1
}

/** Without a year the nearest one, rather ahead than back. */
function nearestYear(today: number, month: number, date: number, year: string | undefined): DayOption[] {
  const now = calendarOf(today).year
  const years = year === undefined ? [now - 1, now, now + 1] : [Number(year) < 100 ? 2000 + Number(year) : Number(year)]
  const days = years.map((candidate) => dayOf(candidate, month, date)).filter((day) => day !== null)
  const nearest = days.sort((a, b) => distance(a - today) - distance(b - today))[0]
  return nearest === undefined ? [] : certain(nearest)
}

function distance(days: number): number {
  return days >= 0 ? days : -3 * days
}

function readMonthDate(groups: Record<string, string | undefined>, { today }: Context): DayOption[] {
  return nearestYear(today, monthOf(groups), Number(groups.date), groups.year)
}

function readWeekdayAndDate(groups: Record<string, string | undefined>, context: Context): DayOption[] {
  if (monthOf(groups) > 0) return readMonthDate(groups, context)
  const fitting = monthsAround(context.today, Number(groups.date), [-2, -1, 0, 1, 2]).filter((day) => weekdayOf(day) === weekday(groups))
  return fitting.length > 0 ? fitting.map((day) => ({ day, weight: 1 })) : readDayOfMonth(groups, context)
}

function readFigures(groups: Record<string, string | undefined>, { today, dateOrder }: Context): DayOption[] {
  const [one, two] = [Number(groups.one), Number(groups.two)]
  const [date, month] = dateOrder === 'day_first' || one > 12 ? [one, two] : [two, one]
  return nearestYear(today, month, date, groups.year)
}

/** This month's, else the next that has such a day; lately gone by is possible, too. */
function readDayOfMonth(groups: Record<string, string | undefined>, { today }: Context): DayOption[] {
  const date = Number(groups.date)
  const days = monthsAround(today, date, [-1, 0, 1, 2])
  const ahead = days.find((day) => day >= today)
  const behind = days.filter((day) => day < today).at(-1)
  return [...(ahead === undefined ? [] : [{ day: ahead, weight: 1 }]), ...(behind === undefined ? [] : [{ day: behind, weight: 0.5 }])]
}

/** That date in the months so far from this one; a month without it is left out. */
function monthsAround(today: number, date: number, offsets: number[]): number[] {
  const { year, month } = calendarOf(today)
  return offsets
    .map((ahead) => dayOf(year + Math.floor((month - 1 + ahead) / 12), ((month - 1 + ahead + 12) % 12) + 1, date))
    .filter((day) => day !== null)
}
