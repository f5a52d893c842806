import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import { type CallOutcome, type CallProgress, callProgress, describeCall } from '../../domain/calls/advance-call'
import type { CallFact } from '../../domain/calls/call-record'
import type { CallStatus } from '../../domain/calls/call-status'

export type CallRef = { tenantId: string; callId: string }

export type LockedCall = {
  id: string
  provider: string
  externalId: string | null
  status: CallStatus
  startedAt: Date
  progress: CallProgress
  isSettled: boolean
}

type LockedRow = { id: string; provider: string; externalId: string | null; status: CallStatus; startedAt: Date; progress: unknown }

const toLocked = (row: LockedRow): LockedCall => {
  const progress = callProgress.parse(row.progress)
  return { ...row, progress, isSettled: describeCall(progress).isSettled }
}

/** The call, locked until the transaction ends: what is said about one call is taken in one at a time. */
export async function lockCall(db: TenantDb, { tenantId, callId }: CallRef): Promise<LockedCall | null> {
  const rows = await db.$queryRaw<LockedRow[]>`
    SELECT "id", "provider"::text AS "provider", "externalId", "status"::text AS "status", "startedAt", "progress" FROM "Call"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${callId}::uuid FOR UPDATE`
  return rows[0] ? toLocked(rows[0]) : null
}

/** As `lockCall`, for many; in the order of their ids, so that two runs do not wait for each other. */
export async function lockCalls(db: TenantDb, tenantId: string, callIds: string[]): Promise<LockedCall[]> {
  const rows = await db.$queryRaw<LockedRow[]>`
    SELECT "id", "provider"::text AS "provider", "externalId", "status"::text AS "status", "startedAt", "progress" FROM "Call"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ANY(${callIds}::uuid[]) ORDER BY "id" FOR UPDATE`
  return rows.map(toLocked)
}

/** As `lockCalls`, by Exotel's ids. */
export async function lockExotelCalls(db: TenantDb, tenantId: string, vendorCallIds: string[]): Promise<LockedCall[]> {
  const rows = await db.$queryRaw<LockedRow[]>`
    SELECT "id", "provider"::text AS "provider", "externalId", "status"::text AS "status", "startedAt", "progress" FROM "Call"
    WHERE "tenantId" = ${tenantId}::uuid AND "provider" = 'EXOTEL' AND "externalId" = ANY(${vendorCallIds}::text[]) ORDER BY "id" FOR UPDATE`
  return rows.map(toLocked)
}

export type CallPatch = Pick<
  Prisma.CallUncheckedUpdateInput,
  | 'mediaServerId'
  | 'heartbeatAt'
  | 'tidyUpAt'
  | 'recordingKey'
  | 'recordingDurationMs'
  | 'transferTo'
  | 'transferRequestedAt'
  | 'summary'
  | 'sentiment'
  | 'dtmf'
  | 'costPaise'
>

/** Writes progress and everything that follows from it. */
export async function saveProgress(
  db: TenantDb,
  ref: CallRef,
  progress: CallProgress,
  outcome: CallOutcome,
  patch: CallPatch = {},
): Promise<void> {
  await db.call.update({
    where: { tenantId_id: { tenantId: ref.tenantId, id: ref.callId } },
    data: {
      ...patch,
      progress,
      status: outcome.status,
      endReason: outcome.endReason,
      answeredAt: outcome.answeredAt,
      endedAt: outcome.endedAt,
      durationSeconds: outcome.durationSeconds,
    },
    select: { id: true },
  })
}

export type Advance = { callId: string; progress: CallProgress; outcome: CallOutcome; tidyUpAt: Date | null; owesNothing: boolean }

/** As `saveProgress`, for many calls in one statement. `tidyUpAt` null leaves what is there. */
export async function saveManyProgress(db: TenantDb, tenantId: string, advances: Advance[], now: Date): Promise<void> {
  const rows = advances.map(({ callId, progress, outcome, tidyUpAt, owesNothing }) => ({
    id: callId,
    progress,
    status: outcome.status,
    end_reason: outcome.endReason,
    answered_at: outcome.answeredAt,
    ended_at: outcome.endedAt,
    duration_seconds: outcome.durationSeconds,
    tidy_up_at: tidyUpAt,
    owes_nothing: owesNothing,
  }))
  await db.$executeRaw`
    UPDATE "Call" c SET "progress" = v.progress, "status" = v.status::"CallStatus", "endReason" = v.end_reason, "answeredAt" = v.answered_at,
      "endedAt" = v.ended_at, "durationSeconds" = v.duration_seconds, 
      "tidyUpAt" = CASE WHEN v.owes_nothing THEN NULL ELSE coalesce(v.tidy_up_at, c."tidyUpAt") END, "updatedAt" = ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v(id uuid, progress jsonb, status text, end_reason text, answered_at timestamptz,
      ended_at timestamptz, duration_seconds int, tidy_up_at timestamptz, owes_nothing boolean)
    WHERE c."tenantId" = ${tenantId}::uuid AND c."id" = v.id`
}

