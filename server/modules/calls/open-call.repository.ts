import { newId, type TenantDb } from '../../db/transaction'
import type { CallProgress } from '../../domain/calls/advance-call'
import { ACTIVE_STATUSES, type CallStatus } from '../../domain/calls/call-status'

/*
 * The way of an incoming call: three statements, because a caller waits for the answer and a busy minute brings hundreds.
 */

export type DialledLine = {
  tenantStatus: 'ACTIVE' | 'SUSPENDED' | 'TRIAL'
  region: string
  fallbackNumber: string | null
  maxConcurrentCalls: number
  phoneNumberId: string
  /** E.164 */
  number: string
  agentId: string | null
  agentVersionId: string | null
  activeCalls: number
  /** Free places over all media-servers that live. */
  freePlaces: number
}

/**
 * The tenant's active number among `candidates`, who would answer it, and how busy things are.
 * @param candidates readings of the dialled number in E.164
 */
export async function findDialledLine(
  db: TenantDb,
  query: { tenantId: string; candidates: string[]; now: Date; mediaServersSeenAfter: Date },
): Promise<DialledLine | null> {
  const rows = await db.$queryRaw<DialledLine[]>`
    SELECT t."status"::text AS "tenantStatus", t."region", t."fallbackNumber", t."maxConcurrentCalls",
      n."id" AS "phoneNumberId", n."number", a."id" AS "agentId", a."publishedVersionId" AS "agentVersionId",
      (SELECT count(*)::int FROM "Call" c WHERE c."tenantId" = t."id" AND c."status" = ANY(${[...ACTIVE_STATUSES]}::"CallStatus"[])
        AND (c."status" <> 'RINGING' OR c."tidyUpAt" > ${query.now}::timestamptz)) AS "activeCalls",
      (SELECT coalesce(sum(greatest(m."capacity" - m."activeCalls", 0)), 0)::int FROM "MediaServer" m
        WHERE NOT m."isDraining" AND m."heartbeatAt" > ${query.mediaServersSeenAfter}::timestamptz) AS "freePlaces"
    FROM "Tenant" t
    JOIN "PhoneNumber" n ON n."tenantId" = t."id" AND n."isActive" AND n."number" = ANY(${query.candidates}::text[])
    LEFT JOIN LATERAL (
      SELECT g."id", g."publishedVersionId" FROM "Agent" g
      WHERE g."tenantId" = t."id" AND g."publishedVersionId" IS NOT NULL AND (g."id" = n."agentId" OR g."isDefault" OR n."agentId" IS NULL)
      ORDER BY (g."id" = n."agentId") DESC NULLS LAST, g."isDefault" DESC, g."createdAt" LIMIT 1
    ) a ON true
    WHERE t."id" = ${query.tenantId}::uuid
    ORDER BY array_position(${query.candidates}::text[], n."number") LIMIT 1`
  return rows[0] ?? null
}

export type NewCall = {
  tenantId: string
  provider: 'EXOTEL' | 'BROWSER'
  externalId: string | null
  phoneNumberId: string | null
  agentId: string | null
  agentVersionId: string | null
  direction: 'INBOUND' | 'OUTBOUND'
  status: CallStatus
  endReason: string | null
  endedAt: Date | null
  fromPhone: string | null
  toPhone: string | null
  isTest: boolean
  startedAt: Date
  progress: CallProgress
  tidyUpAt: Date | null
}

export type OpenedCall = { id: string; status: CallStatus; endReason: string | null; isNew: boolean }

/** Writes the call, or locks and returns the one with the same vendor id. */
export async function insertOrFindCall(db: TenantDb, call: NewCall): Promise<OpenedCall> {
  const rows = await db.$queryRaw<OpenedCall[]>`
    INSERT INTO "Call" ("id", "tenantId", "provider", "externalId", "phoneNumberId", "agentId", "agentVersionId", "direction", "status",
      "endReason", "endedAt", "durationSeconds", "fromPhone", "toPhone", "isTest", "startedAt", "progress", "tidyUpAt", "createdAt", "updatedAt")
    VALUES (${newId()}::uuid, ${call.tenantId}::uuid, ${call.provider}::"Provider", ${call.externalId}, ${call.phoneNumberId}::uuid,
      ${call.agentId}::uuid, ${call.agentVersionId}::uuid, ${call.direction}::"CallDirection", ${call.status}::"CallStatus",
      ${call.endReason}, ${call.endedAt}::timestamptz, ${call.endedAt ? 0 : null}::int, ${call.fromPhone}, ${call.toPhone}, ${call.isTest},
      ${call.startedAt}::timestamptz, ${JSON.stringify(call.progress)}::jsonb, ${call.tidyUpAt}::timestamptz,
      ${call.startedAt}::timestamptz, ${call.startedAt}::timestamptz)
    ON CONFLICT ("tenantId", "provider", "externalId") DO UPDATE SET "updatedAt" = excluded."updatedAt"
    RETURNING "id", "status"::text AS "status", "endReason", (xmax = 0) AS "isNew"`
  const [row] = rows
  if (!row) throw new Error('Writing a call returned no row')
  return row
}

