import type { TenantDb } from '../../db/transaction'

const VIEW = {
  id: true,
  name: true,
  prefix: true,
  role: true,
  scopes: true,
  createdAt: true,
  lastUsedAt: true,
  expiresAt: true,
  revokedAt: true,
} as const

export type NewApiKey = {
  tenantId: string
  name: string
  prefix: string
  hash: string
  role: 'ADMIN' | 'MEMBER'
  scopes: string[]
  createdById: string | null
  expiresAt: Date | null
  createdAt: Date
}

export async function insertApiKey(db: TenantDb, data: NewApiKey) {
  return db.apiKey.create({ data, select: VIEW })
}
export type ApiKeyRow = Awaited<ReturnType<typeof insertApiKey>>

/** Newest first, revoked ones included. */
export async function listApiKeys(db: TenantDb, tenantId: string): Promise<ApiKeyRow[]> {
  return db.apiKey.findMany({ where: { tenantId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], select: VIEW })
}

export async function revokeApiKey(db: TenantDb, tenantId: string, id: string, now: Date): Promise<ApiKeyRow | null> {
  await db.apiKey.updateMany({ where: { tenantId, id, revokedAt: null }, data: { revokedAt: now } })
  return db.apiKey.findUnique({ where: { tenantId_id: { tenantId, id } }, select: VIEW })
}

/** Notes a use, unless one was noted since `notedAfter`. */
export async function noteUse(db: TenantDb, tenantId: string, id: string, now: Date, notedAfter: Date): Promise<void> {
  await db.apiKey.updateMany({
    where: { tenantId, id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: notedAfter } }] },
    data: { lastUsedAt: now },
  })
}
