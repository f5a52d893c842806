import { Prisma } from './generated/client'
import type { TenantDb } from './transaction'

/**
 * What a business counts of its calls, as conditions on the columns of "Call". Every figure takes them from here: the same word
 * means the same on every screen. A caller reached somebody, found nobody, or met a fault of ours: no call is two of these.
 */

/** Calls that were made. One that is only planned, or was taken back, is none yet; a test is none of the business. */
export const IS_COUNTED = Prisma.sql`(NOT "isTest" AND "status" NOT IN ('SCHEDULED', 'CANCELLED'))`

/** Somebody spoke to the caller. A conversation that was told to us afterwards names no moment of answering. */
export const IS_ANSWERED = Prisma.sql`(${IS_COUNTED} AND "direction" = 'INBOUND' AND "status" <> 'FAILED' AND ("answeredAt" IS NOT NULL OR "status" = 'COMPLETED'))`

/** A caller found nobody. */
export const IS_MISSED = Prisma.sql`(${IS_COUNTED} AND "direction" = 'INBOUND' AND "answeredAt" IS NULL AND "status" IN ('NO_ANSWER', 'BUSY'))`

/** A fault ended the call, or kept it from beginning; either direction. */
export const IS_FAILED = Prisma.sql`(${IS_COUNTED} AND "status" = 'FAILED')`

/** Somebody we called did not pick up. */
export const IS_UNREACHED = Prisma.sql`(${IS_COUNTED} AND "direction" = 'OUTBOUND' AND "status" IN ('NO_ANSWER', 'BUSY'))`

/** Calls that came in and were decided: every one of them was answered, missed, or failed. */
export const IS_INBOUND_DECIDED = Prisma.sql`(${IS_ANSWERED} OR ${IS_MISSED} OR (${IS_FAILED} AND "direction" = 'INBOUND'))`

/** Milliseconds from the caller's end of speech to the first frame out, of half the turns and of 95 in 100; null without a timed turn. */
export type ResponseTimes = { p50: number | null; p95: number | null }

export async function readResponseTimes(
  db: TenantDb,
  { tenantId, from, before }: { tenantId: string; from: Date; before: Date },
): Promise<ResponseTimes> {
  const rows = await db.$queryRaw<ResponseTimes[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY waited)::float AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY waited)::float AS p95
    FROM (
      SELECT (t."timings"->>'firstFrameMs')::float AS waited
      FROM "Call" c JOIN "TranscriptTurn" t ON t."tenantId" = c."tenantId" AND t."callId" = c."id"
      WHERE c."tenantId" = ${tenantId}::uuid AND ${IS_COUNTED} AND t."role" = 'AGENT'
        AND c."startedAt" >= ${from}::timestamptz AND c."startedAt" < ${before}::timestamptz
    ) timed WHERE waited IS NOT NULL`
  return rows[0] ?? { p50: null, p95: null }
}
