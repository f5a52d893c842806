import { newId, type TenantDb } from '../../db/transaction'
import { isOpenBooking } from '../../domain/bookings/open-booking'
import type { CallSign } from '../../domain/calls/advance-call'
import { readInsights } from '../../domain/calls/call-insights'
import { type JoinedOutcome, joinReports, type ReceivedOutcome } from '../../domain/outcomes/join-reports'
import { outcomeDelivery } from '../../domain/outcomes/outcome-report'
import { type BookingOutcome, type ReadOutcome, readOutcome } from '../../domain/outcomes/read-outcome'
import { cleanRecord, cleanText } from '../../domain/text/clean-text'
import { COUNTED_EVENT } from '../calls/call-views'
import type { OutcomeDeps } from './outcome-deps'
import {
  type CalledCall,
  type CallRef,
  countCall,
  findCall,
  findCallByVendorId,
  findEvent,
  findNotice,
  insertEvent,
  listNotices,
  listPendingCalls,
  lockBooking,
  lockCalled,
  markNotices,
  replaceTranscript,
  saveAnalysis,
  saveBookingOutcome,
  saveEvent,
  type TranscriptRow,
} from './outcomes.repository'

/** Calls one run looks after besides its own. */
const BATCH = 50
const MAX_TURNS = 2000
const MAX_TEXT = 10_000

/** Takes in what was said about a call. All of it each time, joined to one account: order and repetition make no difference. */
export function createOutcomeApplying(deps: OutcomeDeps) {
  const { db, clock, jobs, calls, insights, suppressions, placing } = deps

  /**
   * Applies a stored notice and all others of its tenant that wait. Safe to repeat.
   * @returns what became of the named notice: `waiting` when its call is not known yet, `gone` when there is no such notice
   */
  async function apply({ tenantId, webhookId }: { tenantId: string; webhookId: string }): Promise<'applied' | 'waiting' | 'gone'> {
    const named = await db.tenantDb({ tenantId }, (tx) => findNotice(tx, tenantId, webhookId))
    if (!named?.vendorCallId || named.source !== 'retell') return 'gone'
    const others = await db.tenantDb({ tenantId }, (tx) => listPendingCalls(tx, tenantId, BATCH))
    let result: 'applied' | 'waiting' = 'waiting'
    for (const vendorCallId of new Set([named.vendorCallId, ...others])) {
      const isKnown = await applyTo(tenantId, vendorCallId)
      if (vendorCallId === named.vendorCallId && isKnown) result = 'applied'
    }
    return result
  }

  /** @returns whether the call is known */
  async function applyTo(tenantId: string, vendorCallId: string): Promise<boolean> {
    const { stored, known } = await db.tenantDb({ tenantId }, async (tx) => ({
      stored: await listNotices(tx, tenantId, vendorCallId),
      known: await findCallByVendorId(tx, tenantId, vendorCallId),
    }))
    // Most runs of a rush find their notices taken in by an earlier one.
    if (stored.length > 0 && stored.every(({ status }) => status === 'APPLIED')) return true
    const { notices, unreadable } = readNotices(stored)
    const call = known ?? (await findUnnamed(tenantId, vendorCallId, notices))
    const ids = notices.map(({ id }) => id)
    if (call) await takeIn({ tenantId, callId: call.id }, call, joinReports(notices))
    await db.tenantDb({ tenantId }, async (tx) => {
      await markNotices(tx, tenantId, ids, call ? { status: 'APPLIED', appliedAt: clock.now() } : { status: 'WAITING' })
      if (unreadable.length > 0) await markNotices(tx, tenantId, unreadable, { status: 'FAILED', error: 'unreadable' })
    })
    return call !== null
  }

  /** A call whose reply was lost, by its session: it has its name from then on. */
  async function findUnnamed(tenantId: string, vendorCallId: string, notices: ReceivedOutcome[]): Promise<CalledCall | null> {
    const sessionId = notices.map(({ report }) => report?.metadata.session_id).find((session) => typeof session === 'string')
    if (typeof sessionId !== 'string' || !(await placing.learnPlaced(tenantId, { sessionId, vendorCallId }))) return null
    return db.tenantDb({ tenantId }, (tx) => findCallByVendorId(tx, tenantId, vendorCallId))
  }

  async function takeIn(ref: CallRef, call: CalledCall, joined: JoinedOutcome): Promise<void> {
    // The end comes last: with it the work on the finished call begins, and everything is to be there by then.
    if (joined.costCents !== null) await calls.applyFacts(ref, [costFact(joined.costCents)])
    const outcome = readOutcome({ analysis: joined.analysis, transcript: joined.transcript })
    if (outcome.isOptOut) await suppress(ref, call, outcome)
    const changed = await db.tenantDb(ref, (tx) => follow(tx, ref, call, joined, outcome))
    if (changed) await placing.bookingChanged(ref.tenantId, changed)
    const found = readInsights(joined.analysis)
    if (found) await insights.noteProvider(ref, found)
    await calls.applySigns(ref, [...conversationSigns(joined), ...joined.signs])
    await startWhatRemains(ref, call, joined)
  }

  /** @returns the booking that was changed */
  async function follow(tx: TenantDb, ref: CallRef, call: CalledCall, joined: JoinedOutcome, outcome: ReadOutcome): Promise<string | null> {
    await lockCalled(tx, ref)
    if (joined.transcript.length > 0) await replaceTranscript(tx, ref, rowsOf(joined))
    if (joined.analysis) {
      const { isSuccessful, isVoicemail, custom } = joined.analysis
      const data = {
        call_successful: isSuccessful,
        in_voicemail: isVoicemail,
        custom,
        booking_outcome: outcome.booking,
        opt_out: outcome.isOptOut,
      }
      await saveAnalysis(tx, ref, JSON.parse(JSON.stringify(cleanRecord(data))))
    }
    const counted = { at: clock.now(), type: COUNTED_EVENT, data: {}, dedupeKey: COUNTED_EVENT }
    if (call.contactId && joined.signs.length > 0 && (await insertEvent(tx, ref, counted))) {
      await countCall(tx, ref.tenantId, call.contactId, call.startedAt)
    }
    return outcome.booking ? settleBooking(tx, ref, call, outcome.booking) : null
  }

  /** Only the booking the call was about, and never over what somebody did to it after the call had begun. */
  async function settleBooking(tx: TenantDb, ref: CallRef, call: CalledCall, outcome: BookingOutcome): Promise<string | null> {
    const dedupeKey = 'booking_outcome'
    const before = (await findEvent(tx, ref, dedupeKey))?.data as { outcome?: string; booking_updated_at?: string } | null | undefined
    if (before?.outcome === outcome) return null
    const { tenantId } = ref
    const booking = call.bookingId ? await lockBooking(tx, tenantId, call.bookingId) : null
    const isUntouched =
      booking !== null && (booking.updatedAt <= call.startedAt || booking.updatedAt.toISOString() === before?.booking_updated_at)
    const isApplied = call.bookingId !== null && isUntouched && (isOpenBooking(booking) || before !== undefined)
    const now = clock.now()
    const why = call.bookingId === null ? 'no_booking' : isUntouched ? 'booking_is_over' : 'changed_meanwhile'
    await saveEvent(tx, ref, {
      at: now,
      type: 'booking_outcome',
      data: { outcome, is_applied: isApplied, ...(isApplied ? { booking_updated_at: now.toISOString() } : { reason: why }) },
      dedupeKey,
    })
    if (!isApplied || call.bookingId === null) return null
    await saveBookingOutcome(tx, { tenantId, bookingId: call.bookingId }, outcome, now)
    return call.bookingId
  }

  /** Once per call: a person of the team who takes the number off the list afterwards is not overruled by a notice that comes again. */
  async function suppress(ref: CallRef, call: CalledCall, { optOutEvidence }: ReadOutcome): Promise<void> {
    const dedupeKey = 'opt_out'
    if (!call.toPhone || (await db.tenantDb(ref, (tx) => findEvent(tx, ref, dedupeKey)))) return
    const scope = { tenantId: ref.tenantId, actor: { type: 'system' as const, id: 'outcomes' } }
    await suppressions.add(scope, { phone: call.toPhone, reason: 'Asked not to be called', source: 'call', callId: ref.callId })
    const data = { said: cleanText(optOutEvidence ?? '').slice(0, 500) }
    await db.tenantDb(ref, (tx) => insertEvent(tx, ref, { at: clock.now(), type: 'opt_out', data, dedupeKey }))
  }

  async function startWhatRemains({ tenantId, callId }: CallRef, call: CalledCall, joined: JoinedOutcome): Promise<void> {
    const data = { tenantId, callId }
    if (joined.isEnded && joined.recordingUrl && !call.recordingKey) {
      await jobs.send({ name: 'recording.offered', id: `recording.offered:${callId}`, data })
    }
    if (joined.isEnded && !joined.analysis && joined.transcript.length > 0) {
      await jobs.send({ name: 'outcome.incomplete', id: `outcome.incomplete:${callId}`, data })
    }
  }

  /** Everything that is known of a call by now. Null: there is no such call, or nothing was said about it. */
  async function readJoined(ref: CallRef): Promise<{ call: CalledCall; joined: JoinedOutcome } | null> {
    return db.tenantDb(ref, async (tx) => {
      const call = await findCall(tx, ref)
      if (!call?.externalId) return null
      return { call, joined: joinReports(readNotices(await listNotices(tx, ref.tenantId, call.externalId)).notices) }
    })
  }

  return { apply, applyTo, readJoined }
}

