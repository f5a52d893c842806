import { z } from 'zod'
import { bookingStatus } from '../bookings/booking-view'

/** Characters of an excerpt: the beginning of what was said. */
export const EXCERPT_LENGTH = 200

export const conversationInsights = z.object({
  sentiment: z.enum(['positive', 'neutral', 'negative']).nullable(),
  topics: z.array(z.string()),
  intent: z.string().nullable(),
  actionItems: z.array(z.string()),
})
export type ConversationInsights = z.infer<typeof conversationInsights>

/** One call as the history of a contact or a booking shows it. */
export const conversationView = z.object({
  id: z.uuid(),
  callStartedAt: z.iso.datetime(),
  durationSeconds: z.number().int().nullable(),
  callType: z.enum(['inbound', 'outbound']),
  bookingId: z.uuid().nullable(),
  summary: z.string().nullable(),
  transcriptExcerpt: z.string(),
  aiInsights: conversationInsights,
  /** 0–100: how sure the link to the contact and the booking is; null: nothing has been decided about it. */
  confidence: z.number().int().nullable(),
})
export type ConversationView = z.infer<typeof conversationView>

export const customerHistoryView = z.object({
  customerId: z.uuid(),
  customerName: z.string().nullable(),
  totalCalls: z.number().int(),
  /** Newest first. */
  conversations: z.array(conversationView),
  nextCursor: z.string().nullable(),
})
export type CustomerHistoryView = z.infer<typeof customerHistoryView>

/** Something said about a booking, and in which call. */
export const keyPoint = z.object({ text: z.string(), callId: z.uuid() })
export type KeyPoint = z.infer<typeof keyPoint>

export const keyInformation = z.object({ concerns: z.array(keyPoint), requests: z.array(keyPoint), feedback: z.array(keyPoint) })
export type KeyInformation = z.infer<typeof keyInformation>

/** The calls about a booking, by when they were held in relation to it. */
export const bookingContextView = z.object({
  bookingId: z.uuid(),
  customerId: z.uuid(),
  customerName: z.string().nullable(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  status: bookingStatus,
  totalCalls: z.number().int(),
  /** Oldest first in each. */
  before: z.array(conversationView),
  during: z.array(conversationView),
  after: z.array(conversationView),
  keyInformation,
  nextCursor: z.string().nullable(),
})
export type BookingContextView = z.infer<typeof bookingContextView>

/** A piece of a transcript with the places of what was looked for: offsets into `text`, in UTF-16 units, end exclusive. */
export const snippetView = z.object({
  text: z.string(),
  highlights: z.array(z.object({ start: z.number().int(), end: z.number().int() })),
})
export type SnippetView = z.infer<typeof snippetView>

export const searchResultView = z.object({
  callId: z.uuid(),
  callStartedAt: z.iso.datetime(),
  durationSeconds: z.number().int().nullable(),
  callType: z.enum(['inbound', 'outbound']),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  /** E.164 number of the other side; null when withheld. */
  phone: z.string().nullable(),
  bookingId: z.uuid().nullable(),
  sentiment: z.enum(['positive', 'neutral', 'negative']).nullable(),
  summary: z.string().nullable(),
  snippet: snippetView,
  /** The turn the snippet is from; null: what was looked for is spread over the call. */
  turnIndex: z.number().int().nullable(),
  speaker: z.enum(['caller', 'agent']).nullable(),
  /** Where to start listening: seconds into the recording. */
  second: z.number(),
})
export type SearchResultView = z.infer<typeof searchResultView>

export const searchPage = z.object({
  /** Newest call first. */
  items: z.array(searchResultView),
  /** Contacts whose names resemble the query, most alike first; only with the first page. */
  customers: z.array(z.object({ customerId: z.uuid(), customerName: z.string() })),
  nextCursor: z.string().nullable(),
})
export type SearchPage = z.infer<typeof searchPage>

export const customerContextView = z.object({
  customerId: z.uuid(),
  customerName: z.string().nullable(),
  context: z.string(),
})
export type CustomerContextView = z.infer<typeof customerContextView>

const page = { cursor: z.string().max(300).nullish(), limit: z.number().int().min(1).max(100).default(20) }

export const customerHistoryInput = z.object({ customerId: z.uuid(), ...page })
export type CustomerHistoryInput = z.infer<typeof customerHistoryInput>

export const bookingContextInput = z.object({ bookingId: z.uuid(), ...page, limit: z.number().int().min(1).max(100).default(100) })
export type BookingContextInput = z.infer<typeof bookingContextInput>

export const searchInput = z.object({
  /** Words, "phrases" and beginnings of words (`book*`); a word with a minus is left out. */
  query: z.string().min(1).max(200),
  customerId: z.uuid().nullish(),
  bookingId: z.uuid().nullish(),
  /** A plain date is a day in the tenant's zone; `to` includes it. */
  from: z.string().max(40).nullish(),
  to: z.string().max(40).nullish(),
  sentiment: z.enum(['positive', 'neutral', 'negative']).nullish(),
  ...page,
})
export type SearchInput = z.infer<typeof searchInput>
