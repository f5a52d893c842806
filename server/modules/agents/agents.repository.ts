import { z } from 'zod'
import type { TenantDb } from '../../db/transaction'
import { type AgentConfig, agentConfig } from '../../domain/agents/agent-config'

export type AgentRow = { id: string; name: string; isDefault: boolean; publishedVersionId: string | null }
export type VersionRow = {
  id: string
  number: number
  isDraft: boolean
  note: string | null
  updatedAt: Date
  publishedAt: Date | null
  createdById: string | null
  config: AgentConfig
}

const AGENT = { id: true, name: true, isDefault: true, publishedVersionId: true } as const

export async function listAgents(db: TenantDb): Promise<(AgentRow & { phoneNumbers: string[] })[]> {
  const rows = await db.agent.findMany({
    select: { ...AGENT, phoneNumbers: { where: { isActive: true }, select: { number: true }, orderBy: { createdAt: 'asc' } } },
    orderBy: [{ isDefault: 'desc' }, { createdAt: 'asc' }],
  })
  return rows.map(({ phoneNumbers, ...agent }) => ({ ...agent, phoneNumbers: phoneNumbers.map((phone) => phone.number) }))
}

export async function findAgent(db: TenantDb, agentId: string): Promise<AgentRow | null> {
  return db.agent.findFirst({ where: { id: agentId }, select: AGENT })
}

/** Until the transaction ends nobody else changes this agent or its versions. */
export async function lockAgent(db: TenantDb, agentId: string): Promise<AgentRow | null> {
  await db.$queryRaw`SELECT 1 AS locked FROM "Agent" WHERE "id" = ${agentId}::uuid FOR UPDATE`
  return findAgent(db, agentId)
}

/** Newest first. */
export async function listVersions(db: TenantDb, agentIds: string[]): Promise<(VersionRow & { agentId: string })[]> {
  const rows = await db.agentVersion.findMany({ where: { agentId: { in: agentIds } }, orderBy: { number: 'desc' } })
  return rows.map((row) => ({
    id: row.id,
    agentId: row.agentId,
    number: row.number,
    isDraft: row.status === 'DRAFT',
    note: row.note,
    updatedAt: row.updatedAt,
    publishedAt: row.publishedAt,
    createdById: row.createdById,
    config: readConfig(row),
  }))
}

// Names of schemas beside whole custom ones: only names are edited here.
const schemaNames = z.array(z.unknown()).transform((items) => items.filter((item) => typeof item === 'string'))

function readConfig(row: { extractionSchemas: unknown; settings: unknown }): AgentConfig {
  return agentConfig.parse({
    ...row,
    extractionSchemas: schemaNames.catch([]).parse(row.extractionSchemas),
    settings: row.settings ?? undefined,
  })
}

export async function insertAgent(db: TenantDb, agent: { tenantId: string; name: string; isDefault: boolean }): Promise<string> {
  const { id } = await db.agent.create({ data: agent })
  return id
}

export async function renameAgent(db: TenantDb, tenantId: string, agentId: string, name: string): Promise<void> {
  await db.agent.update({ where: { tenantId_id: { tenantId, id: agentId } }, data: { name } })
}

export type NewVersion = { tenantId: string; agentId: string; number: number; createdById: string | null; config: AgentConfig }

export async function insertDraft(db: TenantDb, { config, ...version }: NewVersion): Promise<void> {
  await db.agentVersion.create({ data: { ...version, ...config, status: 'DRAFT' } })
}

export async function updateDraft(db: TenantDb, tenantId: string, versionId: string, config: AgentConfig, updatedAt: Date): Promise<void> {
  await db.agentVersion.update({ where: { tenantId_id: { tenantId, id: versionId }, status: 'DRAFT' }, data: { ...config, updatedAt } })
}

export async function renumberDraft(db: TenantDb, tenantId: string, versionId: string, number: number): Promise<void> {
  await db.agentVersion.update({ where: { tenantId_id: { tenantId, id: versionId }, status: 'DRAFT' }, data: { number } })
}

/** Test calls made with the draft stay, without naming it. */
export async function deleteDraft(db: TenantDb, tenantId: string, versionId: string): Promise<void> {
  await db.call.updateMany({ where: { agentVersionId: versionId }, data: { agentVersionId: null } })
  await db.agentVersion.delete({ where: { tenantId_id: { tenantId, id: versionId }, status: 'DRAFT' } })
}

export type Publication = { note: string | null; createdById: string | null; publishedAt: Date }

/** The draft becomes a version that never changes again. */
export async function publishDraft(db: TenantDb, tenantId: string, versionId: string, publication: Publication): Promise<void> {
  const { agentId } = await db.agentVersion.update({
    where: { tenantId_id: { tenantId, id: versionId }, status: 'DRAFT' },
    data: { status: 'PUBLISHED', ...publication },
  })
  await db.agent.update({ where: { tenantId_id: { tenantId, id: agentId } }, data: { publishedVersionId: versionId } })
}

export async function insertPublished(db: TenantDb, { config, ...version }: NewVersion, publication: Publication): Promise<void> {
  const { id } = await db.agentVersion.create({ data: { ...version, ...config, status: 'PUBLISHED', ...publication } })
  await db.agent.update({ where: { tenantId_id: { tenantId: version.tenantId, id: version.agentId } }, data: { publishedVersionId: id } })
}

/** Only people who are still members are named. */
export async function namesOfUsers(db: TenantDb, userIds: string[]): Promise<Map<string, string>> {
  const users = await db.user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true, email: true } })
  return new Map(users.map((user) => [user.id, user.name ?? user.email]))
}

export async function readBusiness(db: TenantDb, tenantId: string) {
  return db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { name: true, businessType: true, region: true } })
}
