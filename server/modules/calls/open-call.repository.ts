import type { TenantDb } from '../../db/transaction'

/** Who answers a test call: the published version, or the draft. Null when the agent or that version does not exist. */
export async function findTestAgent(db: TenantDb, query: { tenantId: string; agentId: string; useDraft: boolean }) {
  const agent = await db.agent.findUnique({
    where: { tenantId_id: { tenantId: query.tenantId, id: query.agentId } },
    select: { id: true, publishedVersionId: true, versions: { where: { status: 'DRAFT' }, select: { id: true }, take: 1 } },
  })
  if (!agent) return null
  const draftId = agent.versions[0]?.id ?? null
  return { agentId: agent.id, versionId: query.useDraft ? (draftId ?? agent.publishedVersionId) : agent.publishedVersionId }
}

/** How busy a tenant and the media-servers are. */
export async function readLoad(db: TenantDb, query: { tenantId: string; now: Date; mediaServersSeenAfter: Date }) {
  const rows = await db.$queryRaw<{ status: string; maxConcurrentCalls: number; activeCalls: number; freePlaces: number }[]>`
    SELECT t."status"::text AS "status", t."maxConcurrentCalls", load."activeCalls", load."freePlaces"
    FROM "Tenant" t CROSS JOIN LATERAL
      doors.line_load(t."id", t."maxConcurrentCalls", ${query.now}::timestamptz, ${query.mediaServersSeenAfter}::timestamptz) load
    WHERE t."id" = ${query.tenantId}::uuid`
  return rows[0] ?? null
}
