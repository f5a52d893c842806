import { z } from 'zod'
import type { bookingStatus } from '../bookings/booking-view'

/** `note` is what somebody wrote about the call (a provider's summary); `unknown` is a transcript without speakers. */
export type SpeakerRole = 'caller' | 'agent' | 'unknown' | 'note'
export type SpokenTurn = { role: SpeakerRole; text: string }

export type LinkContact = {
  id: string
  name: string | null
  /** E.164 numbers of this person, usually one. */
  phones: string[]
}

export type LinkBooking = {
  id: string
  contactId: string
  /** ISO 8601 with zone. */
  startsAt: string
  durationMinutes: number | null
  type: string | null
  ownerName: string | null
  specialInstructions: string | null
  partySize: number | null
  status: z.infer<typeof bookingStatus>
  /** ISO 8601; absent when not known. */
  createdAt?: string | null
  updatedAt?: string | null
}

export type LinkedCall = {
  direction: 'inbound' | 'outbound' | 'unknown'
  /** As the telephone company wrote them: any notation, withheld, or not a number at all. */
  fromPhone: string | null
  toPhone: string | null
  /** ISO 8601 with zone. */
  startedAt: string
  durationSeconds: number | null
  /** In order. Empty while there is no transcript. */
  turns: SpokenTurn[]
  /** What our own tools did during the call. */
  bookingEvents: { bookingId: string; action: 'created' | 'moved' | 'cancelled' | 'confirmed' }[]
  /** Whom and what a call of ours was placed for. */
  placedFor: { contactId: string; bookingId: string | null } | null
}

export type LinkTenant = {
  /** IANA name. */
  timezone: string
  /** ISO 3166-1 alpha-2, tried in order for numbers without a country code. */
  regions: string[]
  /** Its own numbers, any notation: never a customer's. */
  ownNumbers: string[]
  /** The business, its agents, its staff: who says such a name introduces no customer. */
  ownNames: string[]
  /** How `3/4` is meant. */
  dateOrder: 'day_first' | 'month_first'
}

/**
 * Everything a link is decided from. `contacts` are those with a number of the call and every one whose name was said
 * (`namesToLookUp`); a name counts as unique when one of them bears it. `bookings` are theirs, past and future.
 */
export type LinkQuestion = {
  call: LinkedCall
  tenant: LinkTenant
  contacts: LinkContact[]
  bookings: LinkBooking[]
  /** A person's decision, which is returned as it is. */
  decidedByHuman: LinkDecision | null
}

export const linkReason = z.object({ rule: z.string(), points: z.number(), evidence: z.string() })
export type LinkReason = z.infer<typeof linkReason>

export const linkCandidate = z.object({
  customerId: z.string(),
  /** Null: this customer, and no booking. */
  bookingId: z.string().nullable(),
  /** The sum of the reasons' points. */
  score: z.number(),
  reasons: z.array(linkReason),
})
export type LinkCandidate = z.infer<typeof linkCandidate>

export const linkDecision = z.object({
  status: z.enum(['linked', 'needs_review', 'unmatched']),
  /** While in review: set when the customer is certain and only the booking is not. */
  customerId: z.string().nullable(),
  bookingId: z.string().nullable(),
  /** 0–100 */
  confidence: z.number().int().min(0).max(100),
  /** Best first. */
  candidates: z.array(linkCandidate),
})
export type LinkDecision = z.infer<typeof linkDecision>
