import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Database, TenantDb } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { namesToLookUp } from '../../domain/linking/call-evidence'
import { customerNumbers } from '../../domain/linking/customer-numbers'
import { linkCall } from '../../domain/linking/link-call'
import {
  type LinkCandidate,
  type LinkContact,
  type LinkDecision,
  type LinkQuestion,
  linkCandidate,
} from '../../domain/linking/link-question'
import type { LinkView, ListReviewInput, ReviewPage, SetLinkInput } from '../../domain/linking/link-view'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { EventBus } from '../../ports/event-bus'
import type { JobQueue } from '../../ports/job-queue'
import {
  type CallRef,
  callExists,
  findContactOfBooking,
  findLinkBookings,
  findLinkContacts,
  isLinkable,
  listRelinkable,
  listReviewRows,
  lockLink,
  type ReviewRow,
  readCandidateNames,
  readLink,
  readLinkMaterial,
  type StoredLink,
  saveLink,
} from './links.repository'

export type LinksDeps = { db: Database; clock: Clock; jobs: JobQueue; eventBus: EventBus; audit: AuditTrail }
export type LinksService = ReturnType<typeof createLinksService>

/** How far back a changed contact or booking is looked for in calls. */
const RELINK_DAYS = 90
const MOST_RELINKED = 200
const EXCERPT_CHARACTERS = 400
const STATUS = { linked: 'LINKED', needs_review: 'NEEDS_REVIEW', unmatched: 'UNMATCHED' } as const
const candidates = z.array(linkCandidate)

