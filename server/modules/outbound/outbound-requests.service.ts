import { createHash } from 'node:crypto'
import { newId, type TenantDb } from '../../db/transaction'
import { mayAct, type Scope } from '../../domain/access/scope'
import type { CallSign } from '../../domain/calls/advance-call'
import type { CallPurpose } from '../../domain/compliance/call-purpose'
import { type GateDecision, gateRecord } from '../../domain/compliance/decide-gate'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
import { DomainError } from '../../domain/errors/domain-error'
import { explainOutbound } from '../../domain/outbound/explain-outbound'
import { idempotencyKey, type PlaceOutboundInput, type RescheduleOutboundInput } from '../../domain/outbound/outbound-input'
import type { ListOutboundInput, OutboundCallView, OutboundPage, PlacedOutboundView } from '../../domain/outbound/outbound-view'
import { decodeCursor, encodeCursor } from '../../domain/paging/cursor'
import { readTime } from '../../domain/time/read-time'
import {
  type BareOutbound,
  type CallingTenant,
  findBookingOf,
  findByIdempotencyKey,
  findNextBooking,
  insertOutbound,
  isContactBeingCalled,
  listOutboundRows,
  listScheduledOf,
  lockContact,
  lockOutbound,
  type OutboundRow,
  readBareOutbound,
  readBookingTime,
  readCallingTenant,
  readOutbound,
  updateOutbound,
} from './outbound.repository'
import { LONGEST_CALL_MS, type OutboundDeps } from './outbound-deps'
import { askGate } from './outbound-gate'

/** A time this little in the past is now: clocks differ and requests travel. */
const PAST_ALLOWED_MS = 5 * 60_000
const FURTHEST_MS = 366 * 86_400_000
/** What speaks against a call for good is said at once; what may still change is asked again when it is dialled. */
const REFUSED_AT_ONCE = ['tenant_suspended', 'policy_unreadable', 'suppressed', 'consent_withdrawn', 'invalid_phone', 'timezone_unknown']

type Booking = { id: string; startsAt: Date; status: string }

