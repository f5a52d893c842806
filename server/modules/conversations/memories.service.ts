import type { TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CorrectKnownInput, Known, KnownItemInput } from '../../domain/conversations/known-items'
import { DomainError } from '../../domain/errors/domain-error'
import { cleanText } from '../../domain/text/clean-text'
import type { ConversationDeps } from './conversations.service'
import { findCustomer } from './history.repository'
import { deleteMemory, saveMemory } from './memories.repository'

/** What the desk puts right in what agents know of a customer. The calls themselves stay as they were. */
export function createMemories({ db, audit }: ConversationDeps, contexts: { known(scope: Scope, customerId: string): Promise<Known> }) {
  /** @throws DomainError `not_found`, `too_many_memories` */
  async function correctKnown(scope: Scope, { customerId, key, text }: CorrectKnownInput): Promise<Known> {
    const byId = scope.actor.type === 'user' ? scope.actor.id : null
    await change(scope, customerId, async (tx, whose) => {
      const memory = { key: cleanText(key), text: text === null ? null : cleanText(text), byId }
      if (!(await saveMemory(tx, whose, memory))) throw new DomainError('too_many_memories', 'Take something else out first.')
    })
    return contexts.known(scope, customerId)
  }

  /** @throws DomainError `not_found` */
  async function restoreKnown(scope: Scope, { customerId, key }: KnownItemInput): Promise<Known> {
    await change(scope, customerId, (tx, whose) => deleteMemory(tx, whose, cleanText(key)))
    return contexts.known(scope, customerId)
  }

  async function change(
    scope: Scope,
    contactId: string,
    work: (tx: TenantDb, whose: { tenantId: string; contactId: string }) => Promise<void>,
  ): Promise<void> {
    const whose = { tenantId: scope.tenantId, contactId }
    await db.tenantDb(scope, async (tx) => {
      if (!(await findCustomer(tx, scope.tenantId, contactId))) throw new DomainError('not_found', 'There is no such contact.')
      await work(tx, whose)
    })
    await audit.record(scope, { action: 'contacts.correct_memory', targetType: 'contact', targetId: contactId, outcome: 'allowed' })
  }

  return { correctKnown, restoreKnown }
}