/** Whose call it was and what it was about: decided by rules that explain themselves, put right by people. */
export function createLinksService({ db, clock, jobs, eventBus, audit }: LinksDeps) {
  /**
   * Links a call by everything that is known now. Safe to repeat; a person's decision stays.
   * @returns null when there is no such call
   */
  async function link(ref: CallRef): Promise<LinkDecision['status'] | 'unchanged' | null> {
    const outcome = await db.tenantDb(ref, async (tx) => {
      const known = await lockLink(tx, ref)
      if (!known) return null
      if (known.decidedBy === 'HUMAN') return 'unchanged' as const
      const question = await readQuestion(tx, ref)
      if (!question) return 'unchanged' as const
      const questionHash = hashOf(question)
      if (known.questionHash === questionHash) return 'unchanged' as const
      const decision = linkCall(question)
      const { customerId: contactId, bookingId, confidence } = decision
      await saveLink(tx, ref, {
        status: STATUS[decision.status],
        contactId,
        bookingId,
        confidence,
        candidates: decision.candidates,
        decidedBy: 'RULES',
        decidedById: null,
        decidedAt: clock.now(),
        note: null,
        questionHash,
      })
      return decision.status
    })
    if (outcome && outcome !== 'unchanged') await tell(ref)
    return outcome
  }

  /** Null: a test call, which is nobody's. */
  async function readQuestion(tx: TenantDb, ref: CallRef): Promise<LinkQuestion | null> {
    const material = await readLinkMaterial(tx, ref)
    if (!material || material.isTest) return null
    const { call, tenant } = material
    const { known, namesakes } = await findLinkContacts(tx, ref.tenantId, {
      phones: customerNumbers(call, tenant),
      ids: call.placedFor ? [call.placedFor.contactId] : [],
      names: namesToLookUp({ call }),
    })
    const bookingsOf = (contacts: LinkContact[]) => findLinkBookings(tx, ref.tenantId, contacts.map(idOf), new Date(call.startedAt))
    const bookings = [...(await bookingsOf(known)), ...(await bookingsOf(namesakes))]
    return { call, tenant, contacts: [...known, ...namesakes], bookings, decidedByHuman: null }
  }

  async function tell(ref: CallRef): Promise<void> {
    await eventBus.publish({ type: 'call_changed', tenantId: ref.tenantId, callId: ref.callId, status: 'LINKED' })
  }

  /** A call nobody has linked yet is linked now: callers who hung up are placed when somebody asks. @throws DomainError `not_found` */
  async function get(scope: Scope, callId: string): Promise<LinkView> {
    const found = await read(scope, callId)
    if (found.status !== 'PENDING') return found
    await link({ tenantId: scope.tenantId, callId })
    return read(scope, callId)
  }

  async function read(scope: Scope, callId: string): Promise<LinkView> {
    return db.tenantDb(scope, async (tx) => {
      const ref = { tenantId: scope.tenantId, callId }
      const stored = await readLink(tx, ref)
      if (!stored && !(await callExists(tx, ref))) throw new DomainError('not_found', 'There is no such call.')
      const empty = { status: 'PENDING', contactId: null, bookingId: null, confidence: 0, candidates: [] } as const
      const row = stored ?? { callId, ...empty, decidedBy: 'RULES' as const, decidedAt: null, note: null, questionHash: null }
      const [view] = await toViews(tx, scope.tenantId, [row])
      if (!view) throw new DomainError('not_found', 'There is no such call.')
      return view
    })
  }

  /**
   * Sets a link by hand; rules never change it again. `contactId` null: nobody we know.
   * @throws DomainError `not_found` (call, contact), `booking_of_another`
   */
  async function set(scope: Scope, { callId, contactId, bookingId }: SetLinkInput): Promise<LinkView> {
    const ref = { tenantId: scope.tenantId, callId }
    await db.tenantDb(scope, async (tx) => {
      const known = await lockLink(tx, ref)
      if (!known) throw new DomainError('not_found', 'There is no such call.')
      const fits = contactId === null ? 'ok' : await isLinkable(tx, scope.tenantId, contactId, bookingId)
      if (fits === 'contact') throw new DomainError('not_found', 'There is no such contact.')
      if (fits === 'booking' || (contactId === null && bookingId !== null))
        throw new DomainError('booking_of_another', 'This booking is not one of this contact.', { field: 'booking_id' })
      await saveLink(tx, ref, {
        status: contactId === null ? 'UNMATCHED' : 'LINKED',
        contactId,
        bookingId,
        confidence: 100,
        candidates: readCandidates(known),
        decidedBy: 'HUMAN',
        decidedById: scope.actor.type === 'user' ? scope.actor.id : null,
        decidedAt: clock.now(),
        note: null,
        questionHash: known.questionHash,
      })
    })
    await audit.record(scope, {
      action: 'links.write',
      targetType: 'call',
      targetId: callId,
      outcome: 'allowed',
      details: { contactId, bookingId },
    })
    await tell(ref)
    return get(scope, callId)
  }

  /** Takes a decision made by hand back: the rules decide again. @throws DomainError `not_found` */
  async function reset(scope: Scope, callId: string): Promise<LinkView> {
    const ref = { tenantId: scope.tenantId, callId }
    await db.tenantDb(scope, async (tx) => {
      const known = await lockLink(tx, ref)
      if (!known) throw new DomainError('not_found', 'There is no such call.')
      const empty = { status: 'PENDING', contactId: null, bookingId: null, confidence: 0, candidates: [], note: null } as const
      await saveLink(tx, ref, { ...empty, candidates: [], decidedBy: 'RULES', decidedById: null, decidedAt: null, questionHash: null })
    })
    await audit.record(scope, { action: 'links.write', targetType: 'call', targetId: callId, outcome: 'allowed', details: { reset: true } })
    await link(ref)
    return get(scope, callId)
  }

  /** Calls that wait for a person, oldest first. @throws DomainError `invalid_cursor` */
  async function review(scope: Scope, input: ListReviewInput): Promise<ReviewPage> {
    const after = input.cursor ? decodeCursor(input.cursor) : null
    if (after && Number.isNaN(Date.parse(String(after.value)))) {
      throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    }
    return db.tenantDb(scope, async (tx) => {
      const { rows, total } = await listReviewRows(tx, scope.tenantId, input.status, { after, limit: input.limit })
      const page = rows.slice(0, input.limit)
      const last = page.at(-1)
      const views = await toViews(tx, scope.tenantId, page)
      return {
        items: page.flatMap((row, index) => {
          const view = views[index]
          return view ? [{ ...view, ...toCallPart(row) }] : []
        }),
        nextCursor: rows.length > input.limit && last ? encodeCursor({ value: last.createdAt.toISOString(), id: last.id }) : null,
        total,
      }
    })
  }

  /** A contact, or a booking of theirs, changed: their recent calls are linked anew. */
  async function contactChanged(tenantId: string, contactId: string): Promise<number> {
    const now = clock.now()
    const query = { since: new Date(now.getTime() - RELINK_DAYS * 86_400_000), limit: MOST_RELINKED }
    const callIds = await db.tenantDb({ tenantId }, (tx) => listRelinkable(tx, tenantId, contactId, query))
    // The same second's changes are one.
    const moment = Math.floor(now.getTime() / 1000)
    for (const callId of callIds) {
      await jobs.send({ name: 'call.transcribed', id: `call.transcribed:${callId}:again:${moment}`, data: { tenantId, callId } })
    }
    return callIds.length
  }

  async function bookingChanged(tenantId: string, bookingId: string): Promise<void> {
    const contactId = await db.tenantDb({ tenantId }, (tx) => findContactOfBooking(tx, tenantId, bookingId))
    if (contactId) await contactChanged(tenantId, contactId)
  }

  return { link, get, set, reset, review, contactChanged, bookingChanged }
}

