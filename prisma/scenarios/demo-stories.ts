import { DateTime } from 'luxon'
import type { DemoConversation, DemoLine } from './demo-conversations'
import type { DemoBooking } from './demo-outbound'
import type { DemoTenant } from './demo-tenants'

/** What is worth finding again in a call. */
export type DemoInsights = { topics: string[]; intent: string; actionItems: string[] }
/** A past call that is about something else in the demo: a booking, or a caller who is hard to place. */
export type DemoStory = {
  key: 'before' | 'during' | 'after' | 'tied' | 'somebody_else' | 'unknown' | 'unknown_too'
  startedAt: Date
  /** E.164 */
  phone: string
  /** By number: whose it turns out to be is decided by linking. */
  contactId: string | null
  conversation: DemoConversation
  insights: DemoInsights
}

type Person = { id: string; name: string; phone: string }
type World = { tenant: DemoTenant; contacts: readonly Person[]; bookings: readonly DemoBooking[]; now: Date }

/** The past booking that has calls before, during and after it; the two of one day between which nobody can tell. */
export const STORY_BOOKING = 3
export const TIED_BOOKINGS = [8, 10] as const

/** Speaking takes time on the first start: one tenant has more to hear than the others. */
const HEARD_EVERYWHERE: readonly DemoStory['key'][] = ['tied']
const HEARD_IN = { slug: 'city-clinic', keys: ['before', 'after', 'tied', 'somebody_else', 'unknown'] as readonly DemoStory['key'][] }

export function isHeard(tenant: DemoTenant, { key }: DemoStory): boolean {
  return (tenant.slug === HEARD_IN.slug ? HEARD_IN.keys : HEARD_EVERYWHERE).includes(key)
}

const HOUR_MS = 3_600_000
const STRANGERS: Record<string, { name: string; phones: [string, string] }> = {
  IN: { name: 'Deepak Verma', phones: ['+919000010091', '+919000010092'] },
  GB: { name: 'Laura Bennett', phones: ['+447911123491', '+447911123492'] },
  US: { name: 'Laura Bennett', phones: ['+12125550191', '+12125550192'] },
}

const caller = (text: string): DemoLine => ({ role: 'caller', text })
const agent = (text: string): DemoLine => ({ role: 'agent', text })

/** Oldest first, none in the future. */
export function composeStories(world: World): DemoStory[] {
  const stories = [...aboutOneBooking(world), ...betweenTwoBookings(world), ...ofStrangers(world)]
  return stories.sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime())
}

function aboutOneBooking({ tenant, contacts, bookings, now }: World): DemoStory[] {
  const booking = bookings[STORY_BOOKING]
  const person = contacts.find(({ id }) => id === booking?.contactId)
  if (!booking || !person) return []
  const words = wordsOf(tenant, booking, person)
  const { name, first, type, day, time, owner } = words
  const startsAt = booking.startsAt.getTime()
  const at = (ms: number) => new Date(Math.min(ms, now.getTime() - 2 * HOUR_MS))
  const from = { phone: person.phone, contactId: person.id }
  return [
    {
      key: 'before',
      ...from,
      startedAt: at(startsAt - 20 * HOUR_MS),
      conversation: {
        lines: [
          caller(`Hello, this is ${name}. I have a booking tomorrow at ${time} with ${owner}, the ${type}.`),
          agent(`Yes, ${first}, ${day} at ${time}. How can I help you?`),
          caller('I am a little worried about parking. Is there parking nearby?'),
          agent('There is parking behind the building, free for two hours.'),
          caller('Good. Could you please send me a reminder in the morning?'),
          agent(`I will see to that. See you on ${day}.`),
          caller('Thank you, bye.'),
        ],
        extraction: null,
        summary: `${name} asked about parking before the ${type} on ${day} and would like a reminder in the morning.`,
        sentiment: 'NEUTRAL',
        endReason: 'caller_hung_up',
      },
      insights: { topics: ['parking', 'reminder'], intent: 'question', actionItems: ['Send a reminder in the morning'] },
    },
    {
      key: 'during',
      ...from,
      startedAt: at(startsAt + 6 * 60_000),
      conversation: {
        lines: [
          caller(`Hi, this is ${name}. I am running late for my ${type} today, the traffic is terrible.`),
          agent(`Thank you for telling us, ${first}. When can you be here?`),
          caller('In about ten minutes. I hope that is not a problem.'),
          agent(`No problem. I will tell ${owner}.`),
          caller('Thanks.'),
        ],
        extraction: null,
        summary: `${name} was stuck in traffic and ten minutes late for the ${type}; ${owner} was to be told.`,
        sentiment: 'NEGATIVE',
        endReason: 'caller_hung_up',
      },
      insights: { topics: ['delay'], intent: 'running late', actionItems: [] },
    },
    {
      key: 'after',
      ...from,
      startedAt: at(startsAt + 22 * HOUR_MS),
      conversation: {
        lines: [
          caller(`Hello, ${name} here. I was with you yesterday at ${time} for the ${type}.`),
          agent(`Good to hear from you, ${first}. How was it?`),
          caller('It was great, everybody was very friendly. Only the room was a little cold.'),
          agent('Thank you, I will pass that on. Is there anything else?'),
          caller('Yes, I would like the receipt by e-mail, please.'),
          agent('I will have it sent today.'),
          caller('Thank you very much.'),
        ],
        extraction: null,
        summary: `${name} was happy with the ${type} and would like the receipt by e-mail. The room was a little cold.`,
        sentiment: 'POSITIVE',
        endReason: 'caller_hung_up',
      },
      insights: { topics: ['feedback', 'receipt'], intent: 'feedback', actionItems: ['Send the receipt by e-mail'] },
    },
  ]
}

