import type { Scope } from '../../domain/access/scope'
import { listBookingsInput } from '../../domain/bookings/booking-view'
import { listContactsInput } from '../../domain/contacts/contact-view'
import { bookingWriter, contactWriter, type RowWriter } from '../../domain/exports/export-rows'
import type { ExportBookingsInput, ExportContactsInput, ExportLinkView } from '../../domain/exports/export-view'
import { CSV_START } from '../../domain/imports/write-csv'
import type { AuditTrail } from '../../ports/audit-trail'
import type { BookingsService } from '../bookings/bookings.service'
import type { ContactsService } from '../contacts/contacts.service'
import type { TenantsService } from '../tenants/tenants.service'

export type ExportsDependencies = {
  audit: AuditTrail
  contacts: Pick<ContactsService, 'list'>
  bookings: Pick<BookingsService, 'list'>
  tenants: Pick<TenantsService, 'get'>
}
export type OpenedExport = { fileName: string; pieces: AsyncIterable<string> }
type Page<Row> = { items: Row[]; nextCursor: string | null }

const PAGE_ROWS = 100

/** Contacts and bookings as files for spreadsheets, written while they are sent. */
export function createExportsService({ audit, contacts, bookings, tenants }: ExportsDependencies) {
  async function* write<Row>({ header, lines }: RowWriter<Row>, read: (cursor: string | null) => Promise<Page<Row>>) {
    yield CSV_START + header
    let cursor: string | null = null
    do {
      const page: Page<Row> = await read(cursor)
      if (page.items.length > 0) yield lines(page.items)
      cursor = page.nextCursor
    } while (cursor)
  }

  const record = (scope: Scope, kind: 'contacts' | 'bookings') => audit.record(scope, { action: `${kind}.export`, outcome: 'allowed' })
  const page = (cursor: string | null) => ({ limit: PAGE_ROWS, cursor })

  return {
    async contacts(scope: Scope, filter: ExportContactsInput): Promise<OpenedExport> {
      await record(scope, 'contacts')
      const read = (cursor: string | null) => contacts.list(scope, listContactsInput.parse({ ...filter, ...page(cursor) }))
      return { fileName: 'contacts.csv', pieces: write(contactWriter(), read) }
    },

    async bookings(scope: Scope, filter: ExportBookingsInput): Promise<OpenedExport> {
      await record(scope, 'bookings')
      const { timezone } = await tenants.get(scope)
      const read = (cursor: string | null) => bookings.list(scope, listBookingsInput.parse({ ...filter, ...page(cursor) }))
      return { fileName: 'bookings.csv', pieces: write(bookingWriter(timezone), read) }
    },

    /** Where the browser fetches such a file. */
    link({ tenantId }: Scope, kind: 'contacts' | 'bookings', filter: Record<string, string | undefined>): ExportLinkView {
      const given = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))
      const query = new URLSearchParams(given).toString()
      return { url: `/api/tenants/${tenantId}/exports/${kind}${query ? `?${query}` : ''}` }
    },
  }
}