async function toViews(tx: TenantDb, tenantId: string, rows: StoredLink[]): Promise<LinkView[]> {
  const found = rows.map((row) => readCandidates(row))
  const contactIds = [...new Set(found.flat().map(({ customerId }) => customerId))]
  const bookingIds = [...new Set(found.flat().flatMap(({ bookingId }) => bookingId ?? []))]
  const names = await readCandidateNames(tx, tenantId, { contactIds, bookingIds })
  return rows.map(({ candidates: _, questionHash: __, decidedAt, ...row }, index) => ({
    callId: row.callId,
    status: row.status,
    contactId: row.contactId,
    bookingId: row.bookingId,
    confidence: row.confidence,
    decidedBy: row.decidedBy,
    decidedAt: decidedAt?.toISOString() ?? null,
    note: row.note,
    candidates: (found[index] ?? []).flatMap(({ customerId, bookingId, score, reasons }) => {
      const contact = names.contacts.get(customerId)
      const booking = bookingId === null ? null : names.bookings.get(bookingId)
      // Merged or erased since.
      if (!contact || booking === undefined) return []
      return [
        {
          contactId: customerId,
          contactName: contact.name,
          contactPhone: contact.phone,
          bookingId,
          bookingStartsAt: booking?.startsAt.toISOString() ?? null,
          bookingType: booking?.type ?? null,
          score,
          reasons,
        },
      ]
    }),
  }))
}

function toCallPart({ call }: ReviewRow) {
  const { startedAt, direction, fromPhone, toPhone, durationSeconds, recordingKey, turns } = call
  return {
    startedAt: startedAt.toISOString(),
    direction,
    from: fromPhone,
    to: toPhone,
    durationSeconds,
    excerpt: turns
      .map(({ text }) => text)
      .join(' ')
      .slice(0, EXCERPT_CHARACTERS),
    hasRecording: recordingKey !== null,
  }
}

function readCandidates({ candidates: stored }: Pick<StoredLink, 'candidates'>): LinkCandidate[] {
  return candidates.safeParse(stored).data ?? []
}

const idOf = ({ id }: { id: string }) => id

function hashOf(question: LinkQuestion): string {
  return createHash('sha256').update(JSON.stringify(question)).digest('hex')
}
