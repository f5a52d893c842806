import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { ListAuditInput } from '../../domain/audit/audit-view'
import type { Position } from '../../domain/paging/cursor'
import type { AuditActor, AuditEntry } from '../../ports/audit-trail'

export async function insertEntry(db: TenantDb, tenantId: string, actor: AuditActor, entry: AuditEntry, at: Date): Promise<void> {
  const { details, ...rest } = entry
  await db.auditLog.create({
    data: { ...rest, tenantId, at, actorType: actor.type, actorId: actor.id, details: details as Prisma.InputJsonObject | undefined },
    select: { id: true },
  })
}

/**
 * Whether the same actor was refused the same thing, for the same reason, since then. Until the transaction ends nobody else asks
 * the same: what a page asks all at once is answered one after the other.
 */
export async function wasRefusedSince(db: TenantDb, tenantId: string, actor: AuditActor, entry: AuditEntry, since: Date): Promise<boolean> {
  const { action, targetType, targetId, outcome, details } = entry
  const key = JSON.stringify(['audit', tenantId, actor.id, action, targetType, targetId])
  await db.$queryRaw`SELECT 1 AS done FROM (SELECT pg_advisory_xact_lock(hashtext(${key}))) AS locked`
  const same = { tenantId, actorType: actor.type, actorId: actor.id, action, targetType, targetId, outcome }
  const reason = { path: ['reason'], equals: String(details?.reason) }
  return (await db.auditLog.count({ where: { ...same, at: { gt: since }, details: reason } })) > 0
}

/** Newest first, one more than asked for so that the caller sees whether there is a next page. */
export async function listEntries(db: TenantDb, tenantId: string, input: ListAuditInput, after: Position | null) {
  const at = after ? new Date(String(after.value)) : null
  return db.auditLog.findMany({
    where: {
      tenantId,
      action: input.action,
      outcome: input.outcome,
      ...(at && after ? { OR: [{ at: { lt: at } }, { at, id: { lt: after.id } }] } : {}),
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: input.limit + 1,
  })
}

/** Names of the people and keys that acted. People who left the tenant have none. */
export async function readActorNames(
  db: TenantDb,
  tenantId: string,
  actors: { userIds: string[]; apiKeyIds: string[] },
): Promise<Map<string, string>> {
  const users = await db.user.findMany({ where: { id: { in: actors.userIds } }, select: { id: true, name: true, email: true } })
  const keys = await db.apiKey.findMany({ where: { tenantId, id: { in: actors.apiKeyIds } }, select: { id: true, name: true } })
  return new Map([...users.map(({ id, name, email }) => [id, name ?? email] as const), ...keys.map(({ id, name }) => [id, name] as const)])
}
