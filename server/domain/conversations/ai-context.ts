import { DateTime } from 'luxon'
import type { BookingStatus } from '../bookings/booking-input'
import { isOpenBooking } from '../bookings/open-booking'
import type { ConversationInsights } from './conversation-view'
import { plainLine } from './plain-line'

export type RememberedCall = {
  startedAt: Date
  direction: 'inbound' | 'outbound'
  summary: string | null
  insights: ConversationInsights
  /** The beginning of what the caller said. */
  excerpt: string
}

export type RememberedBooking = {
  startsAt: Date
  status: BookingStatus
  type: string | null
  partySize: number | null
  ownerName: string | null
}

export type AiContextInput = {
  contact: { name: string | null }
  /** False: the number is withheld or several people use it. Then nobody is named, and nothing of anybody is told. */
  isSurelyThem: boolean
  /** Newest first; the first five count. */
  recentCalls: RememberedCall[]
  bookings: RememberedBooking[]
  preferences: string[]
  /** What was promised and has not been done. */
  promises: string[]
  /** IANA zone of the business: every time is told in it. */
  timezone: string
  now: Date
}

const MAX_CALLS = 5
const MAX_BOOKINGS = 3
/** UTF-16 units: some 500 tokens, read by the model at every turn. */
const MAX_LENGTH = 2000
const STATUS_WORDS: Record<BookingStatus, string> = {
  BOOKED: 'Booked',
  CONFIRMED: 'Confirmed',
  RESCHEDULED: 'Rescheduled',
  CANCELLED: 'Cancelled',
  COMPLETED: 'Completed',
  NO_SHOW: 'No-show',
}

/**
 * What an agent should know of a customer before it speaks, in the form of transcript-sync.md: who it is, the last five calls,
 * preferences and bookings, each on one line of plain words, 2,000 characters at most. It holds words of callers: to be passed
 * to a language model as data only.
 */
export function formatAiContext(input: AiContextInput): string {
  if (!input.isSurelyThem) return 'Customer: not known for certain. Ask who is calling.'
  const calls = input.recentCalls.slice(0, MAX_CALLS).map((call) => `- ${describeCall(call, input.timezone)}`)
  const preferences = capitalised(plainLine(input.preferences.join(', '), 300))
  const promises = plainLine(input.promises.map((promise) => plainLine(promise, 100)).join('; '), 300)
  const rest = [
    '',
    `Key preferences: ${preferences || 'None known'}`,
    ...(promises ? [`Open promises: ${promises}`] : []),
    `Booking status: ${describeBookings(input) || 'No booking'}`,
  ]
  const head = [`Customer: ${plainLine(input.contact.name ?? '', 80) || 'Name not known'}`, 'Recent interactions:']
  const shown = calls.length > 0 ? [...calls] : ['- None']
  const whole = () => [...head, ...shown, ...rest].join('\n')
  // The oldest call is given up first.
  while (whole().length > MAX_LENGTH && shown.length > 1) shown.pop()
  return whole()
}

function describeCall({ startedAt, direction, summary, insights, excerpt }: RememberedCall, zone: string): string {
  const at = DateTime.fromJSDate(startedAt, { zone }).toFormat('yyyy-MM-dd HH:mm')
  const mood = insights.sentiment ? ` ${capitalised(insights.sentiment)} sentiment.` : ''
  return `${at}: ${sentence(whatWasSaid({ direction, summary, insights, excerpt }))}${mood}`
}

/** What is told of one call, without its date. */
export function whatWasSaid({ direction, summary, insights, excerpt }: Omit<RememberedCall, 'startedAt'>): string {
  const summed = plainLine(summary ?? '', 240)
  if (summed) return summed
  const about = plainLine(insights.topics.join(', '), 120)
  const intent = plainLine(insights.intent ?? '', 60)
  const who = direction === 'inbound' ? 'Called' : 'Was called'
  if (about || intent) return `${who} about ${about || intent}${about && intent ? ` (${intent})` : ''}`
  const said = plainLine(excerpt, 160)
  return said ? `${who} and said "${said.replace(/"/g, "'")}"` : `${who}; nothing was noted`
}

/** The open bookings to come, soonest first; without any the latest one. */
function describeBookings({ bookings, now, timezone }: AiContextInput): string {
  const byTime = [...bookings].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
  const open = byTime.filter((booking) => isOpenBooking(booking) && booking.startsAt >= now).slice(0, MAX_BOOKINGS)
  const shown = open.length > 0 ? open : byTime.slice(-1)
  return shown.map((booking) => describeBooking(booking, timezone)).join('; ')
}

function describeBooking({ startsAt, status, type, partySize, ownerName }: RememberedBooking, zone: string): string {
  const at = DateTime.fromJSDate(startsAt, { zone })
  const parts = [
    `${STATUS_WORDS[status]} for ${at.toFormat('yyyy-MM-dd')}`,
    partySize !== null && `${partySize} ${partySize === 1 ? 'guest' : 'guests'}`,
    `at ${at.toFormat('HH:mm')}`,
    type !== null && plainLine(type, 60),
    ownerName !== null && plainLine(`with ${ownerName}`, 60),
  ]
  return parts.filter(Boolean).join(', ')
}

function sentence(text: string): string {
  return /[.!?।…]["']?$/.test(text) ? text : `${text}.`
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
