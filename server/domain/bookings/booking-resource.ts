import { z } from 'zod'
import { type BookingPage, type BookingView, bookingStatus } from './booking-view'

const instant = z.iso.datetime()

/** A booking as the API shows it. */
export const bookingResource = z
  .object({
    id: z.uuid(),
    external_id: z.string().nullable(),
    contact_id: z.uuid(),
    contact_phone: z.string(),
    starts_at: instant,
    duration_minutes: z.number().int().nullable(),
    type: z.string().nullable(),
    owner_name: z.string().nullable(),
    special_instructions: z.string().nullable(),
    party_size: z.number().int().nullable(),
    status: bookingStatus,
    notes: z.string().nullable(),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Booking' })
export type BookingResource = z.infer<typeof bookingResource>
export const bookingListResource = z
  .object({ bookings: z.array(bookingResource), next_cursor: z.string().nullable() })
  .meta({ id: 'BookingList' })

export const listBookingsQuery = z.object({
  contact_id: z.uuid().optional(),
  external_id: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
})
export type ListBookingsQuery = z.infer<typeof listBookingsQuery>

export function toBookingResource(booking: BookingView): BookingResource {
  return {
    id: booking.id,
    external_id: booking.externalId,
    contact_id: booking.contactId,
    contact_phone: booking.contactPhone,
    starts_at: booking.startsAt,
    duration_minutes: booking.durationMinutes,
    type: booking.type,
    owner_name: booking.ownerName,
    special_instructions: booking.specialInstructions,
    party_size: booking.partySize,
    status: booking.status,
    notes: booking.notes,
    created_at: booking.createdAt,
    updated_at: booking.updatedAt,
  }
}

export function toBookingListResource({ items, nextCursor }: BookingPage): z.infer<typeof bookingListResource> {
  return { bookings: items.map(toBookingResource), next_cursor: nextCursor }
}
