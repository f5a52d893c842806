import type { DateTime } from 'luxon'
import type { Random } from './random'

/** What of a booking a caller happens to say; each already in words, or empty. */
export type Details = { thing: string; date: string; time: string; party: string; provider: string }
export type DateWords = { day: DateTime; now: DateTime }

/**
 * One way of talking: a language and its paraphrases. Lines begin with `C` (caller) or `A` (agent). Slots: {me} {first}
 * {other} {ref} {newdate} {newtime} {biz} {rel}. Stories pick a conversation by its name.
 */
export type Speech = {
  date: (random: Random, words: DateWords) => string
  time: (random: Random, at: DateTime) => string
  party: (random: Random, size: number) => string
  provider: (random: Random, name: string) => string
  ref: (random: Random, details: Details) => string
  intro: string[]
  first: string[]
  cancel: string[]
  move: string[]
  change: string[]
  confirm: string[]
  book: string[]
  late: string[]
  feedback: string[]
  enquiry: string[]
  vague: string[]
  stranger: string[]
  behalf: string[]
  reminder: string[]
  wrong: string[]
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export const daysAhead = ({ day, now }: DateWords) => Math.round(day.startOf('day').diff(now.startOf('day'), 'days').days)
export const isInNextWeek = ({ day, now }: DateWords) => {
  const weeks = day.startOf('week').diff(now.startOf('week'), 'weeks').weeks
  return Math.round(weeks) === 1
}
export const ordinal = (date: number) =>
  `${date}${date % 10 === 1 && date !== 11 ? 'st' : date % 10 === 2 && date !== 12 ? 'nd' : date % 10 === 3 && date !== 13 ? 'rd' : 'th'}`
const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
export const inWords = (value: number) => SMALL[value] ?? (value === 30 ? 'thirty' : String(value))
