import { type Database, newId, type TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
import { type FieldNames, readContactPatch, readContactRow } from '../../domain/contacts/contact-input'
import type { ListContactsQuery } from '../../domain/contacts/contact-resource'
import type { ContactPage, ContactView, ListContactsInput } from '../../domain/contacts/contact-view'
import { applyContactDraft, type ContactRow, type PlannedContact, planContacts } from '../../domain/contacts/plan-contacts'
import { DomainError } from '../../domain/errors/domain-error'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { type ImportResult, summarize } from '../../domain/rows/import-result'
import { problemError } from '../../domain/rows/problem-error'
import { retryWhileContended } from '../../domain/rows/retry-while-contended'
import type { RowResult } from '../../domain/rows/row-schema'
import { cleanText, escapeLike } from '../../domain/text/clean-text'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import { type ContactErasureDependencies, createContactErasure } from './contact-erasure.service'
import { createContactGroups } from './contact-groups.service'
import { type ContactHistoryDependencies, createContactHistory } from './contact-history.service'
import { createContactMerging } from './contact-merging.service'
import { lockContacts, readGroupIds, updateContact, writeContacts } from './contact-writes.repository'
import { type ContactFilter, contactExists, listContactRows, readCallingFacts, readContact, readTenantContext } from './contacts.repository'

export type ContactsDependencies = { db: Database; clock: Clock; audit: AuditTrail } & ContactErasureDependencies &
  ContactHistoryDependencies
export type ContactsService = ReturnType<typeof createContactsService>
/** Rows written in one transaction: their contacts are locked meanwhile. */
const PIECE_ROWS = 500
type Page = { cursor?: string | null; limit: number }

/** The people a tenant talks with. */
export function createContactsService(dependencies: ContactsDependencies) {
  const { db, clock, audit } = dependencies

  /** Who called last comes first. @throws DomainError `invalid_cursor` */
  async function list(scope: Scope, input: ListContactsInput): Promise<ContactPage> {
    const query = input.query && escapeLike(cleanText(input.query))
    return db.tenantDb(scope, (tx) => readPage(tx, scope, { query, groupId: input.groupId, isBlocked: input.isBlocked }, input))
  }

  /** By the API's filters. @throws DomainError `invalid_phone`, `invalid_cursor` */
  async function find(scope: Scope, input: ListContactsQuery): Promise<ContactPage> {
    return db.tenantDb(scope, async (tx) => {
      const filter: ContactFilter = { externalId: input.external_id === undefined ? undefined : cleanText(input.external_id) }
      if (input.phone !== undefined) {
        const { region } = await readTenantContext(tx, scope.tenantId)
        const phone = normalizePhone(input.phone, [region])
        if (!phone) throw new DomainError('invalid_phone', 'This is not a phone number.', { field: 'phone' })
        filter.phone = phone
      }
      return readPage(tx, scope, filter, input)
    })
  }

  async function readPage(tx: TenantDb, { tenantId }: Scope, filter: ContactFilter, { cursor, limit }: Page): Promise<ContactPage> {
    const after = cursor ? decodeCursor(cursor) : null
    if (after && after.value !== null && Number.isNaN(Date.parse(String(after.value)))) {
      throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    }
    const rows = await listContactRows(tx, tenantId, filter, { after, limit })
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    return { items, nextCursor: rows.length > limit && last ? encodeCursor({ value: last.lastCallAt, id: last.id }) : null }
  }

  async function readOrThrow(tx: TenantDb, { tenantId }: Scope, contactId: string): Promise<ContactView> {
    const contact = await readContact(tx, tenantId, contactId)
    if (!contact) throw notFound()
    return contact
  }

  /** @throws DomainError `not_found` */
  async function get(scope: Scope, contactId: string): Promise<ContactView> {
    return db.tenantDb(scope, (tx) => readOrThrow(tx, scope, contactId))
  }

  async function exists(scope: Scope, contactId: string): Promise<boolean> {
    return db.tenantDb(scope, (tx) => contactExists(tx, scope.tenantId, contactId))
  }

  /** What decides whether and when this person may be called, as it is now. @throws DomainError `not_found` */
  async function callingFacts(scope: Scope, contactId: string): Promise<CallingFacts> {
    const facts = await db.tenantDb(scope, (tx) => readCallingFacts(tx, scope.tenantId, contactId))
    if (!facts) throw notFound()
    return facts
  }

  /**
   * Takes rows that were judged into the tenant's contacts, upsert by phone, within the caller's transaction.
   * @throws DomainError `contact_changed_meanwhile`: the transaction is void, begin again
   */
  async function takeRows(tx: TenantDb, { tenantId }: Scope, rows: ContactRow[]): Promise<ImportResult> {
    const phones = [...new Set(rows.map(({ draft }) => draft.phone))]
    const externalIds = [...new Set(rows.flatMap(({ draft }) => draft.externalId ?? []))]
    const contacts = await lockContacts(tx, tenantId, { phones, externalIds })
    const plan = planContacts(rows, { contacts, groupIds: await readGroupIds(tx, tenantId), newId })
    await writeContacts(tx, tenantId, plan.writes, clock.now())
    return summarize(plan.items, plan.rejected)
  }

  /** Judges and takes in what an integration sends: good rows land, bad ones are named. Rows count from 1. */
  async function importRows(scope: Scope, rows: unknown[]): Promise<ImportResult> {
    const results: ImportResult[] = []
    for (let start = 0; start < rows.length; start += PIECE_ROWS) {
      results.push(await importPiece(scope, rows.slice(start, start + PIECE_ROWS), start))
    }
    const items = results.flatMap((piece) => piece.items)
    const result = summarize(
      items,
      results.flatMap((piece) => piece.rejected),
    )
    const { created, updated, rejected } = result
    await audit.record(scope, { action: 'contacts.import', outcome: 'allowed', details: { created, updated, rejected: rejected.length } })
    return result
  }

  async function importPiece(scope: Scope, rows: unknown[], start: number): Promise<ImportResult> {
    return retryWhileContended(() =>
      db.tenantDb(scope, async (tx) => {
        const context = await readTenantContext(tx, scope.tenantId)
        const judged = rows.map((row, index) => ({ row: start + index + 1, ...readContactRow(row, context) }))
        const bad = judged.flatMap(({ row, problems }) => (problems ?? []).map((problem) => ({ row, ...problem })))
        const good = judged.flatMap(({ row, value }) => (value ? [{ row, draft: value }] : []))
        const taken = await takeRows(tx, scope, good)
        return summarize(taken.items, [...taken.rejected, ...bad])
      }),
    )
  }

  /** One contact as an integration sends it, upsert by phone. @throws DomainError of the first thing wrong with it */
  async function upsert(scope: Scope, input: unknown): Promise<{ contact: ContactView; isNew: boolean }> {
    const saved = await retryWhileContended(() => db.tenantDb(scope, (tx) => take(tx, scope, { input, names: 'api', mayExist: true })))
    await record(scope, saved.isNew ? 'contacts.create' : 'contacts.update', saved.contact.id)
    return saved
  }

  /** One contact as it was typed. @throws DomainError `contact_exists` with its id, or of the first thing wrong */
  async function create(scope: Scope, input: unknown): Promise<ContactView> {
    const { contact } = await retryWhileContended(() =>
      db.tenantDb(scope, (tx) => take(tx, scope, { input, names: 'form', mayExist: false })),
    )
    await record(scope, 'contacts.create', contact.id)
    return contact
  }

  async function take(tx: TenantDb, scope: Scope, given: { input: unknown; names: FieldNames; mayExist: boolean }) {
    const context = await readTenantContext(tx, scope.tenantId)
    const draft = accept(readContactRow(given.input, context, given.names))
    if (!given.mayExist) {
      const [known] = await lockContacts(tx, scope.tenantId, { phones: [draft.phone] })
      if (known) {
        const details = { field: 'phone', contactId: known.id }
        throw new DomainError('contact_exists', 'There is a contact with this phone number already.', details)
      }
    }
    const { items, rejected } = await takeRows(tx, scope, [{ row: 1, draft }])
    const [item] = items
    if (!item) throw problemError(rejected.map((rejection) => ({ ...rejection, field: nameFor(rejection.field, given.names) })))
    return { contact: await readOrThrow(tx, scope, item.id), isNew: item.isNew }
  }

  /** Some fields of a contact. @throws DomainError `not_found`, `phone_taken`, `external_id_taken`, or of the first thing wrong */
  async function update(scope: Scope, contactId: string, input: unknown, names: FieldNames = 'api'): Promise<ContactView> {
    const updated = await db.tenantDb(scope, async (tx) => {
      const [stored] = await lockContacts(tx, scope.tenantId, { ids: [contactId] })
      if (!stored) throw notFound()
      const draft = accept(readContactPatch(input, await readTenantContext(tx, scope.tenantId), names))
      await refuseUnknownGroups(tx, scope, draft.groupIds, nameFor('group_ids', names))
      const groupIds = draft.groupIds === undefined ? null : (draft.groupIds ?? [])
      const planned: PlannedContact = { ...applyContactDraft(stored, draft), isNew: false, groupIds }
      await updateContact(tx, scope.tenantId, planned, nameFor('external_id', names))
      return readOrThrow(tx, scope, contactId)
    })
    await record(scope, 'contacts.update', contactId)
    return updated
  }

  async function refuseUnknownGroups(
    tx: TenantDb,
    { tenantId }: Scope,
    groupIds: string[] | null | undefined,
    field: string,
  ): Promise<void> {
    if (!groupIds?.length) return
    const known = await readGroupIds(tx, tenantId)
    if (groupIds.some((id) => !known.has(id))) throw new DomainError('unknown_group', 'There is no such group.', { field })
  }

  const record = (scope: Scope, action: string, contactId: string) =>
    audit.record(scope, { action, targetType: 'contact', targetId: contactId, outcome: 'allowed' })

  return {
    list,
    find,
    get,
    exists,
    callingFacts,
    takeRows,
    importRows,
    upsert,
    create,
    update,
    ...createContactErasure(dependencies),
    ...createContactHistory(dependencies),
    ...createContactGroups(dependencies),
    ...createContactMerging(dependencies),
  }
}

function accept<Value>({ value, problems }: RowResult<Value>): Value {
  if (problems) throw problemError(problems)
  return value
}

const FORM_NAMES: Record<string, string> = { external_id: 'externalId', group_ids: 'groupIds' }
const nameFor = (field: string, names: FieldNames) => (names === 'form' ? (FORM_NAMES[field] ?? field) : field)

function notFound(): DomainError {
  return new DomainError('not_found', 'There is no such contact.')
}
