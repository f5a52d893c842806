import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { AuditEntryView, AuditPage, ListAuditInput } from '../../domain/audit/audit-view'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import { cleanRecord } from '../../domain/text/clean-text'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import { insertEntry, listEntries, readActorNames, wasRefusedSince } from './audit.repository'

export type AuditService = ReturnType<typeof createAuditService>

/** A screen asks for what it shows more than once: again so soon is no second attempt. */
const SAME_ATTEMPT_MS = 60_000

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The tenant's record of who did and who tried what. Entries are never changed. */
export function createAuditService({ db, clock }: { db: Database; clock: Clock }) {
  const trail: AuditTrail = {
    async record({ tenantId, actor }, entry) {
      const clean = cleanRecord(entry) as typeof entry
      await db.tenantDb({ tenantId }, (tx) => insertEntry(tx, tenantId, actor, clean, clock.now()))
    },
  }

  /** Writes a refusal down, unless the same actor was refused the same of the same thing within the last minute. */
  async function recordRefusal(
    { tenantId, actor }: Scope,
    entry: { action: string; targetType: string; targetId: string; details: { reason: string } & Record<string, unknown> },
  ): Promise<void> {
    const clean = { ...(cleanRecord(entry) as typeof entry), outcome: 'refused' as const }
    await db.tenantDb({ tenantId }, async (tx) => {
      const now = clock.now()
      if (await wasRefusedSince(tx, tenantId, actor, clean, new Date(now.getTime() - SAME_ATTEMPT_MS))) return
      await insertEntry(tx, tenantId, actor, clean, now)
    })
  }

  async function list(scope: Scope, input: ListAuditInput): Promise<AuditPage> {
    const after = input.cursor ? decodeCursor(input.cursor) : null
    return db.tenantDb(scope, async (tx) => {
      const rows = await listEntries(tx, scope.tenantId, input, after)
      const page = rows.slice(0, input.limit)
      const idsOf = (type: string) => [
        ...new Set(page.flatMap((row) => (row.actorType === type && row.actorId && UUID.test(row.actorId) ? [row.actorId] : []))),
      ]
      const names = await readActorNames(tx, scope.tenantId, { userIds: idsOf('user'), apiKeyIds: idsOf('api_key') })
      const last = page.at(-1)
      const nextCursor = rows.length > input.limit && last ? encodeCursor({ value: last.at.toISOString(), id: last.id }) : null
      return { items: page.map((row) => toView(row, names)), nextCursor }
    })
  }

  return { ...trail, recordRefusal, list }
}

type Row = Awaited<ReturnType<typeof listEntries>>[number]

function toView(row: Row, names: Map<string, string>): AuditEntryView {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorType: row.actorType as AuditEntryView['actorType'],
    actorId: row.actorId,
    actorName: row.actorId ? (names.get(row.actorId) ?? null) : null,
    action: row.action,
    targetType: row.targetType,
    targetId: row.targetId,
    outcome: row.outcome as AuditEntryView['outcome'],
    details: row.details as Record<string, unknown> | null,
  }
}
