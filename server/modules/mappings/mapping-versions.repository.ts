import { z } from 'zod'
import { isUniqueViolation } from '../../db/errors'
import type { TenantDb } from '../../db/transaction'
import { DomainError } from '../../domain/errors/domain-error'
import { type MappingOverride, mappingOverride } from '../../domain/mapping/mapping-override'
import type { BusinessType } from '../../domain/tenants/tenant-view'

export type MappingVersionRow = {
  number: number
  overrides: MappingOverride[]
  note: string | null
  createdAt: Date
  createdById: string | null
}

const COLUMNS = { number: true, overrides: true, note: true, createdAt: true, createdById: true } as const
const stored = z.array(mappingOverride)

const toRow = (row: Omit<MappingVersionRow, 'overrides'> & { overrides: unknown }): MappingVersionRow => ({
  ...row,
  overrides: stored.parse(row.overrides),
})

/** What is in force; null: the defaults of the business type. */
export async function readCurrentVersion(db: TenantDb, tenantId: string): Promise<MappingVersionRow | null> {
  const row = await db.mappingVersion.findFirst({ where: { tenantId }, orderBy: { number: 'desc' }, select: COLUMNS })
  return row && toRow(row)
}

export async function readVersion(db: TenantDb, tenantId: string, number: number): Promise<MappingVersionRow | null> {
  const row = await db.mappingVersion.findUnique({ where: { tenantId_number: { tenantId, number } }, select: COLUMNS })
  return row && toRow(row)
}

/** Newest first. */
export async function listVersions(db: TenantDb, tenantId: string, limit: number): Promise<MappingVersionRow[]> {
  const rows = await db.mappingVersion.findMany({ where: { tenantId }, orderBy: { number: 'desc' }, take: limit, select: COLUMNS })
  return rows.map(toRow)
}

/** @throws DomainError `mapping_changed` when somebody else took the number */
export async function insertVersion(
  db: TenantDb,
  version: { tenantId: string; number: number; overrides: MappingOverride[]; note: string | null; createdById: string | null },
): Promise<void> {
  try {
    await db.mappingVersion.create({ data: version, select: { id: true } })
  } catch (error) {
    if (!isUniqueViolation(error, 'number')) throw error
    throw mappingChanged(version.number)
  }
}

export function mappingChanged(number: number): DomainError {
  return new DomainError('mapping_changed', 'Somebody else changed the mappings in the meantime. Reload to see their changes.', { number })
}

/** Only people who are still members are named. */
export async function namesOfUsers(db: TenantDb, userIds: string[]): Promise<Map<string, string>> {
  const users = await db.user.findMany({ where: { id: { in: userIds } }, select: { id: true, name: true, email: true } })
  return new Map(users.map((user) => [user.id, user.name ?? user.email]))
}

export async function readBusinessType(db: TenantDb, tenantId: string): Promise<BusinessType> {
  return (await db.tenant.findUniqueOrThrow({ where: { id: tenantId }, select: { businessType: true } })).businessType
}

/** Most common first, of the contacts seen last. */
export async function listMetadataKeys(db: TenantDb, tenantId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT k AS key FROM (SELECT "metadata" FROM "Contact" WHERE "tenantId" = ${tenantId}::uuid AND jsonb_typeof("metadata") = 'object'
      ORDER BY "id" DESC LIMIT 2000) AS recent, jsonb_object_keys(recent."metadata") AS k
    GROUP BY k ORDER BY count(*) DESC, k LIMIT 50`
  return rows.map(({ key }) => key)
}

/** 0 is the default of the business type: no overrides. @throws DomainError `not_found` */
export async function readOverridesOf(db: TenantDb, tenantId: string, number: number): Promise<MappingOverride[]> {
  if (number === 0) return []
  const version = await readVersion(db, tenantId, number)
  if (!version) throw new DomainError('not_found', 'There is no such version of the mappings.')
  return version.overrides
}
