import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { BookingOutcome } from '../../domain/outcomes/read-outcome'

export type CallRef = { tenantId: string; callId: string }

const SOURCE = 'retell'
/** Notices about one call, besides those that repeat each other. */
const MOST_NOTICES = 500

/** The notice, and whether it has been applied. */
export async function findNotice(db: TenantDb, tenantId: string, webhookId: string) {
  return db.webhookInbox.findUnique({
    where: { tenantId_id: { tenantId, id: webhookId } },
    select: { id: true, source: true, vendorCallId: true, payload: true },
  })
}

/** The calls whose notices nobody has applied yet, longest waiting first. */
export async function listPendingCalls(db: TenantDb, tenantId: string, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ vendorCallId: string }[]>`
    SELECT "vendorCallId" FROM "WebhookInbox"
    WHERE "tenantId" = ${tenantId}::uuid AND "source" = ${SOURCE} AND "status" = 'PENDING' AND "vendorCallId" IS NOT NULL
    GROUP BY "vendorCallId" ORDER BY min("receivedAt") LIMIT ${limit}::int`
  return rows.map(({ vendorCallId }) => vendorCallId)
}

/** Everything that was said about a call, applied or not. */
export async function listNotices(db: TenantDb, tenantId: string, vendorCallId: string) {
  return db.webhookInbox.findMany({
    where: { tenantId, source: SOURCE, vendorCallId },
    orderBy: [{ receivedAt: 'desc' }, { id: 'desc' }],
    take: MOST_NOTICES,
    select: { id: true, payload: true, receivedAt: true, status: true },
  })
}

export async function markNotices(
  db: TenantDb,
  tenantId: string,
  ids: string[],
  mark: Pick<Prisma.WebhookInboxUncheckedUpdateInput, 'status' | 'appliedAt' | 'error'>,
): Promise<void> {
  if (ids.length === 0) return
  const where = { tenantId, id: { in: ids }, status: { not: 'APPLIED' as const } }
  await db.webhookInbox.updateMany({ where, data: { ...mark, attempts: { increment: 1 } } })
}

/** Keeps what we asked the vendor ourselves as if it had come by itself. @returns whether it was new */
export async function insertNotice(
  db: TenantDb,
  notice: { id: string; tenantId: string; eventId: string; vendorCallId: string; payload: object; receivedAt: Date },
): Promise<boolean> {
  const payload = notice.payload as Prisma.InputJsonObject
  const { count } = await db.webhookInbox.createMany({ data: [{ ...notice, payload, source: SOURCE }], skipDuplicates: true })
  return count === 1
}

const CALLED = {
  id: true,
  externalId: true,
  contactId: true,
  bookingId: true,
  toPhone: true,
  startedAt: true,
  endedAt: true,
  status: true,
  recordingKey: true,
} as const satisfies Prisma.CallSelect

/** A call placed from here, by the vendor's id of it. */
export async function findCallByVendorId(db: TenantDb, tenantId: string, vendorCallId: string) {
  return db.call.findFirst({ where: { tenantId, provider: 'RETELL', externalId: vendorCallId, outbound: { isNot: null } }, select: CALLED })
}

/** A call placed from here, by our own id. */
export async function findCall(db: TenantDb, { tenantId, callId }: CallRef) {
  return db.call.findFirst({ where: { tenantId, provider: 'RETELL', id: callId, outbound: { isNot: null } }, select: CALLED })
}
export type CalledCall = NonNullable<Awaited<ReturnType<typeof findCall>>>

/** Locks a call until the transaction ends: what follows from it is written one at a time. */
export async function lockCalled(db: TenantDb, { tenantId, callId }: CallRef): Promise<void> {
  await db.$queryRaw`SELECT "id" FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${callId}::uuid FOR UPDATE`
}

export type TranscriptRow = { id: string; index: number; role: 'CALLER' | 'AGENT'; text: string; startedMs: number; endedMs: number }