/** Puts off when somebody has to look after overdue calls again. @returns those that were still overdue */
export async function putOff(db: TenantDb, tenantId: string, callIds: string[], now: Date, tidyUpAt: Date): Promise<string[]> {
  const rows = await db.call.updateManyAndReturn({
    where: { tenantId, id: { in: callIds }, tidyUpAt: { lt: now } },
    data: { tidyUpAt },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function patchCall(db: TenantDb, { tenantId, callId }: CallRef, patch: CallPatch): Promise<void> {
  await db.call.updateMany({ where: { tenantId, id: callId }, data: patch })
}

type TurnFact = Extract<CallFact, { type: 'turn' }>
type ExtractionFact = Extract<CallFact, { type: 'extraction' }>
export type NewEvent = { at: Date; atMs: number | null; type: string; data: Record<string, unknown>; dedupeKey: string }

/** Turns by index: one told again replaces itself. @returns indexes that were not there before */
export async function saveTurns(db: TenantDb, { tenantId, callId }: CallRef, facts: TurnFact[]): Promise<number[]> {
  const added: number[] = []
  for (const { turn } of facts) {
    const { index, role, timings, ...rest } = turn
    const data = { ...rest, role: role === 'caller' ? ('CALLER' as const) : ('AGENT' as const), timings: timings ?? undefined }
    const created = await db.transcriptTurn.createMany({ data: { ...data, tenantId, callId, index }, skipDuplicates: true })
    if (created.count === 1) added.push(index)
    else await db.transcriptTurn.update({ where: { tenantId_callId_index: { tenantId, callId, index } }, data, select: { id: true } })
  }
  return added
}

/** Keeps each event once. */
export async function saveEvents(db: TenantDb, tenantId: string, events: (NewEvent & { callId: string })[]): Promise<void> {
  if (events.length === 0) return
  const rows = events.map(({ data, ...event }) => ({ ...event, data: data as Prisma.InputJsonObject, tenantId }))
  await db.callEvent.createMany({ data: rows, skipDuplicates: true })
}

/** Every digit pressed so far, in order. */
export async function readDigits(db: TenantDb, { tenantId, callId }: CallRef): Promise<string> {
  const events = await db.callEvent.findMany({
    where: { tenantId, callId, type: 'dtmf' },
    orderBy: [{ at: 'asc' }, { dedupeKey: 'asc' }],
    select: { data: true },
  })
  return events.map(({ data }) => (data as { digit?: string } | null)?.digit ?? '').join('')
}

/** @returns how many were new */
export async function saveExtractions(db: TenantDb, { tenantId, callId }: CallRef, facts: ExtractionFact[]): Promise<number> {
  if (facts.length === 0) return 0
  const rows = facts.map((fact) => ({
    tenantId,
    callId,
    type: fact.extractionType,
    data: fact.data as Prisma.InputJsonObject,
    confidence: fact.confidence,
    dedupeKey: fact.key,
  }))
  return (await db.extraction.createMany({ data: rows, skipDuplicates: true })).count
}

export type CostRow = { kind: string; provider: string; quantity: number; unit: string; costMicroPaise: bigint; priceDate: string }

/** Writes the newest totals, one row per kind and provider. @returns the call's total in paise, rounded up once */
export async function saveCostLines(db: TenantDb, { tenantId, callId }: CallRef, lines: CostRow[]): Promise<number> {
  for (const { kind, provider, ...rest } of lines) {
    await db.costLine.upsert({
      where: { tenantId_callId_kind_provider: { tenantId, callId, kind, provider } },
      create: { tenantId, callId, kind, provider, ...rest },
      update: rest,
      select: { id: true },
    })
  }
  const { _sum } = await db.costLine.aggregate({ where: { tenantId, callId }, _sum: { costMicroPaise: true } })
  return Number(((_sum.costMicroPaise ?? 0n) + 999_999n) / 1_000_000n)
}

export async function hasCostOf(db: TenantDb, { tenantId, callId }: CallRef, kind: string): Promise<boolean> {
  return (await db.costLine.count({ where: { tenantId, callId, kind } })) > 0
}

/** The next free index of the transcript. Call with the call locked. */
export async function nextTurnIndex(db: TenantDb, { tenantId, callId }: CallRef): Promise<number> {
  const { _max } = await db.transcriptTurn.aggregate({ where: { tenantId, callId }, _max: { index: true } })
  return (_max.index ?? -1) + 1
}

/** The call a token was granted for, with everything the media-server needs. */
export async function findClaimedCall(db: TenantDb, { tenantId, callId }: CallRef) {
  return db.call.findUnique({
    where: { tenantId_id: { tenantId, id: callId } },
    select: {
      externalId: true,
      direction: true,
      fromPhone: true,
      agentVersion: true,
      tenant: { select: { name: true, businessType: true, timezone: true, fallbackNumber: true } },
    },
  })
}

/** Takes a spent token back, as long as it would still be good. @returns whether it was */
export async function unspendToken(db: TenantDb, tenantId: string, tokenHash: string, now: Date): Promise<boolean> {
  const { count } = await db.streamToken.updateMany({
    where: { tenantId, tokenHash, spentAt: { not: null }, revokedAt: null, expiresAt: { gt: now } },
    data: { spentAt: null },
  })
  return count === 1
}

/** A sign of life for calls a media-server holds. */
export async function touchCalls(
  db: TenantDb,
  tenantId: string,
  callIds: string[],
  mediaServerId: string,
  now: Date,
  tidyUpAt: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "Call" SET "heartbeatAt" = ${now}::timestamptz, "tidyUpAt" = ${tidyUpAt}::timestamptz
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ANY(${callIds}::uuid[]) AND "mediaServerId" = ${mediaServerId} AND "tidyUpAt" IS NOT NULL`
}

/** What passthru asks: has somebody asked for this call to be put through? Null when the call is unknown. */
export async function findTransfer(db: TenantDb, tenantId: string, vendorCallId: string) {
  return db.call.findUnique({
    where: { tenantId_provider_externalId: { tenantId, provider: 'EXOTEL', externalId: vendorCallId } },
    select: { id: true, transferTo: true, transferRequestedAt: true },
  })
}

/** What the tidy-up looks at. */
export async function readOverdueCalls(db: TenantDb, tenantId: string, callIds: string[]) {
  const calls = await db.call.findMany({
    where: { tenantId, id: { in: callIds } },
    select: {
      id: true,
      provider: true,
      externalId: true,
      status: true,
      progress: true,
      mediaServerId: true,
      heartbeatAt: true,
      tidyUpAt: true,
    },
  })
  return calls.map((call) => ({ ...call, isSettled: describeCall(callProgress.parse(call.progress)).isSettled }))
}
export type OverdueCall = Awaited<ReturnType<typeof readOverdueCalls>>[number]

/** Marks that nothing is owed any more. @returns the call's status where something was */
export async function endAftercare(db: TenantDb, { tenantId, callId }: CallRef): Promise<CallStatus | null> {
  const rows = await db.$queryRaw<{ status: CallStatus }[]>`
    UPDATE "Call" SET "tidyUpAt" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${callId}::uuid AND "tidyUpAt" IS NOT NULL RETURNING "status"::text AS "status"`
  return rows[0]?.status ?? null
}

/** Whether a person has put right what the call was about: see storedInsights in server/domain/insights. */
export async function hasCorrectedInsights(db: TenantDb, { tenantId, callId }: CallRef): Promise<boolean> {
  const rows = await db.$queryRaw<{ is: boolean }[]>`
    SELECT coalesce(jsonb_typeof("insights" #> '{account,human}') = 'object', false) AS "is" FROM "Call"
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${callId}::uuid`
  return rows[0]?.is ?? false
}

/** The extraction with this key. */
export async function findExtractionId(db: TenantDb, { tenantId, callId }: CallRef, dedupeKey: string): Promise<string | null> {
  const found = await db.extraction.findUnique({
    where: { tenantId_callId_dedupeKey: { tenantId, callId, dedupeKey } },
    select: { id: true },
  })
  return found?.id ?? null
}

/** Which turn a chunk became when it was told before. */
export async function findToldTurn(db: TenantDb, { tenantId, callId }: CallRef, dedupeKey: string): Promise<number | null> {
  const told = await db.callEvent.findUnique({
    where: { tenantId_callId_dedupeKey: { tenantId, callId, dedupeKey } },
    select: { data: true },
  })
  return (told?.data as { index?: number } | null)?.index ?? null
}
