import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { ApiKeysService } from './api-keys.service'

/** Whom a request speaks for: one tenant's key, or a person with their memberships. */
export type Credentials = {
  type: 'api_key' | 'session'
  /** The key's id or the person's. */
  id: string
  /** Every tenant these credentials reach, and how a URL may name it. */
  reach: { scope: Scope; tenantId: string; tenantSlug: string }[]
}

/** Turns what a request presents into the tenants it reaches. */
export function createCredentialsService({ db, apiKeys }: { db: Database; apiKeys: Pick<ApiKeysService, 'authenticate'> }) {
  return {
    /** @returns null for anything that is no valid key */
    async ofKey(unverifiedKey: string): Promise<Credentials | null> {
      const known = await apiKeys.authenticate(unverifiedKey)
      if (!known) return null
      const { scope, tenantSlug } = known
      return { type: 'api_key', id: scope.actor.id, reach: [{ scope, tenantId: scope.tenantId, tenantSlug }] }
    },

    /** @param userId of a session that was checked for this request */
    async ofPerson(userId: string): Promise<Credentials> {
      const memberships = await db.unscoped.listMembershipsOfUser(userId)
      const reach = memberships.map(({ tenantId, slug, role }) => ({
        scope: { tenantId, actor: { type: 'user' as const, id: userId, role } },
        tenantId,
        tenantSlug: slug,
      }))
      return { type: 'session', id: userId, reach }
    },
  }
}
