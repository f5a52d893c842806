import type { LinkQuestion } from './link-question'
import { type LocalMoment, localMoment } from './local-moment'
import { isOrdinaryAsIs } from './ordinary-words'
import { type ActionMention, readActions, type SpokenAction } from './read-actions'
import { type DateMention, readDates } from './read-dates'
import { type DayPartMention, readDayParts } from './read-day-parts'
import { type NameMention, readNames } from './read-names'
import { type PartyMention, readPartySizes } from './read-party-size'
import { readTimes, type TimeMention } from './read-times'
import { readWrongNumber } from './read-wrong-number'
import { listen, plainText, type Spoken } from './spoken-text'

/**
 * `about`: when the booking is. `wanted`: when it shall be instead. `either`: one of the two. `not`: another one is meant.
 * `chosen`: what the caller picks out of several.
 */
export type Sense = 'about' | 'wanted' | 'either' | 'not'
export type Meant<T> = T & { sense: Sense; role: Spoken['role']; turn: number }

export type CallEvidence = {
  at: LocalMoment
  turns: Spoken[]
  isPlacedByUs: boolean
  hasWords: boolean
  actions: ActionMention[]
  names: NameMention[]
  dates: Meant<DateMention>[]
  times: Meant<TimeMention>[]
  dayParts: Meant<DayPartMention>[]
  partySizes: Meant<PartyMention>[]
}

const WORDS_OF_A_CONVERSATION = 6
/** "On a Saturday" is every one. */
const HABIT_BEFORE = /\b(?:on a|a|any|every|most|each|har) $/
const WEEKDAY = /^(?:\w+day|\w+vaar)$/
const ALWAYS_OPEN = /\bkhul\w* (?:rah|reh|hot|hai|ho)|\bband (?:rah|reh|hot|hai|ho)/
const OPENING_HOURS = /\b(?:open|opens|opening|close|closes|closed|khul\w*|band|timings? (?:are|is)|hours are|between .* and)\b/
const WANTED_BEFORE =
  /\b(?:(?:move|moved|shift|shifted|change|changed|push|pushed|postpone|postponed|rescheduled?|bring|switch|make|made|bump|swap) (?:\S+ ){0,7}?(?:to|till|until|for|it|with)|to|till|until|instead|prefer|rather|try|how about|what about|can (?:we|i|you) do|do|free|available|works?|possible|ki jagah|ke bajaye?|se|iske badle) (?:on |at |for |the |it |say |maybe |around |come )*$/
const WANTED_AFTER =
  /^ ?(?:(?:ko|par|pe|ke liye|mein|me|tak|at|morning|evening|afternoon|subah|shaam|ka|ki|\d\S*|am|pm|baje) ){0,4}(?:instead\b(?! of)|kar d|kar sak|kar lo|kar len|karna|karwa|shift|rakh|chalega|theek|works?\b|would (?:be|work|suit)|is (?:better|fine|good|free)|suits|available|possible|mil(?:eg|jay| jay| sak))/
const SOURCE_BEFORE =
  /\b(?:from|instead of|in place of|rather than|as opposed to|over|not|cant make|cannot make|cant do|cannot do|make it on|replacing|jo) (?:(?:the|my|our|on|at|for|that|this|is|appointment|booking|reservation|table|slot|meeting|session|one) )*$/
const SOURCE_AFTER =
  /^ ?(?:ki jagah|ke bajaye?|ke badle|se\b|wal[aei]|vali|one\b|booking|appointment|reservation|table|slot|meeting|session|nahi (?:aa|ho|kar|pa)|ko nahi|nahi (?:\S+ ){1,9}?(?:chahiye|kar d|kar do|rakh))/
const NOT_BEFORE = /\bnot(?: for| on| at| in)?(?: the| my)? $/
/** What is said of a change, when two days are named. */
const MOVE_VERB =
  /\b(?:kar (?:d\w*|do|sak\w*|len|lij\w*)|rakh\w*|chahiye|make|change|alter|move|shift|put|instead|prefer|rather|replace|place of|swap|becomes?|badal\w*|forward|back|later|earlier|mil sak\w*|ho sak\w*|mil jay\w*|another|new|over to|push|go to|any chance|how about|what about)\b/
