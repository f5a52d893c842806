import type { BookingView } from '@/server/domain/bookings/booking-view'
import type { PickedContact } from '../contacts/contact-picker'
import { fromZonedInput, toZonedInput } from '../format/zoned-input'

/** What the booking form holds: fields as they are typed, the time in the business's zone. */
export type BookingDraft = {
  contact: PickedContact | null
  /** `YYYY-MM-DDTHH:mm` */
  when: string
  durationMinutes: string
  type: string
  ownerName: string
  partySize: string
  specialInstructions: string
  notes: string
}

const HOUR_MS = 3_600_000

/** A new booking at the next full hour tomorrow. */
export function blankBooking(contact: PickedContact | null, timeZone: string, now: Date): BookingDraft {
  const tomorrow = new Date(Math.ceil((now.getTime() + 24 * HOUR_MS) / HOUR_MS) * HOUR_MS)
  return {
    contact,
    when: `${toZonedInput(tomorrow, timeZone).slice(0, 14)}00`,
    durationMinutes: '30',
    type: '',
    ownerName: '',
    partySize: '',
    specialInstructions: '',
    notes: '',
  }
}

export function bookingDraftOf(booking: BookingView, timeZone: string): BookingDraft {
  return {
    contact: { id: booking.contactId, name: booking.contactName, phone: booking.contactPhone },
    when: toZonedInput(booking.startsAt, timeZone),
    durationMinutes: booking.durationMinutes === null ? '' : String(booking.durationMinutes),
    type: booking.type ?? '',
    ownerName: booking.ownerName ?? '',
    partySize: booking.partySize === null ? '' : String(booking.partySize),
    specialInstructions: booking.specialInstructions ?? '',
    notes: booking.notes ?? '',
  }
}

export type BookingFields = {
  startsAt: string
  durationMinutes: number | null
  type: string | null
  ownerName: string | null
  partySize: number | null
  specialInstructions: string | null
  notes: string | null
}

/** What a filled form means, or what is wrong with which field. Blank fields are null. */
export function readBookingDraft(
  draft: BookingDraft,
  timeZone: string,
): { fields: BookingFields; errors: null } | { fields: null; errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const startsAt = fromZonedInput(draft.when, timeZone)
  if (!draft.contact) errors.contactId = 'Choose whom the booking is for'
  if (!startsAt) errors.startsAt = 'Give a day and a time'
  const durationMinutes = readCount(draft.durationMinutes)
  if (durationMinutes === undefined) errors.durationMinutes = 'Whole minutes, at least 1'
  const partySize = readCount(draft.partySize)
  if (partySize === undefined) errors.partySize = 'A whole number, at least 1'
  if (!startsAt || Object.keys(errors).length > 0) return { fields: null, errors }
  const text = (value: string) => value.trim() || null
  return {
    errors: null,
    fields: {
      startsAt,
      durationMinutes: durationMinutes ?? null,
      type: text(draft.type),
      ownerName: text(draft.ownerName),
      partySize: partySize ?? null,
      specialInstructions: text(draft.specialInstructions),
      notes: text(draft.notes),
    },
  }
}

/** @returns null for a blank field, undefined for what is no whole number above 0 */
function readCount(text: string): number | null | undefined {
  if (!text.trim()) return null
  const count = Number(text)
  return Number.isInteger(count) && count > 0 ? count : undefined
}
