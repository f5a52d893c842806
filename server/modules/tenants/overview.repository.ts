import { IS_ANSWERED, IS_MISSED } from '../../db/call-measures'
import type { TenantDb } from '../../db/transaction'
import type { AttentionItem } from '../../domain/tenants/tenant-view'

export type DayCounts = { day: number; answered: number; missed: number; spentPaise: number }

/**
 * Calls by day. `starts` are the days' first instants, oldest first; `day` counts from 1.
 * Test calls count in the money only: they cost the same.
 */
export function countCallsByDay(db: TenantDb, starts: Date[], before: Date): Promise<DayCounts[]> {
  return db.$queryRaw<DayCounts[]>`
    SELECT width_bucket("startedAt", ${starts}::timestamptz[]) AS "day",
      (count(*) FILTER (WHERE ${IS_ANSWERED}))::int AS "answered",
      (count(*) FILTER (WHERE ${IS_MISSED}))::int AS "missed",
      coalesce(sum("costPaise"), 0)::int AS "spentPaise"
    FROM "Call" WHERE "startedAt" >= ${starts[0]}::timestamptz AND "startedAt" < ${before}::timestamptz
    GROUP BY 1`
}

/** Bookings by the day they were made. */
export function countBookingsByDay(db: TenantDb, starts: Date[], before: Date): Promise<{ day: number; bookings: number }[]> {
  return db.$queryRaw<{ day: number; bookings: number }[]>`
    SELECT width_bucket("createdAt", ${starts}::timestamptz[]) AS "day", count(*)::int AS "bookings"
    FROM "Booking" WHERE "createdAt" >= ${starts[0]}::timestamptz AND "createdAt" < ${before}::timestamptz
    GROUP BY 1`
}

export async function countLiveCalls(db: TenantDb): Promise<number> {
  return db.call.count({ where: { isTest: false, status: { in: ['RINGING', 'CONNECTING', 'IN_PROGRESS'] } } })
}

export { readResponseTimes } from '../../db/call-measures'

type AttentionRow = Omit<AttentionItem, 'at'> & { at: Date }

/** What a person should look at, newest first: a missed caller who got through later is not among it. */
export function listNeedsAttention(db: TenantDb, since: Date, limit: number): Promise<AttentionRow[]> {
  return db.$queryRaw<AttentionRow[]>`
    WITH recent AS (
      SELECT * FROM "Call" WHERE "startedAt" >= ${since}::timestamptz AND NOT "isTest"
    ), wanted AS (
      SELECT c."id", e."type", e."data" FROM recent c JOIN "Extraction" e ON e."tenantId" = c."tenantId" AND e."callId" = c."id"
    ), judged AS (
      SELECT c.*, CASE
        WHEN EXISTS (SELECT FROM wanted w WHERE w."id" = c."id" AND w."data"->>'urgency' IN ('urgent', 'emergency')) THEN 'urgent_call'
        WHEN EXISTS (SELECT FROM wanted w WHERE w."id" = c."id" AND (w."data"->>'callback_requested' = 'true' OR w."data"->>'callback_time' <> ''))
          THEN 'callback_requested'
        WHEN c."status" = 'FAILED' THEN 'failed_call'
        WHEN c."direction" = 'INBOUND' AND c."answeredAt" IS NULL AND c."status" IN ('NO_ANSWER', 'BUSY') AND NOT EXISTS (
          SELECT FROM recent later WHERE later."fromPhone" = c."fromPhone" AND later."startedAt" > c."startedAt" AND later."answeredAt" IS NOT NULL
        ) THEN 'missed_call'
        WHEN c."sentiment" = 'NEGATIVE' THEN 'negative_call'
      END AS "kind"
      FROM recent c
    )
    SELECT j."kind", j."id" AS "callId", j."startedAt" AS "at", p."name" AS "contactName", j."fromPhone" AS "phone", j."summary"
    FROM judged j LEFT JOIN "Contact" p ON p."tenantId" = j."tenantId" AND p."id" = j."contactId"
    WHERE j."kind" IS NOT NULL ORDER BY j."startedAt" DESC LIMIT ${limit}::int`
}

export type FirstRunFacts = { hasHeardAgent: boolean; hasNumber: boolean; hasKnowledge: boolean; defaultAgentId: string | null }

export async function readFirstRunFacts(db: TenantDb): Promise<FirstRunFacts> {
  const [row] = await db.$queryRaw<FirstRunFacts[]>`
    SELECT EXISTS (SELECT FROM "Call" WHERE "isTest" AND "answeredAt" IS NOT NULL) AS "hasHeardAgent",
      EXISTS (SELECT FROM "PhoneNumber" WHERE "isActive") AS "hasNumber",
      EXISTS (SELECT FROM "KnowledgeItem") OR EXISTS (SELECT FROM "AgentVersion" WHERE "number" > 1) AS "hasKnowledge",
      (SELECT "id" FROM "Agent" ORDER BY "isDefault" DESC, "createdAt" LIMIT 1) AS "defaultAgentId"`
  return row ?? { hasHeardAgent: false, hasNumber: false, hasKnowledge: false, defaultAgentId: null }
}