/** So near to a day, in letters, a time is that day's. */
const BESIDE = 40
const NOT_AFTER = /^ ?(?:wal[aei]|vali|one)? ?(?:nahi|nahin)\b(?! (?:aa|ho|kar|pa|mil|sak|jaa))/
const AGENT_SOURCE =
  /\b(?:your|currently|right now|existing|original|abhi|aapk[iae]|you have|you are|youre|i see|i can see|booked for|down for|have you)\b[^|]*$/

/** Reads a call once: every reader over every turn, and what its dates, times and numbers are meant for. */
export function readCall({ call, tenant }: Pick<LinkQuestion, 'call' | 'tenant'>): CallEvidence {
  const own = tenant.ownNames.map(plainText).filter((name) => name.includes(' '))
  const turns = listen(call.turns).map((turn) => ({ ...turn, text: own.reduce((text, name) => text.replaceAll(name, '#'), turn.text) }))
  const at = localMoment(call.startedAt, tenant.timezone)
  const isOurs = isPlacedByUs(call, tenant)
  const names = readNames(turns, tenant.ownNames)
  const actionsOf = turns.map((turn) => readActions([turn]))
  const actions = [...actionsOf.flat(), ...readWrongNumber(turns, { isOurs, asked: isOurs ? askedFor(turns) : [] })]
  let isMoving =
    actions.some(({ action, role }) => action === 'reschedule' && role !== 'agent') || actions.some(({ action }) => action === 'modify')
  const context = { today: at.day, dateOrder: tenant.dateOrder }
  let isMoveSaid = false
  const evidence: CallEvidence = {
    at,
    turns,
    isPlacedByUs: isOurs,
    hasWords: turns.reduce((sum, { text }) => sum + (text === '' ? 0 : text.split(' ').length), 0) >= WORDS_OF_A_CONVERSATION,
    actions,
    names,
    dates: [],
    times: [],
    dayParts: [],
    partySizes: [],
  }
  const datesOf = new Map(turns.map((turn) => [turn.index, readDates(turn.text, context)]))
  isMoving ||= turns.some(({ role, text, index }) => role !== 'agent' && MOVE_VERB.test(text) && daysOf(datesOf.get(index) ?? []).size > 1)
  for (const [position, turn] of turns.entries()) {
    const dates = datesOf.get(turn.index) ?? []
    const withoutDates = blank(turn.text, dates)
    const sizes = readPartySizes(withoutDates)
    const times = readTimes(blank(withoutDates, sizes))
    const parts = readDayParts(turn.text)
    const mean = <T extends { start: number; end: number }>(found: T[]): Meant<T>[] =>
      found.flatMap((mention) => {
        const sense = senseOf(turn, mention, isMoving, isMoveSaid)
        return sense === null ? [] : [{ ...mention, sense, role: turn.role, turn: turn.index }]
      })
    const meant = isMoving && turn.role !== 'agent' ? inOrder(mean(dates), turn.text) : mean(dates)
    const beside = <T extends { start: number; end: number; sense: Sense }>(found: T[]): T[] =>
      isMoving ? found.map((mention) => ({ ...mention, sense: besideWhich(mention, meant, turn.text)?.sense ?? mention.sense })) : found
    evidence.dates.push(...meant)
    evidence.times.push(...beside(mean(times)))
    evidence.dayParts.push(...beside(mean(parts)))
    evidence.partySizes.push(...mean(sizes))
    isMoveSaid ||= isMoving && turn.role !== 'agent' && (actionsOf[position]?.some(({ action }) => action === 'reschedule') ?? false)
  }
  return evidence
}

/** Whose phone it is may be in doubt in calls of ours: of those that came, the number is who called. */
function isPlacedByUs({ direction, fromPhone, placedFor }: LinkQuestion['call'], { ownNumbers }: LinkQuestion['tenant']): boolean {
  return direction === 'outbound' || placedFor !== null || (direction === 'unknown' && fromPhone !== null && ownNumbers.includes(fromPhone))
}

/** Words of the first thing said that may be whom our agent asks for. */
function askedFor(turns: readonly Spoken[]): string[] {
  const first = turns.find(({ role, text }) => role !== 'note' && text !== '')
  return first
    ? first.text
        .split(' ')
        .slice(0, 25)
        .filter((word) => word.length >= 3 && !isOrdinaryAsIs(word))
    : []
}

