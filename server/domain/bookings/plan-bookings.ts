import type { RowItem, RowRejection } from '../rows/import-result'
import type { BookingDraft, BookingStatus } from './booking-input'
import { isOpenBooking } from './open-booking'

/** A booking's own fields, as they are kept. */
export type StoredBooking = {
  id: string
  contactId: string
  externalId: string | null
  startsAt: Date
  durationMinutes: number | null
  type: string | null
  ownerName: string | null
  specialInstructions: string | null
  partySize: number | null
  status: BookingStatus
  notes: string | null
}
/** A row of a file, by its number, that was found good. */
export type JudgedBooking = { row: number; draft: BookingDraft }
export type PlannedBooking = StoredBooking & { isNew: boolean }
/** `contactId`: whom the row's phone number or id stands for; null: nobody of this tenant. */
export type BookingRow = { row: number; draft: BookingDraft; contactId: string | null }
export type BookingPlan = {
  writes: PlannedBooking[]
  items: RowItem[]
  rejected: RowRejection[]
  /** Bookings that were there and have another time or state now. */
  changedIds: string[]
}

type Known = {
  /** Bookings that have an external id of one of the rows, or its contact and time. */
  bookings: StoredBooking[]
  newId: () => string
}

const placeOf = ({ contactId, startsAt }: { contactId: string; startsAt: Date }) => `at ${contactId} ${startsAt.toISOString()}`

/**
 * What a list of rows makes of the bookings there are: upsert by external id. A row without one means the booking of the
 * same contact at the same time, and leaves it the one it has. Rows are taken in order, so a later one changes what an earlier one made.
 */
export function planBookings(rows: BookingRow[], { bookings, newId }: Known): BookingPlan {
  const byKey = new Map<string, PlannedBooking>()
  const remember = (booking: PlannedBooking) => {
    byKey.set(placeOf(booking), booking)
    if (booking.externalId) byKey.set(`id ${booking.externalId}`, booking)
  }
  for (const booking of bookings) remember({ ...booking, isNew: false })
  const before = new Map(bookings.map((booking) => [booking.id, booking]))
  const written = new Map<string, PlannedBooking>()
  const items: RowItem[] = []
  const rejected: RowRejection[] = []
  for (const { row, draft, contactId } of rows) {
    if (contactId === null) {
      rejected.push({ row, field: 'contact_id', code: 'unknown_contact', message: 'There is no such contact.' })
      continue
    }
    const known = byKey.get(draft.externalId ? `id ${draft.externalId}` : placeOf({ contactId, startsAt: draft.startsAt }))
    const planned: PlannedBooking = known
      ? { ...applyBookingDraft(known, { ...draft, contactId, externalId: draft.externalId ?? undefined }), isNew: known.isNew }
      : { ...newBooking(newId(), contactId, draft), isNew: true }
    if (known) byKey.delete(placeOf(known))
    remember(planned)
    written.set(planned.id, planned)
    items.push({ row, id: planned.id, externalId: planned.externalId, isNew: known === undefined })
  }
  const writes = [...written.values()]
  const changedIds = writes.filter((booking) => isMoved(before.get(booking.id), booking)).map(({ id }) => id)
  return { writes, items, rejected, changedIds }
}

/** Whether a booking that was there has another time, person or state now. */
export function isMoved(before: StoredBooking | undefined, after: StoredBooking): boolean {
  if (!before) return false
  const isSameTime = before.startsAt.getTime() === after.startsAt.getTime()
  return !isSameTime || before.status !== after.status || before.contactId !== after.contactId
}

function newBooking(id: string, contactId: string, draft: BookingDraft): StoredBooking {
  const blank = { durationMinutes: null, type: null, ownerName: null, specialInstructions: null, partySize: null, notes: null }
  const fresh = { id, contactId, externalId: null, startsAt: draft.startsAt, status: draft.status ?? ('BOOKED' as const), ...blank }
  return applyBookingDraft(fresh, { ...draft, contactId })
}

/** A booking after a change: absent fields stay, null ones are cleared. An open booking that moves is rescheduled unless told otherwise. */
export function applyBookingDraft(booking: StoredBooking, draft: Partial<BookingDraft>): StoredBooking {
  const keep = <Value>(given: Value | undefined, old: Value): Value => (given === undefined ? old : given)
  const startsAt = draft.startsAt ?? booking.startsAt
  const hasMoved = startsAt.getTime() !== booking.startsAt.getTime()
  return {
    id: booking.id,
    contactId: draft.contactId ?? booking.contactId,
    externalId: keep(draft.externalId, booking.externalId),
    startsAt,
    durationMinutes: keep(draft.durationMinutes, booking.durationMinutes),
    type: keep(draft.type, booking.type),
    ownerName: keep(draft.ownerName, booking.ownerName),
    specialInstructions: keep(draft.specialInstructions, booking.specialInstructions),
    partySize: keep(draft.partySize, booking.partySize),
    status: draft.status ?? (hasMoved && isOpenBooking(booking) ? 'RESCHEDULED' : booking.status),
    notes: keep(draft.notes, booking.notes),
  }
}
