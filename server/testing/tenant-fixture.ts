import { createHash, randomBytes } from 'node:crypto'
import { type Database, newId, type TenantDb } from '../db/transaction'
import type { Role } from '../domain/access/can'
import type { Scope } from '../domain/access/scope'
import { agentConfig } from '../domain/agents/agent-config'

export type FixtureUser = { id: string; email: string; role: Role; scope: Scope }
export type TenantFixture = {
  tenantId: string
  slug: string
  name: string
  /** Acts for nobody in particular. */
  scope: Scope
  users: Record<Role, FixtureUser>
  exotelSecret: string
  phoneNumber: { id: string; number: string }
  agent: { id: string; versionId: string }
  contact: { id: string; phone: string }
  apiKey: { id: string; plain: string }
}

export type TenantFixtureOptions = {
  status?: 'ACTIVE' | 'SUSPENDED' | 'TRIAL'
  timezone?: string
  businessType?: 'medical' | 'restaurant' | 'salon' | 'consultant' | 'general'
  callbackNumber?: string
  fallbackNumber?: string
  maxConcurrentCalls?: number
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex')
const digits = (count: number) => Array.from(randomBytes(count), (byte) => byte % 10).join('')

/** A tenant with a person in each role, a number, a published agent, a contact and an API key. Unique at every call. */
export async function createTenantFixture(database: Database, options: TenantFixtureOptions = {}): Promise<TenantFixture> {
  const tenantId = newId()
  const suffix = randomBytes(5).toString('hex')
  const name = `Tenant ${suffix}`
  const slug = `tenant-${suffix}`
  const exotelSecret = randomBytes(24).toString('base64url')
  const apiKeyPlain = `vd_${randomBytes(24).toString('base64url')}`
  const scope: Scope = { tenantId, actor: { type: 'system', id: 'fixture' } }

  await database.tenantDb(scope, async (db) => {
    await db.tenant.create({
      data: {
        id: tenantId,
        name,
        slug,
        industry: 'OTHER',
        businessType: options.businessType ?? 'general',
        status: options.status ?? 'ACTIVE',
        timezone: options.timezone ?? 'Asia/Kolkata',
        callbackNumber: options.callbackNumber ?? null,
        fallbackNumber: options.fallbackNumber ?? null,
        maxConcurrentCalls: options.maxConcurrentCalls ?? 60,
        exotelSecretEncrypted: 'not-needed-in-tests',
        exotelSecretHash: hash(exotelSecret),
      },
    })
  })
  const users = {
    OWNER: await createUser(database, scope, 'OWNER', suffix),
    ADMIN: await createUser(database, scope, 'ADMIN', suffix),
    MEMBER: await createUser(database, scope, 'MEMBER', suffix),
  }
  const parts = await database.tenantDb(scope, async (db) => {
    const agent = await createPublishedAgent(db, tenantId)
    const phoneNumber = await db.phoneNumber.create({ data: { tenantId, number: `+9180${digits(8)}`, agentId: agent.id } })
    const contact = await db.contact.create({ data: { tenantId, phone: `+9198${digits(8)}`, name: `Caller ${suffix}` } })
    const apiKey = await db.apiKey.create({
      data: { tenantId, name: 'fixture', prefix: apiKeyPlain.slice(0, 8), hash: hash(apiKeyPlain), role: 'ADMIN', scopes: [] },
    })
    return { agent, phoneNumber, contact, apiKey }
  })

  return {
    tenantId,
    slug,
    name,
    scope,
    users,
    exotelSecret,
    phoneNumber: { id: parts.phoneNumber.id, number: parts.phoneNumber.number },
    agent: parts.agent,
    contact: { id: parts.contact.id, phone: parts.contact.phone },
    apiKey: { id: parts.apiKey.id, plain: apiKeyPlain },
  }
}

async function createUser(database: Database, scope: Scope, role: Role, suffix: string): Promise<FixtureUser> {
  const id = newId()
  const email = `${role.toLowerCase()}-${suffix}@example.test`
  await database.tenantDb(
    scope,
    async (db) => {
      await db.user.create({ data: { id, email, name: `${role} ${suffix}` } })
      await db.membership.create({ data: { tenantId: scope.tenantId, userId: id, role } })
    },
    { userId: id },
  )
  return { id, email, role, scope: { tenantId: scope.tenantId, actor: { type: 'user', id, role } } }
}

async function createPublishedAgent(db: TenantDb, tenantId: string): Promise<{ id: string; versionId: string }> {
  const { settings, extractionSchemas, ...columns } = agentConfig.parse({
    systemPrompt: 'You answer the phone of a test tenant.',
    greeting: 'Hello, how can I help you?',
    fallbackMessage: 'Please call again later.',
    voiceId: 'embedded:slt',
    settings: { personaName: 'Maya', businessFacts: 'Open from 9 to 5.' },
  })
  const agent = await db.agent.create({ data: { tenantId, name: 'Receptionist', isDefault: true } })
  const version = await db.agentVersion.create({
    data: { tenantId, agentId: agent.id, number: 1, status: 'PUBLISHED', publishedAt: new Date(), ...columns, settings, extractionSchemas },
  })
  await db.agent.update({ where: { tenantId_id: { tenantId, id: agent.id } }, data: { publishedVersionId: version.id } })
  return { id: agent.id, versionId: version.id }
}
