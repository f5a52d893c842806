import { type CallEvidence, readCall } from './call-evidence'
import { customerNumbers } from './customer-numbers'
import type { LinkCandidate, LinkDecision, LinkQuestion } from './link-question'
import { type BookingScore, scoreBookings } from './score-booking'
import { type CustomerScore, claimsOf, scoreCustomer } from './score-customer'

type Person = CustomerScore & { bookings: BookingScore[] }

/** Closer scores than this are a tie. */
const TIE_POINTS = 3
/** Booking points, beyond those of an open status, without which a booking is not taken. */
const LEAST_BOOKING_POINTS = 4
/** What a booking must share with the call to vouch for who called. */
const CORROBORATION = { points: 12, kinds: 2 }
/** Enough beside a full name: the day or the hour of their booking. */
const FULL_NAME_CORROBORATION = 8
/** How far apart, by what was said, the bookings of people who share a phone must be. */
const HOUSEHOLD_MARGIN = 6
const MOST_CANDIDATES = 20
const UNMATCHED: LinkDecision = { status: 'unmatched', customerId: null, bookingId: null, confidence: 0, candidates: [] }

/**
 * Whose call this was and which booking it was about: the documented points and what the transcript tells, each with its
 * words. A tie, weak evidence or a name that contradicts the number goes to a person. A person's decision stands.
 * The same question has the same answer, whatever the order of contacts and bookings.
 */
export function linkCall(question: LinkQuestion): LinkDecision {
  if (question.decidedByHuman) return question.decidedByHuman
  const evidence = readCall(question)
  const phones = customerNumbers(question.call, question.tenant)
  const claims = claimsOf(evidence, question)
  const people = question.contacts
    .map((contact) => scoreCustomer(contact, phones, claims, evidence, question))
    .filter((score) => isInQuestion(score, question))
    .map((score): Person => {
      const bookings = question.bookings.filter(({ contactId }) => contactId === score.contact.id)
      return { ...score, bookings: scoreBookings(score.contact, bookings, evidence, question) }
    })
  if (people.length === 0) return UNMATCHED
  const candidates = candidatesOf(people)
  const choice = chooseCustomer(people, claims.self.length > 0, evidence)
  if (choice === 'nobody') return { ...UNMATCHED, candidates }
  if (choice === 'unsure') return { status: 'needs_review', customerId: null, bookingId: null, confidence: 25, candidates }
  const booking = chooseBooking(choice, people)
  if (booking === 'unsure')
    return {
      status: 'needs_review',
      customerId: choice.contact.id,
      bookingId: null,
      confidence: 40,
      candidates: ofFirst(candidates, choice),
    }
  return {
    status: 'linked',
    customerId: choice.contact.id,
    bookingId: booking.bookingId,
    confidence: confidenceOf(choice, booking),
    candidates: ofFirst(candidates, choice),
  }
}

function isInQuestion({ hasPhone, isPlacedFor, says, isOnBehalf, contact }: CustomerScore, { call, bookings }: LinkQuestion): boolean {
  if (hasPhone || isPlacedFor || isOnBehalf || says === 'full' || says === 'part') return true
  return bookings.some(({ id, contactId }) => contactId === contact.id && call.bookingEvents.some(({ bookingId }) => bookingId === id))
}

