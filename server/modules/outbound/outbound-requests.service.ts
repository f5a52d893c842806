import { createHash } from 'node:crypto'
import { newId, type TenantDb } from '../../db/transaction'
import { mayAct, type Scope } from '../../domain/access/scope'
import { isOpenBooking } from '../../domain/bookings/open-booking'
import type { CallSign } from '../../domain/calls/advance-call'
import type { CallPurpose } from '../../domain/compliance/call-purpose'
import type { GateDecision } from '../../domain/compliance/decide-gate'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
import { DomainError } from '../../domain/errors/domain-error'
import { idempotencyKey, type PlaceOutboundInput, type RescheduleOutboundInput } from '../../domain/outbound/outbound-input'
import type { OutboundCallView, PlacedOutboundView } from '../../domain/outbound/outbound-view'
import { readTime } from '../../domain/time/read-time'
import type { Announce } from './announce-due'
import {
  type BareOutbound,
  type CallingTenant,
  findBookingOf,
  findByIdempotencyKey,
  findNextBooking,
  insertOutbound,
  isContactBeingCalled,
  lockContact,
  lockOutbound,
  type OutboundRow,
  readBareOutbound,
  readCallingTenant,
  updateOutbound,
} from './outbound.repository'
import { LONGEST_CALL_MS, type OutboundDeps, refOf } from './outbound-deps'
import { askGate } from './outbound-gate'
import type { OutboundReading } from './outbound-reading.service'

/** A time this little in the past is now: clocks differ and requests travel. */
const PAST_ALLOWED_MS = 5 * 60_000
const FURTHEST_MS = 366 * 86_400_000
/** What speaks against a call for good is said at once; what may still change is asked again when it is dialled. */
const REFUSED_AT_ONCE = ['tenant_suspended', 'policy_unreadable', 'suppressed', 'consent_withdrawn', 'invalid_phone', 'timezone_unknown']

type Booking = { id: string; startsAt: Date; status: string }

/** Wishes to call somebody: taken in, moved, taken back. */
export function createOutboundRequests(deps: OutboundDeps, announce: Announce, reading: Pick<OutboundReading, 'get'>) {
  const { db, clock, contacts, calls, audit } = deps

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
      if (!isOpenBooking(booking)) throw new DomainError('booking_closed', 'This booking was cancelled or is over.')
      return notPast(new Date(booking.startsAt.getTime() - input.minutesBeforeBooking * 60_000), now)
    }
    return input.when === undefined ? now : readWhen(input.when, tenant.timezone, now)
  }

  function requireNumber(tenant: CallingTenant): string {
    const hasKey = tenant.retellApiKeyEncrypted !== null || deps.outbound.apiKey !== null
    if (tenant.retellNumber && hasKey && deps.outboundCaller) return tenant.retellNumber
    throw new DomainError('outbound_not_configured', 'No number or API key is set up for outgoing calls: see the settings.')
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
    const cancelled: CallSign = { type: 'cancelled', at: clock.now().toISOString(), reason: 'cancelled' }
    await calls.applySigns({ tenantId: scope.tenantId, callId }, [cancelled])
    return reading.get(scope, callId)
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
    return reading.get(scope, input.callId)
  }

  async function requireOwnPurpose(scope: Scope, callId: string): Promise<{ contactId: string }> {
    const row = await db.tenantDb(scope, (tx) => readBareOutbound(tx, { tenantId: scope.tenantId, outboundId: callId }))
    if (!row) throw new DomainError('not_found', 'There is no such call.')
    await requirePurpose(scope, row.purpose, row.contactId)
    return row
  }

  return { placeOutbound, cancel, reschedule }
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
