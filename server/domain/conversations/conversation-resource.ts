import { z } from 'zod'
import { bookingStatus } from '../bookings/booking-view'
import type {
  BookingContextView,
  ConversationView,
  CustomerContextView,
  CustomerHistoryView,
  KeyPoint,
  SearchPage,
} from './conversation-view'

const sentiment = z.enum(['positive', 'neutral', 'negative'])

export const conversationResource = z
  .object({
    id: z.uuid(),
    call_started_at: z.iso.datetime(),
    duration_seconds: z.number().int().nullable(),
    call_type: z.enum(['inbound', 'outbound']),
    booking_id: z.uuid().nullable(),
    summary: z.string().nullable(),
    transcript_excerpt: z.string().meta({ description: 'The first 200 characters of what was said' }),
    ai_insights: z.object({
      sentiment: sentiment.nullable(),
      topics: z.array(z.string()),
      intent: z.string().nullable(),
      action_items: z.array(z.string()),
    }),
    confidence: z.number().int().nullable().meta({ description: '0–100: how sure the link of the call is; null while nothing is decided' }),
  })
  .meta({ id: 'Conversation' })
export type ConversationResource = z.infer<typeof conversationResource>

export const customerHistoryResource = z
  .object({
    customer_id: z.uuid(),
    customer_name: z.string().nullable(),
    total_calls: z.number().int(),
    conversations: z.array(conversationResource),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'CustomerConversations' })

const point = z.object({ text: z.string(), call_id: z.uuid() })

export const bookingContextResource = z
  .object({
    booking_id: z.uuid(),
    customer_id: z.uuid(),
    customer_name: z.string().nullable(),
    starts_at: z.iso.datetime(),
    ends_at: z.iso.datetime(),
    status: bookingStatus,
    total_calls: z.number().int(),
    before: z.array(conversationResource).meta({ description: 'Held before the event, oldest first' }),
    during: z.array(conversationResource),
    after: z.array(conversationResource),
    key_information: z.object({ concerns: z.array(point), requests: z.array(point), feedback: z.array(point) }),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'BookingConversations' })

export const searchResource = z
  .object({
    results: z.array(
      z.object({
        call_id: z.uuid(),
        call_started_at: z.iso.datetime(),
        duration_seconds: z.number().int().nullable(),
        call_type: z.enum(['inbound', 'outbound']),
        customer_id: z.uuid().nullable(),
        customer_name: z.string().nullable(),
        booking_id: z.uuid().nullable(),
        sentiment: sentiment.nullable(),
        summary: z.string().nullable(),
        snippet: z.string(),
        highlights: z
          .array(z.object({ start: z.number().int(), end: z.number().int() }))
          .meta({ description: 'Offsets into `snippet` in UTF-16 units, end exclusive' }),
        turn_index: z.number().int().nullable(),
        speaker: z.enum(['caller', 'agent']).nullable(),
        second: z.number().meta({ description: 'Where in the recording it was said' }),
      }),
    ),
    customers: z.array(z.object({ customer_id: z.uuid(), customer_name: z.string() })),
    next_cursor: z.string().nullable(),
  })
  .meta({ id: 'ConversationSearch' })

export const customerContextResource = z
  .object({ customer_id: z.uuid(), customer_name: z.string().nullable(), context: z.string() })
  .meta({ id: 'CustomerContext' })

const limit = (fallback: number) => z.coerce.number().int().min(1).max(100).default(fallback)
const cursor = z.string().max(300).optional()

export const customerHistoryQuery = z.object({ cursor, limit: limit(20) })
export const bookingContextQuery = z.object({ cursor, limit: limit(100) })
export const searchQuery = z.object({
  q: z.string().min(1).max(200).meta({ description: 'Words, "phrases", beginnings of words (`book*`); `-word` leaves calls out' }),
  customer_id: z.uuid().optional(),
  booking_id: z.uuid().optional(),
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  sentiment: z
    .string()
    .transform((text) => text.toLowerCase())
    .pipe(sentiment)
    .optional(),
  cursor,
  limit: limit(20),
})

export function toCustomerHistoryResource(view: CustomerHistoryView): z.infer<typeof customerHistoryResource> {
  return {
    customer_id: view.customerId,
    customer_name: view.customerName,
    total_calls: view.totalCalls,
    conversations: view.conversations.map(toConversationResource),
    next_cursor: view.nextCursor,
  }
}

export function toBookingContextResource(view: BookingContextView): z.infer<typeof bookingContextResource> {
  const { concerns, requests, feedback } = view.keyInformation
  return {
    booking_id: view.bookingId,
    customer_id: view.customerId,
    customer_name: view.customerName,
    starts_at: view.startsAt,
    ends_at: view.endsAt,
    status: view.status,
    total_calls: view.totalCalls,
    before: view.before.map(toConversationResource),
    during: view.during.map(toConversationResource),
    after: view.after.map(toConversationResource),
    key_information: { concerns: concerns.map(toPoint), requests: requests.map(toPoint), feedback: feedback.map(toPoint) },
    next_cursor: view.nextCursor,
  }
}

export function toSearchResource(page: SearchPage): z.infer<typeof searchResource> {
  return {
    results: page.items.map((item) => ({
      call_id: item.callId,
      call_started_at: item.callStartedAt,
      duration_seconds: item.durationSeconds,
      call_type: item.callType,
      customer_id: item.customerId,
      customer_name: item.customerName,
      booking_id: item.bookingId,
      sentiment: item.sentiment,
      summary: item.summary,
      snippet: item.snippet.text,
      highlights: item.snippet.highlights,
      turn_index: item.turnIndex,
      speaker: item.speaker,
      second: item.second,
    })),
    customers: page.customers.map(({ customerId, customerName }) => ({ customer_id: customerId, customer_name: customerName })),
    next_cursor: page.nextCursor,
  }
}

export function toCustomerContextResource(view: CustomerContextView): z.infer<typeof customerContextResource> {
  return { customer_id: view.customerId, customer_name: view.customerName, context: view.context }
}

function toConversationResource(view: ConversationView): ConversationResource {
  const { sentiment: mood, topics, intent, actionItems } = view.aiInsights
  return {
    id: view.id,
    call_started_at: view.callStartedAt,
    duration_seconds: view.durationSeconds,
    call_type: view.callType,
    booking_id: view.bookingId,
    summary: view.summary,
    transcript_excerpt: view.transcriptExcerpt,
    ai_insights: { sentiment: mood, topics, intent, action_items: actionItems },
    confidence: view.confidence,
  }
}

function toPoint({ text, callId }: KeyPoint) {
  return { text, call_id: callId }
}
