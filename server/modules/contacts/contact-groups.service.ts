import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { ContactGroupCountView, ContactGroupView, GroupMembersInput } from '../../domain/contacts/contact-view'
import { DomainError } from '../../domain/errors/domain-error'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import { addMembers, deleteGroup, groupExists, insertGroup, listGroups, removeMembers, renameGroup } from './contact-groups.repository'

/** Named sets of contacts. */
export function createContactGroups({ db, clock, audit }: { db: Database; clock: Clock; audit: AuditTrail }) {
  const inGroup = <Result>(scope: Scope, groupId: string, work: (tx: TenantDb) => Promise<Result>): Promise<Result> =>
    db.tenantDb(scope, async (tx) => {
      if (!(await groupExists(tx, scope.tenantId, groupId))) throw new DomainError('not_found', 'There is no such group.')
      return work(tx)
    })
  const record = (scope: Scope, action: string, groupId: string) =>
    audit.record(scope, { action, targetType: 'contact_group', targetId: groupId, outcome: 'allowed' })

  return {
    groups: (scope: Scope): Promise<ContactGroupCountView[]> => db.tenantDb(scope, (tx) => listGroups(tx, scope.tenantId)),

    /** @throws DomainError `group_name_taken` */
    async createGroup(scope: Scope, name: string): Promise<ContactGroupView> {
      const group = await db.tenantDb(scope, (tx) => insertGroup(tx, { tenantId: scope.tenantId, name, createdAt: clock.now() }))
      await record(scope, 'contact_groups.create', group.id)
      return group
    },

    /** @throws DomainError `not_found`, `group_name_taken` */
    async renameGroup(scope: Scope, groupId: string, name: string): Promise<ContactGroupView> {
      const group = await inGroup(scope, groupId, (tx) => renameGroup(tx, { tenantId: scope.tenantId, id: groupId }, name))
      await record(scope, 'contact_groups.rename', groupId)
      return group
    },

    /** @throws DomainError `not_found` */
    async removeGroup(scope: Scope, groupId: string): Promise<void> {
      await inGroup(scope, groupId, (tx) => deleteGroup(tx, { tenantId: scope.tenantId, id: groupId }))
      await record(scope, 'contact_groups.remove', groupId)
    },

    /** @throws DomainError `not_found` */
    addToGroup: (scope: Scope, { groupId, contactIds }: GroupMembersInput): Promise<void> =>
      inGroup(scope, groupId, (tx) => addMembers(tx, scope.tenantId, groupId, contactIds)),

    /** @throws DomainError `not_found` */
    removeFromGroup: (scope: Scope, { groupId, contactIds }: GroupMembersInput): Promise<void> =>
      inGroup(scope, groupId, (tx) => removeMembers(tx, scope.tenantId, groupId, contactIds)),
  }
}
