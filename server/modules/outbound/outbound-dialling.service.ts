import type { TenantDb } from '../../db/transaction'
import { isOpenBooking } from '../../domain/bookings/open-booking'
import { type GateDecision, type GateRecord, recordGate } from '../../domain/compliance/decide-gate'
import type { CallingFacts } from '../../domain/contacts/calling-facts'
import { OutboundRefused } from '../../domain/errors/outbound-refused'
import type { PlaceCall } from '../../ports/outbound-caller'
import type { MappedCall } from '../mappings/mapping-logs.service'
import type { Announce } from './announce-due'
import {
  type BareOutbound,
  type CallingTenant,
  insertAttempt,
  isContactBeingCalled,
  lockLines,
  lockOutbound,
  markDialling,
  readBookingTime,
  readCallingTenant,
  readLines,
  updateOutbound,
} from './outbound.repository'
import { type createOutboundAttempts, DONE, type NextStep } from './outbound-attempts.service'
import { LONGEST_CALL_MS, type OutboundDeps, type OutboundRef, refOf, sessionIdOf, systemScope } from './outbound-deps'
import { askGate } from './outbound-gate'

/** What the mapping says of a time that could not be read: a call about it would say something wrong. */
const UNREADABLE_TIME = ['unreadable_time', 'unknown_timezone']

/** An attempt that is written down and may now be sent. */
type Ready = { number: number; request: PlaceCall; startedAt: Date }
type Verdict =
  | { type: 'send'; ready: Ready }
  | { type: 'step'; step: NextStep }
  | { type: 'moved'; generation: number; dueAt: Date }
  | { type: 'failed'; reason: string; number?: number }

/**
 * Dials. The order is what keeps a call from being placed twice: an attempt is written down and committed, then one request is
 * sent, then its reply is recorded. An attempt without a recorded reply is never sent again; it is looked up at the vendor's.
 */