/** The caller has two bookings on that day and names neither hour. */
function betweenTwoBookings({ tenant, contacts, bookings, now }: World): DemoStory[] {
  const booking = bookings[TIED_BOOKINGS[0]]
  const person = contacts.find(({ id }) => id === booking?.contactId)
  if (!booking || !person) return []
  const { name, first, day } = wordsOf(tenant, booking, person)
  return [
    {
      key: 'tied',
      phone: person.phone,
      contactId: person.id,
      startedAt: new Date(now.getTime() - 5 * HOUR_MS),
      conversation: {
        lines: [
          caller(`Hello, this is ${name}. I am calling about my booking on ${day}.`),
          agent(`Hello, ${first}. You have two bookings on ${day}.`),
          caller('Could I come half an hour earlier?'),
          agent('I will ask and call you back.'),
          caller('All right, thank you.'),
        ],
        extraction: null,
        summary: `${name} would like to come half an hour earlier on ${day} and expects a call back.`,
        sentiment: 'NEUTRAL',
        endReason: 'caller_hung_up',
      },
      insights: { topics: ['earlier time'], intent: 'modification', actionItems: ['Call back about an earlier time'] },
    },
  ]
}

/** Somebody else on a known number, and two callers nobody knows. */
function ofStrangers({ tenant, contacts, now }: World): DemoStory[] {
  const stranger = STRANGERS[tenant.region]
  const owner = contacts[1]
  if (!stranger || !owner) return []
  const type = (tenant.bookingTypes[0]?.type ?? 'booking').toLowerCase()
  const [firstPhone, secondPhone] = stranger.phones
  const other = stranger.name.split(' ')[0] ?? stranger.name
  return [
    {
      key: 'somebody_else',
      phone: owner.phone,
      contactId: owner.id,
      startedAt: new Date(now.getTime() - 6 * HOUR_MS),
      conversation: {
        lines: [
          caller(`Good morning, my name is ${stranger.name}. This is my new number.`),
          agent(`Good morning, ${other}. How can I help you?`),
          caller(`I would like to know what a ${type} costs.`),
          agent('I will have the price list sent to you.'),
          caller('Thank you, goodbye.'),
        ],
        extraction: null,
        summary: `${stranger.name} called from a number of somebody else's and asked what a ${type} costs.`,
        sentiment: 'NEUTRAL',
        endReason: 'caller_hung_up',
      },
      insights: { topics: ['prices'], intent: 'question', actionItems: ['Send the price list'] },
    },
    {
      key: 'unknown',
      phone: firstPhone,
      contactId: null,
      startedAt: new Date(now.getTime() - 7 * HOUR_MS),
      conversation: {
        lines: [
          caller('Hello, a friend told me about you. Are you open on Sunday?'),
          agent('Not on Sunday. Would Saturday suit you?'),
          caller('I will think about it and call back.'),
          agent('With pleasure. Goodbye.'),
        ],
        extraction: null,
        summary: 'Somebody new asked whether there is anybody on Sunday and will call back.',
        sentiment: 'NEUTRAL',
        endReason: 'caller_hung_up',
      },
      insights: { topics: ['opening hours'], intent: 'question', actionItems: [] },
    },
    {
      key: 'unknown_too',
      phone: secondPhone,
      contactId: null,
      startedAt: new Date(now.getTime() - 26 * HOUR_MS),
      conversation: {
        lines: [
          caller('Hi. Do you have wheelchair access at the entrance?'),
          agent('Yes, there is a ramp at the side entrance.'),
          caller('Great, thank you.'),
          agent('You are welcome. Goodbye.'),
        ],
        extraction: null,
        summary: 'Somebody new asked about wheelchair access.',
        sentiment: 'POSITIVE',
        endReason: 'caller_hung_up',
      },
      insights: { topics: ['wheelchair access'], intent: 'question', actionItems: [] },
    },
  ]
}

function wordsOf(tenant: DemoTenant, booking: DemoBooking, person: Person) {
  const at = DateTime.fromJSDate(booking.startsAt, { zone: tenant.timezone }).setLocale('en')
  return {
    name: person.name,
    first: person.name.split(' ')[0] ?? person.name,
    type: (booking.type ?? 'booking').toLowerCase(),
    owner: booking.ownerName ?? 'you',
    day: at.toFormat('cccc'),
    time: at.toFormat(at.minute === 0 ? 'h a' : 'h:mm a'),
  }
}
