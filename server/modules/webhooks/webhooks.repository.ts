import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'

const STORED = { id: true, payload: true, status: true, receivedAt: true } as const

export async function findDelivery(db: TenantDb, tenantId: string, webhookId: string) {
  return db.webhookInbox.findUnique({ where: { tenantId_id: { tenantId, id: webhookId } }, select: STORED })
}

/**
 * Deliveries nobody has applied yet and whose call is known. A call and a delivery about it may be stored at the same moment,
 * neither seeing the other: such a delivery waits without need, and is found from the side of calls begun since `callsSince`.
 */
export async function listApplicableDeliveries(db: TenantDb, tenantId: string, { callsSince, limit }: { callsSince: Date; limit: number }) {
  return db.$queryRaw<{ id: string; payload: unknown; receivedAt: Date }[]>`
    (
      SELECT "id", "payload", "receivedAt" FROM "WebhookInbox"
      WHERE "tenantId" = ${tenantId}::uuid AND "status" = 'PENDING' AND "source" IN ('exotel.status', 'exotel.passthru')
      ORDER BY "receivedAt" LIMIT ${limit}::int
    ) UNION ALL (
      SELECT w."id", w."payload", w."receivedAt" FROM "Call" c
      JOIN "WebhookInbox" w ON w."tenantId" = c."tenantId" AND w."status" = 'WAITING' AND w."vendorCallId" = c."externalId"
      WHERE c."tenantId" = ${tenantId}::uuid AND c."startedAt" > ${callsSince}::timestamptz AND c."provider" = 'EXOTEL' LIMIT ${limit}::int
    )`
}

export async function markDeliveries(
  db: TenantDb,
  tenantId: string,
  ids: string[],
  mark: Pick<Prisma.WebhookInboxUncheckedUpdateInput, 'status' | 'appliedAt' | 'error'>,
): Promise<void> {
  if (ids.length === 0) return
  await db.webhookInbox.updateMany({ where: { tenantId, id: { in: ids } }, data: { ...mark, attempts: { increment: 1 } } })
}
