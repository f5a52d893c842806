/**
 * The text as an English voice should read it: amounts, phone numbers, dates, times, addresses and abbreviations spelled out,
 * Markdown and emoji gone. Plain sentences come out unchanged. For voices that read text literally; better ones do this themselves.
 * @param language BCP 47; decides whether 05/03/2026 is in March (most of the world) or in May (United States)
 */
export function normalizeForSpeech(text: string, { language = 'en-IN' }: { language?: string } = {}): string {
  const steps: ((text: string) => string)[] = [
    simplifyPunctuation,
    stripMarkdown,
    spellAddresses,
    spellMoney,
    (part) => spellDates(part, language === 'en-US'),
    spellRanges,
    spellPhoneNumbers,
    expandAbbreviations,
    spellSymbols,
  ]
  return steps
    .reduce((result, step) => step(result), text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ([.,!?;:])/g, '$1')
    .trim()
}

function simplifyPunctuation(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”«»]/g, '"')
    .replace(/…/g, '...')
    .replace(/(?<=\d)\s*[–—]\s*(?=\d)|(?<=\S)–(?=\S)/g, '-')
    .replace(/\s*[–—]\s*/g, ', ')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/gu, (found) => (/[\d#*]/.test(found) ? found : ' '))
}

function stripMarkdown(text: string): string {
  return text
    .replace(/!?\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/^\s*#{1,6}\s+/gm, '')
    .replace(/^\s*(?:[-*•]|\d+[.)])\s+/gm, '')
    .replace(/[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}/g, '')
}

/** E-mail and web addresses as one dictates them. */
function spellAddresses(text: string): string {
  return text
    .replace(/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, (address) => spellAddress(address))
    .replace(/\bhttps?:\/\/(?:www\.)?([^\s<>"')]+?)(?=[.,!?]?(?:\s|$|["')]))/g, (_, address: string) => spellAddress(address))
    .replace(/\bwww\.([\w-]+(?:\.[\w-]+)+(?:\/[\w-]+)*)/g, (_, address: string) => spellAddress(address))
}

function spellAddress(address: string): string {
  return address
    .replace(/\/$/, '')
    .replace(/@/g, ' at ')
    .replace(/\./g, ' dot ')
    .replace(/-/g, ' dash ')
    .replace(/_/g, ' underscore ')
    .replace(/\//g, ' slash ')
    .replace(/\+/g, ' plus ')
}

const AMOUNT = String.raw`(\d[\d,]*)(?:\.(\d{1,2}))?(?!\d)(?:\s?(lakhs?|crores?|k|million)\b)?`
const CURRENCIES = [
  { sign: String.raw`(?:₹|\bRs\.?|\bINR)`, unit: ['rupee', 'rupees'], part: ['paisa', 'paise'], isIndian: true },
  { sign: '£', unit: ['pound', 'pounds'], part: ['penny', 'pence'], isIndian: false },
  { sign: '€', unit: ['euro', 'euros'], part: ['cent', 'cents'], isIndian: false },
  { sign: String.raw`(?:\bUS)?\$`, unit: ['dollar', 'dollars'], part: ['cent', 'cents'], isIndian: false },
] as const

function spellMoney(text: string): string {
  return CURRENCIES.reduce((result, { sign, unit, part, isIndian }) => {
    const amount = new RegExp(String.raw`${sign}\s?${AMOUNT}(?:\s?/-)?`, 'gi')
    return result.replace(amount, (_, whole: string, fraction: string | undefined, scale: string | undefined) => {
      const value = Number(whole.replaceAll(',', ''))
      if (scale) return `${spellScaled(value, fraction, scale)} ${unit[1]}`
      const minor = fraction ? Number(fraction.padEnd(2, '0')) : 0
      const major = `${isIndian ? groupIndian(value) : value} ${unit[value === 1 ? 0 : 1]}`
      return minor === 0 ? major : `${major} and ${minor} ${part[minor === 1 ? 0 : 1]}`
    })
  }, text)
}

function spellScaled(value: number, fraction: string | undefined, scale: string): string {
  return `${fraction ? `${value}.${fraction}` : value} ${scale.toLowerCase() === 'k' ? 'thousand' : scale}`
}

/** 1,50,000 is "1 lakh 50000", as it is said in India. */
function groupIndian(value: number): string {
  const crore = Math.floor(value / 10_000_000)
  const lakh = Math.floor((value % 10_000_000) / 100_000)
  const rest = value % 100_000
  const parts = [crore > 0 ? `${crore} crore` : '', lakh > 0 ? `${lakh} lakh` : '', rest > 0 || value === 0 ? `${rest}` : '']
  return parts.filter((part) => part !== '').join(' ')
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

function spellDates(text: string, isMonthFirst: boolean): string {
  return text
    .replace(
      /\b(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)/g,
      (found, ...parts: string[]) => {
        const [year, month, day, time] = parts
        const date = spellDate(Number(day), Number(month), year)
        return date === null ? found : time ? `${date} at ${time}` : date
      },
    )
    .replace(/\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/g, (found, first: string, second: string, year: string) => {
      const isFirstMonth = Number(second) > 12 || (isMonthFirst && Number(first) <= 12)
      const [day, month] = isFirstMonth ? [second, first] : [first, second]
      return spellDate(Number(day), Number(month), year) ?? found
    })
}

function spellDate(day: number, month: number, year: string | undefined): string | null {
  const name = MONTHS[month - 1]
  if (!name || day < 1 || day > 31) return null
  return `${name} ${day}${ordinalSuffix(day)}, ${year}`
}

function ordinalSuffix(day: number): string {
  if (day >= 11 && day <= 13) return 'th'
  return { 1: 'st', 2: 'nd', 3: 'rd' }[day % 10] ?? 'th'
}

const DAYS: Record<string, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  tues: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  thur: 'Thursday',
  thurs: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
}
const DAY = '(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:day|nesday|sday|urday|rsday)?'
const CLOCK = String.raw`\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?)?`

/** Opening hours: "9am-6pm", "Mon-Fri". */
function spellRanges(text: string): string {
  const days = new RegExp(String.raw`\b${DAY}\.?\s?-\s?${DAY}\b`, 'gi')
  const times = new RegExp(String.raw`\b(${CLOCK})\s?-\s?(${CLOCK})(?![\d-])`, 'gi')
  return text
    .replace(days, (_, from: string, to: string) => `${DAYS[from.toLowerCase()] ?? from} to ${DAYS[to.toLowerCase()] ?? to}`)
    .replace(times, (found, from: string, to: string) => (/[:apm]/i.test(`${from}${to}`) ? `${from.trim()} to ${to}` : found))
    .replace(/(?<![\d-])(\d{1,3})-(\d{1,3})(?= (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|people|guests|persons)\b)/gi, '$1 to $2')
}

const FEWEST_PHONE_DIGITS = 8
const MOST_PHONE_DIGITS = 15
const LONGEST_SPOKEN_GROUP = 5

/** Numbers long enough to be a phone's are read digit by digit, in the groups they are written in. */
function spellPhoneNumbers(text: string): string {
  return text.replace(/(?<![\w.,/])(\+?)(\(?\d[\d ()-]{5,}\d)(?![\w/]|[.,]\d)/g, (found, plus: string, number: string) => {
    const groups = number.split(/[^\d]+/).filter((group) => group !== '')
    const digits = groups.join('').length
    if (digits < FEWEST_PHONE_DIGITS || digits > MOST_PHONE_DIGITS) return found
    const isInGroups = groups.slice(1).every((group) => group.length >= 3)
    if (!isInGroups && plus === '') return found
    const spoken = groups.flatMap(divideDigits).map((group) => [...group].join(' '))
    return `${plus ? 'plus ' : ''}${spoken.join(', ')}`
  })
}

function divideDigits(group: string): string[] {
  if (group.length <= LONGEST_SPOKEN_GROUP) return [group]
  const size = group.length % 5 === 0 ? 5 : group.length % 4 === 0 ? 4 : 3
  return group.match(new RegExp(`\\d{1,${size}}`, 'g')) ?? [group]
}

const ABBREVIATIONS: readonly [RegExp, string][] = [
  [/\bDr\.?(?=\s+[A-Z])/g, 'Doctor'],
  [/\bMr\.?(?=\s+[A-Z])/g, 'Mister'],
  [/\bMrs\.?(?=\s+[A-Z])/g, 'Missus'],
  [/\bMs\.?(?=\s+[A-Z])/g, 'Miss'],
  [/\bProf\.(?=\s)/g, 'Professor'],
  [/\b[Nn]o\.\s?(?=\d)/g, 'number '],
  [/\bapprox\.?(?=\s)/gi, 'approximately'],
  [/\bappts?\b\.?/gi, 'appointment'],
  [/\bmins\b\.?/gi, 'minutes'],
  [/\bhrs\b\.?/gi, 'hours'],
  [/\be\.g\.,?/gi, 'for example'],
  [/\bi\.e\.,?/gi, 'that is'],
  [/\betc\./gi, 'and so on.'],
]

/** Letters that Flite and its like would read as a word. */
const SPELLED = /\b(?:UPI|EMI|OPD|ICU|AI|KYC|IST|ETA|ATM)\b/g

function expandAbbreviations(text: string): string {
  return ABBREVIATIONS.reduce((result, [pattern, spoken]) => result.replace(pattern, spoken), text)
    .replace(/(\d)\s?([ap])(\.?)m\b(\.?)/gi, spellHalfOfDay)
    .replace(SPELLED, (letters) => [...letters].join(' '))
}

/** "5 p.m." has a full stop of its own, which ends the sentence only where another one begins. */
function spellHalfOfDay(found: string, digit: string, half: string, innerDot: string, lastDot: string, at: number, text: string): string {
  const rest = text.slice(at + found.length)
  const isEnd = lastDot !== '' && (innerDot === '' || /^(?:\s+[A-Z]|\s*$)/.test(rest))
  return `${digit} ${half.toUpperCase()}M${isEnd ? '.' : ''}`
}

function spellSymbols(text: string): string {
  return text
    .replace(/\band\/or\b/gi, 'or')
    .replace(/\s?&\s?/g, ' and ')
    .replace(/#\s?(?=\d)/g, 'number ')
    .replace(/(\d)\s?°\s?C\b/g, '$1 degrees Celsius')
    .replace(/(?<=\d)\s?\/\s?(?=7\b)/g, ' ')
    .replace(/(?<=\p{L})\/(?=\p{L})/gu, ' or ')
    .replace(/(?<=\s)\+(?=\d)/g, 'plus ')
    .replace(/\s@\s/g, ' at ')
    .replace(/[<>{}[\]|^\\=*_`~]/g, ' ')
}
