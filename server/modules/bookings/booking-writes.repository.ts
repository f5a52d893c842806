import { isUniqueViolation } from '../../db/errors'
import type { TenantDb } from '../../db/transaction'
import type { PlannedBooking, StoredBooking } from '../../domain/bookings/plan-bookings'
import { DomainError } from '../../domain/errors/domain-error'

/** Bookings with one of these external ids or ids, or of a contact at a time, locked until the transaction ends. Oldest first. */
export async function lockBookings(
  db: TenantDb,
  tenantId: string,
  wanted: { externalIds?: string[]; ids?: string[]; places?: { contactId: string; startsAt: Date }[] },
): Promise<StoredBooking[]> {
  const { externalIds = [], ids = [], places = [] } = wanted
  const named = await db.$queryRaw<StoredBooking[]>`
    SELECT "id", "contactId", "externalId", "startsAt", "durationMinutes", "type", "ownerName", "specialInstructions", "partySize",
      "status"::text AS "status", "notes"
    FROM "Booking"
    WHERE "tenantId" = ${tenantId}::uuid AND ("externalId" = ANY(${externalIds}::text[]) OR "id" = ANY(${ids}::uuid[]))
    ORDER BY "id" FOR UPDATE`
  if (places.length === 0) return named
  const placed = await db.$queryRaw<StoredBooking[]>`
    SELECT b."id", b."contactId", b."externalId", b."startsAt", b."durationMinutes", b."type", b."ownerName", b."specialInstructions",
      b."partySize", b."status"::text AS "status", b."notes"
    FROM jsonb_to_recordset(${JSON.stringify(places)}::jsonb) AS p("contactId" uuid, "startsAt" timestamptz)
    JOIN "Booking" b ON b."tenantId" = ${tenantId}::uuid AND b."contactId" = p."contactId" AND b."startsAt" = p."startsAt"
    ORDER BY b."id" FOR UPDATE OF b`
  const known = new Set(named.map(({ id }) => id))
  return [...named, ...placed.filter(({ id }) => !known.has(id))]
}

/** Which of these are contacts of the tenant. */
export async function findContactIds(db: TenantDb, tenantId: string, ids: string[]): Promise<Set<string>> {
  const rows = await db.contact.findMany({ where: { tenantId, id: { in: ids } }, select: { id: true } })
  return new Set(rows.map(({ id }) => id))
}

/**
 * Writes bookings that were planned from what `lockBookings` returned.
 * @throws DomainError `booking_changed_meanwhile` when somebody else wrote one of the new external ids first: plan again
 */
export async function writeBookings(db: TenantDb, tenantId: string, bookings: PlannedBooking[], now: Date): Promise<void> {
  // In one order for everybody: of two who add the same bookings one waits for the other, and none for each other.
  const keyOf = ({ externalId, id }: PlannedBooking) => externalId ?? id
  const added = bookings.filter(({ isNew }) => isNew).toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
  const changed = bookings.filter(({ isNew }) => !isNew)
  try {
    if (changed.length > 0) await updateBookings(db, tenantId, changed, now)
    if (added.length > 0)
      await db.booking.createMany({ data: added.map(({ isNew: _, ...booking }) => ({ ...booking, tenantId, createdAt: now })) })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('booking_changed_meanwhile', 'This booking was changed by somebody else at the same moment. Try again.')
  }
}

async function updateBookings(db: TenantDb, tenantId: string, bookings: StoredBooking[], now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "Booking" b SET "contactId" = r."contactId", "externalId" = r."externalId", "startsAt" = r."startsAt",
      "durationMinutes" = r."durationMinutes", "type" = r."type", "ownerName" = r."ownerName",
      "specialInstructions" = r."specialInstructions", "partySize" = r."partySize", "status" = r."status"::"BookingStatus",
      "notes" = r."notes", "updatedAt" = ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(bookings)}::jsonb) AS r("id" uuid, "contactId" uuid, "externalId" text, "startsAt" timestamptz,
      "durationMinutes" int, "type" text, "ownerName" text, "specialInstructions" text, "partySize" int, "status" text, "notes" text)
    WHERE b."tenantId" = ${tenantId}::uuid AND b."id" = r."id"`
}

/** Changes one booking, as locked before. @throws DomainError `external_id_taken` */
export async function updateBooking(db: TenantDb, tenantId: string, booking: StoredBooking, externalIdField: string): Promise<void> {
  const { id, ...data } = booking
  try {
    await db.booking.update({ where: { tenantId_id: { tenantId, id } }, data })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new DomainError('external_id_taken', 'Another booking has this external id.', { field: externalIdField })
  }
}
