import type { LinkDecider, LinkStatus, Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { LinkBooking, LinkCandidate, LinkContact, LinkedCall, LinkTenant } from '../../domain/linking/link-question'
import type { Position } from '../../domain/paging/cursor'

export type CallRef = { tenantId: string; callId: string }
export type StoredLink = {
  callId: string
  status: LinkStatus
  contactId: string | null
  bookingId: string | null
  confidence: number
  candidates: unknown
  decidedBy: LinkDecider
  decidedAt: Date | null
  note: string | null
  questionHash: string | null
}

const COLUMNS = {
  callId: true,
  status: true,
  contactId: true,
  bookingId: true,
  confidence: true,
  candidates: true,
  decidedBy: true,
  decidedAt: true,
  note: true,
  questionHash: true,
} as const satisfies Prisma.CallLinkSelect

export async function readLink(db: TenantDb, { tenantId, callId }: CallRef): Promise<StoredLink | null> {
  return db.callLink.findUnique({ where: { tenantId_callId: { tenantId, callId } }, select: COLUMNS })
}

export async function callExists(db: TenantDb, { tenantId, callId }: CallRef): Promise<boolean> {
  return (await db.call.count({ where: { tenantId, id: callId } })) > 0
}

/** The link of a call that exists, held against others until the transaction ends. Null: there is no such call. */
export async function lockLink(db: TenantDb, ref: CallRef): Promise<StoredLink | null> {
  const { tenantId, callId } = ref
  const calls = await db.$queryRaw<
    unknown[]
  >`SELECT 1 FROM "Call" WHERE "tenantId" = ${tenantId}::uuid AND "id" = ${callId}::uuid FOR UPDATE`
  if (calls.length === 0) return null
  await db.callLink.createMany({ data: [{ tenantId, callId }], skipDuplicates: true })
  return readLink(db, ref)
}

export async function saveLink(
  db: TenantDb,
  { tenantId, callId }: CallRef,
  link: Omit<StoredLink, 'callId' | 'candidates'> & { candidates: LinkCandidate[]; decidedById: string | null },
): Promise<void> {
  const { contactId, bookingId } = link
  await db.callLink.update({ where: { tenantId_callId: { tenantId, callId } }, data: link, select: { id: true } })
  await db.call.update({ where: { tenantId_id: { tenantId, id: callId } }, data: { contactId, bookingId }, select: { id: true } })
}

export type LinkMaterial = { call: LinkedCall; tenant: LinkTenant; isTest: boolean }

/** What the call itself and its tenant say; null when there is no such call. */
export async function readLinkMaterial(db: TenantDb, { tenantId, callId }: CallRef): Promise<LinkMaterial | null> {
  const call = await db.call.findUnique({
    where: { tenantId_id: { tenantId, id: callId } },
    select: {
      isTest: true,
      direction: true,
      fromPhone: true,
      toPhone: true,
      startedAt: true,
      durationSeconds: true,
      turns: { select: { role: true, text: true, heardText: true }, orderBy: { index: 'asc' } },
      outbound: { select: { contactId: true, bookingId: true } },
      tenant: {
        select: {
          name: true,
          timezone: true,
          region: true,
          callbackNumber: true,
          fallbackNumber: true,
          retellNumber: true,
          phoneNumbers: { select: { number: true } },
          agents: { select: { name: true } },
        },
      },
    },
  })
  if (!call) return null
  const { tenant, turns, outbound } = call
  const numbers = [tenant.callbackNumber, tenant.fallbackNumber, tenant.retellNumber, ...tenant.phoneNumbers.map(({ number }) => number)]
  return {
    isTest: call.isTest,
    call: {
      direction: call.direction === 'INBOUND' ? 'inbound' : 'outbound',
      fromPhone: call.fromPhone,
      toPhone: call.toPhone,
      startedAt: call.startedAt.toISOString(),
      durationSeconds: call.durationSeconds,
      turns: turns.map(({ role, text, heardText }) => ({
        role: role === 'CALLER' ? 'caller' : 'agent',
        text: role === 'AGENT' ? (heardText ?? text) : text,
      })),
      bookingEvents: [],
      placedFor: outbound && { contactId: outbound.contactId, bookingId: outbound.bookingId },
    },
    tenant: {
      timezone: tenant.timezone,
      regions: [tenant.region],
      ownNumbers: numbers.filter((number) => number !== null),
      ownNames: [tenant.name, ...tenant.agents.map(({ name }) => name)],
      dateOrder: tenant.region === 'US' ? 'month_first' : 'day_first',
    },
  }
}

/** People of one name beyond these cannot be told apart by it, and bookings beyond these are not what a call is about. */
const MOST_NAMESAKES = 100
const MOST_BOOKINGS = 100
const YEAR_MS = 366 * 86_400_000

/** Contacts with one of these numbers or ids, and besides them those called like one of these names (lower case), in whole or in part. */
export async function findLinkContacts(
  db: TenantDb,
  tenantId: string,
  query: { phones: string[]; ids: string[]; names: string[] },
): Promise<{ known: LinkContact[]; namesakes: LinkContact[] }> {
  const { phones, ids, names } = query
  const known = await readContacts(db, { tenantId, OR: [{ phone: { in: phones } }, { id: { in: ids } }] })
  const knownIds = new Set(known.map(({ id }) => id))
  const alike = await findNamesakes(db, names)
  const namesakes = alike.length === 0 ? [] : await readContacts(db, { tenantId, id: { in: alike.filter((id) => !knownIds.has(id)) } })
  return { known, namesakes }
}

async function readContacts(db: TenantDb, where: Prisma.ContactWhereInput): Promise<LinkContact[]> {
  const rows = await db.contact.findMany({ where, orderBy: { id: 'asc' }, select: { id: true, name: true, phone: true } })
  return rows.map(({ id, name, phone }) => ({ id, name, phones: [phone] }))
}

/** Those with most of the names first. A function's work: row-level security keeps LIKE from the index of names. */
async function findNamesakes(db: TenantDb, names: string[]): Promise<string[]> {
  if (names.length === 0) return []
  const rows = await db.$queryRaw<{ contactId: string }[]>`
    SELECT "contactId" FROM lookup.contacts_called(${names}::text[], ${MOST_NAMESAKES}::int)`
  return rows.map(({ contactId }) => contactId)
}

type BookingRow = Omit<LinkBooking, 'startsAt' | 'createdAt' | 'updatedAt'> & { startsAt: Date; createdAt: Date; updatedAt: Date }

/** Bookings of these contacts within a year of the call, nearest first. */
export async function findLinkBookings(db: TenantDb, tenantId: string, contactIds: string[], callAt: Date): Promise<LinkBooking[]> {
  if (contactIds.length === 0) return []
  const from = new Date(callAt.getTime() - YEAR_MS)
  const to = new Date(callAt.getTime() + YEAR_MS)
  const rows = await db.$queryRaw<BookingRow[]>`
    SELECT b."id", b."contactId", b."startsAt", b."durationMinutes", b."type", b."ownerName", b."specialInstructions", b."partySize",
      b."status"::text AS "status", b."createdAt", b."updatedAt"
    FROM "Booking" b WHERE b."tenantId" = ${tenantId}::uuid AND b."contactId" = ANY(${contactIds}::uuid[])
      AND b."startsAt" BETWEEN ${from}::timestamptz AND ${to}::timestamptz
    ORDER BY abs(extract(epoch FROM b."startsAt" - ${callAt}::timestamptz)), b."id" LIMIT ${MOST_BOOKINGS}::int`
  return rows.map(({ startsAt, createdAt, updatedAt, ...row }) => ({
    ...row,
    startsAt: startsAt.toISOString(),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }))
}

export async function isLinkable(
  db: TenantDb,
  tenantId: string,
  contactId: string,
  bookingId: string | null,
): Promise<'ok' | 'contact' | 'booking'> {
  if ((await db.contact.count({ where: { tenantId, id: contactId } })) === 0) return 'contact'
  if (bookingId === null) return 'ok'
  return (await db.booking.count({ where: { tenantId, id: bookingId, contactId } })) > 0 ? 'ok' : 'booking'
}

/** What candidates are shown as. */
export async function readCandidateNames(db: TenantDb, tenantId: string, query: { contactIds: string[]; bookingIds: string[] }) {
  const contacts = await db.contact.findMany({
    where: { tenantId, id: { in: query.contactIds } },
    select: { id: true, name: true, phone: true },
  })
  const bookings = await db.booking.findMany({
    where: { tenantId, id: { in: query.bookingIds } },
    select: { id: true, startsAt: true, type: true },
  })
  return { contacts: new Map(contacts.map((one) => [one.id, one])), bookings: new Map(bookings.map((one) => [one.id, one])) }
}

const REVIEW_COLUMNS = {
  ...COLUMNS,
  id: true,
  createdAt: true,
  call: {
    select: {
      startedAt: true,
      direction: true,
      fromPhone: true,
      toPhone: true,
      durationSeconds: true,
      recordingKey: true,
      turns: { select: { text: true }, orderBy: { index: 'asc' }, take: 12 },
    },
  },
} as const satisfies Prisma.CallLinkSelect
export type ReviewRow = Prisma.CallLinkGetPayload<{ select: typeof REVIEW_COLUMNS }>

/** Oldest first; one more than `limit`. */
export async function listReviewRows(
  db: TenantDb,
  tenantId: string,
  status: LinkStatus,
  page: { after: Position | null; limit: number },
): Promise<{ rows: ReviewRow[]; total: number }> {
  const { after, limit } = page
  const at = after && new Date(String(after.value))
  // Left unlinked by a person: nobody waits for it any more.
  const waiting: Prisma.CallLinkWhereInput = { tenantId, status, decidedBy: { not: 'HUMAN' } }
  const beyond: Prisma.CallLinkWhereInput = after && at ? { OR: [{ createdAt: { gt: at } }, { createdAt: at, id: { gt: after.id } }] } : {}
  const rows = await db.callLink.findMany({
    where: { ...waiting, ...beyond },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limit + 1,
    select: REVIEW_COLUMNS,
  })
  return { rows, total: await db.callLink.count({ where: waiting }) }
}

/** Calls whose link a changed contact or booking may change: theirs, those of their number, those nobody could place. */
export async function listRelinkable(
  db: TenantDb,
  tenantId: string,
  contactId: string,
  query: { since: Date; limit: number },
): Promise<string[]> {
  const contact = await db.contact.findUnique({ where: { tenantId_id: { tenantId, id: contactId } }, select: { phone: true } })
  const rows = await db.call.findMany({
    where: {
      tenantId,
      startedAt: { gte: query.since },
      isTest: false,
      OR: [{ contactId }, ...(contact ? [{ fromPhone: contact.phone }, { toPhone: contact.phone }] : [])],
      link: { is: { decidedBy: { not: 'HUMAN' } } },
    },
    orderBy: { startedAt: 'desc' },
    take: query.limit,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function findContactOfBooking(db: TenantDb, tenantId: string, bookingId: string): Promise<string | null> {
  const booking = await db.booking.findUnique({ where: { tenantId_id: { tenantId, id: bookingId } }, select: { contactId: true } })
  return booking?.contactId ?? null
}
