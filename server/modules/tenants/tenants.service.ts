import { randomBytes } from 'node:crypto'
import { type Database, newId, type TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { agentFromTemplate, industryOf } from '../../domain/templates/agent-templates'
import { likelyRegion } from '../../domain/tenants/region'
import { slugCandidates } from '../../domain/tenants/slug'
import type {
  BusinessType,
  ChangePlanInput,
  RemoveTenantInput,
  TenantSummaryView,
  TenantView,
  UpdateTenantInput,
} from '../../domain/tenants/tenant-view'
import { isTimezone } from '../../domain/time/is-timezone'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { RecordingStore } from '../../ports/recording-store'
import type { SecretBox } from '../../ports/secret-box'
import { hashExotelSecret, makeExotelSecret } from './exotel-secret'
import {
  countActiveCalls,
  deleteTenant,
  insertOwner,
  insertOwnership,
  insertPublishedAgent,
  insertTenant,
  listRecordingKeys,
  lockTenant,
  readTenant,
  type TenantRow,
  updatePlan,
  updateTenant,
} from './tenants.repository'

export type TenantsDependencies = {
  db: Database
  clock: Clock
  audit: AuditTrail
  secrets: SecretBox
  recordings: Pick<RecordingStore, 'delete'>
  /** A business is gone, and its audit log with it: what is left is this line in the log. */
  noteRemoval: (removed: { tenantId: string; actorId: string }) => void
}

/** Deleting years of calls. */
const REMOVAL_LIMIT_MS = 120_000

export type NewBusiness = {
  name: string
  businessType: BusinessType
  /** IANA */
  timezone: string
  /** Somebody new, or somebody with an account. */
  owner: { email: string; name: string | null; passwordHash: string | null } | { userId: string }
}

export type TenantsService = ReturnType<typeof createTenantsService>

export function createTenantsService({ db, clock, audit, secrets, recordings, noteRemoval }: TenantsDependencies) {
  async function create(business: NewBusiness, slug: string): Promise<{ tenantId: string; userId: string }> {
    const tenantId = newId()
    const { owner } = business
    const userId = 'userId' in owner ? owner.userId : newId()
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
        if ('userId' in owner) await insertOwnership(tx, tenantId, userId)
        else await insertOwner(tx, tenantId, { id: userId, ...owner })
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

    async changePlan(scope: Scope, { plan }: ChangePlanInput): Promise<TenantView> {
      const { plan: before } = await read(scope)
      await db.tenantDb(scope, (tx) => updatePlan(tx, scope.tenantId, plan))
      await audit.record(scope, {
        action: 'tenant.change_plan',
        targetType: 'tenant',
        targetId: scope.tenantId,
        outcome: 'allowed',
        details: { from: before, to: plan },
      })
      return viewOf(await read(scope), scope)
    },

    /**
     * The business and everything of it, for good: recordings first, so that none is left without a trace. The people keep their
     * accounts. Broken off, it can be asked for again.
     * @throws DomainError `not_confirmed` unless the name was typed, `calls_under_way`
     */
    async remove(scope: Scope, { confirmation }: RemoveTenantInput): Promise<void> {
      const { tenantId, actor } = scope
      const { name } = await read(scope)
      if (sameName(confirmation) !== sameName(name)) {
        throw new DomainError('not_confirmed', 'Type the name of the business to confirm', { field: 'confirmation' })
      }
      const known = await db.tenantDb(scope, async (tx) => {
        await refuseCallsUnderWay(tx, tenantId)
        return listRecordingKeys(tx, tenantId)
      })
      await deleteRecordings(tenantId, known)
      const left = await db.tenantDb(
        scope,
        async (tx) => {
          await lockTenant(tx, tenantId)
          await refuseCallsUnderWay(tx, tenantId)
          const keys = await listRecordingKeys(tx, tenantId)
          await deleteTenant(tx, tenantId, REMOVAL_LIMIT_MS)
          return keys
        },
        { timeoutMs: REMOVAL_LIMIT_MS },
      )
      noteRemoval({ tenantId, actorId: actor.id })
      const deleted = new Set(known)
      await deleteRecordings(
        tenantId,
        left.filter((key) => !deleted.has(key)),
      )
    },
  }

  async function deleteRecordings(tenantId: string, keys: string[]): Promise<void> {
    // The key was written by a media-server: its tenant part is checked before the store sees it.
    for (const key of keys.filter((one) => one.startsWith(`${tenantId}/`))) await recordings.delete(key)
  }
}

async function refuseCallsUnderWay(tx: TenantDb, tenantId: string): Promise<void> {
  if ((await countActiveCalls(tx, tenantId)) === 0) return
  throw new DomainError('calls_under_way', 'A call is under way. Wait until it has ended, or switch the numbers off first.')
}

function sameName(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase()
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
