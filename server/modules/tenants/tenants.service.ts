import { randomBytes } from 'node:crypto'
import { type Database, newId } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { agentFromTemplate, industryOf } from '../../domain/templates/agent-templates'
import { likelyRegion } from '../../domain/tenants/region'
import { slugCandidates } from '../../domain/tenants/slug'
import type { BusinessType, TenantSummaryView, TenantView, UpdateTenantInput } from '../../domain/tenants/tenant-view'
import { isTimezone } from '../../domain/time/is-timezone'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { SecretBox } from '../../ports/secret-box'
import { hashExotelSecret, makeExotelSecret } from './exotel-secret'
import { insertOwner, insertPublishedAgent, insertTenant, readTenant, type TenantRow, updateTenant } from './tenants.repository'

export type TenantsDependencies = { db: Database; clock: Clock; audit: AuditTrail; secrets: SecretBox }

export type NewBusiness = {
  name: string
  businessType: BusinessType
  /** IANA */
  timezone: string
  owner: { email: string; name: string | null; passwordHash: string | null }
}

export type TenantsService = ReturnType<typeof createTenantsService>

export function createTenantsService({ db, clock, audit, secrets }: TenantsDependencies) {
  async function create(business: NewBusiness, slug: string): Promise<{ tenantId: string; userId: string }> {
    const tenantId = newId()
    const userId = newId()
    const secret = makeExotelSecret()
    const template = agentFromTemplate({ businessType: business.businessType, businessName: business.name })
    await db.tenantDb(
      { tenantId },
      async (tx) => {
        await insertTenant(tx, {
          id: tenantId,
          name: business.name,
          slug,
          industry: industryOf(business.businessType),
          businessType: business.businessType,
          timezone: business.timezone,
          region: likelyRegion(business.timezone),
          exotelSecretEncrypted: secrets.seal(secret),
          exotelSecretHash: hashExotelSecret(secret),
        })
        await insertOwner(tx, tenantId, { id: userId, ...business.owner })
        await insertPublishedAgent(tx, { tenantId, createdById: userId, publishedAt: clock.now(), ...template })
      },
      { userId },
    )
    return { tenantId, userId }
  }

  async function read(scope: Scope): Promise<TenantRow> {
    const tenant = await db.tenantDb(scope, (tx) => readTenant(tx, scope.tenantId))
    if (!tenant) throw new DomainError('not_found', 'There is no such business')
    return tenant
  }

  return {
    /**
     * A business, its owner and a published agent from the template, at once or not at all.
     * @throws DomainError `email_taken`
     */
    async createWithOwner(business: NewBusiness): Promise<{ tenantId: string; userId: string; slug: string }> {
      for (const slug of slugCandidates(business.name, randomBytes(4).toString('hex'))) {
        if (await db.unscoped.findTenantBySlug(slug)) continue
        try {
          const created = await create(business, slug)
          await audit.record(
            { tenantId: created.tenantId, actor: { type: 'user', id: created.userId } },
            { action: 'tenant.create', targetType: 'tenant', targetId: created.tenantId, outcome: 'allowed' },
          )
          return { ...created, slug }
        } catch (error) {
          // Somebody else took it since: the next one.
          if (!(error instanceof DomainError && error.code === 'slug_taken')) throw error
        }
      }
      throw new DomainError('conflict', 'No address is free for this name. Please choose another name.', { field: 'businessName' })
    },

    async listMine(userId: string): Promise<TenantSummaryView[]> {
      const memberships = await db.unscoped.listMembershipsOfUser(userId)
      return memberships.map(({ tenantId, slug, name, role }) => ({ id: tenantId, slug, name, role }))
    },

    get: async (scope: Scope): Promise<TenantView> => viewOf(await read(scope), scope),

    /** @throws DomainError `invalid_timezone`, `invalid_phone` with the field in `details` */
    async update(scope: Scope, input: UpdateTenantInput): Promise<TenantView> {
      const { region } = await read(scope)
      if (input.timezone !== undefined && !isTimezone(input.timezone)) {
        throw new DomainError('invalid_timezone', 'Choose a time zone from the list', { field: 'timezone' })
      }
      const change: UpdateTenantInput = {
        name: input.name,
        timezone: input.timezone,
        callbackNumber: readNumber('callbackNumber', input.callbackNumber, region),
        fallbackNumber: readNumber('fallbackNumber', input.fallbackNumber, region),
      }
      await db.tenantDb(scope, (tx) => updateTenant(tx, scope.tenantId, change))
      const changed = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
      await audit.record(scope, {
        action: 'tenant.write',
        targetType: 'tenant',
        targetId: scope.tenantId,
        outcome: 'allowed',
        details: { changed },
      })
      return viewOf(await read(scope), scope)
    },
  }
}

function readNumber(field: string, written: string | null | undefined, region: string): string | null | undefined {
  if (written === undefined) return undefined
  if (written === null || written === '') return null
  const number = normalizePhone(written, [region])
  if (!number) throw new DomainError('invalid_phone', 'This is not a phone number', { field })
  return number
}

function viewOf(tenant: TenantRow, scope: Scope): TenantView {
  const role = 'role' in scope.actor ? scope.actor.role : 'MEMBER'
  return { ...tenant, createdAt: tenant.createdAt.toISOString(), role }
}