/** Wishes to call somebody: taken in, moved, taken back, listed. */
export function createOutboundRequests(deps: OutboundDeps) {
  const { db, clock, jobs, eventBus, contacts, calls, audit } = deps

  /**
   * Writes down that a contact is to be called; it is dialled by a job, if the gate then lets it.
   * @throws DomainError `not_found` (contact, booking), `forbidden`, `idempotency_key_reused`, `invalid_time`, `time_in_the_past`,
   *   `no_booking`, `outbound_not_configured`, `call_already_active`, or the gate's own word
   */
  async function placeOutbound(scope: Scope, input: PlaceOutboundInput, givenKey?: string | null): Promise<PlacedOutboundView> {
    await requirePurpose(scope, input.purpose, input.contactId)
    const key = readKey(givenKey)
    const requestHash = key && hashRequest(input)
    const facts = await contacts.callingFacts(scope, input.contactId)
    const outcome = await db.tenantDb(scope, async (tx) => {
      const { tenantId } = scope
      if (!(await lockContact(tx, tenantId, input.contactId))) throw new DomainError('not_found', 'There is no such contact.')
      const known = key ? await findByIdempotencyKey(tx, tenantId, key) : null
      if (known) return { view: answerAgain(known, requestHash), isNew: false }
      return { view: await write(tx, scope, input, facts, { key, requestHash }), isNew: true }
    })
    const { callId, scheduledAt } = outcome.view
    if (outcome.isNew) await announce({ tenantId: scope.tenantId, outboundId: callId }, { generation: 1, dueAt: new Date(scheduledAt) })
    return outcome.view
  }

  async function write(
    tx: TenantDb,
    scope: Scope,
    input: PlaceOutboundInput,
    facts: CallingFacts,
    { key, requestHash }: { key: string | null; requestHash: string | null },
  ): Promise<PlacedOutboundView> {
    const { tenantId } = scope
    const { contactId, purpose, ifOutsideWindow } = input
    const now = clock.now()
    const tenant = await readCallingTenant(tx, tenantId)
    const booking = await chooseBooking(tx, tenantId, input, now)
    const asked = askedTime(input, booking, tenant, now)
    if (tenant.status === 'SUSPENDED') throw new DomainError('tenant_suspended', 'This business is suspended: it makes no calls.')
    const from = requireNumber(tenant)
    const decision = await askAhead(tx, { tenantId, contactId, tenant, facts, purpose, now, at: asked })
    const { dueAt, reason } = settleTime(decision, asked, ifOutsideWindow)
    if (input.minutesBeforeBooking !== undefined && booking && dueAt >= booking.startsAt) throw tooLate(decision)
    if (dueAt.getTime() <= now.getTime()) {
      const query = { tenantId, contactId, dueBy: now, since: new Date(now.getTime() - LONGEST_CALL_MS) }
      if (await isContactBeingCalled(tx, query)) throw new DomainError('call_already_active', 'A call to this contact is under way.')
    }
    const id = newId()
    await insertOutbound(tx, {
      id,
      tenantId,
      contactId,
      bookingId: booking?.id ?? null,
      purpose,
      ifOutsideWindow,
      dueAt,
      dueReason: dueAt > asked ? reason : null,
      minutesBeforeBooking: input.minutesBeforeBooking ?? null,
      idempotencyKey: key,
      requestHash,
      requestedById: scope.actor.type === 'user' ? scope.actor.id : null,
      from,
      to: facts.phone,
      now,
    })
    return { callId: id, status: 'SCHEDULED', scheduledAt: dueAt.toISOString(), reason }
  }

  /** Consent may still be given before the call is dialled: where only it is missing, the hours are judged as if it were there. */
  async function askAhead(tx: TenantDb, question: Parameters<typeof askGate>[1]): Promise<GateDecision> {
    const decision = await askGate(tx, question)
    const missing = decision.reasons.find(({ code }) => code === 'consent_missing')
    if (!missing) return decision
    const consent = { ...question.facts.consent, [question.purpose]: true }
    const granted = await askGate(tx, { ...question, facts: { ...question.facts, consent } })
    return granted.isAllowed ? { ...granted, isAllowed: false, reasons: [missing] } : granted
  }

  async function chooseBooking(tx: TenantDb, tenantId: string, input: PlaceOutboundInput, now: Date): Promise<Booking | null> {
    const { contactId, bookingId, minutesBeforeBooking } = input
    if (bookingId) {
      const booking = await findBookingOf(tx, { tenantId, contactId, bookingId })
      if (!booking) throw new DomainError('not_found', 'This contact has no such booking.')
      return booking
    }
    if (minutesBeforeBooking === undefined) return null
    const next = await findNextBooking(tx, { tenantId, contactId, after: now })
    if (!next) throw new DomainError('no_booking', 'This contact has no booking to be reminded of.')
    return next
  }

  function askedTime(input: PlaceOutboundInput, booking: Booking | null, tenant: CallingTenant, now: Date): Date {
    if (input.minutesBeforeBooking !== undefined && booking) {
      if (!isOpen(booking)) throw new DomainError('booking_closed', 'This booking was cancelled or is over.')
      return notPast(new Date(booking.startsAt.getTime() - input.minutesBeforeBooking * 60_000), now)
    }
    return input.when === undefined ? now : readWhen(input.when, tenant.timezone, now)
  }

  function requireNumber(tenant: CallingTenant): string {
    const hasKey = tenant.retellApiKeyEncrypted !== null || deps.outbound.apiKey !== null
    if (tenant.retellNumber && hasKey && deps.outboundCaller) return tenant.retellNumber
    throw new DomainError('outbound_not_configured', 'No number or API key is set up for outgoing calls: see the settings.')
  }

  /** Sends the event of a call that was written down, and tells whoever watches. */
  async function announce(ref: { tenantId: string; outboundId: string }, timer: { generation: number; dueAt: Date }): Promise<void> {
    const { tenantId, outboundId } = ref
    const { generation } = timer
    const data = { tenantId, outboundId, generation, dueAt: timer.dueAt.toISOString() }
    await Promise.all([
      eventBus.publish({ type: 'call_changed', tenantId, callId: outboundId, status: 'SCHEDULED' }),
      jobs.send({ name: 'outbound.due', id: `outbound.due:${outboundId}:${generation}`, data }),
    ])
  }

  async function requirePurpose(scope: Scope, purpose: CallPurpose, contactId: string): Promise<void> {
    // Our own jobs place calls that somebody who may has asked for.
    if (!('role' in scope.actor)) return
    const action = purpose === 'SERVICE' ? 'calls.place_service' : 'campaigns.write'
    if (mayAct(scope, action)) return
    await audit.record(scope, { action, targetType: 'contact', targetId: contactId, outcome: 'refused' })
    throw new DomainError('forbidden', 'Promotional calls need more rights than these.')
  }

  /** @throws DomainError `not_found`, `forbidden`, `call_already_dialled` */
  async function cancel(scope: Scope, callId: string): Promise<OutboundCallView> {
    await requireOwnPurpose(scope, callId)
    await db.tenantDb(scope, async (tx) => {
      const row = requireScheduled(await lockOutbound(tx, { tenantId: scope.tenantId, outboundId: callId }))
      await updateOutbound(tx, refOf(row), { status: 'CANCELLED', failureReason: 'cancelled', dueReason: null })
    })
    await sign(scope.tenantId, callId, { type: 'cancelled', at: clock.now().toISOString(), reason: 'cancelled' })
    return get(scope, callId)
  }

  /** A time of its own: a reminder no longer moves with its booking. @throws DomainError as `placeOutbound`, `call_already_dialled` */
  async function reschedule(scope: Scope, input: RescheduleOutboundInput): Promise<OutboundCallView> {
    const { contactId } = await requireOwnPurpose(scope, input.callId)
    const facts = await contacts.callingFacts(scope, contactId)
    const moved = await db.tenantDb(scope, async (tx) => {
      const row = requireScheduled(await lockOutbound(tx, { tenantId: scope.tenantId, outboundId: input.callId }))
      const tenant = await readCallingTenant(tx, scope.tenantId)
      const now = clock.now()
      const asked = readWhen(input.when, tenant.timezone, now)
      const question = { tenantId: scope.tenantId, contactId, tenant, facts, purpose: row.purpose, now, at: asked }
      const { dueAt, reason } = settleTime(await askAhead(tx, question), asked, row.ifOutsideWindow)
      const patch = { dueAt, dueReason: dueAt > asked ? reason : null, minutesBeforeBooking: null }
      return { dueAt, generation: await updateOutbound(tx, refOf(row), patch) }
    })
    await announce({ tenantId: scope.tenantId, outboundId: input.callId }, moved)
    return get(scope, input.callId)
  }

  async function requireOwnPurpose(scope: Scope, callId: string): Promise<{ contactId: string }> {
    const row = await db.tenantDb(scope, (tx) => readBareOutbound(tx, { tenantId: scope.tenantId, outboundId: callId }))
    if (!row) throw new DomainError('not_found', 'There is no such call.')
    await requirePurpose(scope, row.purpose, row.contactId)
    return row
  }

  async function sign(tenantId: string, callId: string, given: CallSign): Promise<void> {
    await calls.applySigns({ tenantId, callId }, [given])
  }

  /**
   * Lets reminders follow their booking: they move with it and die with it. Harmless when nothing changed.
   * To be called after every change of a booking's time or status.
   */
  async function bookingChanged(tenantId: string, bookingId: string): Promise<void> {
    const now = clock.now()
    const changes = await db.tenantDb({ tenantId }, async (tx) => {
      const done: { outboundId: string; moved: { generation: number; dueAt: Date } | null }[] = []
      for (const { id: outboundId } of await listScheduledOf(tx, tenantId, bookingId)) {
        const row = await lockOutbound(tx, { tenantId, outboundId })
        if (row?.status !== 'SCHEDULED' || row.minutesBeforeBooking === null) continue
        const booking = await readBookingTime(tx, tenantId, bookingId)
        if (!booking || !isOpen(booking) || booking.startsAt <= now) {
          await updateOutbound(tx, refOf(row), { status: 'CANCELLED', failureReason: 'booking_closed', dueReason: null })
          done.push({ outboundId, moved: null })
          continue
        }
        const dueAt = new Date(Math.max(now.getTime(), booking.startsAt.getTime() - row.minutesBeforeBooking * 60_000))
        // One that is due and waits for its window is not put back to where it was.
        const isWaiting = row.dueReason !== null && dueAt <= now
        if (isWaiting || dueAt.getTime() === row.dueAt.getTime()) continue
        const generation = await updateOutbound(tx, refOf(row), { dueAt, dueReason: null })
        done.push({ outboundId, moved: { generation, dueAt } })
      }
      return done
    })
    for (const { outboundId, moved } of changes) {
      if (moved) await announce({ tenantId, outboundId }, moved)
      else await sign(tenantId, outboundId, { type: 'cancelled', at: now.toISOString(), reason: 'booking_closed' })
    }
  }

  /** @throws DomainError `not_found` */
  async function get(scope: Scope, callId: string): Promise<OutboundCallView> {
    const row = await db.tenantDb(scope, (tx) => readOutbound(tx, { tenantId: scope.tenantId, outboundId: callId }))
    if (!row) throw new DomainError('not_found', 'There is no such call.')
    return toView(row)
  }

  /** @throws DomainError `invalid_cursor` */
  async function list(scope: Scope, input: ListOutboundInput): Promise<OutboundPage> {
    const { cursor, limit, ...query } = input
    const position = cursor ? decodeCursor(cursor) : null
    const at = position && new Date(String(position.value))
    if (at && Number.isNaN(at.getTime())) throw new DomainError('invalid_cursor', 'This page does not exist. Start from the first one.')
    const after = position && at ? { at, id: position.id } : null
    const rows = await db.tenantDb(scope, (tx) => listOutboundRows(tx, { tenantId: scope.tenantId, ...query }, { after, limit }))
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    const nextCursor = rows.length > limit && last ? encodeCursor({ value: last.dueAt.toISOString(), id: last.id }) : null
    return { items: page.map(toView), nextCursor }
  }

  return { placeOutbound, cancel, reschedule, bookingChanged, get, list, announce }
}