export function createOutboundDialling(deps: OutboundDeps, announce: Announce, attempts: ReturnType<typeof createOutboundAttempts>) {
  const { db, clock, jobs, contacts, mappings, outbound: limits } = deps
  const { read, keyOf, goOn, lookUpLater, accept, refused, declareNotSent, tellNotPlaced } = attempts

  /**
   * Dials a call whose time has come, once. Safe to repeat at any point.
   * @param ref `generation`: of the timer that rang; an older one does nothing
   */
  async function dial(ref: OutboundRef & { generation: number }): Promise<NextStep> {
    const row = await read(ref)
    if (!row) return DONE
    if (row.status !== 'SCHEDULED') return goOn(row)
    if (row.generation !== ref.generation) {
      await announce(ref, row)
      return DONE
    }
    const now = clock.now()
    if (row.dueAt > now) return { next: 'wait', at: row.dueAt.toISOString() }
    const facts = await contacts.callingFacts(systemScope(ref.tenantId), row.contactId)
    const mapped = await map(row, now)
    const verdict = await db.tenantDb(ref, (tx) => decide(tx, ref, { facts, ...mapped }))
    switch (verdict.type) {
      case 'step':
        return verdict.step
      case 'moved':
        await announce(ref, verdict)
        return DONE
      case 'failed':
        if (verdict.reason === 'unreadable_time' && verdict.number) {
          await record(row, { ...mapped, number: verdict.number, error: verdict.reason, at: now })
        }
        await tellNotPlaced(ref, verdict.reason)
        return DONE
      case 'send':
        return send(ref, verdict.ready)
    }
  }

  async function map(row: BareOutbound, now: Date): Promise<{ mapped: MappedCall; bookingId: string | null }> {
    const { tenantId, contactId } = row
    const mapped = await mappings.forCall(systemScope(tenantId), { contactId, bookingId: row.bookingId, at: now })
    return { mapped, bookingId: mapped.bookingId }
  }

  /** Everything that is decided when a call is dialled, in one transaction that nobody else interferes with. */
  async function decide(
    tx: TenantDb,
    ref: OutboundRef & { generation: number },
    known: { facts: CallingFacts; mapped: MappedCall; bookingId: string | null },
  ): Promise<Verdict> {
    const row = await lockOutbound(tx, ref)
    if (!row) return { type: 'step', step: DONE }
    if (row.status !== 'SCHEDULED' || row.generation !== ref.generation)
      return { type: 'step', step: { next: 'wait', at: clock.now().toISOString() } }
    const now = clock.now()
    const { tenantId } = ref
    const { contactId, purpose } = row
    const tenant = await readCallingTenant(tx, tenantId)
    const strayed = await followBooking(tx, row, now)
    if (strayed) return strayed
    const apiKey = keyOf(tenant)
    const isCounted = typeof tenant.policy?.maxCallsPerDay === 'number'
    if (isCounted) await lockLines(tx)
    const gate = await askGate(tx, { tenantId, contactId, tenant, facts: known.facts, purpose, now, at: now })
    const decision = recordGate(now, gate)
    if (!gate.isAllowed) return hold(tx, row, gate, decision, now)
    if (!apiKey || !tenant.retellNumber) return fail(tx, row, 'not_configured', decision, now)
    if (known.mapped.omitted.some(({ reason }) => UNREADABLE_TIME.includes(reason))) return fail(tx, row, 'unreadable_time', decision, now)
    // As late as possible: whoever holds the lines holds up all others.
    if (!isCounted) await lockLines(tx)
    const busy = await findBusy(tx, row, tenant, now)
    if (busy) return move(tx, ref, new Date(now.getTime() + busy.waitMs), busy.reason)
    return { type: 'send', ready: await writeAttempt(tx, row, { tenant, apiKey, from: tenant.retellNumber, decision, ...known }) }
  }

  /** A reminder whose booking moved without a word to us, or is no more. */
  async function followBooking(tx: TenantDb, row: BareOutbound, now: Date): Promise<Verdict | null> {
    if (row.minutesBeforeBooking === null) return null
    const booking = row.bookingId && (await readBookingTime(tx, row.tenantId, row.bookingId))
    const { startsAt, status } = booking || { startsAt: now, status: 'CANCELLED' }
    if (!isOpenBooking({ status }) || startsAt <= now) {
      await updateOutbound(tx, refOf(row), { status: 'FAILED', failureReason: 'booking_closed', dueReason: null })
      return { type: 'failed', reason: 'booking_closed' }
    }
    const dueAt = new Date(startsAt.getTime() - row.minutesBeforeBooking * 60_000)
    return dueAt > now ? move(tx, refOf(row), dueAt, null) : null
  }

  async function hold(tx: TenantDb, row: BareOutbound, gate: GateDecision, decision: GateRecord, now: Date): Promise<Verdict> {
    const ref = refOf(row)
    const reason = gate.reasons[0]?.code ?? 'outside_calling_window'
    const { nextOpeningAt } = gate
    const booking = row.minutesBeforeBooking !== null && row.bookingId ? await readBookingTime(tx, row.tenantId, row.bookingId) : null
    const isTooLate = booking && nextOpeningAt && nextOpeningAt >= booking.startsAt
    if (!nextOpeningAt || row.ifOutsideWindow === 'REJECT' || isTooLate) return fail(tx, row, reason, decision, now)
    await insertAttempt(tx, ref, { state: 'HELD', decision, startedAt: now, error: reason })
    return move(tx, ref, nextOpeningAt, reason)
  }

  async function fail(tx: TenantDb, row: BareOutbound, reason: string, decision: GateRecord, now: Date): Promise<Verdict> {
    const ref = refOf(row)
    const number = await insertAttempt(tx, ref, { state: 'HELD', decision, startedAt: now, error: reason })
    await updateOutbound(tx, ref, { status: 'FAILED', failureReason: reason, dueReason: null })
    return { type: 'failed', reason, number }
  }

  async function move(tx: TenantDb, ref: OutboundRef, dueAt: Date, dueReason: string | null): Promise<Verdict> {
    return { type: 'moved', dueAt, generation: await updateOutbound(tx, ref, { status: 'SCHEDULED', dueAt, dueReason }) }
  }

  async function findBusy(
    tx: TenantDb,
    row: BareOutbound,
    tenant: CallingTenant,
    now: Date,
  ): Promise<{ reason: string; waitMs: number } | null> {
    const since = new Date(now.getTime() - LONGEST_CALL_MS)
    const { tenantId, contactId, id: exceptId } = row
    if (await isContactBeingCalled(tx, { tenantId, contactId, exceptId, dueBy: null, since })) {
      return { reason: 'call_already_active', waitMs: 4 * limits.busyRetryMs }
    }
    const lines = await readLines(tx, tenantId, since)
    const ofTenant = Math.min(tenant.maxConcurrentCalls, tenant.policy?.maxConcurrentCalls ?? tenant.maxConcurrentCalls)
    const isShared = tenant.retellApiKeyEncrypted === null
    const free = Math.min(ofTenant - lines.ofTenant, isShared ? limits.maxConcurrentCalls - lines.onSharedKey : Number.POSITIVE_INFINITY)
    if (free > 0) return null
    // Those that wait come back in turns, not all at once.
    const turns = 1 + Math.floor(lines.waiting / Math.max(1, Math.min(ofTenant, limits.maxConcurrentCalls)))
    return { reason: 'lines_busy', waitMs: turns * limits.busyRetryMs }
  }

  async function writeAttempt(
    tx: TenantDb,
    row: BareOutbound,
    given: {
      tenant: CallingTenant
      apiKey: string
      from: string
      decision: GateRecord
      facts: CallingFacts
      mapped: MappedCall
      bookingId: string | null
    },
  ): Promise<Ready> {
    const { tenant, apiKey, from, decision, facts, mapped, bookingId } = given
    const ref = refOf(row)
    const startedAt = clock.now()
    const number = await insertAttempt(tx, ref, { state: 'STARTED', decision, startedAt })
    await updateOutbound(tx, ref, { status: 'DIALLING', dueReason: null })
    await markDialling(tx, ref, { startedAt, fromPhone: from, toPhone: facts.phone, bookingId })
    await record(row, { number, mapped, bookingId, error: 'reply_pending', at: startedAt }, tx)
    const metadata = {
      tenant_id: row.tenantId,
      contact_id: row.contactId,
      session_id: sessionIdOf(row.id, number),
      call_id: row.id,
      ...(bookingId ? { booking_id: bookingId } : {}),
    }
    const agentId = tenant.retellAgentId ?? undefined
    const request = { apiKey, from, to: facts.phone, ...(agentId ? { agentId } : {}), variables: mapped.variables, metadata }
    return { number, request, startedAt }
  }

  /** The one request of an attempt. Whatever is not a clear answer leaves the attempt to be looked up. */
  async function send(ref: OutboundRef, { number, request, startedAt }: Ready): Promise<NextStep> {
    const { outboundCaller } = deps
    if (!outboundCaller || clock.now().getTime() - startedAt.getTime() > limits.sendWithinMs) {
      return declareNotSent(ref, number)
    }
    let reply: { vendorCallId: string } | OutboundRefused | null
    try {
      reply = await outboundCaller.place(request, AbortSignal.timeout(limits.placeTimeoutMs))
    } catch (error) {
      reply = error instanceof OutboundRefused ? error : null
    }
    if (reply === null) return lookUpLater(ref, number)
    if (reply instanceof OutboundRefused) return refused(ref, number, reply)
    await accept(ref, number, reply.vendorCallId)
    return DONE
  }

  async function record(
    row: BareOutbound,
    entry: { number: number; mapped: MappedCall; bookingId: string | null; error: string; at: Date },
    tx?: TenantDb,
  ): Promise<void> {
    const { number, ...rest } = entry
    const log = { ...rest, sessionId: sessionIdOf(row.id, number), contactId: row.contactId, callId: row.id }
    await mappings.recordLog(systemScope(row.tenantId), log, tx)
  }

  /** After the last try of a job: a call that was not even written down as an attempt is given up; one that was is looked up by the sweep. */
  async function giveUp(ref: OutboundRef & { generation: number }): Promise<void> {
    const isGivenUp = await db.tenantDb(ref, async (tx) => {
      const row = await lockOutbound(tx, ref)
      if (row?.status !== 'SCHEDULED' || row.generation !== ref.generation) return false
      await updateOutbound(tx, ref, { status: 'FAILED', failureReason: 'not_dialled', dueReason: null })
      return true
    })
    if (isGivenUp) await tellNotPlaced(ref, 'not_dialled')
  }

  /** Starts calls again whose event was lost, or whose dialling nobody went on with. @returns how many */
  async function resendOverdue(limit = 500): Promise<number> {
    const now = clock.now().getTime()
    const before = new Date(now - limits.overdueAfterMs)
    const overdue = await db.unscoped.listOverdueOutbound({ dueBefore: before, dialledBefore: before, limit })
    for (const { tenantId, outboundId, generation } of overdue) {
      // An id of its own: the first one was spent.
      const id = `outbound.due:${outboundId}:${generation}:${Math.floor(now / limits.overdueAfterMs)}`
      await jobs.send({ name: 'outbound.due', id, data: { tenantId, outboundId, generation, dueAt: new Date(now).toISOString() } })
    }
    return overdue.length
  }

  return { dial, giveUp, resendOverdue }
}
