import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import type { ListSuppressionsInput, SuppressionPage, SuppressionSource, SuppressionView } from '../../domain/suppressions/suppression-view'
import type { AuditTrail } from '../../ports/audit-trail'
import {
  deleteSuppression,
  insertSuppression,
  isPhoneSuppressed,
  listSuppressionRows,
  readRegion,
  readSuppression,
} from './suppressions.repository'

export type SuppressionsService = ReturnType<typeof createSuppressionsService>
type NewSuppression = { phone: string; reason?: string | null; source?: SuppressionSource; callId?: string | null }

/** Numbers a tenant does not call, whoever answers there. */
export function createSuppressionsService({ db, audit }: { db: Database; audit: AuditTrail }) {
  async function readPhone(tx: TenantDb, scope: Scope, raw: string): Promise<string> {
    const phone = normalizePhone(raw, [await readRegion(tx, scope.tenantId)])
    if (!phone) throw new DomainError('invalid_phone', 'This is not a phone number.', { field: 'phone' })
    return phone
  }

  /**
   * Puts a number on the list. One that is there already stays as it is.
   * @throws DomainError `invalid_phone`
   */
  async function add(scope: Scope, entry: NewSuppression): Promise<{ suppression: SuppressionView; isNew: boolean }> {
    const added = await db.tenantDb(scope, async (tx) => {
      const phone = await readPhone(tx, scope, entry.phone)
      const source = entry.source ?? (scope.actor.type === 'api_key' ? 'api' : 'user')
      const row = { tenantId: scope.tenantId, phone, reason: entry.reason || null, source, callId: entry.callId ?? null }
      const isNew = await insertSuppression(tx, row)
      const suppression = await readSuppression(tx, scope.tenantId, phone)
      if (!suppression) throw new Error('A suppression vanished while it was written')
      return { suppression, isNew }
    })
    if (added.isNew) await record(scope, 'suppressions.add', added.suppression.id)
    return added
  }

  /** Takes a number off the list. @throws DomainError `invalid_phone`, `not_found` */
  async function remove(scope: Scope, rawPhone: string): Promise<void> {
    const removed = await db.tenantDb(scope, async (tx) => {
      const phone = await readPhone(tx, scope, rawPhone)
      const suppression = await readSuppression(tx, scope.tenantId, phone)
      if (suppression) await deleteSuppression(tx, scope.tenantId, phone)
      return suppression
    })
    if (!removed) throw new DomainError('not_found', 'This number is not on the list.')
    await record(scope, 'suppressions.remove', removed.id)
  }

  /** Newest first. @throws DomainError `invalid_cursor`, `invalid_phone` */
  async function list(scope: Scope, input: ListSuppressionsInput & { phone?: string }): Promise<SuppressionPage> {
    const after = input.cursor ? decodeCursor(input.cursor) : null
    if (after && Number.isNaN(Date.parse(String(after.value)))) {
      throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    }
    const rows = await db.tenantDb(scope, async (tx) => {
      const phone = input.phone ? await readPhone(tx, scope, input.phone) : undefined
      const digits = input.query?.replace(/\D/g, '').replace(/^0+/, '')
      return listSuppressionRows(tx, scope.tenantId, { phone, digits }, { after, limit: input.limit })
    })
    const items = rows.slice(0, input.limit)
    const last = items.at(-1)
    return { items, nextCursor: rows.length > input.limit && last ? encodeCursor({ value: last.createdAt, id: last.id }) : null }
  }

  /** @param phone E.164 */
  async function isSuppressed(scope: Scope, phone: string): Promise<boolean> {
    return db.tenantDb(scope, (tx) => isPhoneSuppressed(tx, scope.tenantId, phone))
  }

  const record = (scope: Scope, action: string, targetId: string) =>
    audit.record(scope, { action, targetType: 'suppression', targetId, outcome: 'allowed' })

  return { add, remove, list, isSuppressed }
}
