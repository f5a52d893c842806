import type { OutboundDeps, OutboundRef } from './outbound-deps'

export type Announce = ReturnType<typeof createAnnounce>

/** Sends the event of a call that was written down, and tells whoever watches. */
export function createAnnounce({ eventBus, jobs }: Pick<OutboundDeps, 'eventBus' | 'jobs'>) {
  return async ({ tenantId, outboundId }: OutboundRef, { generation, dueAt }: { generation: number; dueAt: Date }): Promise<void> => {
    const data = { tenantId, outboundId, generation, dueAt: dueAt.toISOString() }
    await Promise.all([
      eventBus.publish({ type: 'call_changed', tenantId, callId: outboundId, status: 'SCHEDULED' }),
      jobs.send({ name: 'outbound.due', id: `outbound.due:${outboundId}:${generation}`, data }),
    ])
  }
}
