import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { NoticeSource } from './ringcentral-deps'

const SOURCES: NoticeSource[] = ['ringcentral', 'ringcentral.own']
/** Notices about one call, besides those that repeat each other. */
const MOST_NOTICES = 1000

export async function findNotice(db: TenantDb, tenantId: string, webhookId: string) {
  return db.webhookInbox.findFirst({
    where: { tenantId, id: webhookId, source: { in: SOURCES } },
    select: { id: true, vendorCallId: true, eventId: true },
  })
}

/** Everything that was said about a call, applied or not. */
export async function listNotices(db: TenantDb, tenantId: string, sessionId: string) {
  return db.webhookInbox.findMany({
    where: { tenantId, source: { in: SOURCES }, vendorCallId: sessionId },
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
  notice: {
    id: string
    tenantId: string
    source: NoticeSource
    eventId: string
    vendorCallId: string
    payload: object
    receivedAt: Date
  },
): Promise<boolean> {
  const payload = notice.payload as Prisma.InputJsonObject
  const { count } = await db.webhookInbox.createMany({ data: [{ ...notice, payload }], skipDuplicates: true })
  return count === 1
}

/** Takes over what was parked for a call. @returns one of the notices; null: there was none left */
export async function claimNotices(db: TenantDb, tenantId: string, sessionId: string): Promise<string | null> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    INSERT INTO "WebhookInbox" ("id", "tenantId", "source", "eventId", "vendorCallId", "payload", "status", "receivedAt")
    SELECT c."id", ${tenantId}::uuid, 'ringcentral', c."eventId", ${sessionId}, c."payload", 'PENDING', c."receivedAt"
    FROM lookup.claim_notices(${sessionId}) c
    ON CONFLICT ("tenantId", "source", "eventId") DO NOTHING RETURNING "id"`
  return rows[0]?.id ?? null
}

export async function findLastNoticeAt(db: TenantDb, tenantId: string): Promise<Date | null> {
  const last = await db.webhookInbox.findFirst({
    // What we asked for ourselves shows nothing about whether the vendor reaches us.
    where: { tenantId, source: { in: SOURCES }, NOT: { eventId: { startsWith: 'asked:' } } },
    orderBy: { receivedAt: 'desc' },
    select: { receivedAt: true },
  })
  return last?.receivedAt ?? null
}

const KNOWN = {
  id: true,
  externalId: true,
  direction: true,
  fromPhone: true,
  toPhone: true,
  startedAt: true,
  durationSeconds: true,
  recordingKey: true,
  agentId: true,
  progress: true,
} as const satisfies Prisma.CallSelect

/** The call of a session: under its own id, or brought in from elsewhere under that of its recording. */
export async function findSessionCall(db: TenantDb, tenantId: string, sessionId: string, recordingId: string | null) {
  const externalIds = recordingId === null ? [sessionId] : [sessionId, recordingId]
  const calls = await db.call.findMany({ where: { tenantId, provider: 'RINGCENTRAL', externalId: { in: externalIds } }, select: KNOWN })
  return calls.find(({ externalId }) => externalId === sessionId) ?? calls[0] ?? null
}
export type SessionCall = NonNullable<Awaited<ReturnType<typeof findSessionCall>>>

/** When and which way a call went, as the archive says it: better than what passing events let us think. */
export async function correctCall(
  db: TenantDb,
  { tenantId, callId }: { tenantId: string; callId: string },
  facts: { startedAt: Date; direction: 'INBOUND' | 'OUTBOUND'; fromPhone: string | null; toPhone: string | null; progress: object },
): Promise<void> {
  const progress = facts.progress as Prisma.InputJsonObject
  await db.call.update({ where: { tenantId_id: { tenantId, id: callId } }, data: { ...facts, progress }, select: { id: true } })
}

export async function readRegion(db: TenantDb, tenantId: string): Promise<string> {
  return (await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { region: true } })).region
}

/** Shown at the call. */
export async function noteAtCall(
  db: TenantDb,
  { tenantId, callId }: { tenantId: string; callId: string },
  event: { at: Date; type: string; data: Prisma.InputJsonObject; dedupeKey: string },
): Promise<void> {
  await db.callEvent.createMany({ data: [{ tenantId, callId, ...event }], skipDuplicates: true })
}

export async function findConnection(db: TenantDb, tenantId: string) {
  return db.ringCentralConnection.findUnique({ where: { tenantId } })
}
export type Connection = NonNullable<Awaited<ReturnType<typeof findConnection>>>

export async function saveConnection(
  db: TenantDb,
  connection: Omit<Prisma.RingCentralConnectionUncheckedCreateInput, 'createdAt' | 'updatedAt'>,
): Promise<void> {
  const { tenantId, ...data } = connection
  await db.ringCentralConnection.upsert({ where: { tenantId }, create: connection, update: data, select: { tenantId: true } })
}

/** @returns false: it was taken away meanwhile */
export async function patchConnection(
  db: TenantDb,
  tenantId: string,
  data: Prisma.RingCentralConnectionUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await db.ringCentralConnection.updateMany({ where: { tenantId }, data })
  return count === 1
}

export async function deleteConnection(db: TenantDb, tenantId: string): Promise<void> {
  await db.ringCentralConnection.deleteMany({ where: { tenantId } })
}
