import { type CallEvidence, hasAction, type Meant } from './call-evidence'
import type { LinkBooking, LinkContact, LinkQuestion, LinkReason } from './link-question'
import { isoDay, type LocalMoment, localMoment } from './local-moment'
import { nameWords } from './match-name'
import { POINTS, type Rule } from './points'
import { BOOKING_WORD } from './read-actions'
import type { DateMention } from './read-dates'
import { findProvider } from './read-providers'
import { findService } from './read-services'

/** `bookingId` null: the customer, and no booking. `points` are the booking's own, without the customer's. */
export type BookingScore = { bookingId: string | null; points: number; reasons: LinkReason[]; corroboration: number; kinds: number }

type Slot = {
  booking: LinkBooking
  at: LocalMoment
  isOver: boolean
  isOpen: boolean
  provider: string | null
  service: { words: string[]; weight: number }
}

const HOUR_MS = 3_600_000
const DAY_HOURS = 24
const LATE_GRACE_MS = HOUR_MS
const DEFAULT_MINUTES = 60
/** Who calls so long before a booking, or so long after it began, most likely calls about it. */
const SOON_MINUTES = 75
const LATE_MINUTES = 30
/** Nobody is late for, or at the door of, what begins later than this. */
const ARRIVING_MINUTES = 240
/** How long after a call somebody still writes down what was agreed. */
const WRITTEN_DOWN_MS = 30 * 60_000
const EXACT_MINUTES = 10
const NEAR_MINUTES = 35
/** Rules that what was said must fit, rather than when the call was made. */
const CORROBORATING: ReadonlySet<string> = new Set([
  'time_match',
  'near_time',
  'day_part_match',
  'party_size_match',
  'provider_match',
  'service_match',
])
const DONE: Record<LinkQuestion['call']['bookingEvents'][number]['action'], number> = {
  created: 0,
  moved: 0,
  cancelled: -5,
  confirmed: -10,
}

/** Scores a customer's bookings, and having none of them, for what a call says. The order of `bookings` changes nothing. */
export function scoreBookings(
  contact: LinkContact,
  bookings: readonly LinkBooking[],
  evidence: CallEvidence,
  question: LinkQuestion,
): BookingScore[] {
  const customerWords = nameWords(contact.name ?? '')
  const slots = bookings.map((booking) => readSlot(booking, customerWords, evidence, question))
  return [...slots.map((slot) => scoreSlot(slot, slots, evidence, question)), scoreNone(slots, evidence, question)]
}

function readSlot(booking: LinkBooking, customerWords: string[], evidence: CallEvidence, { tenant }: LinkQuestion): Slot {
  const at = localMoment(booking.startsAt, tenant.timezone)
  const isOver = at.ms + (booking.durationMinutes ?? DEFAULT_MINUTES) * 60_000 < evidence.at.ms
  const isDone = booking.status === 'COMPLETED' || booking.status === 'NO_SHOW'
  return {
    booking,
    at,
    isOver,
    // Links are also made later: what has been completed since was open when the call was made.
    isOpen: !isOver && (isDone ? at.ms > evidence.at.ms : booking.status !== 'CANCELLED'),
    provider: booking.ownerName === null ? null : findProvider(booking.ownerName, customerWords, evidence.turns),
    service: booking.type === null ? { words: [], weight: 0 } : findService(booking.type, evidence.turns),
  }
}

class Tally {
  readonly reasons: LinkReason[] = []
  add(rule: Rule, evidence: string, points: number = POINTS[rule]): void {
    if (points !== 0) this.reasons.push({ rule, points, evidence })
  }
  get points(): number {
    return this.reasons.reduce((sum, { points }) => sum + points, 0)
  }
}

