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

/** Deliveries nobody has applied yet and whose call is known, even if it was not when they came. Oldest first. */
export async function listApplicableDeliveries(
  db: TenantDb,
  tenantId: string,
  { receivedAfter, limit }: { receivedAfter: Date; limit: number },
) {
  return db.$queryRaw<{ id: string; payload: unknown; receivedAt: Date }[]>`
    SELECT w."id", w."payload", w."receivedAt" FROM "WebhookInbox" w
    WHERE w."tenantId" = ${tenantId}::uuid AND w."source" IN ('exotel.status', 'exotel.passthru') AND (
      w."status" = 'PENDING'
      OR (w."status" = 'WAITING' AND w."receivedAt" > ${receivedAfter}::timestamptz AND EXISTS (
        SELECT FROM "Call" c WHERE c."tenantId" = w."tenantId" AND c."provider" = 'EXOTEL' AND c."externalId" = w."payload"->>'vendorCallId'))
    )
    ORDER BY w."receivedAt", w."id" LIMIT ${limit}::int`
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
