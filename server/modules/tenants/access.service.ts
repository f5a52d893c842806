import type { Database } from '../../db/transaction'
import type { Action, Role } from '../../domain/access/can'
import { can } from '../../domain/access/can'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import type { AuditTrail } from '../../ports/audit-trail'
import { tenantExists } from './tenants.repository'

export type AccessService = ReturnType<typeof createAccessService>

/** Proves which tenant a signed-in person may act in. */
export function createAccessService({ db, audit }: { db: Database; audit: AuditTrail }) {
  /**
   * @param unverifiedSlugOrId what a URL or an input names
   * @throws DomainError `not_found` for a stranger and for a tenant that does not exist, alike
   */
  async function proveMembership(userId: string, unverifiedSlugOrId: string, attempted: string): Promise<Scope & { role: Role }> {
    const memberships = isName(unverifiedSlugOrId) ? await db.unscoped.listMembershipsOfUser(userId) : []
    const membership = memberships.find((one) => one.slug === unverifiedSlugOrId || one.tenantId === unverifiedSlugOrId.toLowerCase())
    if (!membership) {
      await auditStranger(userId, unverifiedSlugOrId, attempted)
      throw new DomainError('not_found', 'There is no such business, or you are not a member of it')
    }
    const { tenantId, role } = membership
    return { tenantId, actor: { type: 'user', id: userId, role }, role }
  }

  async function auditStranger(userId: string, unverifiedSlugOrId: string, attempted: string): Promise<void> {
    const tenantId = await findTenantId(unverifiedSlugOrId)
    if (!tenantId) return
    await audit.record(
      { tenantId, actor: { type: 'user', id: userId } },
      { action: attempted, outcome: 'refused', details: { reason: 'not_a_member' } },
    )
  }

  async function findTenantId(unverifiedSlugOrId: string): Promise<string | null> {
    if (!isName(unverifiedSlugOrId)) return null
    const bySlug = await db.unscoped.findTenantBySlug(unverifiedSlugOrId)
    if (bySlug) return bySlug.tenantId
    if (!UUID.test(unverifiedSlugOrId)) return null
    const tenantId = unverifiedSlugOrId.toLowerCase()
    return (await db.tenantDb({ tenantId }, (tx) => tenantExists(tx, tenantId))) ? tenantId : null
  }

  return {
    /**
     * The tenant a signed-in person may do `action` in.
     * @throws DomainError `not_found` for strangers, `forbidden` where the role is too low; both are audited first
     */
    async proveTenant(userId: string, unverifiedSlugOrId: string, action: Action): Promise<Scope> {
      const { role, ...scope } = await proveMembership(userId, unverifiedSlugOrId, action)
      if (can(role, action)) return scope
      await audit.record(scope, { action, outcome: 'refused', details: { reason: 'role_too_low', role } })
      throw new DomainError('forbidden', 'Your role does not allow this. Ask an owner or admin of the business.')
    },

    /** @throws DomainError `not_found` for strangers, after the attempt is audited */
    proveMembership: (userId: string, unverifiedSlugOrId: string) => proveMembership(userId, unverifiedSlugOrId, 'tenant.read'),
  }
}

/** Whether a text can name a tenant at all. */
function isName(text: string): boolean {
  return /^[\w-]{1,60}$/.test(text)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
