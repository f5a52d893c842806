import { z } from 'zod'

const toolCall = z.object({ type: z.literal('tool'), phase: z.literal('call'), id: z.string(), name: z.string(), arguments: z.unknown() })
const toolResult = z.object({
  type: z.literal('tool'),
  phase: z.literal('result'),
  id: z.string(),
  name: z.string(),
  ok: z.boolean(),
  result: z.unknown(),
})
const stageMs = z.number().optional()

/** What the media-server says to the page, as its README describes it. */
export const serverMessage = z.union([
  z.object({
    type: z.literal('ready'),
    call_id: z.string(),
    sample_rate: z.number(),
    agent: z.object({ name: z.string(), voice: z.string(), language: z.string() }),
    providers: z.object({ stt: z.string(), llm: z.string(), tts: z.string() }),
  }),
  z.object({ type: z.literal('state'), state: z.enum(['greeting', 'listening', 'hearing', 'thinking', 'speaking', 'ended']) }),
  z.object({
    type: z.literal('caption'),
    role: z.enum(['caller', 'agent']),
    id: z.string(),
    text: z.string(),
    heard: z.string().optional(),
    final: z.boolean(),
    interrupted: z.boolean().optional(),
    at_ms: z.number(),
  }),
  z.object({
    type: z.literal('latency'),
    turn: z.number(),
    endpoint_ms: stageMs,
    transcript_ms: stageMs,
    first_token_ms: stageMs,
    first_audio_ms: stageMs,
    first_frame_ms: stageMs,
    added_ms: stageMs,
  }),
  toolCall,
  toolResult,
  z.object({ type: z.literal('dtmf'), digit: z.string() }),
  z.object({ type: z.literal('notice'), code: z.string(), message: z.string() }),
  z.object({ type: z.literal('mark'), name: z.string() }),
  z.object({ type: z.literal('clear') }),
  z.object({ type: z.literal('ended'), reason: z.string(), call_id: z.string() }),
])
export type ServerMessage = z.infer<typeof serverMessage>

/** @returns null for messages of a kind this page does not know: they are ignored */
export function parseServerMessage(text: string): ServerMessage | null {
  try {
    return serverMessage.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