/** The whole transcript, in place of what was there: in two statements however long it is. */
export async function replaceTranscript(db: TenantDb, { tenantId, callId }: CallRef, rows: TranscriptRow[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "TranscriptTurn" ("id", "tenantId", "callId", "index", "role", "text", "startedMs", "endedMs")
    SELECT v."id", ${tenantId}::uuid, ${callId}::uuid, v."index", v."role"::"Speaker", v."text", v."startedMs", v."endedMs"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS v("id" uuid, "index" int, "role" text, "text" text, "startedMs" int, "endedMs" int)
    ON CONFLICT ("tenantId", "callId", "index") DO UPDATE SET "role" = excluded."role", "text" = excluded."text",
      "startedMs" = excluded."startedMs", "endedMs" = excluded."endedMs"`
  await db.transcriptTurn.deleteMany({ where: { tenantId, callId, index: { gte: rows.length } } })
}

/** The newest analysis replaces the one before. */
export async function saveAnalysis(db: TenantDb, { tenantId, callId }: CallRef, data: Prisma.InputJsonObject): Promise<void> {
  const dedupeKey = 'retell:analysis'
  await db.extraction.upsert({
    where: { tenantId_callId_dedupeKey: { tenantId, callId, dedupeKey } },
    create: { tenantId, callId, dedupeKey, type: 'call_analysis', data },
    update: { data },
    select: { id: true },
  })
}

type Event = { at: Date; type: string; data: Prisma.InputJsonObject; dedupeKey: string }

/** @returns whether it was not there yet */
export async function insertEvent(db: TenantDb, { tenantId, callId }: CallRef, event: Event): Promise<boolean> {
  const { count } = await db.callEvent.createMany({ data: [{ ...event, tenantId, callId }], skipDuplicates: true })
  return count === 1
}

export async function findEvent(db: TenantDb, { tenantId, callId }: CallRef, dedupeKey: string) {
  return db.callEvent.findUnique({ where: { tenantId_callId_dedupeKey: { tenantId, callId, dedupeKey } }, select: { data: true } })
}

/** Writes an event again, with what is known now. */
export async function saveEvent(db: TenantDb, ref: CallRef, { at, type, data, dedupeKey }: Event): Promise<void> {
  const { tenantId, callId } = ref
  await db.callEvent.upsert({
    where: { tenantId_callId_dedupeKey: { tenantId, callId, dedupeKey } },
    create: { tenantId, callId, at, type, data, dedupeKey },
    update: { at, data },
    select: { id: true },
  })
}

/** Counts a call in with its contact. */
export async function countCall(db: TenantDb, tenantId: string, contactId: string, at: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "Contact" SET "totalCalls" = "totalCalls" + 1, "firstCallAt" = least("firstCallAt", ${at}::timestamptz),
      "lastCallAt" = greatest("lastCallAt", ${at}::timestamptz)
    WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${contactId}::uuid`
}

/** A booking that still stands; locked, so that nobody changes it in between. */
export async function lockBooking(db: TenantDb, tenantId: string, bookingId: string) {
  const rows = await db.$queryRaw<{ status: string; updatedAt: Date }[]>`
    SELECT "status"::text AS "status", "updatedAt" FROM "Booking" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${bookingId}::uuid FOR UPDATE`
  return rows[0] ?? null
}

const STATUS_OF = { confirmed: 'CONFIRMED', reschedule_asked: 'RESCHEDULED', cancelled: 'CANCELLED' } as const

export async function saveBookingOutcome(
  db: TenantDb,
  { tenantId, bookingId }: { tenantId: string; bookingId: string },
  outcome: BookingOutcome,
  updatedAt: Date,
): Promise<void> {
  await db.booking.updateMany({ where: { tenantId, id: bookingId }, data: { status: STATUS_OF[outcome], updatedAt } })
}

/** A tenant's own key, sealed; null: it uses the installation's. */
export async function readSealedKey(db: TenantDb, tenantId: string): Promise<string | null> {
  const tenant = await db.tenant.findUnique({ where: { id: tenantId }, select: { retellApiKeyEncrypted: true } })
  return tenant?.retellApiKeyEncrypted ?? null
}
