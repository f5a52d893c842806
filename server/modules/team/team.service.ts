import { type Database, newId, type TenantDb } from '../../db/transaction'
import { type Action, can, type Role } from '../../domain/access/can'
import type { Scope } from '../../domain/access/scope'
import type {
  AddedTeamMemberView,
  AddTeamMemberInput,
  ChangeOwnerInput,
  ChangeRoleInput,
  TeamMemberView,
} from '../../domain/access/team-view'
import { DomainError } from '../../domain/errors/domain-error'
import type { AuditTrail } from '../../ports/audit-trail'
import type { PasswordHasher } from '../../ports/password-hasher'
import { deleteMember, insertMember, insertUser, listMembers, lockMembers, type MemberRow, updateRole } from './team.repository'
import { makeTemporaryPassword } from './temporary-password'

export type TeamDependencies = { db: Database; audit: AuditTrail; passwords: PasswordHasher }

export type TeamService = ReturnType<typeof createTeamService>

export function createTeamService({ db, audit, passwords }: TeamDependencies) {
  async function read(tx: TenantDb, userId: string): Promise<MemberRow> {
    const [member] = await listMembers(tx, userId)
    if (!member) throw new DomainError('not_found', 'There is no such member')
    return member
  }

  /** Making and unmaking owners is for owners, and one always remains. */
  async function refuseOwnerChange(tx: TenantDb, scope: Scope, member: MemberRow, next: Role | null): Promise<void> {
    const touchesOwner = member.role === 'OWNER' || next === 'OWNER'
    if (!touchesOwner) return
    const action: Action = 'tenant.change_owner'
    if (!('role' in scope.actor) || !can(scope.actor.role, action)) {
      throw new DomainError('forbidden', 'Only an owner of the business can do this')
    }
    const owners = (await listMembers(tx)).filter((one) => one.role === 'OWNER')
    if (next !== 'OWNER' && owners.every((owner) => owner.userId === member.userId)) {
      throw new DomainError('last_owner', 'A business needs an owner. Make somebody else owner first.')
    }
  }

  /** Changes one membership with nobody else at any of them, then records it. */
  async function change<Result>(
    scope: Scope,
    userId: string,
    action: string,
    details: Record<string, unknown>,
    work: (tx: TenantDb, member: MemberRow) => Promise<Result>,
  ): Promise<Result> {
    const result = await db.tenantDb(scope, async (tx) => {
      await lockMembers(tx)
      return work(tx, await read(tx, userId))
    })
    await audit.record(scope, { action, targetType: 'user', targetId: userId, outcome: 'allowed', details })
    return result
  }

  return {
    async list(scope: Scope): Promise<TeamMemberView[]> {
      return (await db.tenantDb(scope, (tx) => listMembers(tx))).map((member) => viewOf(member, scope))
    },

    /**
     * Somebody with an account here just joins; for anybody else one is made, with a password to hand over.
     * @throws DomainError `already_a_member`
     */
    async add(scope: Scope, input: AddTeamMemberInput): Promise<AddedTeamMemberView> {
      const known = await db.unscoped.findUserByEmail(input.email)
      const userId = known?.id ?? newId()
      const temporaryPassword = known ? null : makeTemporaryPassword()
      const passwordHash = temporaryPassword && (await passwords.hash(temporaryPassword))
      const member = await db.tenantDb(
        scope,
        async (tx) => {
          if (passwordHash) await insertUser(tx, { id: userId, email: input.email, name: input.name || null, passwordHash })
          await insertMember(tx, { tenantId: scope.tenantId, userId, role: input.role })
          return read(tx, userId)
        },
        known ? {} : { userId },
      )
      const details = { role: input.role }
      await audit.record(scope, { action: 'team.add', targetType: 'user', targetId: userId, outcome: 'allowed', details })
      return { member: viewOf(member, scope), temporaryPassword }
    },

    /** @throws DomainError `not_found`, `forbidden`, `last_owner` */
    changeRole(scope: Scope, input: ChangeRoleInput): Promise<TeamMemberView> {
      return change(scope, input.userId, 'team.change_role', { role: input.role }, async (tx, member) => {
        await refuseOwnerChange(tx, scope, member, input.role)
        await updateRole(tx, { tenantId: scope.tenantId, userId: input.userId }, input.role)
        return viewOf({ ...member, role: input.role }, scope)
      })
    },

    /**
     * Hands the business to a member, at once or not at all: whoever does it is an admin from then on.
     * @throws DomainError `not_found`, `conflict` for oneself
     */
    changeOwner(scope: Scope, { userId }: ChangeOwnerInput): Promise<TeamMemberView> {
      const { tenantId, actor } = scope
      return change(scope, userId, 'tenant.change_owner', { from: actor.id }, async (tx, member) => {
        if (userId === actor.id) throw new DomainError('conflict', 'You are the owner already. Choose somebody else.')
        await updateRole(tx, { tenantId, userId }, 'OWNER')
        await updateRole(tx, { tenantId, userId: actor.id }, 'ADMIN')
        return viewOf({ ...member, role: 'OWNER' }, scope)
      })
    },

    /** They lose access with their next request. @throws DomainError `not_found`, `forbidden`, `last_owner` */
    remove(scope: Scope, userId: string): Promise<void> {
      return change(scope, userId, 'team.remove', {}, async (tx, member) => {
        await refuseOwnerChange(tx, scope, member, null)
        await deleteMember(tx, { tenantId: scope.tenantId, userId })
      })
    },
  }
}

function viewOf({ createdAt, ...member }: MemberRow, scope: Scope): TeamMemberView {
  return { ...member, joinedAt: createdAt.toISOString(), isYou: scope.actor.id === member.userId }
}