function scoreSlot(slot: Slot, slots: readonly Slot[], evidence: CallEvidence, question: LinkQuestion): BookingScore {
  const tally = new Tally()
  const spokenDate = addDates(tally, slot, evidence)
  const spokenTime = addTimes(tally, slot, evidence)
  addParty(tally, slot, evidence)
  addProviderAndService(tally, slot, slots, evidence)
  addStatus(tally, slot, slots, evidence, question)
  addReferences(tally, slot, slots, evidence, question)
  addEvents(tally, slot, evidence, question)
  const corroborating = tally.reasons.filter(({ rule, points }) => points > 0 && CORROBORATING.has(rule))
  return {
    bookingId: slot.booking.id,
    points: tally.points,
    reasons: tally.reasons,
    corroboration: corroborating.reduce((sum, { points }) => sum + points, 0) + spokenDate + Math.min(0, spokenTime),
    kinds: corroborating.length + (spokenDate > 0 ? 1 : 0),
  }
}

function weightOn(mention: DateMention, day: number): number {
  return Math.max(0, ...mention.options.filter((option) => option.day === day).map(({ weight }) => weight))
}

function bestOn(
  mentions: readonly Meant<DateMention>[],
  day: number,
  leaning: (weight: number, day: number) => number,
): { mention: Meant<DateMention>; weight: number } | null {
  let best: { mention: Meant<DateMention>; weight: number } | null = null
  for (const mention of mentions) {
    const weight = leaning(weightOn(mention, day), day) * (mention.sense === 'either' ? 0.7 : 1)
    if (weight > (best?.weight ?? 0)) best = { mention, weight }
  }
  return best
}

/** @returns points for a date that was said */
function addDates(tally: Tally, slot: Slot, evidence: CallEvidence): number {
  const { at } = slot
  const about = evidence.dates.filter(({ sense }) => sense === 'about' || sense === 'either')
  const wanted = evidence.dates.filter(({ sense }) => sense === 'wanted')
  // After a visit "Friday" and "the 8th" look back.
  const looksBack = hasAction(evidence, 'past_visit', 'missed_visit')
  const leaning = (weight: number, day: number) =>
    weight === 0 || !looksBack ? weight : day > evidence.at.day ? weight / 2 : weight < 0.3 ? 0.6 : Math.max(weight, 0.9)
  const found = bestOn(about, at.day, leaning)
  const target = bestOn(wanted, at.day, leaning)
  const refused = evidence.dates.find(
    ({ sense, options }) => sense === 'not' && options.some(({ day, weight }) => day === at.day && weight === 1),
  )
  const hoursAway = Math.abs(at.ms - evidence.at.ms) / HOUR_MS
  const day = isoDay(at.day)
  let spoken = 0
  if (found) {
    spoken = Math.round(POINTS.exact_date_match * found.weight)
    tally.add('exact_date_match', `"${found.mention.words}" is ${day}`, spoken)
  } else if (target) {
    spoken = Math.round(POINTS.wanted_date * target.weight)
    tally.add('wanted_date', `"${target.mention.words}" is ${day}`, spoken)
  } else if (about.length > 0) {
    const named = about[0]
    tally.add(
      'other_date',
      `"${named?.words}" is not ${day}`,
      named?.sense === 'either' || named?.role === 'note' ? POINTS.other_date / 2 : POINTS.other_date,
    )
  } else if (at.day === evidence.at.day && isMeantUnsaid(slot, evidence))
    tally.add('exact_date_match', `The booking is on the day of the call, ${day}`)
  if (refused) tally.add('ruled_out', refused.words)
  const choices = about.filter(({ role }) => role === 'caller' || role === 'unknown')
  const last = choices.at(-1)
  const isSeveral =
    last !== undefined && about.some((mention) => mention.turn < last.turn && mention.options[0]?.day !== last.options[0]?.day)
  if (isSeveral && last.sense === 'about' && weightOn(last, at.day) === 1) tally.add('chosen_date', last.words)
  if (hoursAway <= 3) tally.add('within_3_hours', `${hoursAway.toFixed(1)} hours from the call`)
  if (at.day === evidence.at.day) tally.add('same_day', day)
  else if (hoursAway <= DAY_HOURS) tally.add('within_24_hours', `${Math.round(hoursAway)} hours from the call`)
  return spoken
}

