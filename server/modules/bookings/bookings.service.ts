import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { BookingPage, BookingView, ListBookingsInput } from '../../domain/bookings/booking-view'
import { DomainError } from '../../domain/errors/domain-error'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import { cleanText, escapeLike } from '../../domain/text/clean-text'
import { readRange } from '../../domain/time/read-range'
import { type BookingRow, listBookingRows, readBooking, readTimezone } from './bookings.repository'

export type BookingsService = ReturnType<typeof createBookingsService>

/** What was agreed with contacts. */
export function createBookingsService({ db }: { db: Database }) {
  /** By time of the booking. @throws DomainError `invalid_date`, `invalid_cursor` */
  async function list(scope: Scope, input: ListBookingsInput): Promise<BookingPage> {
    const after = input.cursor ? decodeCursor(input.cursor) : null
    if (after && Number.isNaN(Date.parse(String(after.value)))) {
      throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    }
    const direction = input.sort === 'soonest' ? 'asc' : 'desc'
    const rows = await db.tenantDb(scope, async (tx) => {
      const range = readRange(input, await readTimezone(tx, scope.tenantId))
      const query = {
        tenantId: scope.tenantId,
        ...range,
        statuses: input.status,
        contactId: input.contactId,
        query: input.query && escapeLike(cleanText(input.query)),
      }
      return listBookingRows(tx, query, { direction, after, limit: input.limit })
    })
    const page = rows.slice(0, input.limit)
    const last = page.at(-1)
    return {
      items: page.map(toView),
      nextCursor: rows.length > input.limit && last ? encodeCursor({ value: last.startsAt.toISOString(), id: last.id }) : null,
    }
  }

  /** @throws DomainError `not_found` */
  async function get(scope: Scope, bookingId: string): Promise<BookingView> {
    const row = await db.tenantDb(scope, (tx) => readBooking(tx, scope.tenantId, bookingId))
    if (!row) throw new DomainError('not_found', 'There is no such booking.')
    return toView(row)
  }

  async function exists(scope: Scope, bookingId: string): Promise<boolean> {
    return db.tenantDb(scope, async (tx) => (await readBooking(tx, scope.tenantId, bookingId)) !== null)
  }

  return { list, get, exists }
}

function toView({ contact, startsAt, createdAt, ...row }: BookingRow): BookingView {
  return {
    ...row,
    contactName: contact.name,
    contactPhone: contact.phone,
    startsAt: startsAt.toISOString(),
    createdAt: createdAt.toISOString(),
  }
}
