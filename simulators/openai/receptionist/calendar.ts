/** Days and times of day as callers say them. Days are UTC midnights standing for a local calendar day. */
const DAY_MS = 86_400_000
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const UNITS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const ORDINALS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
}
const HINDI: Record<string, string> = {
  ek: '1',
  teen: '3',
  chaar: '4',
  char: '4',
  paanch: '5',
  panch: '5',
  chhe: '6',
  saat: '7',
  aath: '8',
  nau: '9',
  das: '10',
  gyarah: '11',
  barah: '12',
}

/** Lower case, with number words as digits: `Twenty fifth at half past four` → `25th at half past 4`. */
export function withDigits(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[’]/g, "'")
    .replace(/-/g, ' ')
    .split(/(\s+|[,.?!;])/)
  const out: string[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const tens = TENS.indexOf(word)
    if (tens >= 0) {
      const next = words[index + 2] ?? ''
      const unit = UNITS.indexOf(next)
      const ordinal = ORDINALS[next]
      const joins = /^\s+$/.test(words[index + 1] ?? '')
      if (joins && unit > 0 && unit < 10) out.push(String((tens + 2) * 10 + unit))
      else if (joins && ordinal !== undefined && ordinal < 10) out.push(`${(tens + 2) * 10 + ordinal}th`)
      else {
        out.push(String((tens + 2) * 10))
        continue
      }
      index += 2
      continue
    }
    const unit = UNITS.indexOf(word)
    const ordinal = ORDINALS[word]
    if (unit >= 0) out.push(String(unit))
    else if (ordinal !== undefined) out.push(`${ordinal}th`)
    else out.push(HINDI[word] ?? word)
  }
  return out.join('')
}

/**
 * The day an utterance names, always today or later.
 * @param today a UTC midnight
 */