/**
 * No day was said and this booking is today's: it is what is meant in a call without words, in one that speaks of a booking or
 * of coming, and whatever else is said shortly before.
 */
function isMeantUnsaid({ at, isOver, isOpen }: Slot, evidence: CallEvidence): boolean {
  if (contradictsTime(at, evidence)) return false
  if (!evidence.hasWords) return true
  if (isOver || !isOpen) return isPastTalk(evidence)
  const minutesAhead = (at.ms - evidence.at.ms) / 60_000
  return (
    (minutesAhead >= -LATE_MINUTES && minutesAhead <= SOON_MINUTES) ||
    (hasAction(evidence, 'on_the_way') && minutesAhead <= ARRIVING_MINUTES) ||
    referenceIn(evidence) !== null
  )
}

/** A time was said, and it is not this one. */
function contradictsTime({ minute }: LocalMoment, { times }: CallEvidence): boolean {
  return times.length > 0 && times.every(({ minutes }) => minutes.every((said) => Math.abs(said - minute) > NEAR_MINUTES * 2))
}

/** @returns points for or against a time that was said */
function addTimes(tally: Tally, { at, booking }: Slot, evidence: CallEvidence): number {
  const clock = `${String(Math.floor(at.minute / 60)).padStart(2, '0')}:${String(at.minute % 60).padStart(2, '0')}`
  const gap = ({ minutes }: { minutes: number[] }) => Math.min(...minutes.map((minute) => Math.abs(minute - at.minute)))
  const isNow = hasAction(evidence, 'on_the_way')
  const about = evidence.times.filter(({ sense }) => sense === 'about' || sense === 'either')
  const wanted = evidence.times.filter(({ sense }) => sense === 'wanted')
  const closest = [...about].sort((a, b) => gap(a) - gap(b))[0]
  const target = wanted.find((mention) => gap(mention) <= EXACT_MINUTES)
  const before = tally.points
  if (closest && gap(closest) <= EXACT_MINUTES) tally.add('time_match', `"${closest.words}" is ${clock}`)
  else if (closest && gap(closest) <= NEAR_MINUTES) tally.add('near_time', `"${closest.words}" is near ${clock}`)
  else if (target) tally.add('wanted_time', `"${target.words}" is ${clock}`)
  else if (closest && !isNow) tally.add('other_time', `"${closest.words}" is not ${clock}`)
  const isTimed = tally.points > before
  // Lunch is when a table is; at a dentist's one asks whether to have it before.
  const parts = evidence.dayParts.filter(
    ({ sense, isMeal }) => (sense === 'about' || sense === 'either') && (!isMeal || booking.partySize !== null),
  )
  const fitting = parts.find(({ from, to }) => at.minute >= from && at.minute <= to)
  const refused = evidence.dayParts.find(({ sense, from, to }) => sense === 'not' && at.minute >= from && at.minute <= to)
  if (fitting && !isTimed) tally.add('day_part_match', `"${fitting.words}" fits ${clock}`)
  else if (!fitting && parts[0] && !isTimed && !isNow) tally.add('other_day_part', `"${parts[0].words}" does not fit ${clock}`)
  if (refused && !fitting) tally.add('ruled_out', refused.words)
  return tally.points - before
}

function addParty(tally: Tally, { booking }: Slot, evidence: CallEvidence): void {
  const size = booking.partySize
  if (size === null || evidence.partySizes.length === 0) return
  const found = evidence.partySizes.find((mention) => mention.size === size)
  if (found) tally.add('party_size_match', found.words)
  else if (!hasAction(evidence, 'modify')) tally.add('other_party_size', `"${evidence.partySizes[0]?.words}" is not ${size}`)
}

