import { type Database, newId, type TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { type BookingDraft, readBookingPatch, readBookingRow } from '../../domain/bookings/booking-input'
import type { ListBookingsQuery } from '../../domain/bookings/booking-resource'
import type { BookingPage, BookingView, ListBookingsInput } from '../../domain/bookings/booking-view'
import { applyBookingDraft, isMoved, type JudgedBooking, planBookings } from '../../domain/bookings/plan-bookings'
import type { FieldNames } from '../../domain/contacts/contact-input'
import { DomainError } from '../../domain/errors/domain-error'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import { type ImportResult, type RowRejection, summarize } from '../../domain/rows/import-result'
import { problemError } from '../../domain/rows/problem-error'
import { retryWhileContended } from '../../domain/rows/retry-while-contended'
import type { RowResult } from '../../domain/rows/row-schema'
import { cleanText, escapeLike } from '../../domain/text/clean-text'
import { readRange } from '../../domain/time/read-range'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { ContactsService } from '../contacts/contacts.service'
import { findContactIds, lockBookings, updateBooking, writeBookings } from './booking-writes.repository'
import { type BookingQuery, type BookingRow, bookingExists, listBookingRows, readBooking, readTenantContext } from './bookings.repository'

export type BookingsDependencies = {
  db: Database
  clock: Clock
  audit: AuditTrail
  contacts: Pick<ContactsService, 'takeRows'>
  /** A booking that was there has another time, person or state: what was planned around it moves along. */
  onBookingChanged?: (tenantId: string, bookingId: string) => Promise<void>
  /** Work nobody waits for failed. */
  onBackgroundError: (error: unknown) => void
}
export type BookingsService = ReturnType<typeof createBookingsService>
/** `changedIds`: to be announced with `announce` once the transaction has ended. */
export type TakenBookings = ImportResult & { changedIds: string[] }
/** Rows written in one transaction: their contacts and bookings are locked meanwhile. */
const PIECE_ROWS = 500
type Page = { direction: 'asc' | 'desc'; cursor?: string | null; limit: number }

/** What was agreed with contacts. */
export function createBookingsService({ db, clock, audit, contacts, onBookingChanged, onBackgroundError }: BookingsDependencies) {
  /** By time of the booking. @throws DomainError `invalid_date`, `invalid_cursor` */
  async function list(scope: Scope, input: ListBookingsInput): Promise<BookingPage> {
    return db.tenantDb(scope, async (tx) => {
      const { tenantId } = scope
      const range = readRange(input, (await readTenantContext(tx, tenantId)).timezone)
      const query = input.query && escapeLike(cleanText(input.query))
      const direction = input.sort === 'soonest' ? 'asc' : 'desc'
      return readPage(tx, { tenantId, ...range, statuses: input.status, contactId: input.contactId, query }, { ...input, direction })
    })
  }

  /** By the API's filters, latest first. @throws DomainError `invalid_cursor` */
  async function find({ tenantId }: Scope, input: ListBookingsQuery): Promise<BookingPage> {
    const externalId = input.external_id === undefined ? undefined : cleanText(input.external_id)
    const query: BookingQuery = { tenantId, from: null, before: null, contactId: input.contact_id, externalId }
    return db.tenantDb({ tenantId }, (tx) => readPage(tx, query, { ...input, direction: 'desc' }))
  }

  async function readPage(tx: TenantDb, query: BookingQuery, { direction, cursor, limit }: Page): Promise<BookingPage> {
    const after = cursor ? decodeCursor(cursor) : null
    if (after && Number.isNaN(Date.parse(String(after.value)))) {
      throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    }
    const rows = await listBookingRows(tx, query, { direction, after, limit })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const nextCursor = rows.length > limit && last ? encodeCursor({ value: last.startsAt.toISOString(), id: last.id }) : null
    return { items: page.map(toView), nextCursor }
  }

  async function readOrThrow(tx: TenantDb, { tenantId }: Scope, bookingId: string): Promise<BookingView> {
    const row = await readBooking(tx, tenantId, bookingId)
    if (!row) throw notFound()
    return toView(row)
  }

  /** @throws DomainError `not_found` */
  async function get(scope: Scope, bookingId: string): Promise<BookingView> {
    return db.tenantDb(scope, (tx) => readOrThrow(tx, scope, bookingId))
  }

  async function exists(scope: Scope, bookingId: string): Promise<boolean> {
    return db.tenantDb(scope, (tx) => bookingExists(tx, scope.tenantId, bookingId))
  }

  /**
   * Takes rows that were judged into the tenant's bookings, upsert by external id, within the caller's transaction. A phone
   * number nobody has makes a contact.
   * @throws DomainError `booking_changed_meanwhile`, `contact_changed_meanwhile`: the transaction is void, begin again
   */
  async function takeRows(tx: TenantDb, scope: Scope, rows: JudgedBooking[]): Promise<TakenBookings> {
    const whom = await resolveContacts(tx, scope, rows)
    const placed = rows.map(({ row, draft }) => ({ row, draft, contactId: whom(draft) }))
    const externalIds = placed.flatMap(({ draft }) => draft.externalId ?? [])
    const places = placed.flatMap(({ draft, contactId }) => (draft.externalId || !contactId ? [] : { contactId, startsAt: draft.startsAt }))
    const bookings = await lockBookings(tx, scope.tenantId, { externalIds, places })
    const plan = planBookings(placed, { bookings, newId })
    await writeBookings(tx, scope.tenantId, plan.writes, clock.now())
    return { ...summarize(plan.items, plan.rejected), changedIds: plan.changedIds }
  }

  /** Whom each row is with: an id counts more than a number. */
  async function resolveContacts(tx: TenantDb, scope: Scope, rows: { draft: Partial<BookingDraft> }[]) {
    const ids = rows.flatMap(({ draft }) => draft.contactId ?? [])
    const known = ids.length > 0 ? await findContactIds(tx, scope.tenantId, ids) : new Set<string>()
    const byPhone = new Map<string, string | null>()
    for (const { draft } of rows) {
      if (!draft.contactId && draft.contactPhone)
        byPhone.set(draft.contactPhone, byPhone.get(draft.contactPhone) ?? draft.contactName ?? null)
    }
    const wanted = [...byPhone].map(([phone, name], index) => ({
      row: index,
      draft: { phone, name: name ?? undefined },
      isNameSecondary: true,
    }))
    const { items } = wanted.length > 0 ? await contacts.takeRows(tx, scope, wanted) : { items: [] }
    const idOf = new Map(items.map(({ row, id }) => [wanted[row]?.draft.phone, id]))
    return ({ contactId, contactPhone }: Partial<BookingDraft>): string | null =>
      contactId ? (known.has(contactId) ? contactId : null) : (idOf.get(contactPhone ?? undefined) ?? null)
  }

  /** Judges and takes in what an integration sends: good rows land, bad ones are named. Rows count from 1. */
  async function importRows(scope: Scope, rows: unknown[]): Promise<ImportResult> {
    const results: ImportResult[] = []
    for (let start = 0; start < rows.length; start += PIECE_ROWS) {
      const { changedIds, ...piece } = await importPiece(scope, rows.slice(start, start + PIECE_ROWS), start)
      await announce(scope, changedIds)
      results.push(piece)
    }
    const items = results.flatMap((piece) => piece.items)
    const result = summarize(
      items,
      results.flatMap((piece) => piece.rejected),
    )
    const { created, updated, rejected } = result
    await audit.record(scope, { action: 'bookings.import', outcome: 'allowed', details: { created, updated, rejected: rejected.length } })
    return result
  }

  async function importPiece(scope: Scope, rows: unknown[], start: number): Promise<TakenBookings> {
    return retryWhileContended(() =>
      db.tenantDb(scope, async (tx) => {
        const context = await readTenantContext(tx, scope.tenantId)
        const judged = rows.map((row, index) => ({ row: start + index + 1, ...readBookingRow(row, context) }))
        const bad: RowRejection[] = judged.flatMap(({ row, problems }) => (problems ?? []).map((problem) => ({ row, ...problem })))
        const good = judged.flatMap(({ row, value }) => (value ? [{ row, draft: value }] : []))
        const taken = await takeRows(tx, scope, good)
        return { ...summarize(taken.items, [...taken.rejected, ...bad]), changedIds: taken.changedIds }
      }),
    )
  }

  /** One booking as an integration sends it, upsert by external id. @throws DomainError of the first thing wrong with it */
  async function upsert(scope: Scope, input: unknown, names: FieldNames = 'api'): Promise<{ booking: BookingView; isNew: boolean }> {
    const { changedIds, ...saved } = await retryWhileContended(() =>
      db.tenantDb(scope, async (tx) => {
        const draft = accept(readBookingRow(input, await readTenantContext(tx, scope.tenantId), names))
        const { items, rejected, changedIds } = await takeRows(tx, scope, [{ row: 1, draft }])
        const [item] = items
        if (!item) throw rejected.some(isAboutNobody) ? noSuchContact(names) : problemError(rejected)
        return { booking: await readOrThrow(tx, scope, item.id), isNew: item.isNew, changedIds }
      }),
    )
    await announce(scope, changedIds)
    await record(scope, saved.isNew ? 'bookings.create' : 'bookings.update', saved.booking.id)
    return saved
  }

  /** One booking as it was typed. @throws DomainError of the first thing wrong with it */
  async function create(scope: Scope, input: unknown): Promise<BookingView> {
    return (await upsert(scope, input, 'form')).booking
  }

  /** Some fields of a booking. @throws DomainError `not_found`, `external_id_taken`, or of the first thing wrong */
  async function update(scope: Scope, bookingId: string, input: unknown, names: FieldNames = 'api'): Promise<BookingView> {
    const { booking, hasMoved } = await retryWhileContended(() =>
      db.tenantDb(scope, async (tx) => {
        const [stored] = await lockBookings(tx, scope.tenantId, { ids: [bookingId] })
        if (!stored) throw notFound()
        const draft = accept(readBookingPatch(input, await readTenantContext(tx, scope.tenantId), names))
        const isForSomebodyElse = Boolean(draft.contactId || draft.contactPhone)
        const contactId = isForSomebodyElse ? (await resolveContacts(tx, scope, [{ draft }]))(draft) : stored.contactId
        if (!contactId) throw noSuchContact(names)
        const changed = applyBookingDraft(stored, { ...draft, contactId })
        await updateBooking(tx, scope.tenantId, changed, nameFor('external_id', names))
        return { booking: await readOrThrow(tx, scope, bookingId), hasMoved: isMoved(stored, changed) }
      }),
    )
    if (hasMoved) await announce(scope, [bookingId])
    await record(scope, 'bookings.update', bookingId)
    return booking
  }

  /** Tells those who planned around these bookings. What they cannot do now they find out when they look at the booking. */
  async function announce({ tenantId }: Pick<Scope, 'tenantId'>, bookingIds: string[]): Promise<void> {
    for (const bookingId of bookingIds) await onBookingChanged?.(tenantId, bookingId).catch(onBackgroundError)
  }

  const record = (scope: Scope, action: string, bookingId: string) =>
    audit.record(scope, { action, targetType: 'booking', targetId: bookingId, outcome: 'allowed' })

  return { list, find, get, exists, takeRows, importRows, upsert, create, update, announce }
}

function accept<Value>({ value, problems }: RowResult<Value>): Value {
  if (problems) throw problemError(problems)
  return value
}

const FORM_NAMES: Record<string, string> = { contact_id: 'contactId', external_id: 'externalId' }
const nameFor = (field: string, names: FieldNames) => (names === 'form' ? (FORM_NAMES[field] ?? field) : field)

const isAboutNobody = ({ code }: RowRejection) => code === 'unknown_contact'

function noSuchContact(names: FieldNames): DomainError {
  return new DomainError('not_found', 'There is no such contact.', { field: nameFor('contact_id', names) })
}

function notFound(): DomainError {
  return new DomainError('not_found', 'There is no such booking.')
}

function toView({ contact, startsAt, createdAt, updatedAt, ...row }: BookingRow): BookingView {
  return {
    ...row,
    contactName: contact.name,
    contactPhone: contact.phone,
    startsAt: startsAt.toISOString(),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
