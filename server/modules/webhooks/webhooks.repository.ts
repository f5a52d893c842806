import type { Prisma } from '../../db/generated/client'
import { newId, type TenantDb } from '../../db/transaction'
import type { CallDelivery } from '../../domain/telephony/call-delivery'

export type StoredDelivery = { webhookId: string | null; callId: string | null; isTransferAsked: boolean }

/**
 * Stores a delivery once and finds its call, in one statement: the vendor waits for the answer.
 * @returns `webhookId` null when the same delivery is there already
 */
export async function storeDelivery(
  db: TenantDb,
  delivery: { tenantId: string; source: string; eventId: string; vendorCallId: string; payload: CallDelivery; receivedAt: Date },
): Promise<StoredDelivery> {
  const { tenantId, source, eventId, vendorCallId, payload, receivedAt } = delivery
  const rows = await db.$queryRaw<StoredDelivery[]>`
    WITH known AS (
      SELECT "id", "transferRequestedAt" FROM "Call"
      WHERE "tenantId" = ${tenantId}::uuid AND "provider" = 'EXOTEL' AND "externalId" = ${vendorCallId}
    ), stored AS (
      INSERT INTO "WebhookInbox" ("id", "tenantId", "source", "eventId", "payload", "status", "receivedAt")
      SELECT ${newId()}::uuid, ${tenantId}::uuid, ${source}, ${eventId}, ${JSON.stringify(payload)}::jsonb,
        (CASE WHEN EXISTS (SELECT FROM known) THEN 'PENDING' ELSE 'WAITING' END)::"WebhookStatus", ${receivedAt}::timestamptz
      ON CONFLICT ("tenantId", "source", "eventId") DO NOTHING RETURNING "id"
    )
    SELECT (SELECT "id" FROM stored) AS "webhookId", (SELECT "id" FROM known) AS "callId",
      coalesce((SELECT "transferRequestedAt" IS NOT NULL FROM known), false) AS "isTransferAsked"`
  const [row] = rows
  if (!row) throw new Error('Storing a delivery returned no row')
  return row
}

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
      JOIN "WebhookInbox" w ON w."tenantId" = c."tenantId" AND w."status" = 'WAITING' AND w."payload"->>'vendorCallId' = c."externalId"
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
