import { isoDay } from '../linking/local-moment'
import { readDates } from '../linking/read-dates'

const DAY =
  'today|tonight|tomorrow|tmrw|day after tomorrow|(?:this|next|coming|on|by|before|after|agle|agli|is)? ?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|som[vw]aa?r|mangal[vw]aa?r|budh[vw]aa?r|guru[vw]aa?r|shukr?a?[vw]aa?r|shani[vw]aa?r|ra[vw]i[vw]aa?r)'
const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|tember|ober|ember)?'
const DATE = String.raw`(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}|${MONTH} (?:the )?\d{1,2}(?:st|nd|rd|th)?|(?:the )?\d{1,2}(?:st|nd|rd|th)|\d{1,2} taa?ree?kh`
const CLOCK = String.raw`\d{1,2}(?::\d\d)? ?(?:am|pm|oclock|baje)|\d{1,2}:\d\d|noon|midday|lunch(?: time)?|half past \d+|(?<=(?:at|by|after|before|around) )\d{1,2}(?! ?(?:people|guests|of|days?|hours?|minutes?|mins?|copies|items))`
const PART = '(?:this |the |in the |tomorrow )?(?:morning|afternoon|evening|night)|subah|shaa?m|dopahar|raa?t'
const SPAN = String.raw`(?:in |within |after )?(?:an|half an|a couple of|a few|few|\d+|one|two) (?:minutes?|mins?|hours?|hrs?|days?|weeks?|ghante|din|minat)(?: (?:baa?d|me|mein|ke andar))?|(?:this|next|coming|agle) (?:week|weekend|month|hafte|mahine)|end of (?:the )?(?:day|week|month)|eod|as soon as possible|asap|right away|immediately|straight away|jaldi(?: se jaldi)?|turant|later(?: today)?|thodi der (?:me|mein|baa?d)|baa?d (?:me|mein)|kal|aa?j|parso+n?`
const LINK = '(?:on|at|by|before|after|around|about|from|in|till|until|to|ko|ke|ka|tak|se|pe|par|me|mein|and|or|between|sharp|baa?d|pehle)'
const ONE = `(?:${DATE}|${DAY}|${CLOCK}|${SPAN}|${PART})`
const WHEN = new RegExp(
  String.raw`(?<![\w])(?:(?:on|by|before|after|at|around|about|from|in|within|till|until|between|sometime|any ?time) )?${ONE}(?:(?: ${LINK}){0,2} ${ONE})*(?: (?:tak|ko|ke baa?d|se pehle))?(?![\w])`,
  'g',
)
/** A day counts as meant where nothing else comes close to it. */
const CERTAIN = 0.6

export type WhenSaid = { words: string; start: number; end: number }

/** Words that say when, in a sentence of small letters; the longest of them. */
export function findWhen(text: string): WhenSaid | null {
  const found = [...text.matchAll(WHEN)].map((match) => ({
    words: match[0].trim(),
    start: match.index,
    end: match.index + match[0].length,
  }))
  return found.sort((one, other) => other.words.length - one.words.length)[0] ?? null
}

const HINDI: [RegExp, string][] = [
  [/\b(\d{1,2}(?::\d\d)?) baje\b/g, "$1 o'clock"],
  [/\bparso+n?\b/g, 'the day after tomorrow'],
  [/\baa?j\b/g, 'today'],
  [/\bsubah\b/g, 'in the morning'],
  [/\bshaa?m\b/g, 'in the evening'],
  [/\bdopahar\b/g, 'in the afternoon'],
  [/\braa?t\b/g, 'at night'],
  [/\bbaa?d (?:me|mein)\b/g, 'later'],
  [/\bthodi der (?:me|mein|baa?d)\b/g, 'in a little while'],
  [/\b(?:turant|jaldi(?: se jaldi)?)\b/g, 'as soon as possible'],
  [/\bsom[vw]aa?r\b/g, 'Monday'],
  [/\bmangal[vw]aa?r\b/g, 'Tuesday'],
  [/\bbudh[vw]aa?r\b/g, 'Wednesday'],
  [/\bguru[vw]aa?r\b/g, 'Thursday'],
  [/\bshukr?a?[vw]aa?r\b/g, 'Friday'],
  [/\bshani[vw]aa?r\b/g, 'Saturday'],
  [/\bra[vw]i[vw]aa?r\b/g, 'Sunday'],
  [/\b(?:agle|agli) (?:hafte)\b/g, 'next week'],
  [/\b(?:agle|agli)\b/g, 'next'],
  [/\bghante\b/g, 'hours'],
  [/\bminat\b/g, 'minutes'],
  [/\bdin\b/g, 'days'],
]

/** Hindi words of time in English, for staff who read no Hindi; others are left as they are. */
export function inEnglish(words: string): string {
  if (
    !/\b(?:kal|aa?j|parso+n?|subah|shaa?m|dopahar|raa?t|baje|baa?d|tak|[a-z]+[vw]aa?r|agle|agli|hafte|ghante|minat|jaldi|turant|thodi|din)\b/.test(
      words,
    )
  )
    return words
  const isUntil = /\b(?:tak|se pehle)\b/.test(words)
  const isAfter = /\bke baa?d\b/.test(words)
  const english = HINDI.reduce((text, [pattern, word]) => text.replace(pattern, word), words.replace(/\bke baa?d\b|\bse pehle\b/g, ' '))
    .replace(/\bkal\b/g, 'tomorrow')
    .replace(/\b(?:tak|ko|ke|ka|ki|me|mein|par|pe|se)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const ordered = english
    .replace(/^(.*?)(in the (?:morning|evening|afternoon)|at night) (\d{1,2}(?::\d\d)?) o'clock$/, '$1at $3 $2')
    .replace(/(?<!at )\b(\d{1,2}(?::\d\d)?) o'clock$/, "at $1 o'clock")
  return `${isUntil ? 'by ' : isAfter ? 'after ' : ''}${ordered}`.replace(/^(by|after) (?:in|at) (?:the )?/, '$1 ')
}

/** The one day that words mean; null where they mean none, or several. */
export function dayMeant(words: string, context: { today: number; dateOrder: 'day_first' | 'month_first' }): string | null {
  const [mention] = readDates(words, context).filter(({ isPast }) => !isPast)
  if (mention) {
    const [best, second] = [...mention.options].sort((one, other) => other.weight - one.weight)
    return best && (second?.weight ?? 0) < CERTAIN ? isoDay(best.day) : null
  }
  return /\b(?:minutes?|mins?|hours?|hrs?|am|pm|evening|afternoon|tonight|shaa?m|raa?t|dopahar|asap|as soon as|right away|immediately|eod|end of (?:the )?day|later today)\b/.test(
    words,
  )
    ? isoDay(context.today)
    : null
}