export function hasAction(evidence: CallEvidence, ...wanted: SpokenAction[]): boolean {
  return evidence.actions.some(({ action }) => wanted.includes(action))
}

/** Shorter words are in too many names to look anybody up by. */
const LEAST_NAME_LETTERS = 3
/** More people are hardly named in a call, and each costs a look-up. */
const MOST_NAMES = 5

/** Names that were said, as contacts are looked up by them: without short words, each once, the first ones. */
export function namesToLookUp(question: Pick<LinkQuestion, 'call'>): string[] {
  const names = namesSaid(question).map((words) => words.filter((word) => word.length >= LEAST_NAME_LETTERS).join(' '))
  return [...new Set(names)].filter((name) => name !== '').slice(0, MOST_NAMES)
}

/** Names the caller said, each as its words. */
export function namesSaid(question: Pick<LinkQuestion, 'call'>): string[][] {
  return readNames(listen(question.call.turns))
    .filter(({ kind, words }) => kind !== 'mentioned' || words.length > 1)
    .map(({ words }) => words)
}

function daysOf(dates: readonly DateMention[]): Set<number> {
  return new Set(dates.flatMap(({ options }) => options.filter(({ weight }) => weight === 1).map(({ day }) => day)))
}

/** Of two days in one breath the first is when it is and the last when it shall be, unless the words between say otherwise. */
function inOrder(dates: Meant<DateMention>[], text: string): Meant<DateMention>[] {
  if (daysOf(dates).size < 2 || dates.some(({ sense }) => sense === 'wanted' || sense === 'not')) return dates
  const isSource = ({ start }: DateMention) => SOURCE_BEFORE.test(text.slice(0, start))
  const source = dates.find(isSource) ?? dates[0]
  return dates.map((mention) => (daysOf([mention, ...(source ? [source] : [])]).size === 1 ? mention : { ...mention, sense: 'wanted' }))
}

function besideWhich<T extends { start: number; end: number }>(
  { start, end }: { start: number; end: number },
  dates: readonly T[],
  text: string,
): T | undefined {
  const gap = (date: T) => (date.end <= start ? text.slice(date.end, start) : text.slice(end, Math.max(end, date.start)))
  return dates.filter((date) => gap(date).length <= BESIDE && !gap(date).includes('|')).sort((a, b) => gap(a).length - gap(b).length)[0]
}

function blank(text: string, mentions: { start: number; end: number }[]): string {
  return mentions.reduce((rest, { start, end }) => rest.slice(0, start) + '#'.repeat(end - start) + rest.slice(end), text)
}

/** Null: said of something else, such as opening hours. */
function senseOf(
  { text, role }: Spoken,
  { start, end }: { start: number; end: number },
  isMoving: boolean,
  isMoveSaid: boolean,
): Sense | null {
  const from = text.lastIndexOf('|', start) + 1
  const stop = text.indexOf('|', end)
  const before = text.slice(from, start)
  const after = text.slice(end, stop < 0 ? undefined : stop)
  if (isOpeningHours(before + after, role) || (WEEKDAY.test(text.slice(start, end)) && HABIT_BEFORE.test(before))) return null
  if (SOURCE_AFTER.test(after) && !NOT_AFTER.test(after)) return 'about'
  if (NOT_BEFORE.test(before) || NOT_AFTER.test(after)) return isMoving && /instead/.test(before) ? 'about' : 'not'
  if (!isMoving) return 'about'
  if (SOURCE_BEFORE.test(before)) return 'about'
  if (WANTED_BEFORE.test(before) || WANTED_AFTER.test(after)) return 'wanted'
  if (role === 'agent') return AGENT_SOURCE.test(before) ? 'about' : isMoveSaid ? 'wanted' : 'about'
  return isMoveSaid ? 'either' : 'about'
}

function isOpeningHours(text: string, role: Spoken['role']): boolean {
  if (ALWAYS_OPEN.test(text)) return true
  if (!OPENING_HOURS.test(text)) return false
  return (
    role === 'agent' ||
    (/\b(?:you|your|u|aap|aapka|kitne|kab|shop|store|clinic|salon|restaurant|office|dukaa?n)\b/.test(text) &&
      !/\b(?:anything|something|slot|spot|table|any) open\b/.test(text))
  )
}
