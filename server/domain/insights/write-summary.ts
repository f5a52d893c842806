import { DateTime } from 'luxon'
import { plainLine } from '../conversations/plain-line'
import { type CallEvidence, readCall } from '../linking/call-evidence'
import { isoDay } from '../linking/local-moment'
import { matchName, nameWords } from '../linking/match-name'
import { readActions } from '../linking/read-actions'
import { lowerFirst } from './action-item'
import type { InsightQuestion } from './insight-question'
import type { Intent } from './intents'
import type { FoundItem } from './read-action-items'
import { actionsMeant, isVoicemail, saidYes } from './read-intent'
import type { FoundTopic } from './read-topics'
import { inEnglish } from './read-when'
import { type Said, spokenOf } from './said'

type Read = { intent: Intent; topics: FoundTopic[]; items: FoundItem[] }

const QUOTE_LENGTH = 140
const MOST_ASPECTS = 3
const THINGS =
  'appointment|consultation|reservation|table|booking|meeting|session|slot|party|event|dinner|lunch|wedding|reception|check ?up|treatment|visit|class|demo|haircut|facial|massage|room|order'
/** Advice is sought about these; what is booked is the meeting. */
const ADVICE = new Set(['tax', 'audit', 'company registration', 'investment', 'visa'])
const USUAL_THING = {
  restaurant: 'table',
  medical: 'appointment',
  salon: 'appointment',
  consultant: 'meeting',
  general: 'booking',
} as const
/** "Main shikayat karna chahta hoon" has the form of "main Rahul bol raha hoon". */
const NO_NAME = /\b(?:stop|quit|keep|karn[aei]|chaa?ht\w+|sakt\w+|jaan?na|poochh?n?a|dena|lena|bhejn?a)\b/i
/** Greetings and thanks tell nothing of the call. */
const NO_CONTENT =
  /^(?:(?:hi|hello|hey|namaste|namaskar|good \w+|yes|yeah|ok|okay|haan|ji|please|sorry|thanks|thank you|sir|madam|maam|bye|hmm|there|sure|fine|alright|accha|acha|theek hai|thik hai|ठीक है|हाँ|हां|जी|अच्छा|नमस्ते|धन्यवाद|शुक्रिया)[ ,.!]*)+$/i

/**
 * A sentence or two of what was said and done: who called about what, which booking and time, what came of it. Nothing that the
 * conversation or the linked booking does not hold; where it fits no form, the caller's own words.
 */
export function writeSummary(question: InsightQuestion, sentences: readonly Said[], read: Read): string {
  const evidence = readCall({
    call: {
      direction: question.direction,
      fromPhone: null,
      toPhone: null,
      startedAt: question.startedAt,
      durationSeconds: null,
      turns: question.turns,
      bookingEvents: [],
      placedFor: null,
    },
    tenant: {
      timezone: question.business.timezone,
      regions: [question.business.region],
      ownNumbers: [],
      ownNames: question.business.ownNames,
      dateOrder: question.business.region === 'US' ? 'month_first' : 'day_first',
    },
  })
  const writer = { question, sentences, evidence, ...read }
  if (question.direction === 'outbound' && isVoicemail(sentences)) return 'Was called; voicemail answered.'
  const after = outcomes(writer)
  const first = firstSentence(writer, after[0] ?? null)
  // What the first sentence says already is not said twice.
  return [first.text, ...after.slice(first.hasOutcome ? 1 : 0).slice(0, 2)].join(' ')
}

type Writer = Read & { question: InsightQuestion; sentences: readonly Said[]; evidence: CallEvidence }

