import type { BookingStatus, Prisma } from '../../db/generated/client'
import type { TenantDb } from '../../db/transaction'
import type { Position } from '../../domain/paging/cursor'

const COLUMNS = {
  id: true,
  externalId: true,
  contactId: true,
  startsAt: true,
  durationMinutes: true,
  type: true,
  ownerName: true,
  specialInstructions: true,
  partySize: true,
  status: true,
  notes: true,
  createdAt: true,
  updatedAt: true,
  contact: { select: { name: true, phone: true } },
} as const satisfies Prisma.BookingSelect

export type BookingRow = Prisma.BookingGetPayload<{ select: typeof COLUMNS }>

export type BookingQuery = {
  tenantId: string
  from: Date | null
  before: Date | null
  statuses?: BookingStatus[]
  contactId?: string
  externalId?: string
  query?: string
}

/** By time of the booking. One more than `limit`. */
export async function listBookingRows(
  db: TenantDb,
  { tenantId, from, before, statuses, contactId, externalId, query }: BookingQuery,
  page: { direction: 'asc' | 'desc'; after: Position | null; limit: number },
): Promise<BookingRow[]> {
  const { direction, after } = page
  const startsAt = { ...(from ? { gte: from } : {}), ...(before ? { lt: before } : {}) }
  const filters: Prisma.BookingWhereInput[] = [{ tenantId, contactId, externalId, ...(from || before ? { startsAt } : {}) }]
  if (statuses?.length) filters.push({ status: { in: statuses } })
  if (query) filters.push(matching(query))
  if (after) {
    const at = new Date(String(after.value))
    const side = direction === 'asc' ? 'gt' : 'lt'
    filters.push({ OR: [{ startsAt: { [side]: at } }, { startsAt: at, id: { [side]: after.id } }] })
  }
  return db.booking.findMany({
    where: { AND: filters },
    orderBy: [{ startsAt: direction }, { id: direction }],
    take: page.limit + 1,
    select: COLUMNS,
  })
}

function matching(query: string): Prisma.BookingWhereInput {
  const digits = query.replace(/[\s().+-]/g, '')
  const phone = /^\d+$/.test(digits) ? digits.replace(/^0+(?=\d)/, '') : null
  const contains = { contains: query, mode: 'insensitive' as const }
  const texts: Prisma.BookingWhereInput[] = [{ contact: { name: contains } }, { type: contains }, { ownerName: contains }]
  return { OR: phone ? [{ contact: { phone: { contains: phone } } }, ...texts] : texts }
}

export async function readBooking(db: TenantDb, tenantId: string, id: string): Promise<BookingRow | null> {
  return db.booking.findUnique({ where: { tenantId_id: { tenantId, id } }, select: COLUMNS })
}

export async function bookingExists(db: TenantDb, tenantId: string, id: string): Promise<boolean> {
  return (await db.booking.count({ where: { tenantId, id } })) > 0
}

/** How a tenant's times and numbers are read. */
export async function readTenantContext(db: TenantDb, tenantId: string): Promise<{ region: string; timezone: string }> {
  return db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { region: true, timezone: true } })
}
