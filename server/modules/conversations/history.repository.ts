import type { Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { Position } from '../../domain/paging/cursor'

/** Planned calls and those taken back were never held. */
const HELD = { status: { notIn: ['SCHEDULED', 'CANCELLED'] } } satisfies Prisma.CallWhereInput

const CONVERSATION = {
  id: true,
  startedAt: true,
  durationSeconds: true,
  direction: true,
  bookingId: true,
  summary: true,
  sentiment: true,
  insights: true,
  link: { select: { confidence: true } },
} as const satisfies Prisma.CallSelect
export type ConversationRow = Prisma.CallGetPayload<{ select: typeof CONVERSATION }>

export async function findCustomer(db: TenantDb, tenantId: string, contactId: string) {
  return db.contact.findUnique({ where: { tenantId_id: { tenantId, id: contactId } }, select: { id: true, name: true } })
}

export async function findEvent(db: TenantDb, tenantId: string, bookingId: string) {
  return db.booking.findUnique({
    where: { tenantId_id: { tenantId, id: bookingId } },
    select: { id: true, startsAt: true, durationMinutes: true, status: true, contact: { select: { id: true, name: true } } },
  })
}

export async function countConversations(
  db: TenantDb,
  about: { tenantId: string; contactId?: string; bookingId?: string },
): Promise<number> {
  return db.call.count({ where: { ...about, ...HELD } })
}

/** Newest first; one more than `limit`. */
export async function listCustomerCalls(
  db: TenantDb,
  about: { tenantId: string; contactId: string },
  { after, limit }: { after: Position | null; limit: number },
): Promise<ConversationRow[]> {
  const at = after && new Date(String(after.value))
  return db.call.findMany({
    where: {
      ...about,
      ...HELD,
      ...(at && after ? { startedAt: { lte: at }, OR: [{ startedAt: { lt: at } }, { id: { lt: after.id } }] } : {}),
    },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: CONVERSATION,
  })
}

/** Oldest first; one more than `limit`. */
export async function listBookingCalls(
  db: TenantDb,
  about: { tenantId: string; bookingId: string },
  { after, limit }: { after: Position | null; limit: number },
): Promise<ConversationRow[]> {
  const at = after && new Date(String(after.value))
  return db.call.findMany({
    where: {
      ...about,
      ...HELD,
      ...(at && after ? { startedAt: { gte: at }, OR: [{ startedAt: { gt: at } }, { id: { gt: after.id } }] } : {}),
    },
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
    select: CONVERSATION,
  })
}

/** The beginning of what was said in each call, by call: what was heard of what the agent said. */
export async function readExcerpts(db: TenantDb, tenantId: string, callIds: string[], length: number): Promise<Map<string, string>> {
  if (callIds.length === 0) return new Map()
  const rows = await db.$queryRaw<{ callId: string; said: string }[]>`
    SELECT c.id AS "callId", left(string_agg(t.said, ' ' ORDER BY t."index"), ${length}::int) AS said
    FROM unnest(${callIds}::uuid[]) AS c(id) CROSS JOIN LATERAL (
      SELECT t."index", left(coalesce(t."heardText", t."text"), ${length}::int) AS said FROM "TranscriptTurn" t
      WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = c.id
      ORDER BY t."index" LIMIT 12
    ) t WHERE t.said <> '' GROUP BY c.id`
  return new Map(rows.map(({ callId, said }) => [callId, said]))
}

/** Every caller's turns of each call in their order, the first sixty of it. */
export async function readCallerTurns(db: TenantDb, tenantId: string, callIds: string[]): Promise<Map<string, string[]>> {
  if (callIds.length === 0) return new Map()
  const rows = await db.$queryRaw<{ callId: string; said: string[] }[]>`
    SELECT c.id AS "callId", array_agg(t."text" ORDER BY t."index") AS said
    FROM unnest(${callIds}::uuid[]) AS c(id) CROSS JOIN LATERAL (
      SELECT t."index", t."text" FROM "TranscriptTurn" t
      WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = c.id AND t."role" = 'CALLER' ORDER BY t."index" LIMIT 60
    ) t GROUP BY c.id`
  return new Map(rows.map(({ callId, said }) => [callId, said]))
}
