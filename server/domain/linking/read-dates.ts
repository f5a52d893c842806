import { calendarOf, dayOf, weekdayOf } from './local-moment'

/** A day that words may mean; `weight` 0–1 is how readily they do. */
export type DayOption = { day: number; weight: number }
export type DateMention = { start: number; end: number; words: string; options: DayOption[]; isPast: boolean }

type Context = { today: number; dateOrder: 'day_first' | 'month_first' }
type Rule = { pattern: RegExp; read: (groups: Record<string, string | undefined>, context: Context, after: string) => DayOption[] }

const WEEKDAYS =
  '(?<sun>sunday|ravivaar)|(?<mon>monday|somvaar)|(?<tue>tuesday|tues|mangalvaar)|(?<wed>wednesday|wednsday|weds|budhvaar)|(?<thu>thursday|thurs|guruvaar|brihaspativaar|veervaar)|(?<fri>friday|shukravaar)|(?<sat>saturday|shanivaar)'
const WEEKDAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const MONTH =
  '(?<jan>january|jan(?! (?:hain|hum|ke|ka|honge|hai|aa|log)\\b))|(?<feb>feb(?:ruary)?)|(?<mar>march|mar)|(?<apr>apr(?:il)?)|(?<may>may(?! (?:i|we|you|be|have|he|she|they|it|not)\\b)|mai(?= (?:ko|ki|ke|mein|me|\\d)\\b))|(?<jun>june?)|(?<jul>july?)|(?<aug>aug(?:ust)?)|(?<sep>sep(?:t|tember)?)|(?<oct>oct(?:ober)?)|(?<nov>nov(?:ember)?)|(?<dec>dec(?:ember)?)'
const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const NEXT = 'next|agle'
const LAST =
  'earlier this week on|earlier this week|earlier on|back on|is hafte beete|this past|this last|the last|last|pichle|past|previous|guzre|beete'
const THIS =
  'this coming up|this coming|this|the coming|coming up on|coming up|coming|upcoming|the upcoming|is hafte(?: ke)?|is|iss|isi|aane wale|aanewale|aa rahe|this week(?: on)?'
