import { z } from 'zod'
import { cleanText } from '../text/clean-text'
import type { Turn } from '../transcript/turn'
import { callStatus } from './call-status'
import type { CallSummaryView, CallView } from './call-view'
import { callDirection, callProvider, callSentiment } from './call-view'

const instant = z.iso.datetime()

/** A call as the REST API lists it: JSON in snake_case, times ISO 8601 UTC, phones E.164 (null when withheld), money paise. */
export const callListItem = z
  .object({
    id: z.uuid(),
    call_sid: z.string().nullable(),
    provider: callProvider,
    direction: callDirection,
    status: callStatus,
    end_reason: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    started_at: instant,
    duration_seconds: z.number().int().nullable(),
    contact_id: z.uuid().nullable(),
    booking_id: z.uuid().nullable(),
    summary: z.string().nullable(),
    sentiment: callSentiment.nullable(),
    cost_paise: z.number().int(),
  })
  .meta({ id: 'CallListItem' })
export type CallListItem = z.infer<typeof callListItem>

export const callListResource = z
  .object({
    calls: z.array(callListItem),
    pagination: z.object({ total: z.number().int(), page: z.number().int(), pages: z.number().int() }),
  })
  .meta({ id: 'CallList' })
export type CallListResource = z.infer<typeof callListResource>

const turnResource = z.object({
  index: z.number().int(),
  role: z.enum(['caller', 'agent']),
  text: z.string(),
  heard_text: z.string().nullable(),
  interrupted: z.boolean(),
  started_ms: z.number().int(),
  ended_ms: z.number().int(),
  language: z.string().nullable(),
  confidence: z.number().nullable(),
  timings: z
    .object({
      endpoint_ms: z.number().nullable(),
      transcript_ms: z.number().nullable(),
      first_token_ms: z.number().nullable(),
      first_audio_ms: z.number().nullable(),
      first_frame_ms: z.number().nullable(),
      added_ms: z.number().nullable(),
    })
    .nullable(),
})

