import { isUniqueViolation } from '../../db/errors'
import type { TenantDb } from '../../db/transaction'
import type { AgentConfig } from '../../domain/agents/agent-config'
import { ACTIVE_STATUSES } from '../../domain/calls/call-status'
import { DomainError } from '../../domain/errors/domain-error'
import type { BusinessType, Industry, Plan, UpdateTenantInput } from '../../domain/tenants/tenant-view'

export type NewTenant = {
  id: string
  name: string
  slug: string
  industry: Industry
  businessType: BusinessType
  timezone: string
  region: string
  exotelSecretEncrypted: string
  exotelSecretHash: string
}

/** @throws DomainError `slug_taken` */
export async function insertTenant(db: TenantDb, tenant: NewTenant): Promise<void> {
  try {
    await db.tenant.create({ data: tenant })
  } catch (error) {
    if (isUniqueViolation(error, 'slug')) throw new DomainError('slug_taken', 'This address is taken')
    throw error
  }
}

/** @throws DomainError `email_taken` */
export async function insertOwner(
  db: TenantDb,
  tenantId: string,
  owner: { id: string; email: string; name: string | null; passwordHash: string | null },
): Promise<void> {
  try {
    await db.user.create({ data: owner })
  } catch (error) {
    if (!isUniqueViolation(error, 'email')) throw error
    throw new DomainError('email_taken', 'There is an account with this e-mail address already.', { field: 'email' })
  }
  await insertOwnership(db, tenantId, owner.id)
}

export async function insertOwnership(db: TenantDb, tenantId: string, userId: string): Promise<void> {
  await db.membership.create({ data: { tenantId, userId, role: 'OWNER' } })
}

export async function insertPublishedAgent(
  db: TenantDb,
  agent: { tenantId: string; name: string; config: AgentConfig; createdById: string | null; publishedAt: Date },
): Promise<string> {
  const { tenantId, name, config, createdById, publishedAt } = agent
  const { id } = await db.agent.create({ data: { tenantId, name, isDefault: true } })
  const version = await db.agentVersion.create({
    data: { tenantId, agentId: id, number: 1, status: 'PUBLISHED', note: 'From the template', createdById, publishedAt, ...config },
  })
  await db.agent.update({ where: { tenantId_id: { tenantId, id } }, data: { publishedVersionId: version.id } })
  return id
}

export async function tenantExists(db: TenantDb, tenantId: string): Promise<boolean> {
  return (await db.tenant.count({ where: { id: tenantId } })) > 0
}

export async function readTenant(db: TenantDb, tenantId: string) {
  return db.tenant.findUnique({
    where: { id: tenantId },
    // The Exotel secret stays behind.
    select: {
      id: true,
      slug: true,
      name: true,
      industry: true,
      businessType: true,
      status: true,
      plan: true,
      timezone: true,
      region: true,
      callbackNumber: true,
      fallbackNumber: true,
      maxConcurrentCalls: true,
      createdAt: true,
    },
  })
}
export type TenantRow = NonNullable<Awaited<ReturnType<typeof readTenant>>>

export async function updateTenant(db: TenantDb, tenantId: string, data: UpdateTenantInput): Promise<void> {
  await db.tenant.update({ where: { id: tenantId }, data })
}

export async function updatePlan(db: TenantDb, tenantId: string, plan: Plan): Promise<void> {
  await db.tenant.update({ where: { id: tenantId }, data: { plan } })
}

export async function countActiveCalls(db: TenantDb, tenantId: string): Promise<number> {
  return db.call.count({ where: { tenantId, status: { in: [...ACTIVE_STATUSES] } } })
}

export async function listRecordingKeys(db: TenantDb, tenantId: string): Promise<string[]> {
  const calls = await db.call.findMany({ where: { tenantId, recordingKey: { not: null } }, select: { recordingKey: true } })
  return calls.flatMap(({ recordingKey }) => recordingKey ?? [])
}

/** Until the transaction ends nothing new refers to the tenant. */
export async function lockTenant(db: TenantDb, tenantId: string): Promise<void> {
  await db.$queryRaw`SELECT 1 AS locked FROM "Tenant" WHERE "id" = ${tenantId}::uuid FOR UPDATE`
}

/** The tenant with every row of it, its audit log included; people stay. Years of calls take longer than other statements may. */
export async function deleteTenant(db: TenantDb, tenantId: string, limitMs: number): Promise<void> {
  await db.$queryRaw`SELECT set_config('statement_timeout', ${String(limitMs)}, true)`
  // Rows that others point at without being deleted with them go last; a task need not be about a call.
  await db.task.deleteMany({ where: { tenantId } })
  await db.outboundCall.deleteMany({ where: { tenantId } })
  await db.call.deleteMany({ where: { tenantId } })
  await db.tenant.delete({ where: { id: tenantId } })
}