/** @param outcome what came of the call first; where nothing else is known it is what the call was for */
function firstSentence(writer: Writer, outcome: string | null): { text: string; hasOutcome: boolean } {
  const { question, intent, topics } = writer
  const isVague = ['enquiry', 'call back', 'other'].includes(intent)
  const subject = subjectOf(writer)
  const booking = bookingPhrase(writer)
  if (isVague && outcome && aboutOf(writer) === '' && (intent !== 'enquiry' || topics.length > 0)) {
    const about = booking ? ` about ${booking}` : ''
    if (outcome.startsWith('Asked')) return { text: `${subject}${about} and ${lowerFirst(outcome)}`, hasOutcome: true }
    if (outcome.startsWith('They will')) return { text: `${subject}${about} and said ${lowerFirst(outcome)}`, hasOutcome: true }
    if (about) return { text: `${subject}${about}.`, hasOutcome: false }
    if (question.wasTransferred) return { text: `${subject} and asked for a person.`, hasOutcome: false }
  }
  return { text: whatFor(writer, subject, booking), hasOutcome: false }
}

function aboutOf(writer: Writer): string {
  const aspects = aspectsOf(writer)
  const [first, second] = aspects
  // "Prices for a haircut" rather than "prices and a haircut".
  if (first?.phrase === 'prices' && second?.isService)
    return list([`prices for ${second.phrase}`, ...aspects.slice(2).map(({ phrase }) => phrase)])
  return list(aspects.map(({ phrase }) => phrase))
}

function whatFor(writer: Writer, who: string, booking: string): string {
  const { question, intent, topics, sentences, items } = writer
  const about = aboutOf(writer)
  const mentioned = list(
    topics
      .filter(({ isComplaintOfHealth }) => isComplaintOfHealth)
      .map(({ phrase }) => phrase)
      .slice(0, MOST_ASPECTS),
  )
  const also = (rest: string) => `${rest}.${about ? ` Asked about ${about}.` : ''}${mentioned ? ` Mentioned ${mentioned}.` : ''}`
  const isPlaced = question.direction === 'outbound'
  // Someone we called did not call "to" do something.
  const to = (deed: string) => (isPlaced ? `${who}${booking ? ` about ${booking}` : ''} and asked to ${deed}` : `${who} to ${deed}`)
  switch (intent) {
    case 'wrong number':
      return `${who}${isPlaced ? '; it was a wrong number' : ' by mistake: wrong number'}.`
    case 'opt out':
      return `${who} and asked not to be called again.`
    case 'sales call':
      return `${who} to sell something: ${quote(sentences)}`
    case 'cancellation':
      return also(to(`cancel ${isPlaced ? 'it' : booking || `their ${thingOf(writer)}`}`))
    case 'modification': {
      const wanted = momentOf(writer, 'wanted')
      const isMove = isMoveAsked(sentences)
      const their = booking || `their ${thingOf(writer)}`
      if (isMove) return also(to(`move ${isPlaced && booking ? 'it' : their}${wanted ? ` to ${wanted}` : ''}`))
      const size = sizeWanted(writer)
      if (size) return also(to(`change ${their} to ${size} ${size === 1 ? 'person' : 'people'}`))
      const wish = items.find(({ kind, from }) => kind === 'other' && from === 'asked')
      if (wish && !about) return `${who}${booking ? ` about ${booking}` : ''} and asked us to ${lowerFirst(wish.what)}.`
      return about ? `${who} about ${about} for ${their}.` : `${who} to change ${their}.`
    }
    case 'booking': {
      const service =
        question.business.type === 'consultant' ? undefined : topics.find(({ isService, name }) => isService && !ADVICE.has(name))?.phrase
      const thing = service ?? withArticle(thingOf(writer))
      const when = momentOf(writer, 'about')
      return also(
        to(`${/ (?:booking|reservation)$/.test(thing) ? 'make' : 'book'} ${thing}${when ? ` for ${when}` : ''}${peopleSaid(writer)}`),
      )
    }
    case 'order':
      return also(to('place an order'))
    case 'confirmation':
      if (isPlaced)
        return also(`${who}${booking ? ` about ${booking}` : ''}${saidYes(sentences) ? ` and confirmed${booking ? ' it' : ''}` : ''}`)
      return also(`${who} to confirm ${booking || `their ${thingOf(writer)}`}`)
    case 'running late':
      return also(`${who} to say they are running late${booking ? ` for ${booking}` : ''}`)
    case 'complaint':
      return about
        ? `${who} to complain about ${about}${question.booking ? ` (${booking})` : ''}.`
        : `${who} to complain: ${quote(sentences, 'complaint')}`
    case 'feedback':
      return `${who} with feedback${booking ? ` on ${booking}` : ''}: ${quote(sentences, 'feedback')}`
    case 'call back':
      return about
        ? `${who} about ${about}${booking ? ` for ${booking}` : ''}.`
        : `${who}${booking ? ` about ${booking}` : ''} and asked to speak to ${whomOf(sentences) ?? 'somebody'}.`
    case 'enquiry':
    case 'other': {
      const what = about || mentioned
      if (what || booking) return `${who} about ${[what, booking].filter(Boolean).join(' for ')}.`
      const words = quote(sentences, intent === 'enquiry' ? 'question' : undefined)
      return words ? `${who} and ${intent === 'enquiry' ? 'asked' : 'said'}: ${words}` : `${who}.`
    }
  }
}

