import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
import type { ContactPage, ContactView, ListContactsInput } from '../../domain/contacts/contact-view'
import { DomainError } from '../../domain/errors/domain-error'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import { cleanText, escapeLike } from '../../domain/text/clean-text'
import { type ContactRow, listContactRows, readCallingFacts, readContact } from './contacts.repository'

export type ContactsService = ReturnType<typeof createContactsService>

/** The people a tenant talks with. */
export function createContactsService({ db }: { db: Database }) {
  /** Who called last comes first. @throws DomainError `invalid_cursor` */
  async function list(scope: Scope, input: ListContactsInput): Promise<ContactPage> {
    const after = input.cursor ? decodeCursor(input.cursor) : null
    if (after && after.value !== null && Number.isNaN(Date.parse(String(after.value)))) {
      throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    }
    const query = input.query && escapeLike(cleanText(input.query))
    const rows = await db.tenantDb(scope, (tx) => listContactRows(tx, scope.tenantId, query, { after, limit: input.limit }))
    const page = rows.slice(0, input.limit)
    const last = page.at(-1)
    const nextCursor =
      rows.length > input.limit && last ? encodeCursor({ value: last.lastCallAt?.toISOString() ?? null, id: last.id }) : null
    return { items: page.map(toView), nextCursor }
  }

  /** @throws DomainError `not_found` */
  async function get(scope: Scope, contactId: string): Promise<ContactView> {
    const row = await db.tenantDb(scope, (tx) => readContact(tx, scope.tenantId, contactId))
    if (!row) throw new DomainError('not_found', 'There is no such contact.')
    return toView(row)
  }

  async function exists(scope: Scope, contactId: string): Promise<boolean> {
    return db.tenantDb(scope, async (tx) => (await readContact(tx, scope.tenantId, contactId)) !== null)
  }

  /** What decides whether and when this person may be called, as it is now. @throws DomainError `not_found` */
  async function callingFacts(scope: Scope, contactId: string): Promise<CallingFacts> {
    const facts = await db.tenantDb(scope, (tx) => readCallingFacts(tx, scope.tenantId, contactId))
    if (!facts) throw new DomainError('not_found', 'There is no such contact.')
    return facts
  }

  return { list, get, exists, callingFacts }
}

function toView({ firstCallAt, lastCallAt, createdAt, ...row }: ContactRow): ContactView {
  return {
    ...row,
    firstCallAt: firstCallAt?.toISOString() ?? null,
    lastCallAt: lastCallAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}
