import type { Database, TenantDb } from '../../server/db/transaction'
import { createLinksService } from '../../server/modules/links/links.service'

/** Lets the product's own rules decide whose calls these were, in the transaction that made them. */
export async function linkCalls(db: TenantDb, calls: { tenantId: string; callId: string }[], now: Date): Promise<void> {
  const inTransaction: Pick<Database, 'tenantDb'> = { tenantDb: (_scope, work) => work(db) }
  const links = createLinksService({
    db: inTransaction as Database,
    clock: { now: () => now },
    // Nobody looks on yet, and nothing is to follow.
    jobs: { send: async () => {} },
    eventBus: { publish: async () => {}, subscribe: async () => async () => {} },
    audit: { record: async () => {} },
  })
  for (const call of calls) await links.link(call)
}