/** `Called`; with the caller's name where nobody known by it is called that. */
function subjectOf({ question, evidence, sentences }: Writer): string {
  const verb = question.direction === 'inbound' ? 'called' : 'was called'
  const own = question.business.ownNames.map(nameWords)
  const said = evidence.names.find(
    ({ kind, words, evidence: heard }) =>
      kind === 'self' &&
      !NO_NAME.test(heard) &&
      isWrittenAsName(words, heard, sentences) &&
      !own.some((name) => matchName(words, name) !== 'different'),
  )
  const isKnown = question.contactName !== null && (!said || matchName(said.words, nameWords(question.contactName)) !== 'different')
  if (!said || isKnown) return verb.charAt(0).toUpperCase() + verb.slice(1)
  return `${said.words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ')} ${verb}`
}

/** "This is unacceptable" names nobody: a name has a capital, or is said to be one. */
function isWrittenAsName(words: string[], heard: string, sentences: readonly Said[]): boolean {
  const raws = sentences.filter(({ role }) => role === 'caller').map(({ raw }) => raw)
  const isCapital = words.every((word) =>
    raws.some((raw) => new RegExp(`(?<!\\p{L})${word.charAt(0).toUpperCase()}${word.slice(1)}(?!\\p{L})`, 'u').test(raw)),
  )
  return isCapital || /\b(?:my name|name is|naam|nam|bol rah\w+|baat kar rah\w+)\b/i.test(heard)
}

/** `the Nov 15 hibachi party (30 guests)`; of a booking nobody has on record what was said of it. Empty: none was spoken of. */
function bookingPhrase({ question, evidence, sentences, intent }: Writer): string {
  const { booking, business, startedAt } = question
  if (booking) {
    const at = DateTime.fromISO(booking.startsAt, { zone: business.timezone })
    const called = DateTime.fromISO(startedAt, { zone: business.timezone })
    const type = plainLine(booking.type ?? '', 40)
    const kind = type ? lowerName(type) : USUAL_THING[business.type]
    return `the ${at.toFormat(at.year === called.year ? 'LLL d' : 'LLL d, yyyy')} ${kind}${people(booking.partySize)}`
  }
  const mine = new RegExp(String.raw`\b(?:my|our|meri|mera|mere|hamari|hamara|hamare) (?<thing>(?:\S+ )?(?:${THINGS}))\b`)
  const said = sentences.flatMap(({ role, text }) => (role === 'caller' ? (mine.exec(text)?.groups?.thing ?? []) : []))[0]
  if (!said) return ''
  const thing = said.replace(/^(?:ki|ka|ke|the|own|upcoming|next|last|booked) /, '')
  // Of two days said the one it is on is not told from the one wanted.
  const day =
    intent === 'modification' && !evidence.dates.some(({ sense }) => sense === 'wanted') ? null : dayOf(evidence, ['about'], 'caller')
  const size = evidence.partySizes.find(({ role, sense }) => role === 'caller' && sense !== 'not')?.size ?? null
  return `their ${thing}${day === null ? '' : ` on ${spellDay(day)}`}${people(size)}`
}

