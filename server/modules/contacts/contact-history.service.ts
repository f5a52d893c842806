import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type {
  AddNoteInput,
  ConsentView,
  ContactNoteView,
  ContactView,
  ListTimelineInput,
  RecordConsentInput,
  TimelinePage,
} from '../../domain/contacts/contact-view'
import { DomainError } from '../../domain/errors/domain-error'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { SuppressionsService } from '../suppressions/suppressions.service'
import { insertConsent, insertNote, listConsentHistory, listTimelineItems } from './contact-history.repository'
import { readContact } from './contacts.repository'

export type ContactHistoryDependencies = {
  db: Database
  clock: Clock
  audit: AuditTrail
  suppressions: Pick<SuppressionsService, 'add' | 'remove'>
}

/** What happened with a person, and what they agreed to. */
export function createContactHistory({ db, clock, audit, suppressions }: ContactHistoryDependencies) {
  async function readOrThrow(tx: TenantDb, { tenantId }: Scope, contactId: string): Promise<ContactView> {
    const contact = await readContact(tx, tenantId, contactId)
    if (!contact) throw new DomainError('not_found', 'There is no such contact.')
    return contact
  }

  /** Calls, bookings, notes, consent and suppression, newest first. @throws DomainError `not_found`, `invalid_cursor` */
  async function timeline(scope: Scope, { contactId, cursor, limit }: ListTimelineInput): Promise<TimelinePage> {
    const after = cursor ? decodeCursor(cursor) : null
    if (after && Number.isNaN(Date.parse(String(after.value)))) {
      throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    }
    return db.tenantDb(scope, async (tx) => {
      const { phone } = await readOrThrow(tx, scope, contactId)
      const rows = await listTimelineItems(tx, { tenantId: scope.tenantId, contactId, phone }, { after, limit })
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return { items, nextCursor: rows.length > limit && last ? encodeCursor({ value: last.at, id: last.id }) : null }
    })
  }

  async function addNote(scope: Scope, { contactId, body }: AddNoteInput): Promise<ContactNoteView> {
    const authorId = scope.actor.type === 'user' ? scope.actor.id : null
    const note = await db.tenantDb(scope, async (tx) => {
      await readOrThrow(tx, scope, contactId)
      return insertNote(tx, { tenantId: scope.tenantId, contactId, authorId, body, createdAt: clock.now() })
    })
    await record(scope, 'contacts.add_note', contactId)
    return note
  }

  /** What the person agreed to or withdrew, newest first. */
  async function consents(scope: Scope, contactId: string): Promise<ConsentView[]> {
    return db.tenantDb(scope, async (tx) => {
      await readOrThrow(tx, scope, contactId)
      return listConsentHistory(tx, { tenantId: scope.tenantId, contactId })
    })
  }

  async function recordConsent(scope: Scope, input: RecordConsentInput): Promise<ConsentView> {
    const source = scope.actor.type === 'api_key' ? 'api' : 'user'
    const consent = await db.tenantDb(scope, async (tx) => {
      await readOrThrow(tx, scope, input.contactId)
      return insertConsent(tx, { ...input, tenantId: scope.tenantId, source, at: clock.now() })
    })
    await record(scope, 'contacts.record_consent', input.contactId)
    return consent
  }

  /** Puts the contact's number on the suppression list. */
  async function suppress(scope: Scope, { contactId, reason }: { contactId: string; reason?: string | null }): Promise<ContactView> {
    const { phone } = await db.tenantDb(scope, (tx) => readOrThrow(tx, scope, contactId))
    await suppressions.add(scope, { phone, reason })
    return db.tenantDb(scope, (tx) => readOrThrow(tx, scope, contactId))
  }

  /** Takes the contact's number off the list; one that is not on it is left alone. */
  async function unsuppress(scope: Scope, contactId: string): Promise<ContactView> {
    const contact = await db.tenantDb(scope, (tx) => readOrThrow(tx, scope, contactId))
    if (!contact.isSuppressed) return contact
    await suppressions.remove(scope, contact.phone)
    return db.tenantDb(scope, (tx) => readOrThrow(tx, scope, contactId))
  }

  const record = (scope: Scope, action: string, contactId: string) =>
    audit.record(scope, { action, targetType: 'contact', targetId: contactId, outcome: 'allowed' })

  return { timeline, addNote, consents, recordConsent, suppress, unsuppress }
}