const COUNT = String.raw`(?<count>\d{1,2}|a|an|ek|do|teen|char|chaar|couple of|a couple of)`
const FROM_NOW = '(?:from|after|of) (?:now|today|aaj)|hence|time|s time|later|ahead|away'
/** "kal" and "parso" look both ways; what follows says which. */
const PAST_TENSE =
  /^(?: [^|\s]+){0,5}? (?:(?<!(?:n[aie]|book|booked|booking|appointment|reservation|slot|fix|likhwaya|karwaya|kiya|ki|li|le|rakha|rakhi|tay|chahiye) )(?:tha|thi|thay)|(?:aa?y?[ei]|gay[ei]|khay[ei]|hu[ei]) the|gaya|gayi|gaye|aaya|aayi|aaye|aya|hua|hui)\b/

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
    `in ${COUNT} weeks?(?: time)?|(?<week>a week) (?:from )?(?:now|today|aaj)|${rename(COUNT)} weeks? (?:${FROM_NOW}|today)|${rename(COUNT, 3)} hafte (?:baad|ke baad|me|mein)|(?<week2>this (?:very )?(?:day|time)|same day) next week|(?<week3>next week) (?:the )?(?:same|this) (?:day|time)|(?<week4>today) week|agle hafte (?<week5>aaj) (?:hi )?ke din`,
    (groups, { today }) => at([today + 7 * (groups.week ? 1 : countOf(groups)), 1]),
  ),
  rule(`(?:a|in a|in one|one|1)? ?fortnight(?:s)?(?: time)?(?: (?:from )?(?:now|today))?`, (_, { today }) => at([today + 14, 1])),
  rule(`${COUNT} weeks? (?:from )?tomorrow|tomorrow week`, (groups, { today }) => at([today + 1 + 7 * countOf(groups), 1])),
  rule('day before yesterday', (_, { today }) => at([today - 2, 1])),
  rule('(?:day )?after tomorrow|day after tomo|day after kal|overmorrow|tomorrow s next day|day following tomorrow', (_, { today }) =>
    at([today + 2, 1]),
  ),
  rule('yesterday|last night|last evening|beete kal|gujre kal|guzre kal|beeta kal', (_, { today }) => at([today - 1, 1])),
  rule('tomorrow|tmrw|tomo|tommorow|tomorow|tommorrow|tomorro|aane wale kal|aanewale kal', (_, { today }) => at([today + 1, 1])),
  rule('kal', both(1)),
  rule('parso', both(2)),
  rule('narso', both(3)),
  rule(
    `(?:in |after |within )?${COUNT} days? (?:${FROM_NOW})|(?:in|after) ${rename(COUNT)} days?(?! (?:ago|back))|${rename(COUNT, 3)} din (?:baad|ke baad|me|mein)`,
    (groups, { today }) => at([today + countOf(groups), 1]),
  ),
  rule(`${COUNT} days? (?:from|after) tomorrow`, (groups, { today }) => at([today + 1 + countOf(groups), 1])),
  rule(`${COUNT} days? (?:ago|back|earlier|before)|${rename(COUNT)} din pehle`, (groups, { today }) => at([today - countOf(groups), 1])),
  rule(`${COUNT} weeks? (?:ago|back|earlier)|${rename(COUNT)} hafte pehle`, (groups, { today }) =>
    at([today - 7 * countOf(groups), 1], [today - 7 * countOf(groups) - 1, 0.5], [today - 7 * countOf(groups) + 1, 0.5]),
  ),
  rule('today|tonight|aaj|aj|this (?:very |same )?(?:morning|afternoon|evening|day)|(?:the )?same day', (_, { today }) => at([today, 1])),
  rule(
    `(?:${WEEKDAYS}) (?:of |in )?(?:the )?(?:week after (?:next|that|the next)|after next)|(?:the )?week after next(?: on| s)?(?: the)? (?:${rename(WEEKDAYS)})`,
    (groups, { today }) => at([monday(today) + 14 + mondayBased(weekday(groups)), 1], [coming(today, weekday(groups)) + 7, 0.6]),
  ),
  rule(
    `(?:the )?(?:${WEEKDAYS}) (?:of |in |on )?(?:the )?(?:next week|agle hafte|agle week|following week|coming week|(?:the )?week after this(?: one| 1)?)|(?:next week|agle hafte|agle week|coming week|following week)(?: ke| ki| on| in)?(?: the| s| this| coming| agle| aane wale)? (?:${rename(WEEKDAYS)})`,
    (groups, { today }) => at([monday(today) + 7 + mondayBased(weekday(groups)), 1]),
  ),
  rule(
    `(?:(?:a|one|1) weeks? (?:from |on |this |from this )?(?:coming )?)(?:${WEEKDAYS})|(?:${rename(WEEKDAYS)}) week`,
    (groups, { today }) => at([coming(today, weekday(groups)) + 7, 1]),
  ),
  rule(`(?:2 weeks|a fortnight|fortnight) (?:from |on |this )?(?:${WEEKDAYS})`, (groups, { today }) =>
    at([coming(today, weekday(groups)) + 14, 1]),
  ),
  rule(
    `(?:${WEEKDAYS})(?: the| on the| ko| yaani| that is| which is| i think)? (?<date>\\d{1,2})(?:st|nd|rd|th)(?: (?:of )?(?:${MONTH}))?|(?:${rename(WEEKDAYS)})(?: the| on the)? (?<date2>\\d{1,2}) (?:of )?(?:${rename(MONTH)})`,
    readWeekdayAndDate,
  ),
  rule(
    `(?:${WEEKDAYS}) (?:the )?(?:${MONTH}) (?:the |ki )?(?<date>\\d{1,2})(?:st|nd|rd|th)?(?!:| ?(?:am|pm|baje|people|guests|log))`,
    readWeekdayAndDate,
  ),
  rule(
    `(?:on )?(?:the )?(?<date>\\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of| tareekh)? (?:the month of )?(?:${MONTH})(?: (?<year>20\\d\\d))?`,
    readMonthDate,
  ),
  rule(
    `(?:${MONTH})(?: the| ki| ke| mahine ki| on| on the)? (?<date>\\d{1,2})(?:st|nd|rd|th)?(?! ?(?:people|guests|log|logon|baje|am|pm|oclock|persons?)\\b|:)(?: tareekh)?(?:(?: of)? (?<year>20\\d\\d))?`,
    readMonthDate,
  ),
  rule(`(?<y>20\\d\\d)-(?<m>\\d{1,2})-(?<d>\\d{1,2})`, (groups) => certain(dayOf(Number(groups.y), Number(groups.m), Number(groups.d)))),
  rule(`(?<one>\\d{1,2})[/-](?<two>\\d{1,2})(?:[/-](?<year>20\\d\\d|\\d\\d))?`, readFigures),
  rule(
    `(?:the )?(?<date>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?:next month|agle mahine)|(?:next month|agle mahine)(?: ki| the| on the| ke)? (?<date2>\\d{1,2})(?:st|nd|rd|th)?(?: tareekh)?`,
    (groups, { today }) => certain(monthsAround(today, Number(groups.date), [1])[0] ?? null),
  ),
  rule(
    `(?:the )?(?<date>\\d{1,2})(?:st|nd|rd|th)? (?:of )?(?:this month|is mahine)|(?:this month|is mahine)(?: ki| the| on the| ke)? (?<date2>\\d{1,2})(?:st|nd|rd|th)?(?: tareekh)?`,
    (groups, { today }) => certain(monthsAround(today, Number(groups.date), [0])[0] ?? null),
  ),
  rule(
    `(?:the )?(?:${WEEKDAYS}) (?:just )?(?:gone|past|just passed|before)|(?:${LAST}) (?:week(?: on| s)? |hafte(?: ke)? )?(?:${rename(WEEKDAYS)})|(?:${rename(WEEKDAYS, 3)}) last(?: week)?`,
    (groups, { today }) => at([coming(today, weekday(groups)) - 7, 1], [coming(today, weekday(groups)) - 14, 0.3]),
  ),
  rule(`(?:${NEXT}) (?:${WEEKDAYS})`, (groups, { today }) => nextWeekday(today, weekday(groups))),
  rule(`(?:${THIS}) (?:${WEEKDAYS})(?: coming)?|(?:${rename(WEEKDAYS)}) (?:coming|this week|aa raha|jo aa)`, (groups, { today }) =>
    at([coming(today, weekday(groups)), 1]),
  ),
  rule(`(?:${WEEKDAYS})`, (groups, { today }, after) => plainWeekday(today, weekday(groups), after)),
  rule(`(?:${NEXT}) weekend`, (_, { today }) =>
    weekend(coming(today, 6) + 7).concat(weekend(coming(today, 6)).map(({ day }) => ({ day, weight: 0.4 }))),
  ),
  rule(`last weekend|weekend (?:just )?gone`, (_, { today }) => weekend(coming(today, 6) - 7)),
  rule(`(?:${THIS}|the|over the) weekend|weekend`, (_, { today }) => weekend(weekdayOf(today) === 0 ? today - 1 : coming(today, 6))),
  rule(`(?:${NEXT}) (?:week|hafte)|coming week`, (_, { today }) =>
    Array.from({ length: 7 }, (_unused, index) => ({ day: monday(today) + 7 + index, weight: 0.5 })),
  ),
  rule(`(?:${LAST}) (?:week|hafte)`, (_, { today }) =>
    Array.from({ length: 7 }, (_unused, index) => ({ day: monday(today) - 7 + index, weight: 0.5 })),
  ),
  rule(
    `(?:on )?(?:the )?(?<date>\\d{1,2})(?:st|nd|rd|th)(?! (?:floor|birthday|anniversary|time|visit|session|street|avenue|road|main|cross|one|person|booking|appointment|cousin|option))(?: tareekh)?|(?<date2>\\d{1,2}) (?:tareekh|date ko)|(?:tareekh|date) (?<date3>\\d{1,2})|(?<date4>\\d{1,2}) ko`,
    readDayOfMonth,
  ),
]