export type StreamGrant = { tokenHash: string; transport: 'exotel' | 'browser'; expiresAt: Date }

export type Admission = {
  tenantId: string
  callId: string
  /** E.164; null: nobody to count in. */
  callerPhone: string | null
  /** Null: the fallback answers. */
  grant: StreamGrant | null
  /** Set for a call that is new: deliveries that named it before it was known are looked for. */
  vendorCallId: string | null
  now: Date
}

/**
 * Counts the caller in, ends every unspent token of the call and grants a new one. Must follow `insertOrFindCall` in the
 * same transaction: its lock keeps two deliveries of one call apart.
 * @returns ids of stored deliveries that waited for this call: they can be applied now
 */
export async function admitCaller(db: TenantDb, admission: Admission): Promise<string[]> {
  const { tenantId, callId, callerPhone, grant, vendorCallId, now } = admission
  const waiting = await db.$queryRaw<{ id: string }[]>`
    WITH contact AS (
      INSERT INTO "Contact" ("id", "tenantId", "phone", "firstCallAt", "lastCallAt", "totalCalls", "createdAt", "updatedAt")
      SELECT ${newId()}::uuid, ${tenantId}::uuid, ${callerPhone}::text, ${now}::timestamptz, ${now}::timestamptz, 1, ${now}::timestamptz, ${now}::timestamptz
      WHERE ${callerPhone}::text IS NOT NULL
      ON CONFLICT ("tenantId", "phone") DO UPDATE SET "totalCalls" = "Contact"."totalCalls" + 1, "lastCallAt" = excluded."lastCallAt",
        "firstCallAt" = coalesce("Contact"."firstCallAt", excluded."firstCallAt"), "updatedAt" = excluded."updatedAt"
      RETURNING "id"
    ), linked AS (
      UPDATE "Call" SET "contactId" = (SELECT "id" FROM contact)
      WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${callId}::uuid AND EXISTS (SELECT FROM contact)
    ), revoked AS (
      UPDATE "StreamToken" SET "revokedAt" = ${now}::timestamptz
      WHERE "tenantId" = ${tenantId}::uuid AND "callId" = ${callId}::uuid AND "spentAt" IS NULL AND "revokedAt" IS NULL
    ), granted AS (
      INSERT INTO "StreamToken" ("id", "tenantId", "callId", "tokenHash", "transport", "expiresAt", "createdAt")
      SELECT ${newId()}::uuid, ${tenantId}::uuid, ${callId}::uuid, ${grant?.tokenHash ?? ''}, ${grant?.transport ?? ''},
        ${grant?.expiresAt ?? now}::timestamptz, ${now}::timestamptz
      WHERE ${grant !== null}::boolean
    )
    UPDATE "WebhookInbox" SET "status" = 'PENDING'
    WHERE "tenantId" = ${tenantId}::uuid AND "status" = 'WAITING' AND "payload"->>'vendorCallId' = ${vendorCallId}::text
    RETURNING "id"`
  return waiting.map(({ id }) => id)
}

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
    SELECT t."status"::text AS "status", t."maxConcurrentCalls",
      (SELECT count(*)::int FROM "Call" c WHERE c."tenantId" = t."id" AND c."status" = ANY(${[...ACTIVE_STATUSES]}::"CallStatus"[])
        AND (c."status" <> 'RINGING' OR c."tidyUpAt" > ${query.now}::timestamptz)) AS "activeCalls",
      (SELECT coalesce(sum(greatest(m."capacity" - m."activeCalls", 0)), 0)::int FROM "MediaServer" m
        WHERE NOT m."isDraining" AND m."heartbeatAt" > ${query.mediaServersSeenAfter}::timestamptz) AS "freePlaces"
    FROM "Tenant" t WHERE t."id" = ${query.tenantId}::uuid`
  return rows[0] ?? null
}
