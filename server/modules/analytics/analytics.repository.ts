import { IS_ANSWERED, IS_COUNTED, IS_FAILED, IS_INBOUND_DECIDED, IS_MISSED, IS_UNREACHED } from '../../db/call-measures'
import type { TenantDb } from '../../db/transaction'

export { readResponseTimes } from '../../db/call-measures'

export type Period = { tenantId: string; from: Date; before: Date; timezone: string }

export type CallTotals = {
  totalCalls: number
  completedCalls: number
  inboundCalls: number
  answeredCalls: number
  missedCalls: number
  failedCalls: number
  unreachedCalls: number
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
      count(*) FILTER (WHERE ${IS_INBOUND_DECIDED})::int AS "inboundCalls",
      count(*) FILTER (WHERE ${IS_ANSWERED})::int AS "answeredCalls",
      count(*) FILTER (WHERE ${IS_MISSED})::int AS "missedCalls",
      count(*) FILTER (WHERE ${IS_FAILED})::int AS "failedCalls",
      count(*) FILTER (WHERE ${IS_UNREACHED})::int AS "unreachedCalls",
      coalesce(avg("durationSeconds") FILTER (WHERE "status" = 'COMPLETED'), 0)::float AS "avgDuration",
      coalesce(sum("costPaise"), 0)::int AS "totalCostPaise",
      count(*) FILTER (WHERE "sentiment" = 'POSITIVE')::int AS "positive",
      count(*) FILTER (WHERE "sentiment" = 'NEUTRAL')::int AS "neutral",
      count(*) FILTER (WHERE "sentiment" = 'NEGATIVE')::int AS "negative"
    FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND ${IS_COUNTED} AND "startedAt" >= ${from}::timestamptz AND "startedAt" < ${before}::timestamptz`
  const [row] = rows
  if (!row) throw new Error('Counting calls returned no row')
  return row
}

export type DayCounts = { calls: number; completed: number; missed: number; failed: number; unreached: number; costPaise: number }
export type DayHour = DayCounts & { date: string; hour: number }

/** Calls by day and hour of the tenant's zone; only those with calls. */
export function countByDayAndHour(db: TenantDb, { tenantId, from, before, timezone }: Period): Promise<DayHour[]> {
  return db.$queryRaw<DayHour[]>`
    SELECT to_char("startedAt" AT TIME ZONE ${timezone}, 'YYYY-MM-DD') AS "date",
      extract(hour FROM "startedAt" AT TIME ZONE ${timezone})::int AS "hour",
      count(*)::int AS "calls", count(*) FILTER (WHERE "status" = 'COMPLETED')::int AS "completed",
      count(*) FILTER (WHERE ${IS_MISSED})::int AS "missed", count(*) FILTER (WHERE ${IS_FAILED})::int AS "failed",
      count(*) FILTER (WHERE ${IS_UNREACHED})::int AS "unreached", coalesce(sum("costPaise"), 0)::int AS "costPaise"
    FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND ${IS_COUNTED} AND "startedAt" >= ${from}::timestamptz AND "startedAt" < ${before}::timestamptz
    GROUP BY 1, 2`
}

export function countExtractions(db: TenantDb, { tenantId, from, before }: Period): Promise<{ type: string; count: number }[]> {
  return db.$queryRaw<{ type: string; count: number }[]>`
    SELECT e."type", count(*)::int AS "count" FROM "Extraction" e JOIN "Call" c ON c."tenantId" = e."tenantId" AND c."id" = e."callId"
    WHERE c."tenantId" = ${tenantId}::uuid AND NOT c."isTest" AND c."startedAt" >= ${from}::timestamptz AND c."startedAt" < ${before}::timestamptz
    GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`
}

export async function readTimezone(db: TenantDb, tenantId: string): Promise<string> {
  return (await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { timezone: true } })).timezone
}
