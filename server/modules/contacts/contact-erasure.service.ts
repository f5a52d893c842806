import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { RecordingStore } from '../../ports/recording-store'
import type { CallsService } from '../calls/calls.service'
import { eraseContact, readErasable } from './contact-erasure.repository'

export type ContactErasureDependencies = {
  db: Database
  clock: Clock
  audit: AuditTrail
  recordings: RecordingStore
  calls: Pick<CallsService, 'applySigns'>
}

/** A person's right to be forgotten. */
export function createContactErasure({ db, clock, audit, recordings, calls }: ContactErasureDependencies) {
  /**
   * Erases a contact: see `eraseContact` for what stays. Calls that were to be made are taken back.
   * @throws DomainError `not_found`, `call_under_way`
   */
  async function erase(scope: Scope, contactId: string): Promise<void> {
    const { tenantId } = scope
    const found = await db.tenantDb(scope, (tx) => readErasable(tx, tenantId, contactId))
    if (!found) throw notFound()
    if (found.activeCalls > 0) {
      throw new DomainError('call_under_way', 'There is a call with this person right now. Erase them when it has ended.')
    }
    const at = clock.now().toISOString()
    for (const callId of found.scheduledCallIds) {
      await calls.applySigns({ tenantId, callId }, [{ type: 'cancelled', at, reason: 'contact_erased' }])
    }
    // Files go first: should this be broken off, the rows still say which files there are.
    for (const key of found.recordingKeys) if (key.startsWith(`${tenantId}/`)) await recordings.delete(key)
    const erased = await db.tenantDb(scope, (tx) => eraseContact(tx, tenantId, contactId))
    if (!erased) throw notFound()
    await audit.record(scope, {
      action: 'contacts.erase',
      targetType: 'contact',
      targetId: contactId,
      outcome: 'allowed',
      details: { ...erased, recordings: found.recordingKeys.length },
    })
  }

  return { erase }
}

function notFound(): DomainError {
  return new DomainError('not_found', 'There is no such contact.')
}
