import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { ContactView, DuplicateView, MergeContactsInput } from '../../domain/contacts/contact-view'
import { mergeContacts } from '../../domain/contacts/merge-contacts'
import { DomainError } from '../../domain/errors/domain-error'
import type { AuditTrail } from '../../ports/audit-trail'
import { findDuplicatePairs, isSuppressed, lockPair, replaceContact } from './contact-merging.repository'
import { listContactRows, readContact } from './contacts.repository'

const MAX_PAIRS = 50

/** One person who is there twice. */
export function createContactMerging({ db, audit }: { db: Database; audit: AuditTrail }) {
  /** Pairs that may be one person, most telling first. */
  async function duplicates(scope: Scope): Promise<DuplicateView[]> {
    const { tenantId } = scope
    return db.tenantDb(scope, async (tx) => {
      const pairs = await findDuplicatePairs(tx, tenantId, MAX_PAIRS)
      const ids = [...new Set(pairs.flatMap(({ firstId, secondId }) => [firstId, secondId]))]
      const contacts = await listContactRows(tx, tenantId, { ids }, { after: null, limit: ids.length })
      const byId = new Map(contacts.map((contact) => [contact.id, contact]))
      return pairs.flatMap(({ firstId, secondId, reasons }): DuplicateView[] => {
        const [one, other] = [byId.get(firstId), byId.get(secondId)]
        return one && other ? [{ reasons, contacts: [one, other] }] : []
      })
    })
  }

  /**
   * Makes one contact of two; `contactId` stays, with its phone number.
   * @throws DomainError `not_found`, `invalid_input` for one contact twice
   */
  async function merge(scope: Scope, { contactId, otherContactId }: MergeContactsInput): Promise<ContactView> {
    const { tenantId } = scope
    if (contactId === otherContactId) throw new DomainError('invalid_input', 'Choose two contacts.', { field: 'otherContactId' })
    const merged = await db.tenantDb(scope, async (tx) => {
      const pair = await lockPair(tx, tenantId, [contactId, otherContactId])
      if (!pair) throw new DomainError('not_found', 'There is no such contact.')
      const [kept, other] = pair
      await replaceContact(tx, tenantId, otherContactId, mergeContacts(kept, other, await isSuppressed(tx, tenantId, other.phone)))
      return readContact(tx, tenantId, contactId)
    })
    if (!merged) throw new Error('A merged contact vanished')
    await audit.record(scope, {
      action: 'contacts.merge',
      targetType: 'contact',
      targetId: contactId,
      outcome: 'allowed',
      details: { mergedContactId: otherContactId },
    })
    return merged
  }

  return { duplicates, merge }
}
