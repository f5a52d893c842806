import type { TenantDb } from '../../db/transaction'
import type { BookingStatus } from '../../domain/bookings/booking-input'

/** What stands behind a context: when any of it changes, so does this text. */
export async function readContextStamp(db: TenantDb, tenantId: string, contactId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ stamp: string }[]>`
    SELECT md5(concat_ws('|', k."updatedAt", n."timezone",
      (SELECT string_agg(concat_ws(' ', c."id", c."updatedAt", c."status", s.size), ',')
       FROM (SELECT c.* FROM "Call" c WHERE c."tenantId" = k."tenantId" AND c."contactId" = k."id" ORDER BY c."startedAt" DESC LIMIT 8) c
       LEFT JOIN LATERAL (SELECT count(*) AS size FROM "TranscriptTurn" t WHERE t."tenantId" = c."tenantId" AND t."callId" = c."id") s ON true),
      (SELECT string_agg(concat_ws(' ', b."id", b."updatedAt"), ',' ORDER BY b."startsAt") FROM "Booking" b
       WHERE b."tenantId" = k."tenantId" AND b."contactId" = k."id"),
      (SELECT string_agg(t."id"::text, ',' ORDER BY t."id") FROM "Task" t JOIN "Call" c ON c."tenantId" = t."tenantId" AND c."id" = t."callId"
       WHERE c."tenantId" = k."tenantId" AND c."contactId" = k."id" AND t."doneAt" IS NULL),
      (SELECT string_agg(concat_ws(' ', m."key", coalesce(m."text", '-')), ',' ORDER BY m."key") FROM "ContactMemory" m
       WHERE m."tenantId" = k."tenantId" AND m."contactId" = k."id")
    )) AS stamp
    FROM "Contact" k JOIN "Tenant" n ON n."id" = k."tenantId"
    WHERE k."tenantId" = ${tenantId}::uuid AND k."id" = ${contactId}::uuid`
  return row?.stamp ?? null
}

/** Everything a context is made of. Calls newest first, finished ones alone. */
export async function readContextFacts(db: TenantDb, tenantId: string, contactId: string) {
  const contact = await db.contact.findUniqueOrThrow({
    where: { tenantId_id: { tenantId, id: contactId } },
    select: { name: true, preferences: true, tenant: { select: { timezone: true } } },
  })
  const calls = await db.call.findMany({
    where: { tenantId, contactId, status: 'COMPLETED' },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take: 5,
    select: { id: true, startedAt: true, direction: true, summary: true, sentiment: true, insights: true },
  })
  const bookings = await db.booking.findMany({
    where: { tenantId, contactId },
    orderBy: [{ startsAt: 'desc' }],
    take: 10,
    select: { startsAt: true, status: true, type: true, partySize: true, ownerName: true },
  })
  const tasks = await db.task.findMany({
    where: { tenantId, doneAt: null, callId: { in: calls.map(({ id }) => id) } },
    orderBy: [{ createdAt: 'desc' }],
    take: 5,
    select: { title: true, callId: true, doer: true, due: true },
  })
  const memories = await db.contactMemory.findMany({
    where: { tenantId, contactId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { key: true, text: true, updatedAt: true },
  })
  return { contact, calls, bookings: bookings.map((booking) => ({ ...booking, status: booking.status as BookingStatus })), tasks, memories }
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