const extractionResource = z.object({
  id: z.uuid(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  confidence: z.number().nullable(),
  created_at: instant,
})
export type ExtractionResource = z.infer<typeof extractionResource>

/** One call with everything known about it. `heard_text` of an interrupted turn is what was played. */
export const callResource = z
  .object({
    id: z.uuid(),
    call_sid: z.string().nullable(),
    provider: callProvider,
    direction: callDirection,
    status: callStatus,
    end_reason: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    started_at: instant,
    answered_at: instant.nullable(),
    ended_at: instant.nullable(),
    duration_seconds: z.number().int().nullable(),
    contact_id: z.uuid().nullable(),
    booking_id: z.uuid().nullable(),
    summary: z.string().nullable(),
    sentiment: callSentiment.nullable(),
    recording_url: z.string().nullable(),
    dtmf: z.string(),
    turns: z.array(turnResource),
    extractions: z.array(extractionResource),
    cost: z.object({
      total_paise: z.number().int(),
      lines: z.array(
        z.object({
          kind: z.string(),
          provider: z.string(),
          quantity: z.number(),
          unit: z.string(),
          cost_paise: z.number(),
          price_date: z.string(),
        }),
      ),
    }),
    events: z.array(
      z.object({ at: instant, at_ms: z.number().int().nullable(), type: z.string(), data: z.record(z.string(), z.unknown()) }),
    ),
  })
  .meta({ id: 'Call' })
export type CallResource = z.infer<typeof callResource>

export function toCallListItem(call: CallSummaryView): CallListItem {
  return {
    id: call.id,
    call_sid: call.callSid,
    provider: call.provider,
    direction: call.direction,
    status: call.status,
    end_reason: call.endReason,
    from: call.from,
    to: call.to,
    started_at: call.startedAt,
    duration_seconds: call.durationSeconds,
    contact_id: call.contactId,
    booking_id: call.bookingId,
    summary: call.summary,
    sentiment: call.sentiment,
    cost_paise: call.costPaise,
  }
}

/** @param appUrl public origin: the recording is fetched with the same credentials as the call */
export function toCallResource(call: CallView, appUrl: string): CallResource {
  const { cost_paise: _, ...item } = toCallListItem(call)
  return {
    ...item,
    answered_at: call.answeredAt,
    ended_at: call.endedAt,
    recording_url: call.recordingUrl && new URL(call.recordingUrl, appUrl).href,
    dtmf: call.dtmf,
    turns: call.turns.map(toTurnResource),
    extractions: call.extractions.map(({ id, type, data, confidence, createdAt }) => ({
      id,
      type,
      data,
      confidence,
      created_at: createdAt,
    })),
    cost: {
      total_paise: call.cost.totalPaise,
      lines: call.cost.lines.map(({ costPaise, priceDate, ...line }) => ({ ...line, cost_paise: costPaise, price_date: priceDate })),
    },
    events: call.events.map(({ at, atMs, type, data }) => ({ at, at_ms: atMs, type, data })),
  }
}

function toTurnResource({ heardText, startedMs, endedMs, timings, ...rest }: Turn): z.infer<typeof turnResource> {
  return {
    ...rest,
    heard_text: heardText,
    started_ms: startedMs,
    ended_ms: endedMs,
    timings: timings && {
      endpoint_ms: timings.endpointMs ?? null,
      transcript_ms: timings.transcriptMs ?? null,
      first_token_ms: timings.firstTokenMs ?? null,
      first_audio_ms: timings.firstAudioMs ?? null,
      first_frame_ms: timings.firstFrameMs ?? null,
      added_ms: timings.addedMs ?? null,
    },
  }
}

/** Words of an enum in any case and either separator: `no-answer` is NO_ANSWER. */
const word = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((given) => (typeof given === 'string' ? given.trim().toUpperCase().replaceAll('-', '_') : given), schema)

const PAGE_LIMIT = 100

/** Query of the calls list. A date is the whole day in the tenant's zone. */
export const listCallsQuery = z.object({
  from: z.string().max(40).optional(),
  to: z.string().max(40).optional(),
  /** One or several, separated by commas. */
  status: z.preprocess((given) => (typeof given === 'string' ? given.split(',') : given), z.array(word(callStatus)).max(7)).optional(),
  direction: word(callDirection).optional(),
  contact_id: z.uuid().optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(20),
})
export type ListCallsQuery = z.infer<typeof listCallsQuery>

const text = (max: number) => z.string().max(max)

/** One thing somebody said, told by an outside orchestrator (sources, voice platform 7.2). The same chunk again is kept once. */
export const transcriptChunkInput = z
  .object({
    role: z.enum(['caller', 'agent']),
    content: text(20_000).refine((given) => cleanText(given).trim() !== '', 'must not be blank'),
    timestamp: z.iso.datetime({ offset: true }),
    confidence: z.number().min(0).max(1).nullish(),
    language: text(20).nullish(),
  })
  .meta({ id: 'TranscriptChunk' })
export type TranscriptChunkInput = z.infer<typeof transcriptChunkInput>
export const transcriptChunkAccepted = z.object({ call_id: z.uuid(), index: z.number().int() }).meta({ id: 'TranscriptChunkAccepted' })

/** Structured data taken from a call. The same data again is kept once. */
export const extractionInput = z
  .object({
    type: z.string().trim().min(1).max(100),
    data: z.record(z.string().max(200), z.unknown()),
    confidence: z.number().min(0).max(1).nullish(),
  })
  .meta({ id: 'ExtractionInput' })
export type ExtractionInput = z.infer<typeof extractionInput>
export const extractionAccepted = z.object({ call_id: z.uuid(), id: z.uuid() }).meta({ id: 'ExtractionAccepted' })

/** The end of a call, told by an outside orchestrator. The first status counts; told again it changes nothing. */
export const completeCallInput = z
  .object({
    status: word(z.enum(['COMPLETED', 'FAILED', 'NO_ANSWER', 'BUSY'])),
    duration: z.number().min(0).max(86_400).nullish(),
    summary: text(20_000).nullish(),
    sentiment: word(callSentiment).nullish(),
  })
  .meta({ id: 'CompleteCall' })
export type CompleteCallInput = z.infer<typeof completeCallInput>
export const callCompleted = z.object({ call_id: z.uuid(), status: callStatus }).meta({ id: 'CallCompleted' })
