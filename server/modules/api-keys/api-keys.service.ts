import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../../db/transaction'
import type { ApiKeyView, CreateApiKeyInput, CreatedApiKeyView } from '../../domain/access/api-key-view'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import { type ApiKeyRow, insertApiKey, listApiKeys, noteUse, revokeApiKey } from './api-keys.repository'

export type ApiKeysService = ReturnType<typeof createApiKeysService>

/** 192 bits nobody guesses, with a prefix secret scanners recognise. */
const createKey = () => `vd_${randomBytes(24).toString('base64url')}`
/** What a presented key must at least look like. */
const PLAUSIBLE_KEY = /^[\x21-\x7e]{10,200}$/
const SHOWN_CHARACTERS = 9
const USE_NOTED_EVERY_MS = 60_000

/** A tenant's keys for REST. Kept as hashes; shown once. */
export function createApiKeysService({ db, clock, audit }: { db: Database; clock: Clock; audit: AuditTrail }) {
  const lastNoted = new Map<string, number>()

  async function create(scope: Scope, input: CreateApiKeyInput): Promise<CreatedApiKeyView> {
    const key = createKey()
    const row = await db.tenantDb(scope, (tx) =>
      insertApiKey(tx, {
        tenantId: scope.tenantId,
        name: input.name,
        prefix: key.slice(0, SHOWN_CHARACTERS),
        hash: hashApiKey(key),
        role: input.role,
        scopes: [...input.scopes],
        createdById: scope.actor.type === 'user' ? scope.actor.id : null,
        expiresAt: input.expiresAt ? new Date(input.expiresAt) : null,
        createdAt: clock.now(),
      }),
    )
    await audit.record(scope, { action: 'api_keys.create', targetType: 'api_key', targetId: row.id, outcome: 'allowed' })
    return { key, apiKey: toView(row) }
  }

  async function list(scope: Scope): Promise<ApiKeyView[]> {
    return (await db.tenantDb(scope, (tx) => listApiKeys(tx, scope.tenantId))).map(toView)
  }

  /** From now on the key is refused. @throws DomainError `not_found` */
  async function revoke(scope: Scope, apiKeyId: string): Promise<ApiKeyView> {
    const row = await db.tenantDb(scope, (tx) => revokeApiKey(tx, scope.tenantId, apiKeyId, clock.now()))
    if (!row) throw new DomainError('not_found', 'There is no such key.')
    await audit.record(scope, { action: 'api_keys.revoke', targetType: 'api_key', targetId: row.id, outcome: 'allowed' })
    return toView(row)
  }

  /**
   * Whose key this is and what it may do. A revoked or expired key is refused and its tenant told in the audit log.
   * @returns null for anything that is no valid key
   */
  async function authenticate(unverifiedKey: string): Promise<{ scope: Scope; tenantSlug: string } | null> {
    if (!PLAUSIBLE_KEY.test(unverifiedKey)) return null
    const found = await db.unscoped.findApiKeyByHash(hashApiKey(unverifiedKey))
    if (!found) return null
    const now = clock.now()
    const { tenantId, apiKeyId: id, tenantSlug } = found
    const reason = found.revokedAt ? 'key_revoked' : found.expiresAt && found.expiresAt <= now ? 'key_expired' : null
    if (reason) {
      await audit.record(
        { tenantId, actor: { type: 'api_key', id } },
        { action: 'api_keys.use', targetType: 'api_key', targetId: id, outcome: 'refused', details: { reason } },
      )
      return null
    }
    await note(tenantId, id, now)
    return { scope: { tenantId, actor: { type: 'api_key', id, role: found.role, scopes: found.scopes } }, tenantSlug }
  }

  async function note(tenantId: string, id: string, now: Date): Promise<void> {
    const notedAt = lastNoted.get(id) ?? 0
    if (now.getTime() - notedAt < USE_NOTED_EVERY_MS) return
    if (lastNoted.size > 10_000) lastNoted.clear()
    lastNoted.set(id, now.getTime())
    await db.tenantDb({ tenantId }, (tx) => noteUse(tx, tenantId, id, now, new Date(now.getTime() - USE_NOTED_EVERY_MS)))
  }

  return { create, list, revoke, authenticate }
}

export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

function toView(row: ApiKeyRow): ApiKeyView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: row.role === 'MEMBER' ? 'MEMBER' : 'ADMIN',
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }
}
