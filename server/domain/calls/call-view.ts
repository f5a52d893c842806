import { z } from 'zod'
import { pageInput, pageOf } from '../paging/page'
import { turn } from '../transcript/turn'
import { callStatus } from './call-status'

export const callDirection = z.enum(['INBOUND', 'OUTBOUND'])
export const callProvider = z.enum(['EXOTEL', 'TWILIO', 'RETELL', 'RINGCENTRAL', 'BROWSER', 'OTHER'])
export const callSentiment = z.enum(['POSITIVE', 'NEUTRAL', 'NEGATIVE'])

const instant = z.iso.datetime()

/** A call as lists show it. Times are ISO 8601 UTC, phones E.164 (null when withheld), money paise. */
export const callSummaryView = z.object({
  id: z.uuid(),
  callSid: z.string().nullable(),
  provider: callProvider,
  direction: callDirection,
  status: callStatus,
  endReason: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  isTest: z.boolean(),
  /** Of a call that is only planned: when somebody asked for it. */
  startedAt: instant,
  /** When a planned call is to be made; null for every other one. */
  dueAt: instant.nullable(),
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  durationSeconds: z.number().int().nullable(),
  contactId: z.uuid().nullable(),
  contactName: z.string().nullable(),
  bookingId: z.uuid().nullable(),
  agentId: z.uuid().nullable(),
  agentName: z.string().nullable(),
  summary: z.string().nullable(),
  sentiment: callSentiment.nullable(),
  costPaise: z.number().int(),
  hasRecording: z.boolean(),
})
export type CallSummaryView = z.infer<typeof callSummaryView>

export const callExtractionView = z.object({
  id: z.uuid(),
  type: z.string(),
  /** What holds: as it was taken down, or as a person put it right. */
  data: z.record(z.string(), z.unknown()),
  /** What the machine took down; null: nobody corrected it. */
  machineData: z.record(z.string(), z.unknown()).nullable(),
  confidence: z.number().nullable(),
  createdAt: instant,
  correctedAt: instant.nullable(),
})
export type CallExtractionView = z.infer<typeof callExtractionView>

export const correctExtractionInput = z.object({
  callId: z.uuid(),
  extractionId: z.uuid(),
  /** Every field as it should be; one that is missing or blank is taken away. */
  data: z
    .record(z.string().min(1).max(200), z.unknown())
    .refine((data) => Object.keys(data).length <= 100, 'Too many fields')
    .refine((data) => JSON.stringify(data).length <= 20_000, 'Too long'),
})
export type CorrectExtractionInput = z.infer<typeof correctExtractionInput>

export const callEventView = z.object({
  id: z.uuid(),
  at: instant,
  /** Offset into the recording, where there is one. */
  atMs: z.number().int().nullable(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
})

/** One line of the ledger. `costPaise` is fractional: single tokens cost far less than a paisa. */
export const costLineView = z.object({
  kind: z.string(),
  provider: z.string(),
  quantity: z.number(),
  unit: z.string(),
  costPaise: z.number(),
  priceDate: z.string(),
})

/** Everything the call page shows. */
export const callView = callSummaryView.extend({
  dtmf: z.string(),
  transferTo: z.string().nullable(),
  /** Path of the audio behind the session, with byte ranges; null when nothing was recorded. */
  recordingUrl: z.string().nullable(),
  recordingDurationMs: z.number().int().nullable(),
  agentVersionNumber: z.number().int().nullable(),
  contact: z
    .object({ id: z.uuid(), name: z.string().nullable(), phone: z.string(), totalCalls: z.number().int(), lastCallAt: instant.nullable() })
    .nullable(),
  booking: z
    .object({ id: z.uuid(), startsAt: instant, type: z.string().nullable(), ownerName: z.string().nullable(), status: z.string() })
    .nullable(),
  turns: z.array(turn),
  extractions: z.array(callExtractionView),
  events: z.array(callEventView),
  cost: z.object({ totalPaise: z.number().int(), lines: z.array(costLineView) }),
})
export type CallView = z.infer<typeof callView>

export const callFilters = z.object({
  /** Instants or plain dates; a date is the whole day in the tenant's zone. */
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  status: z.array(callStatus).max(callStatus.options.length).optional(),
  direction: callDirection.optional(),
  /** Any part of a phone number or of the contact's name. */
  query: z.string().trim().max(60).optional(),
  contactId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  isTest: z.boolean().optional(),
})
export type CallFilters = z.infer<typeof callFilters>

export const listCallsInput = pageInput.extend({
  filters: callFilters.prefault({}),
  sort: z.enum(['newest', 'oldest', 'longest', 'costliest']).default('newest'),
})
export type ListCallsInput = z.infer<typeof listCallsInput>
export const callPage = pageOf(callSummaryView)
export type CallPage = z.infer<typeof callPage>

export const startTestCallInput = z.object({ agentId: z.uuid(), useDraft: z.boolean().default(false) })
export type StartTestCallInput = z.infer<typeof startTestCallInput>
/** `url` is the socket to open, token included; it is good for one connection within 30 s. */
export const testCallView = z.object({ callId: z.uuid(), url: z.string() })
export type TestCallView = z.infer<typeof testCallView>
