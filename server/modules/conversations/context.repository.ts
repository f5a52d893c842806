import type { LinkStatus } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { BookingStatus } from '../../domain/bookings/booking-input'

/** How much of a contact's past a context tells. */
const MOST_CALLS = 5
const MOST_BOOKINGS = 10
const MOST_TASKS = 5
const MOST_TURNS = 60

export type ContextStamp = { stamp: string; name: string | null; preferences: unknown; timezone: string }

/** Who it is, and a stamp of everything else their context is made of: when any of it changes, so does the stamp. */
export async function readContextStamp(db: TenantDb, tenantId: string, contactId: string): Promise<ContextStamp | null> {
  const [row] = await db.$queryRaw<ContextStamp[]>`
    SELECT k."name", k."preferences", n."timezone", md5(concat_ws('|', k."updatedAt", n."timezone",
      (SELECT string_agg(concat_ws(' ', c."id", c."updatedAt",
          (SELECT count(*) FROM "TranscriptTurn" t WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = c."id"),
          (SELECT string_agg(t."id"::text, ' ' ORDER BY t."id") FROM "Task" t
            WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = c."id" AND t."doneAt" IS NULL)), ',')
       FROM (SELECT c."id", c."updatedAt" FROM "Call" c WHERE c."tenantId" = ${tenantId}::uuid AND c."contactId" = ${contactId}::uuid AND c."status" = 'COMPLETED'
         ORDER BY c."startedAt" DESC, c."id" DESC LIMIT ${MOST_CALLS}) c),
      (SELECT string_agg(concat_ws(' ', b."id", b."updatedAt"), ',')
       FROM (SELECT b."id", b."updatedAt" FROM "Booking" b WHERE b."tenantId" = ${tenantId}::uuid AND b."contactId" = ${contactId}::uuid
         ORDER BY b."startsAt" DESC LIMIT ${MOST_BOOKINGS}) b),
      (SELECT string_agg(concat_ws(' ', m."key", coalesce(m."text", '-')), ',' ORDER BY m."key") FROM "ContactMemory" m
       WHERE m."tenantId" = ${tenantId}::uuid AND m."contactId" = ${contactId}::uuid)
    )) AS stamp
    FROM "Contact" k JOIN "Tenant" n ON n."id" = k."tenantId"
    WHERE k."tenantId" = ${tenantId}::uuid AND k."id" = ${contactId}::uuid`
  return row ?? null
}

type ContextTask = { title: string; doer: 'BUSINESS' | 'CALLER'; due: string | null }

type ContextCall = {
  id: string
  startedAt: Date
  direction: 'INBOUND' | 'OUTBOUND'
  summary: string | null
  sentiment: string | null
  insights: unknown
  /** What the caller said, turn by turn. */
  said: string[]
  /** What was left to do and has not been done, newest first. */
  tasks: ContextTask[]
}

/** What else a context is made of: finished calls and bookings, newest first. As few statements as can be: an agent waits. */
export async function readContextFacts(db: TenantDb, tenantId: string, contactId: string) {
  const calls = await db.$queryRaw<ContextCall[]>`
    SELECT c."id", c."startedAt", c."direction"::text, c."summary", c."sentiment"::text, c."insights",
      ARRAY(SELECT t."text" FROM "TranscriptTurn" t WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = c."id" AND t."role" = 'CALLER'
        ORDER BY t."index" LIMIT ${MOST_TURNS}) AS said,
      (SELECT coalesce(json_agg(json_build_object('title', t."title", 'doer', t."doer", 'due', t."due") ORDER BY t."createdAt" DESC), '[]')
        FROM "Task" t WHERE t."tenantId" = ${tenantId}::uuid AND t."callId" = c."id" AND t."doneAt" IS NULL) AS tasks
    FROM "Call" c WHERE c."tenantId" = ${tenantId}::uuid AND c."contactId" = ${contactId}::uuid AND c."status" = 'COMPLETED'
    ORDER BY c."startedAt" DESC, c."id" DESC LIMIT ${MOST_CALLS}`
  const bookings = await db.booking.findMany({
    where: { tenantId, contactId },
    orderBy: [{ startsAt: 'desc' }],
    take: MOST_BOOKINGS,
    select: { startsAt: true, status: true, type: true, partySize: true, ownerName: true },
  })
  const memories = await db.contactMemory.findMany({
    where: { tenantId, contactId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { key: true, text: true, updatedAt: true },
  })
  return {
    calls,
    bookings: bookings.map((booking) => ({ ...booking, status: booking.status as BookingStatus })),
    tasks: calls.flatMap(({ id: callId, tasks }) => tasks.map((task) => ({ ...task, callId }))).slice(0, MOST_TASKS),
    memories,
  }
}

export type Caller = { contactId: string; phone: string | null; ownPhone: string }

/** Whose call it is and which number the other side has; null when there is no such call or no contact is known. */
export async function findCaller(db: TenantDb, tenantId: string, callId: string): Promise<Caller | null> {
  const [caller] = await db.$queryRaw<Caller[]>`
    SELECT k."id" AS "contactId", k."phone" AS "ownPhone", CASE c."direction" WHEN 'INBOUND' THEN c."fromPhone" ELSE c."toPhone" END AS phone
    FROM "Call" c JOIN "Contact" k ON k."tenantId" = c."tenantId" AND k."id" = c."contactId"
    WHERE c."tenantId" = ${tenantId}::uuid AND c."id" = ${callId}::uuid`
  return caller ?? null
}

/** The newest calls from a number and whose they were found to be, the call itself left out. */
export async function listCallsFrom(db: TenantDb, tenantId: string, phone: string, exceptCallId: string) {
  return db.$queryRaw<{ contactId: string | null; linkStatus: LinkStatus | null }[]>`
    SELECT c."contactId", l."status"::text AS "linkStatus"
    FROM (SELECT c."id", c."contactId", c."startedAt" FROM "Call" c
      WHERE c."tenantId" = ${tenantId}::uuid AND c."fromPhone" = ${phone} AND c."id" <> ${exceptCallId}::uuid ORDER BY c."startedAt" DESC LIMIT 20) c
    LEFT JOIN "CallLink" l ON l."tenantId" = ${tenantId}::uuid AND l."callId" = c."id" ORDER BY c."startedAt" DESC`
}
