import type { TenantDb } from '../../db/transaction'
import { OPEN_BOOKING_STATUSES } from '../../domain/bookings/open-booking'
import type { MappingInput } from '../../domain/mapping/mapping-types'
import type { BusinessType } from '../../domain/tenants/tenant-view'

/** What the engine reads of one contact, and which booking it is about. */
export type MappingFacts = Pick<MappingInput, 'tenant' | 'contact' | 'booking'> & { businessType: BusinessType; bookingId: string | null }

const BOOKING = {
  id: true,
  startsAt: true,
  type: true,
  durationMinutes: true,
  ownerName: true,
  specialInstructions: true,
  partySize: true,
} as const

export async function readTimezone(db: TenantDb, tenantId: string): Promise<string> {
  return (await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { timezone: true } })).timezone
}

/**
 * One contact with the booking named, else with its next open one from `at` on.
 * @returns why not, when the contact, or a booking named that is not theirs, is not there
 */
export async function readMappingFacts(
  db: TenantDb,
  tenantId: string,
  { contactId, bookingId, at }: { contactId: string; bookingId: string | null; at: Date },
): Promise<MappingFacts | 'no_contact' | 'no_booking'> {
  const tenant = await db.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: { name: true, businessType: true, callbackNumber: true, timezone: true, region: true },
  })
  const contact = await db.contact.findUnique({
    where: { tenantId_id: { tenantId, id: contactId } },
    select: { name: true, phone: true, companyName: true, metadata: true },
  })
  if (!contact) return 'no_contact'
  const booking = await db.booking.findFirst({
    where: {
      tenantId,
      contactId,
      ...(bookingId ? { id: bookingId } : { status: { in: [...OPEN_BOOKING_STATUSES] }, startsAt: { gte: at } }),
    },
    orderBy: [{ startsAt: 'asc' }, { id: 'asc' }],
    select: BOOKING,
  })
  if (bookingId && !booking) return 'no_booking'
  const { name, businessType, ...settings } = tenant
  return {
    businessType,
    tenant: { companyName: name, ...settings },
    contact: { ...contact, metadata: isObject(contact.metadata) ? contact.metadata : null },
    booking: booking && {
      startsAt: booking.startsAt.toISOString(),
      type: booking.type,
      durationMinutes: booking.durationMinutes,
      ownerName: booking.ownerName,
      specialInstructions: booking.specialInstructions,
      partySize: booking.partySize,
    },
    bookingId: booking?.id ?? null,
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
