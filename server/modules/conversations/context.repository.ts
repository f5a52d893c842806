import type { TenantDb } from '../../db/transaction'
import type { BookingStatus } from '../../domain/bookings/booking-input'

/** How much of a contact's past a context tells. */
const MOST_CALLS = 5
const MOST_BOOKINGS = 10
const MOST_TASKS = 5

export type ContextStamp = { stamp: string; name: string | null; preferences: unknown; timezone: string }

/** Who it is, and a stamp of everything else their context is made of: when any of it changes, so does the stamp. */
export async function readContextStamp(db: TenantDb, tenantId: string, contactId: string): Promise<ContextStamp | null> {
  const [row] = await db.$queryRaw<ContextStamp[]>`
    SELECT k."name", k."preferences", n."timezone", md5(concat_ws('|', k."updatedAt", n."timezone",
      (SELECT string_agg(concat_ws(' ', c."id", c."updatedAt",
          (SELECT count(*) FROM "TranscriptTurn" t WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = c."id"),
          (SELECT count(*) FROM "Task" t WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = c."id" AND t."doneAt" IS NULL)), ',')
       FROM (SELECT c."id", c."updatedAt" FROM "Call" c WHERE c."tenantId" = ${tenantId}::uuid AND c."contactId" = ${contactId}::uuid AND c."status" = 'COMPLETED'
         ORDER BY c."startedAt" DESC, c."id" DESC LIMIT ${MOST_CALLS}) c),
      (SELECT string_agg(concat_ws(' ', b."id", b."updatedAt"), ',')
       FROM (SELECT b."id", b."updatedAt" FROM "Booking" b WHERE b."tenantId" = ${tenantId}::uuid AND b."contactId" = ${contactId}::uuid
         ORDER BY b."startsAt" DESC LIMIT ${MOST_BOOKINGS}) b)
    )) AS stamp
    FROM "Contact" k JOIN "Tenant" n ON n."id" = k."tenantId"
    WHERE k."tenantId" = ${tenantId}::uuid AND k."id" = ${contactId}::uuid`
  return row ?? null
}

/** What else a context is made of. Calls newest first, finished ones alone. */
export async function readContextFacts(db: TenantDb, tenantId: string, contactId: string) {
  const calls = await db.call.findMany({
    where: { tenantId, contactId, status: 'COMPLETED' },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: MOST_CALLS,
    select: { id: true, startedAt: true, direction: true, summary: true, sentiment: true, insights: true },
  })
  const bookings = await db.booking.findMany({
    where: { tenantId, contactId },
    orderBy: [{ startsAt: 'desc' }],
    take: MOST_BOOKINGS,
    select: { startsAt: true, status: true, type: true, partySize: true, ownerName: true },
  })
  const tasks = await db.task.findMany({
    where: { tenantId, doneAt: null, callId: { in: calls.map(({ id }) => id) } },
    orderBy: [{ createdAt: 'desc' }],
    take: MOST_TASKS,
    select: { title: true },
  })
  return { calls, bookings: bookings.map((booking) => ({ ...booking, status: booking.status as BookingStatus })), tasks }
}

/** Whose call it is and which number the other side has; null when there is no such call or no contact is known. */
export async function findCaller(db: TenantDb, tenantId: string, callId: string) {
  const call = await db.call.findUnique({
    where: { tenantId_id: { tenantId, id: callId } },
    select: { contactId: true, direction: true, fromPhone: true, toPhone: true, contact: { select: { phone: true } } },
  })
  if (!call?.contactId || !call.contact) return null
  return { contactId: call.contactId, phone: call.direction === 'INBOUND' ? call.fromPhone : call.toPhone, ownPhone: call.contact.phone }
}

/** The newest calls from a number and whose they were found to be, the call itself left out. */
export async function listCallsFrom(db: TenantDb, tenantId: string, phone: string, exceptCallId: string) {
  return db.call.findMany({
    where: { tenantId, fromPhone: phone, id: { not: exceptCallId } },
    orderBy: [{ startedAt: 'desc' }],
    take: 20,
    select: { contactId: true, link: { select: { status: true } } },
  })
}