function candidatesOf(people: readonly Person[]): LinkCandidate[] {
  return people
    .flatMap((person) =>
      person.bookings.map(({ bookingId, points, reasons }) => ({
        customerId: person.contact.id,
        bookingId,
        score: person.points + points,
        reasons: [...person.reasons, ...reasons],
      })),
    )
    .sort((a, b) => b.score - a.score || compare(a.customerId, b.customerId) || compare(a.bookingId ?? '', b.bookingId ?? ''))
    .slice(0, MOST_CANDIDATES)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What was decided comes first where it stands as high as another. */
function ofFirst(candidates: LinkCandidate[], { contact }: Person): LinkCandidate[] {
  const rank = ({ customerId }: LinkCandidate) => (customerId === contact.id ? 0 : 1)
  return [...candidates].sort((a, b) => b.score - a.score || rank(a) - rank(b))
}

/**
 * The phone's contact, unless the words tell otherwise: somebody known by a full name that one contact bears, or vouched for
 * by their booking. A stranger's name on a known number and a name alone on an unknown one are for a person to judge.
 */
function chooseCustomer(people: readonly Person[], isNameGiven: boolean, evidence: CallEvidence): Person | 'unsure' | 'nobody' {
  const doers = people.filter(({ bookings }) => bookings.some(hasDone))
  if (doers.length === 1 && doers[0]) return doers[0]
  const phonePeople = people.filter(({ hasPhone, isPlacedFor }) => hasPhone || isPlacedFor)
  const others = people.filter((person) => !phonePeople.includes(person))
  const fullOthers = others.filter(({ says }) => says === 'full')
  if (phonePeople.length === 0) return chooseStranger(others)
  const named = phonePeople.filter(({ says }) => says === 'full' || says === 'part')
  const isDenied = evidence.actions.some(({ action }) => action === 'wrong_number')
  if (isDenied && evidence.isPlacedByUs) return 'unsure'
  if (named.length > 0) return chooseAmong(named.some(({ says }) => says === 'full') ? named.filter(({ says }) => says === 'full') : named)
  if (isDenied) return 'unsure'
  if (isNameGiven && fullOthers.length > 0)
    return fullOthers.length === 1 && fullOthers[0] ? againstPhone(fullOthers[0], phonePeople) : (onlyVouched(fullOthers) ?? 'unsure')
  const spokenFor = phonePeople.filter(({ isOnBehalf }) => isOnBehalf)
  if (spokenFor.length > 0) return chooseAmong(spokenFor)
  if (isNameGiven) {
    const nameless = phonePeople.filter(({ says }) => says === 'nothing')
    return onlyVouched(others.filter(({ says }) => says === 'part')) ?? (nameless.length > 0 ? chooseAmong(nameless) : 'unsure')
  }
  return chooseAmong(phonePeople)
}

/** Somebody says to be another known person, on behalf of whom the number belongs to: whose booking it is decides. */
function againstPhone(other: Person, phonePeople: readonly Person[]): Person | 'unsure' {
  const spokenFor = phonePeople.filter(({ isOnBehalf }) => isOnBehalf)
  if (spokenFor.length === 0) return other
  const vouched = onlyVouched([other, ...spokenFor])
  return vouched ?? 'unsure'
}

function chooseStranger(people: readonly Person[]): Person | 'unsure' | 'nobody' {
  const vouched = onlyVouched(people)
  if (vouched) return vouched
  const isWorthAsking = people.some(
    ({ says, isOnBehalf, bookings }) => says === 'full' || (isOnBehalf && bookings.some(isVouching)) || bookings.some(isVouching),
  )
  return isWorthAsking ? 'unsure' : 'nobody'
}

function chooseAmong(people: readonly Person[]): Person | 'unsure' {
  const [first] = people
  if (people.length === 1 && first) return first
  const ranked = people
    .map((person) => ({ person, best: Math.max(...person.bookings.map(({ points, bookingId }) => (bookingId === null ? 0 : points))) }))
    .sort((a, b) => b.best - a.best)
  const [best, second] = ranked
  const isClear =
    best &&
    second &&
    best.best - second.best >= HOUSEHOLD_MARGIN &&
    best.person.bookings.some(({ corroboration, kinds }) => kinds >= 1 && corroboration >= 8)
  return isClear ? best.person : 'unsure'
}

function onlyVouched(people: readonly Person[]): Person | null {
  const vouched = people.filter(({ bookings, says }) =>
    bookings.some((score) => isVouching(score) || (says === 'full' && score.corroboration >= FULL_NAME_CORROBORATION)),
  )
  return vouched.length === 1 ? (vouched[0] ?? null) : null
}

function isVouching({ corroboration, kinds, reasons }: BookingScore): boolean {
  return hasDone({ reasons }) || (corroboration >= CORROBORATION.points && kinds >= CORROBORATION.kinds)
}

function hasDone({ reasons }: Pick<BookingScore, 'reasons'>): boolean {
  return reasons.some(({ rule }) => rule === 'done_in_call')
}

/** The booking with the most points, or none of them; null candidates compete with their own points. */
function chooseBooking(person: Person, people: readonly Person[]): BookingScore | 'unsure' {
  const none = person.bookings.find(({ bookingId }) => bookingId === null)
  const viable = person.bookings.filter((score) => score.bookingId !== null && ownPoints(score) >= LEAST_BOOKING_POINTS - 2)
  const ranked = [...viable, ...(none ? [none] : [])].sort((a, b) => b.points - a.points)
  const [best, second] = ranked
  if (!best) return 'unsure'
  if (second && best.points - second.points < TIE_POINTS) return 'unsure'
  const spokenFor = people
    .filter((other) => other !== person && other.isOnBehalf)
    .flatMap(({ bookings }) => bookings.filter(({ bookingId }) => bookingId !== null))
  const isAnothers = spokenFor.some(({ points, corroboration }) => corroboration >= 8 && points > best.points)
  return isAnothers ? 'unsure' : best
}

function ownPoints({ reasons }: BookingScore): number {
  return reasons.reduce((sum, { rule, points }) => sum + (rule === 'preferred_status' ? 0 : points), 0)
}

function confidenceOf(person: Person, chosen: BookingScore): number {
  const others = person.bookings.filter((score) => score !== chosen).map(({ points }) => points)
  const margin = chosen.points - Math.max(0, ...others)
  const who = Math.min(15, Math.max(0, person.points))
  const what = chosen.bookingId === null ? (others.length === 0 ? 35 : Math.min(35, 15 + margin)) : Math.min(35, margin + 5)
  return Math.max(30, Math.min(99, 49 + who + what))
}