/** `Haircut` → `haircut`; `MRI scan` and `Dr. Rao` stay. */
function lowerName(type: string): string {
  return /^\p{Lu}\p{Ll}/u.test(type) && !/^Dr\b/.test(type) ? lowerFirst(type) : type
}

function people(size: number | null): string {
  return size === null || size < 1 ? '' : ` (${size} ${size === 1 ? 'guest' : 'guests'})`
}

function isMoveAsked(sentences: readonly Said[]): boolean {
  return sentences.some(
    (sentence) =>
      sentence.role === 'caller' &&
      (actionsMeant(sentence).some((action) => action === 'reschedule' || action === 'cancel') ||
        /\b(?:se|ki jagah) (?:\S+ )+kar \w+/.test(sentence.text)),
  )
}

/** How many there are to be instead; null where no other number was said. */
function sizeWanted({ evidence, question }: Writer): number | null {
  const sizes = evidence.partySizes.filter(
    ({ role, sense, words }) => role === 'caller' && sense !== 'not' && !/^(?:instead|of)/.test(words),
  )
  const wanted = sizes.findLast(({ sense }) => sense === 'wanted') ?? sizes.findLast(({ sense }) => sense !== 'about') ?? sizes.at(-1)
  return wanted && question.booking?.partySize && wanted.size !== question.booking.partySize ? wanted.size : null
}

function peopleSaid({ evidence }: Writer): string {
  const size = evidence.partySizes.filter(({ role, sense }) => role === 'caller' && sense !== 'not').at(-1)?.size
  return size ? ` for ${size} ${size === 1 ? 'person' : 'people'}` : ''
}

/** What is booked there, in the caller's own word for it. */
function thingOf({ sentences, question }: Writer): string {
  const pattern = new RegExp(String.raw`\b(${THINGS})\b`)
  for (const { role, text } of sentences) {
    const said = role === 'caller' ? pattern.exec(text)?.[1] : undefined
    if (said && said !== 'order' && said !== 'slot') return said
  }
  return USUAL_THING[question.business.type]
}

/** `Nov 22 at 7:00 PM`: what was taken down, else what was said. */
function momentOf({ question, evidence }: Writer, sense: 'about' | 'wanted'): string {
  const noted = question.noted.find(({ type }) => type === 'appointment' || type === 'reservation')?.data
  const senses: Sense[] = sense === 'wanted' ? ['wanted', 'either'] : ['about', 'wanted', 'either']
  const notedDay = typeof noted?.preferred_date === 'string' ? DateTime.fromISO(noted.preferred_date, { zone: 'utc' }) : null
  const day = notedDay?.isValid
    ? Math.floor(notedDay.toMillis() / 86_400_000)
    : (dayOf(evidence, senses, 'caller') ?? dayOf(evidence, senses, 'agent'))
  const words = dayWords(evidence, senses)
  const time =
    typeof noted?.preferred_time === 'string' && noted.preferred_time.trim() !== ''
      ? plainLine(noted.preferred_time, 30)
      : timeOf(evidence, senses)
  const date = day !== null ? spellDay(day) : words
  return [date, time && `at ${time}`].filter(Boolean).join(' ').replace(/^at /, '')
}

type Sense = 'about' | 'wanted' | 'either' | 'not'

/** The last day said that can only be one. */
function dayOf({ dates }: CallEvidence, senses: Sense[], role: 'caller' | 'agent'): number | null {
  const meant = dates.filter((mention) => mention.role === role && senses.includes(mention.sense) && !mention.isPast).at(-1)
  if (!meant) return null
  const [best, second] = [...meant.options].sort((one, other) => other.weight - one.weight)
  return best && (second?.weight ?? 0) < 0.6 ? best.day : null
}

