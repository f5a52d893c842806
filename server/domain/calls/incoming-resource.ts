import { z } from 'zod'

/** What the telephone company is told to do with a call. Phones E.164. */
export type IncomingAnswer = {
  callId: string
  tenantId: string
  /** The dialled number: what the other leg shows as the caller. */
  callerId: string
  /** Stored notices about this call that came before it. */
  waitingWebhookIds: string[]
} & ({ action: 'bridge'; url: string } | { action: 'fallback'; reason: FallbackReason; fallbackNumber: string | null })

export type RefusalReason = 'no_capacity' | 'tenant_suspended' | 'no_agent'
/** `call_over`: the flow asks for a call whose stream has ended, as it does when a transfer was not answered. */
export type FallbackReason = RefusalReason | 'call_over'

/**
 * One body for two readers: Exotel's Voicebot applet takes `url`, the documented contract `action`, `bridgeTo`, `callerId`.
 * Without `url` the applet gives up and the flow goes on to its next applet, which dials `bridgeTo`.
 */
export const incomingResource = z
  .object({
    url: z.string().nullable(),
    action: z.enum(['bridge', 'fallback']),
    /** The socket when bridged, the tenant's fallback number otherwise. */
    bridgeTo: z.string().nullable(),
    callerId: z.string(),
    call_id: z.uuid(),
    /** Why the fallback answers. */
    reason: z.enum(['no_capacity', 'tenant_suspended', 'no_agent', 'call_over']).optional(),
  })
  .meta({ id: 'IncomingAnswer' })
export type IncomingResource = z.infer<typeof incomingResource>

export function toIncomingResource(answer: IncomingAnswer): IncomingResource {
  const { callerId, callId: call_id } = answer
  if (answer.action === 'bridge') return { url: answer.url, action: 'bridge', bridgeTo: answer.url, callerId, call_id }
  return { url: null, action: 'fallback', bridgeTo: answer.fallbackNumber, callerId, call_id, reason: answer.reason }
}