type Stored = { id: string; payload: unknown; receivedAt: Date }

/** Notices that an older release stored and this one cannot read hold up no other. */
function readNotices(stored: Stored[]): { notices: ReceivedOutcome[]; unreadable: string[] } {
  const notices: ReceivedOutcome[] = []
  const unreadable: string[] = []
  for (const { id, payload, receivedAt } of stored) {
    const { data } = outcomeDelivery.safeParse(payload)
    if (data) notices.push({ ...data, id, receivedAt })
    else unreadable.push(id)
  }
  return { notices, unreadable }
}

function rowsOf({ transcript }: JoinedOutcome): TranscriptRow[] {
  return transcript.slice(0, MAX_TURNS).map(({ role, text, startedMs, endedMs }, index) => ({
    id: newId(),
    index,
    role: role === 'caller' ? 'CALLER' : 'AGENT',
    text: cleanText(text).slice(0, MAX_TEXT),
    startedMs: offset(startedMs),
    endedMs: offset(endedMs),
  }))
}

/** Milliseconds as a column holds them. */
function offset(ms: number): number {
  return Math.min(Math.round(ms), 2_147_483_647)
}

function conversationSigns({ transcript }: JoinedOutcome): CallSign[] {
  return transcript.some(({ role }) => role === 'caller') ? [{ type: 'conversation' }] : []
}

function costFact(costCents: number): Parameters<OutcomeDeps['calls']['applyFacts']>[1][number] {
  const usage = [{ kind: 'conversation' as const, provider: 'retell', quantity: costCents, unit: 'cent' as const }]
  return { type: 'usage', key: 'retell:cost', usage }
}
