import type { TenantDb } from '../../db/transaction'
import { ACTIVE_STATUSES } from '../../domain/calls/call-status'

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

/** How busy a tenant and the media-servers are. Calls another vendor places take no line of ours; more than may be are not counted. */
export async function readLoad(db: TenantDb, query: { tenantId: string; now: Date; mediaServersSeenAfter: Date }) {
  const rows = await db.$queryRaw<{ status: string; maxConcurrentCalls: number; activeCalls: number; freePlaces: number }[]>`
    SELECT t."status"::text AS "status", t."maxConcurrentCalls",
      (SELECT count(*)::int FROM (
        SELECT 1 FROM "Call" c WHERE c."tenantId" = t."id" AND c."status" = ANY(${[...ACTIVE_STATUSES]}::"CallStatus"[])
          AND c."provider" IN ('EXOTEL', 'TWILIO', 'BROWSER') AND (c."status" <> 'RINGING' OR c."tidyUpAt" > ${query.now}::timestamptz)
        LIMIT t."maxConcurrentCalls"
      ) AS active) AS "activeCalls",
      (SELECT coalesce(sum(greatest(m."capacity" - m."activeCalls", 0)), 0)::int FROM "MediaServer" m
        WHERE NOT m."isDraining" AND m."heartbeatAt" > ${query.mediaServersSeenAfter}::timestamptz) AS "freePlaces"
    FROM "Tenant" t WHERE t."id" = ${query.tenantId}::uuid`
  return rows[0] ?? null
}