function refOf({ tenantId, id }: BareOutbound): { tenantId: string; outboundId: string } {
  return { tenantId, outboundId: id }
}

function isOpen({ status }: { status: string }): boolean {
  return status === 'BOOKED' || status === 'CONFIRMED' || status === 'RESCHEDULED'
}

function requireScheduled(row: BareOutbound | null): BareOutbound {
  if (!row) throw new DomainError('not_found', 'There is no such call.')
  if (row.status !== 'SCHEDULED') throw new DomainError('call_already_dialled', 'This call is not waiting any more.')
  return row
}

/** The same request: whatever became of it. */
function answerAgain(row: OutboundRow, requestHash: string | null): PlacedOutboundView {
  if (row.requestHash !== requestHash) {
    throw new DomainError('idempotency_key_reused', 'This idempotency key was used with another request.')
  }
  return { callId: row.id, status: row.call.status, scheduledAt: row.dueAt.toISOString(), reason: row.failureReason ?? row.dueReason }
}

function readKey(given: string | null | undefined): string | null {
  if (given === undefined || given === null || given.trim() === '') return null
  const { data: key } = idempotencyKey.safeParse(given)
  if (!key) throw new DomainError('invalid_input', 'An idempotency key has at most 255 characters.')
  return key
}

function hashRequest({ contactId, when, bookingId, minutesBeforeBooking, purpose, ifOutsideWindow }: PlaceOutboundInput): string {
  const parts = [contactId, when ?? null, bookingId ?? null, minutesBeforeBooking ?? null, purpose, ifOutsideWindow]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

function readWhen(when: string, timezone: string, now: Date): Date {
  const { at } = readTime(when, timezone)
  if (!at)
    throw new DomainError('invalid_time', 'This is not a time such as 2026-11-21T14:30 or 2026-11-21T14:30:00+05:30.', { field: 'when' })
  if (at.getTime() > now.getTime() + FURTHEST_MS)
    throw new DomainError('invalid_time', 'This time is more than a year ahead.', { field: 'when' })
  return notPast(at, now)
}

function notPast(at: Date, now: Date): Date {
  if (at.getTime() < now.getTime() - PAST_ALLOWED_MS) throw new DomainError('time_in_the_past', 'This time is past.', { field: 'when' })
  return at < now ? now : at
}

/** When a call asked for at a moment is due, by what the gate says about that moment. @throws DomainError the gate's word */
function settleTime(decision: GateDecision, asked: Date, ifOutsideWindow: 'RESCHEDULE' | 'REJECT'): { dueAt: Date; reason: string | null } {
  const [first] = decision.reasons
  if (!first) return { dueAt: asked, reason: null }
  const standing = decision.reasons.find(({ code }) => REFUSED_AT_ONCE.includes(code))
  if (standing) throw new DomainError(standing.code, standing.message)
  if (first.code === 'consent_missing') return { dueAt: asked, reason: first.code }
  if (ifOutsideWindow === 'REJECT' || !decision.nextOpeningAt) throw new DomainError(first.code, first.message)
  return { dueAt: decision.nextOpeningAt, reason: first.code }
}

function tooLate({ reasons }: GateDecision): DomainError {
  const [reason] = reasons
  if (!reason) return new DomainError('time_in_the_past', 'The booking begins before this person could be called.')
  return new DomainError(reason.code, `${reason.message} The booking begins before that.`)
}

export function toView(row: OutboundRow): OutboundCallView {
  return {
    id: row.id,
    contactId: row.contactId,
    contactName: row.contact.name,
    contactPhone: row.contact.phone,
    contactTimezone: row.contact.timezone,
    bookingId: row.bookingId,
    bookingStartsAt: row.booking?.startsAt.toISOString() ?? null,
    purpose: row.purpose,
    state: row.status,
    callStatus: row.call.status,
    endReason: row.call.endReason,
    dueAt: row.dueAt.toISOString(),
    dueReason: row.dueReason,
    minutesBeforeBooking: row.minutesBeforeBooking,
    failureReason: row.failureReason,
    explanation: row.status === 'SCHEDULED' || row.status === 'FAILED' ? explainOutbound(row.failureReason ?? row.dueReason) : null,
    createdAt: row.createdAt.toISOString(),
    attempts: row.attempts.map((attempt) => ({
      number: attempt.number,
      state: attempt.state,
      startedAt: attempt.startedAt.toISOString(),
      finishedAt: attempt.finishedAt?.toISOString() ?? null,
      error: attempt.error,
      vendorCallId: attempt.vendorCallId,
      decision: gateRecord.safeParse(attempt.decision).data ?? null,
    })),
  }
}
