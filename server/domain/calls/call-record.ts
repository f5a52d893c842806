import { z } from 'zod'
import { turn } from '../transcript/turn'

/**
 * What the media-server knows about a running call, one fact at a time. Facts are journalled on the media-server's disk
 * and applied through `calls.applyFacts`, so each is idempotent by `(callId, key)`.
 */
export const callFact = z.discriminatedUnion('type', [
  z.object({ type: z.literal('answered'), key: z.string(), at: z.iso.datetime() }),
  z.object({ type: z.literal('turn'), key: z.string(), turn }),
  z.object({
    type: z.literal('event'),
    key: z.string(),
    at: z.iso.datetime(),
    atMs: z.number().int().nullable(),
    event: z.string(),
    data: z.record(z.string(), z.unknown()),
  }),
  z.object({ type: z.literal('dtmf'), key: z.string(), at: z.iso.datetime(), digit: z.string().max(1) }),
  z.object({
    type: z.literal('extraction'),
    key: z.string(),
    extractionType: z.string(),
    data: z.record(z.string(), z.unknown()),
    confidence: z.number().nullable(),
  }),
  /** Running totals, not increments: the newest replaces the older. */
  z.object({
    type: z.literal('usage'),
    key: z.string(),
    usage: z.array(
      z.object({
        kind: z.enum(['telephony', 'stt', 'llm_input', 'llm_cached_input', 'llm_output', 'tts', 'conversation']),
        provider: z.string(),
        quantity: z.number(),
        unit: z.enum(['second', 'pulse', 'character', 'token', 'cent']),
      }),
    ),
  }),
  z.object({ type: z.literal('recording'), key: z.string(), recordingKey: z.string(), durationMs: z.number().int() }),
  z.object({ type: z.literal('transfer_requested'), key: z.string(), at: z.iso.datetime(), to: z.string().nullable() }),
  z.object({
    type: z.literal('ended'),
    key: z.string(),
    at: z.iso.datetime(),
    endReason: z.string(),
    hadConversation: z.boolean(),
    failed: z.boolean(),
  }),
])
export type CallFact = z.infer<typeof callFact>

/** What a media-server gets in exchange for a valid stream token. */
export type ClaimedCall = {
  tenantId: string
  callId: string
  /** The vendor's id of the call; null for browser calls. */
  externalId: string | null
  transport: 'exotel' | 'browser'
  direction: 'inbound' | 'outbound'
  tenantName: string
  businessType: 'medical' | 'restaurant' | 'salon' | 'consultant' | 'general'
  timezone: string
  /** E.164; null when withheld. */
  fromPhone: string | null
  agentId: string
  agentVersionId: string
  agent: import('../agents/agent-config').AgentConfig
  /** E.164 to put the caller through to, or null. */
  transferTo: string | null
}

/** What an agent is told of the other side before it speaks. */
export type CallerContext = {
  /** Whom to greet by name; null: nobody. */
  name: string | null
  /** Lines of plain words, some of them callers': data for a language model, never instructions. */
  notes: string
}