function addProviderAndService(tally: Tally, slot: Slot, slots: readonly Slot[], evidence: CallEvidence): void {
  if (slot.provider) tally.add('provider_match', slot.provider)
  else {
    const other = slots.find(({ provider, booking }) => provider !== null && booking.ownerName !== slot.booking.ownerName)
    if (other?.provider && slot.booking.ownerName) tally.add('other_provider', other.provider)
  }
  if (slot.service.weight > 0)
    tally.add('service_match', slot.service.words.join(' '), Math.round(POINTS.service_match * slot.service.weight))
  else {
    const other = slots.map(({ service }) => service).sort((a, b) => b.weight - a.weight || a.words.join().localeCompare(b.words.join()))[0]
    if (other && other.weight > 0 && slot.booking.type !== null) tally.add('other_service', other.words.join(' '))
  }
  const details = slot.booking.specialInstructions === null ? null : findService(slot.booking.specialInstructions, evidence.turns)
  if (details && details.words.length > 0) tally.add('instructions_match', details.words.slice(0, 4).join(' '))
}

/** Whether the talk is of something that has been: a visit, or a day gone by. */
function isPastTalk(evidence: CallEvidence): boolean {
  return hasAction(evidence, 'past_visit', 'missed_visit') || evidence.dates.some(({ isPast, sense }) => isPast && sense === 'about')
}

function addStatus(tally: Tally, slot: Slot, slots: readonly Slot[], evidence: CallEvidence, question: LinkQuestion): void {
  const { booking, isOver, isOpen } = slot
  const isAboutCancelling =
    hasAction(evidence, 'cancel') || evidence.turns.some(({ role, text }) => role !== 'agent' && /\brefund\b/.test(text))
  if (isOpen) tally.add('preferred_status', booking.status)
  const isCancelledHere = isWrittenDuring(booking.updatedAt, evidence, question)
  if (booking.status === 'CANCELLED') tally.add(isAboutCancelling || isCancelledHere ? 'status_fits' : 'closed_status', booking.status)
  if (booking.status === 'RESCHEDULED' && hasAction(evidence, 'reschedule'))
    tally.add('status_fits', booking.status, POINTS.status_fits / 2)
  if (booking.status === 'NO_SHOW' && hasAction(evidence, 'missed_visit')) tally.add('status_fits', booking.status)
  if (!isOver) return
  if (isPastTalk(evidence) || isOnlyFit(slot, slots, evidence)) {
    if (booking.status !== 'CANCELLED')
      tally.add(
        'past_visit',
        evidence.actions.find(({ action }) => action === 'past_visit' || action === 'missed_visit')?.words ?? 'a day gone by',
      )
  } else tally.add('already_over', 'The booking was over when the call was made.')
}

/** A day was said, and of all bookings only one gone by is on it. */
function isOnlyFit({ at }: Slot, slots: readonly Slot[], evidence: CallEvidence): boolean {
  const about = evidence.dates.filter(({ sense }) => sense === 'about')
  const fits = (day: number) => about.some((mention) => weightOn(mention, day) > 0)
  return fits(at.day) && !hasAction(evidence, 'new_booking') && !slots.some((other) => !other.isOver && fits(other.at.day))
}

function isWrittenDuring(iso: string | null | undefined, evidence: CallEvidence, { call }: LinkQuestion): boolean {
  if (!iso) return false
  const ms = Date.parse(iso)
  return ms >= evidence.at.ms && ms <= evidence.at.ms + (call.durationSeconds ?? 0) * 1000 + WRITTEN_DOWN_MS
}

/** The caller speaks of a booking without saying which. */
function addReferences(tally: Tally, slot: Slot, slots: readonly Slot[], evidence: CallEvidence, question: LinkQuestion): void {
  const isCancelledHere = slot.booking.status === 'CANCELLED' && isWrittenDuring(slot.booking.updatedAt, evidence, question)
  const reference = referenceIn(evidence)
  const isArriving = isExpectedSoon(slots, evidence)
  const isToday = slot.at.day === evidence.at.day
  if ((slot.isOpen || isCancelledHere) && (reference || (isArriving && isToday))) tally.add('booking_spoken_of', reference ?? 'on the way')
  const isDated = evidence.dates.some(({ sense }) => sense === 'about')
  if (isPastTalk(evidence)) {
    const last = Math.max(...slots.filter(({ isOver, booking }) => isOver && booking.status !== 'CANCELLED').map(({ at }) => at.day))
    if (slot.isOver && slot.at.day === last && !isDated)
      tally.add('nearest_future_booking', 'The last visit before the call', POINTS.nearest_future_booking)
    return
  }
  if (!reference && !isArriving) return
  const open = slots.filter(({ isOpen, at }) => isOpen && at.ms >= evidence.at.ms - LATE_GRACE_MS)
  const nearest = Math.min(...open.map(({ at }) => at.day))
  if (!isDated && open.includes(slot) && slot.at.day === nearest) tally.add('nearest_future_booking', isoDay(nearest))
}

