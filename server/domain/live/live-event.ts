import { z } from 'zod'

/** Small notices between processes: ids and states only. The database stays the truth. */
export const liveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call_changed'), tenantId: z.string(), callId: z.string(), status: z.string() }),
  z.object({ type: z.literal('turn_added'), tenantId: z.string(), callId: z.string(), index: z.number().int() }),
  /** A call is about to reach a media-server: whoever holds the greeting cache may warm it. */
  z.object({ type: z.literal('call_opening'), tenantId: z.string(), callId: z.string(), agentId: z.string().optional() }),
  z.object({ type: z.literal('agent_published'), tenantId: z.string(), agentId: z.string() }),
  z.object({
    type: z.literal('import_changed'),
    tenantId: z.string(),
    importId: z.string(),
    status: z.string(),
    doneRows: z.number().int(),
    totalRows: z.number().int(),
  }),
])
export type LiveEvent = z.infer<typeof liveEvent>

/** Reads a notice as it travelled. @returns null for text that is no notice of ours, such as one of a newer release */
export function parseLiveEvent(text: string): LiveEvent | null {
  try {
    return liveEvent.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