/** A day that may be one of several stays in the words it was said in. */
function dayWords({ dates }: CallEvidence, senses: Sense[]): string {
  const meant = dates.filter((mention) => mention.role === 'caller' && senses.includes(mention.sense) && !mention.isPast).at(-1)
  return meant
    ? inEnglish(meant.words)
        .replace(/^on /, '')
        .replace(/\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/g, (word) => word.charAt(0).toUpperCase() + word.slice(1))
    : ''
}

/** The last time said; without "am" or "pm" only where one half of the day is likely. */
function timeOf({ times, dates, dayParts }: CallEvidence, senses: Sense[]): string {
  const fits = (mention: { sense: Sense }) => senses.includes(mention.sense)
  const wantedDay = senses.includes('about') ? undefined : dates.filter(fits).at(-1)
  // "To Thursday at five": the time behind the day wanted belongs to it.
  const behind =
    wantedDay && times.filter(({ turn, start, sense }) => turn === wantedDay.turn && start >= wantedDay.end && sense !== 'not').at(-1)
  const said = times.filter((mention) => mention.role === 'caller' && fits(mention)).at(-1) ?? times.filter(fits).at(-1) ?? behind
  if (!said) return ''
  const part = dayParts.filter(fits).at(-1)
  const inPart = part ? said.minutes.filter((minute) => minute >= part.from && minute <= part.to) : []
  const likely = inPart.length === 1 ? inPart : said.minutes.filter((minute) => minute >= 8 * 60 && minute < 22 * 60)
  const [minute] = likely
  if (likely.length !== 1 || minute === undefined) return inEnglish(said.words).replace(/ ?o'clock$/, '')
  return DateTime.fromObject({ hour: Math.floor(minute / 60), minute: minute % 60 }).toFormat('h:mm a')
}

function spellDay(day: number): string {
  return DateTime.fromISO(isoDay(day)).toFormat('LLL d')
}

/** What was asked about besides what the call was for and what is told as asked or promised. */
function aspectsOf({ topics, intent, items }: Writer): FoundTopic[] {
  const isTold = ({ phrase, name }: FoundTopic) =>
    !['modification', 'complaint'].includes(intent) &&
    items.some(
      ({ what }) =>
        what.toLowerCase().includes(phrase.replace(/^(?:an?|the) /, '')) ||
        (name === 'test results' && /report/i.test(what)) ||
        (name === 'location' && /location|address/i.test(what)),
    )
  const isDeed = ({ name, isService }: FoundTopic) =>
    (intent === 'order' && ['order status', 'delivery', 'menu', 'payment'].includes(name)) ||
    (isService && intent === 'booking' && !ADVICE.has(name)) ||
    name === 'events' ||
    name === 'job'
  const asked = topics.filter((topic) => !topic.isComplaintOfHealth && !isTold(topic))
  const kept = asked.filter((topic) => !isDeed(topic))
  const shown = kept.length > 0 || !['enquiry', 'other', 'call back', 'complaint'].includes(intent) ? kept : asked
  return shown.slice(0, MOST_ASPECTS)
}

function outcomes({ question, sentences, items, intent }: Writer): string[] {
  const agents = sentences.filter(({ role }) => role === 'agent')
  const did = (...wanted: string[]) =>
    agents.some((sentence) => readActions([spokenOf(sentence)]).some(({ action }) => wanted.includes(action)))
  const done: string[] = []
  const noted = question.noted.find(({ type }) => ['appointment', 'reservation', 'order', 'lead', 'message'].includes(type))
  if (noted) done.push(notedSentence(noted))
  else if (intent === 'booking' && did('new_booking')) done.push('It was booked.')
  else if (intent === 'cancellation' && did('cancel')) done.push('It was cancelled.')
  else if (intent === 'modification' && did('reschedule')) done.push('It was changed.')
  if (question.wasTransferred) done.push('Was put through to a person.')
  for (const { kind, what, who, when, from } of items) {
    const at = when ? ` ${when}` : ''
    if (kind === 'opt_out') continue
    if (who === 'caller') done.push(`They will ${lowerFirst(what)}${at}.`)
    else if (kind === 'call_back' && from === 'asked') done.push(`Asked to be called back${at}.`)
    else if (from === 'promised') done.push(`We promised to ${lowerFirst(what)}${at}.`)
    else if (kind === 'send') done.push(`Asked us to ${lowerFirst(what)}${at}.`)
  }
  return [...new Set(done)]
}

function notedSentence({ type, data }: { type: string; data: Record<string, unknown> }): string {
  const name = [data.patient_name, data.guest_name, data.client_name, data.customer_name, data.name, data.caller_name].find(
    (value) => typeof value === 'string',
  )
  const whose = name ? ` for ${plainLine(String(name), 60)}` : ''
  if (type === 'message')
    return `The agent took a message${name ? ` from ${plainLine(String(name), 60)}` : ''}: ${sentence(plainLine(String(data.message ?? ''), 160))}`
  if (type === 'order' && Array.isArray(data.items)) {
    const items = data.items.flatMap((item: unknown) => {
      const { name: dish, quantity } = (item ?? {}) as { name?: unknown; quantity?: unknown }
      return typeof dish === 'string' ? [`${typeof quantity === 'number' && quantity > 1 ? `${quantity} ` : ''}${dish}`] : []
    })
    return `The agent took down the order${whose}${items.length > 0 ? `: ${plainLine(items.join(', '), 160)}` : ''}.`
  }
  return `The agent took it down${whose}.`
}

const TELLING: Record<'complaint' | 'feedback' | 'question', RegExp> = {
  complaint: /complain|shikayat|wrong|late|rude|bad|terrible|cold|worst|refund|kharaab|disappoint|not |nahi/i,
  feedback: /thank|loved?|enjoy|great|good|wonderful|amazing|feedback|excellent|nice|accha|acha|badhiya|शुक्रिया|धन्यवाद|अच्छ|बढ़िया/i,
  question: /\?|^(?:do|does|is|are|can|could|what|when|where|how|who|kya|kab|kitn)|know|ask|क्या|कब|कितन|कहाँ/i,
}

/** Whom they asked for, by name or office. */
function whomOf(sentences: readonly Said[]): string | null {
  for (const { role, raw } of sentences) {
    const whom = /(?:speak|talk) (?:to|with) ((?:(?:Dr|Mr|Mrs|Ms) )?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)?|(?:the|your|an?) \p{L}+)/u.exec(raw)?.[1]
    if (role === 'caller' && whom) return whom.replace(/^your /, 'the ')
  }
  return null
}

/** The caller's telling sentence in their own words, without what speaks to machines; empty: they said nothing of weight. */
function quote(sentences: readonly Said[], kind?: keyof typeof TELLING): string {
  const callers = sentences.filter(({ role }) => role === 'caller')
  const lines = callers.flatMap(({ raw }) => {
    const line = plainLine(raw, QUOTE_LENGTH).replace(/[“”"]/g, "'")
    return line === '' || NO_CONTENT.test(line) ? [] : [line]
  })
  const telling = kind ? lines.find((line) => TELLING[kind].test(line)) : undefined
  const line = (telling ?? lines.find((line) => line.split(' ').length >= 4) ?? lines[0] ?? '').replace(/[.।]+$/, '')
  if (line === '') return ''
  return `“${line}”${/[?!…]$/.test(line) ? '' : '.'}`
}

function sentence(text: string): string {
  return /[.!?।…]$/.test(text) ? text : `${text}.`
}

function list(words: string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`
}
