import { DateTime } from 'luxon'
import type { BookingView } from '../bookings/booking-view'
import type { ContactView } from '../contacts/contact-view'
import { csvLine } from '../imports/write-csv'

type Column<Row> = [name: string, read: (row: Row) => string | number | boolean | null]

/** Named as an import reads them: a file that goes out comes in again. */
const CONTACT_COLUMNS: Column<ContactView>[] = [
  ['external_id', (contact) => contact.externalId],
  ['name', (contact) => contact.name],
  ['phone', (contact) => contact.phone],
  ['email', (contact) => contact.email],
  ['company_name', (contact) => contact.companyName],
  ['timezone', (contact) => contact.timezone],
  ['language', (contact) => contact.language],
  ['notes', (contact) => contact.notes],
  ['group_ids', (contact) => contact.groups.map(({ id }) => id).join(' ') || null],
  ['metadata', (contact) => (Object.keys(contact.metadata).length > 0 ? JSON.stringify(contact.metadata) : null)],
  ['do_not_call', (contact) => (contact.doNotCall ? 'yes' : 'no')],
  ['suppressed', (contact) => (contact.isSuppressed ? 'yes' : 'no')],
  ['total_calls', (contact) => contact.totalCalls],
  ['last_call_at', (contact) => contact.lastCallAt],
]

function bookingColumns(timezone: string): Column<BookingView>[] {
  return [
    ['external_id', (booking) => booking.externalId],
    ['contact_phone', (booking) => booking.contactPhone],
    ['contact_name', (booking) => booking.contactName],
    // Readable where the business is, and the same instant anywhere.
    ['starts_at', (booking) => DateTime.fromISO(booking.startsAt, { zone: timezone }).toISO({ suppressMilliseconds: true })],
    ['duration_minutes', (booking) => booking.durationMinutes],
    ['type', (booking) => booking.type],
    ['owner_name', (booking) => booking.ownerName],
    ['special_instructions', (booking) => booking.specialInstructions],
    ['party_size', (booking) => booking.partySize],
    ['status', (booking) => booking.status],
    ['notes', (booking) => booking.notes],
  ]
}

/** Lines of CSV: the header, and rows. */
export type RowWriter<Row> = { header: string; lines(rows: Row[]): string }

export function contactWriter(): RowWriter<ContactView> {
  return writer(CONTACT_COLUMNS)
}

/** @param timezone IANA name of the business's zone */
export function bookingWriter(timezone: string): RowWriter<BookingView> {
  return writer(bookingColumns(timezone))
}

function writer<Row>(columns: Column<Row>[]): RowWriter<Row> {
  return {
    header: csvLine(columns.map(([name]) => name)),
    lines: (rows) => rows.map((row) => csvLine(columns.map(([, read]) => read(row)))).join(''),
  }
}