function isExpectedSoon(slots: readonly Slot[], evidence: CallEvidence): boolean {
  return (
    hasAction(evidence, 'on_the_way') &&
    slots.some(({ isOpen, at }) => isOpen && at.day === evidence.at.day && at.ms - evidence.at.ms <= ARRIVING_MINUTES * 60_000)
  )
}

function referenceIn(evidence: CallEvidence): string | null {
  const found = evidence.actions.find(
    ({ action }) => action === 'existing_booking' || action === 'cancel' || action === 'reschedule' || action === 'confirm',
  )
  if (found) return found.words
  if (hasAction(evidence, 'new_booking', 'no_booking_matter')) return null
  // Of "a session" in general nobody has one.
  for (const { role, text } of evidence.turns) {
    const match = role === 'agent' ? null : BOOKING_WORD.exec(text)
    if (match && !/\b(?:a|an|any|first|per|every|each|one|1|new|some|your)(?: \S+)? $/.test(text.slice(0, match.index))) return match[0]
  }
  return null
}

function addEvents(tally: Tally, { booking }: Slot, evidence: CallEvidence, question: LinkQuestion): void {
  const { call } = question
  const done = call.bookingEvents.filter(({ bookingId }) => bookingId === booking.id).sort((a, b) => DONE[b.action] - DONE[a.action])[0]
  if (done) tally.add('done_in_call', done.action, POINTS.done_in_call + DONE[done.action])
  if (call.placedFor?.bookingId === booking.id) tally.add('placed_for_booking', 'The call was placed about this booking.')
  if (isWrittenDuring(booking.createdAt, evidence, question)) {
    if (hasAction(evidence, 'new_booking') || tally.reasons.some(({ rule }) => rule === 'exact_date_match'))
      tally.add('created_in_call', booking.createdAt ?? '')
  } else if (
    isWrittenDuring(booking.updatedAt, evidence, question) &&
    (booking.status === 'CANCELLED' || hasAction(evidence, 'cancel', 'reschedule', 'confirm', 'modify'))
  )
    tally.add('changed_in_call', booking.updatedAt ?? '')
}

function scoreNone(slots: readonly Slot[], evidence: CallEvidence, { call }: LinkQuestion): BookingScore {
  const tally = new Tally()
  const reference = referenceIn(evidence)
  const matter = evidence.actions.find(({ action }) => action === 'no_booking_matter')
  const wanted = evidence.actions.find(({ action }) => action === 'new_booking')
  const isDetailed = evidence.dates.length + evidence.partySizes.length > 0
  const isNamed = slots.some(({ service, provider }) => service.weight >= 1 || provider !== null)
  if (matter) tally.add('no_booking_matter', matter.words, reference || isDetailed ? 4 : POINTS.no_booking_matter)
  if (wanted) tally.add('new_booking_wanted', wanted.words, reference ? 4 : POINTS.new_booking_wanted)
  const isSilentOnBookings =
    !reference &&
    !wanted &&
    !isDetailed &&
    !isNamed &&
    evidence.times.length === 0 &&
    !isExpectedSoon(slots, evidence) &&
    !hasAction(evidence, 'past_visit', 'missed_visit')
  if ((evidence.hasWords || matter) && isSilentOnBookings && call.bookingEvents.length === 0)
    tally.add('no_booking_spoken_of', 'Nobody speaks of a booking.')
  return { bookingId: null, points: tally.points, reasons: tally.reasons, corroboration: 0, kinds: 0 }
}