export function findDay(utterance: string, today: Date): Date | null {
  const text = withDigits(utterance)
  const plus = (days: number) => new Date(today.getTime() + days * DAY_MS)
  const iso = text.match(/\b(\d{4}) (\d{2}) (\d{2})\b/)
  if (iso) return new Date(Date.UTC(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3])))
  if (/day after tomorrow|\bparso/.test(text)) return plus(2)
  if (/\btomorrow\b|\bkal\b/.test(text)) return plus(1)
  const inDays = text.match(/\bin (\d{1,2}|a) (day|week)s?\b/)
  if (inDays) return plus((inDays[1] === 'a' ? 1 : Number(inDays[1])) * (inDays[2] === 'week' ? 7 : 1))

  const months = MONTHS.map((month) => `${month}|${month.slice(0, 3)}`).join('|')
  const monthFirst = text.match(new RegExp(`\\b(${months})\\b\\.?\\s+(?:the\\s+)?(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:)`))
  const dayFirst = text.match(new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${months})\\b`))
  const dayOfMonth = Number(monthFirst?.[2] ?? dayFirst?.[1])
  const monthName = monthFirst?.[1] ?? dayFirst?.[2]
  if (monthName && dayOfMonth >= 1 && dayOfMonth <= 31) {
    const month = MONTHS.findIndex((name) => name.startsWith(monthName))
    const thisYear = new Date(Date.UTC(today.getUTCFullYear(), month, dayOfMonth))
    return thisYear >= today ? thisYear : new Date(Date.UTC(today.getUTCFullYear() + 1, month, dayOfMonth))
  }
  const weekday = WEEKDAYS.findIndex((name) => new RegExp(`\\b(${name}|${name.slice(0, 3)})\\b`).test(text))
  if (weekday >= 0) {
    const ahead = (weekday - today.getUTCDay() + 7) % 7
    return plus(ahead === 0 && !/\btoday\b|this/.test(text) ? 7 : ahead)
  }
  const bare = text.match(/\b(?:the|on) (\d{1,2})(?:st|nd|rd|th)\b/)
  if (bare) {
    const thisMonth = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), Number(bare[1])))
    return thisMonth >= today ? thisMonth : new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1, Number(bare[1])))
  }
  if (/\btoday\b|\btonight\b|\baaj\b/.test(text)) return today
  return null
}

/** The time an utterance names: `10:00 AM`, or `morning` when it says no more. `isAnswer` lets a bare number count. */
export function findTime(utterance: string, isAnswer = false): string | null {
  const text = withDigits(utterance).replace(/\b([ap])\.?\s?m\b\.?/g, '$1m')
  const part = dayPart(text)
  if (/\bnoon\b|\bmidday\b/.test(text)) return '12:00 PM'
  if (/\bmidnight\b/.test(text)) return '12:00 AM'
  const past = text.match(/\b(half|quarter) (past|to) (\d{1,2})\s*(am|pm)?/)
  if (past) {
    const minutes = past[1] === 'half' ? 30 : past[2] === 'past' ? 15 : 45
    const hour = Number(past[3]) - (past[2] === 'to' ? 1 : 0)
    return formatTime(hour, minutes, past[4], part)
  }
  const exact =
    text.match(/\b(\d{1,2})[:.](\d{2})\s*(am|pm)?/) ??
    text.match(/\b(\d{1,2}) (\d{2})\s*(am|pm)/) ??
    text.match(/\b(\d{1,2})()\s*(am|pm)/) ??
    text.match(/\bat (?:around |about )?(\d{1,2}) (\d{2})\b()/) ??
    text.match(/\b(\d{1,2})()\s*(?:o'?\s?clock|baje)()/) ??
    text.match(/\b(?:at|around|about|by|after) (\d{1,2})\b(?!(?:st|nd|rd|th|\s*(?:people|guests|persons|rupees|days?)))()()/) ??
    (part === null ? null : text.match(/\b(\d{1,2})()()\s+(?:in the|this|tomorrow)/)) ??
    (isAnswer ? text.match(/^\D*(\d{1,2})\s?(\d{2})?()\D*$/) : null)
  if (exact) {
    const hour = Number(exact[1])
    const minutes = Number(exact[2] || 0)
    if (hour <= 23 && minutes < 60) return formatTime(hour, minutes, exact[3], part)
  }
  return part
}

function dayPart(text: string): string | null {
  if (/\bmorning\b|\bsubah\b/.test(text) && !/good morning/.test(text)) return 'morning'
  if (/\bafternoon\b|\bdopahar\b/.test(text) && !/good afternoon/.test(text)) return 'afternoon'
  if (/\bevening\b|\bshaam\b|\bsham\b|\btonight\b/.test(text) && !/good evening/.test(text)) return 'evening'
  return null
}

/** Without am or pm, the part of the day decides; else business hours do: 8 to 11 in the morning, the rest after noon. */
function formatTime(hour: number, minutes: number, half: string | undefined, part: string | null): string {
  const isMorning = half ? half === 'am' : part ? part === 'morning' : hour >= 8 && hour <= 11
  const onDial = hour % 12 === 0 ? 12 : hour % 12
  return `${onDial}:${String(minutes).padStart(2, '0')} ${hour > 12 ? 'PM' : isMorning ? 'AM' : 'PM'}`
}

export function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10)
}

/** `Monday, January 18th` */
export function spokenDay(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`)
  if (Number.isNaN(day.getTime())) return iso
  const date = day.getUTCDate()
  const suffix = date % 100 >= 11 && date % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][date % 10] ?? 'th')
  return `${capitalise(WEEKDAYS[day.getUTCDay()] ?? '')}, ${capitalise(MONTHS[day.getUTCMonth()] ?? '')} ${date}${suffix}`
}

/** Weekdays (0 = Sunday) that `Monday-Saturday`, `daily`, `weekdays` stand for; null when the text names none. */
export function weekdaysIn(text: string): Set<number> | null {
  const lower = text.toLowerCase()
  if (/\bdaily\b|every ?day|all days|seven days|7 days/.test(lower)) return new Set([0, 1, 2, 3, 4, 5, 6])
  if (/\bweekdays\b/.test(lower)) return new Set([1, 2, 3, 4, 5])
  const names = WEEKDAYS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')
  const at = (name: string | undefined) => WEEKDAYS.findIndex((weekday) => weekday.startsWith(name?.slice(0, 3) ?? '?'))
  const found = new Set<number>()
  const rest = lower.replace(
    new RegExp(`\\b(${names})s?\\b\\s*(?:-|–|to|through|till)\\s*\\b(${names})s?\\b`, 'g'),
    (_all, from: string, to: string) => {
      for (let day = at(from); ; day = (day + 1) % 7) {
        found.add(day)
        if (day === at(to)) return ''
      }
    },
  )
  for (const match of rest.matchAll(new RegExp(`\\b(${names})s?\\b`, 'g'))) found.add(at(match[1]))
  return found.size > 0 ? found : null
}

export function weekdayName(weekday: number): string {
  return capitalise(WEEKDAYS[weekday] ?? '')
}

export function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