/** Without one of these a turn names no day. */
const ANY_DAY =
  /\d|day|week|fortnight|vaar|\btues|\bweds|\bthurs|tomo|tmrw|yesterday|tonight|last (?:night|evening)|this (?:\w+ )?(?:morning|afternoon|evening)|kal\b|aaj|\baj\b|pars|nars|hafte|\bdin\b/

/**
 * Days named in a turn (`listen` prepared it), each as every day the words may mean, the likeliest with weight 1.
 * @param today the call's own day where the business is
 */
export function readDates(text: string, context: Context): DateMention[] {
  if (!ANY_DAY.test(text)) return []
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
  if (PAST_TENSE.test(after)) return at([first === today ? today : first - 7, 1], [first, 0.6])
  if (first === today) return at([today, 1], [today + 7, 0.8], [today - 7, 0.3])
  return at([first, 1], [first + 7, 0.4], [first - 7, 0.4])
}

function weekend(saturday: number): DayOption[] {
  return at([saturday, 0.7], [saturday + 1, 0.7])
}

function countOf(groups: Record<string, string | undefined>): number {
  const count = groups.count ?? '1'
  return Number(count) || { do: 2, teen: 3, char: 4, chaar: 4, 'couple of': 2, 'a couple of': 2 }[count] || 1
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
  const days = monthsAround(today, date, [-2, -1, 0, 1, 2])
  const ahead = days.find((day) => day >= today)
  const [before, behind] = days.filter((day) => day < today).slice(-2)
  const options: [number | undefined, number][] = [
    [ahead, 1],
    [behind, 0.5],
    [before, 0.2],
  ]
  return options.flatMap(([day, weight]) => (day === undefined ? [] : [{ day, weight }]))
}

/** That date in the months so far from this one; a month without it is left out. */
function monthsAround(today: number, date: number, offsets: number[]): number[] {
  const { year, month } = calendarOf(today)
  return offsets
    .map((ahead) => dayOf(year + Math.floor((month - 1 + ahead) / 12), ((month - 1 + ahead + 12) % 12) + 1, date))
    .filter((day) => day !== null)
}
