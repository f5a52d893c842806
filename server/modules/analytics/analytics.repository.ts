import type { TenantDb } from '../../db/transaction'

export type Period = { tenantId: string; from: Date; before: Date; timezone: string }

export type CallTotals = {
  totalCalls: number
  completedCalls: number
  missedCalls: number
  failedCalls: number
  avgDuration: number
  totalCostPaise: number
  positive: number
  neutral: number
  negative: number
}

export async function readTotals(db: TenantDb, { tenantId, from, before }: Period): Promise<CallTotals> {
  const rows = await db.$queryRaw<CallTotals[]>`
    SELECT count(*)::int AS "totalCalls",
      count(*) FILTER (WHERE "status" = 'COMPLETED')::int AS "completedCalls",
      count(*) FILTER (WHERE "status" IN ('NO_ANSWER', 'BUSY'))::int AS "missedCalls",
      count(*) FILTER (WHERE "status" = 'FAILED')::int AS "failedCalls",
      coalesce(avg("durationSeconds") FILTER (WHERE "status" = 'COMPLETED'), 0)::float AS "avgDuration",
      coalesce(sum("costPaise"), 0)::int AS "totalCostPaise",
      count(*) FILTER (WHERE "sentiment" = 'POSITIVE')::int AS "positive",
      count(*) FILTER (WHERE "sentiment" = 'NEUTRAL')::int AS "neutral",
      count(*) FILTER (WHERE "sentiment" = 'NEGATIVE')::int AS "negative"
    FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND NOT "isTest" AND "startedAt" >= ${from}::timestamptz AND "startedAt" < ${before}::timestamptz`
  const [row] = rows
  if (!row) throw new Error('Counting calls returned no row')
  return row
}

export type DayHour = { date: string; hour: number; calls: number; completed: number; missed: number; costPaise: number }

/** Calls by day and hour of the tenant's zone; only those with calls. */
export function countByDayAndHour(db: TenantDb, { tenantId, from, before, timezone }: Period): Promise<DayHour[]> {
  return db.$queryRaw<DayHour[]>`
    SELECT to_char("startedAt" AT TIME ZONE ${timezone}, 'YYYY-MM-DD') AS "date",
      extract(hour FROM "startedAt" AT TIME ZONE ${timezone})::int AS "hour",
      count(*)::int AS "calls", count(*) FILTER (WHERE "status" = 'COMPLETED')::int AS "completed",
      count(*) FILTER (WHERE "status" IN ('NO_ANSWER', 'BUSY'))::int AS "missed", coalesce(sum("costPaise"), 0)::int AS "costPaise"
    FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND NOT "isTest" AND "startedAt" >= ${from}::timestamptz AND "startedAt" < ${before}::timestamptz
    GROUP BY 1, 2`
}

export function countExtractions(db: TenantDb, { tenantId, from, before }: Period): Promise<{ type: string; count: number }[]> {
  return db.$queryRaw<{ type: string; count: number }[]>`
    SELECT e."type", count(*)::int AS "count" FROM "Extraction" e JOIN "Call" c ON c."tenantId" = e."tenantId" AND c."id" = e."callId"
    WHERE c."tenantId" = ${tenantId}::uuid AND NOT c."isTest" AND c."startedAt" >= ${from}::timestamptz AND c."startedAt" < ${before}::timestamptz
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`
}

/** From the caller's end of speech to the first frame out. */
export async function readResponseTimes(
  db: TenantDb,
  { tenantId, from, before }: Period,
): Promise<{ p50: number | null; p95: number | null }> {
  const rows = await db.$queryRaw<{ p50: number | null; p95: number | null }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY waited)::float AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY waited)::float AS p95
    FROM (
      SELECT (t."timings"->>'firstFrameMs')::float AS waited
      FROM "Call" c JOIN "TranscriptTurn" t ON t."tenantId" = c."tenantId" AND t."callId" = c."id"
      WHERE c."tenantId" = ${tenantId}::uuid AND NOT c."isTest" AND t."role" = 'AGENT'
        AND c."startedAt" >= ${from}::timestamptz AND c."startedAt" < ${before}::timestamptz
    ) timed WHERE waited IS NOT NULL`
  return rows[0] ?? { p50: null, p95: null }
}

export async function readTimezone(db: TenantDb, tenantId: string): Promise<string> {
  return (await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { timezone: true } })).timezone
}
