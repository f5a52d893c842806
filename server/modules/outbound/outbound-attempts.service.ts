import type { OutboundRefused } from '../../domain/errors/outbound-refused'
import type { Announce } from './announce-due'
import {
  type AttemptRow,
  type BareOutbound,
  type CallingTenant,
  correctAttempt,
  countAttempt,
  endAttempt,
  lockOutbound,
  nameCall,
  readAttempts,
  readBareOutbound,
  readCallingTenant,
  readDialledNumber,
  updateOutbound,
} from './outbound.repository'
import { MOST_ATTEMPTS, type OutboundDeps, type OutboundRef, refOf, sessionIdOf, systemScope } from './outbound-deps'

/** What a job does next: nothing, come back at a moment, or look up what became of an attempt at a moment. */
export type NextStep = { next: 'done' } | { next: 'wait' | 'look_up'; at: string }

export const DONE: NextStep = { next: 'done' }
/** A vendor that asks for no pause at all gets one. */
const SHORTEST_PAUSE_MS = 250

/** What becomes of attempts: their answers are written down, lost ones are looked up at the vendor's, never sent again blindly. */
export function createOutboundAttempts(deps: OutboundDeps, announce: Announce) {
  const { db, clock, calls, mappings, secrets, outbound: limits } = deps

  async function read(ref: OutboundRef): Promise<BareOutbound | null> {
    return db.tenantDb(ref, (tx) => readBareOutbound(tx, ref))
  }

  async function attemptsOf(ref: OutboundRef): Promise<AttemptRow[]> {
    return db.tenantDb(ref, (tx) => readAttempts(tx, ref))
  }

  function keyOf({ retellApiKeyEncrypted: own }: CallingTenant): string | null {
    return own ? secrets.open(own) : limits.apiKey
  }

  /** What a call that is past its start still needs: its attempt looked up, or the call told what the rows know. */
  async function goOn(row: BareOutbound): Promise<NextStep> {
    const ref = refOf(row)
    if (row.status === 'FAILED') await tellNotPlaced(ref, row.failureReason ?? 'not_dialled')
    if (row.status === 'CANCELLED') {
      await tell(ref, { type: 'cancelled', at: clock.now().toISOString(), reason: row.failureReason ?? 'cancelled' })
    }
    if (row.status !== 'PLACED' && row.status !== 'DIALLING') return DONE
    const attempts = await attemptsOf(ref)
    if (row.status === 'PLACED') await tellDialled(ref, attempts.findLast(({ state }) => state === 'ACCEPTED')?.finishedAt ?? row.dueAt)
    const last = attempts.at(-1)
    return row.status === 'DIALLING' && last ? nextLookUp(last) : DONE
  }

  async function lookUpLater(ref: OutboundRef, number: number): Promise<NextStep> {
    const attempt = (await attemptsOf(ref)).find((one) => one.number === number)
    return attempt?.state === 'STARTED' ? nextLookUp(attempt) : DONE
  }

  function nextLookUp({ startedAt }: AttemptRow): NextStep {
    const start = startedAt.getTime()
    const now = clock.now().getTime()
    const last = limits.lookUpAfterMs.at(-1) ?? 0
    const after = limits.lookUpAfterMs.find((ms) => start + ms > now) ?? last
    return { next: 'look_up', at: new Date(start + after).toISOString() }
  }

  /**
   * Asks the vendor what became of an attempt whose reply is not known. Safe to repeat.
   * @returns when to ask again
   */
  async function lookUp(ref: OutboundRef): Promise<NextStep> {
    const row = await read(ref)
    if (!row) return DONE
    const attempt = row.status === 'DIALLING' ? (await attemptsOf(ref)).at(-1) : undefined
    if (attempt?.state !== 'STARTED') return goOn(row)
    const age = clock.now().getTime() - attempt.startedAt.getTime()
    const found = await findAtVendor(ref, row, attempt)
    if (found?.vendorCallId) {
      await accept(ref, attempt.number, found.vendorCallId)
      return DONE
    }
    if (found && age >= limits.trustListAfterMs) return declareNotSent(ref, attempt.number)
    if (age < (limits.lookUpAfterMs.at(-1) ?? 0)) return nextLookUp(attempt)
    return giveUpOn(ref, attempt.number)
  }

  /** @returns null when the vendor cannot be asked */
  async function findAtVendor(ref: OutboundRef, row: BareOutbound, attempt: AttemptRow): Promise<{ vendorCallId: string | null } | null> {
    const { apiKey, to } = await db.tenantDb(ref, async (tx) => {
      const tenant = await readCallingTenant(tx, ref.tenantId)
      return { apiKey: keyOf(tenant), to: await readDialledNumber(tx, ref) }
    })
    if (!apiKey || !to || !deps.outboundCaller) return null
    const query = { apiKey, sessionId: sessionIdOf(row.id, attempt.number), to, since: attempt.startedAt }
    try {
      const [report] = await deps.outboundCaller.findBySession(query, AbortSignal.timeout(limits.placeTimeoutMs))
      return { vendorCallId: report?.vendorCallId ?? null }
    } catch {
      // Asked again later; the last look-up says truthfully that nobody knows.
      return null
    }
  }

  /** The vendor took the call. The first to learn of it counts; a call believed lost is put right. */
  async function accept(ref: OutboundRef, number: number, vendorCallId: string): Promise<void> {
    const now = clock.now()
    await db.tenantDb(ref, async (tx) => {
      const row = await lockOutbound(tx, ref)
      if (!row || !(await correctAttempt(tx, ref, number, { vendorCallId, finishedAt: now }))) return
      await updateOutbound(tx, ref, { status: 'PLACED', dueReason: null, failureReason: null })
      await nameCall(tx, ref, vendorCallId)
      await countAttempt(tx, ref.tenantId, row.contactId)
      const end = { sessionId: sessionIdOf(ref.outboundId, number), retellCallId: vendorCallId, error: null }
      await mappings.endLog(systemScope(ref.tenantId), end, tx)
    })
    await tellDialled(ref, now)
  }

  async function refused(ref: OutboundRef, number: number, { reason, options }: OutboundRefused): Promise<NextStep> {
    const now = clock.now()
    const moved = await db.tenantDb(ref, async (tx) => {
      const row = await lockOutbound(tx, ref)
      if (!row || !(await endAttempt(tx, ref, number, { state: 'REFUSED', error: reason, finishedAt: now }))) return null
      const since = (await readAttempts(tx, ref)).find(({ state, error }) => state === 'REFUSED' && error === reason)?.startedAt ?? now
      if (!options.isRetryable || now.getTime() - since.getTime() > limits.rateLimitedForMs) {
        await updateOutbound(tx, ref, { status: 'FAILED', failureReason: reason, dueReason: null })
        return null
      }
      const dueAt = new Date(now.getTime() + Math.max(options.retryAfterMs ?? limits.rateLimitedRetryMs, SHORTEST_PAUSE_MS))
      return { dueAt, generation: await updateOutbound(tx, ref, { status: 'SCHEDULED', dueAt, dueReason: reason }) }
    })
    return afterEnd(ref, number, reason, moved)
  }

  /** The vendor certainly never got it: it may be tried again. */
  async function declareNotSent(ref: OutboundRef, number: number): Promise<NextStep> {
    const now = clock.now()
    const moved = await db.tenantDb(ref, async (tx) => {
      const row = await lockOutbound(tx, ref)
      if (!row || !(await endAttempt(tx, ref, number, { state: 'NOT_SENT', error: 'not_sent', finishedAt: now }))) return null
      const tries = (await readAttempts(tx, ref)).filter(({ state }) => state === 'NOT_SENT').length
      if (tries >= MOST_ATTEMPTS) {
        await updateOutbound(tx, ref, { status: 'FAILED', failureReason: 'not_sent', dueReason: null })
        return null
      }
      return { dueAt: now, generation: await updateOutbound(tx, ref, { status: 'SCHEDULED', dueAt: now, dueReason: 'not_sent' }) }
    })
    return afterEnd(ref, number, 'not_sent', moved)
  }

  /** Nobody can say whether the call was placed: it is not dialled again. */
  async function giveUpOn(ref: OutboundRef, number: number): Promise<NextStep> {
    await db.tenantDb(ref, async (tx) => {
      const row = await lockOutbound(tx, ref)
      const attempt = (await readAttempts(tx, ref)).find((one) => one.number === number)
      if (row?.status !== 'DIALLING' || attempt?.state !== 'STARTED') return
      await updateOutbound(tx, ref, { status: 'FAILED', failureReason: 'reply_lost', dueReason: null })
    })
    return afterEnd(ref, number, 'reply_lost', null)
  }

  async function afterEnd(
    ref: OutboundRef,
    number: number,
    error: string,
    moved: { generation: number; dueAt: Date } | null,
  ): Promise<NextStep> {
    await mappings.endLog(systemScope(ref.tenantId), { sessionId: sessionIdOf(ref.outboundId, number), retellCallId: null, error })
    if (moved) {
      await announce(ref, moved)
      return DONE
    }
    const row = await read(ref)
    return row && row.status !== 'SCHEDULED' ? goOn(row) : DONE
  }

  /**
   * The vendor reported on a call of an attempt: whatever was believed of it, it was placed.
   * @param told `sessionId` as it was sent in the call's metadata
   * @returns whether there is such an attempt
   */
  async function learnPlaced(tenantId: string, told: { sessionId: string; vendorCallId: string }): Promise<boolean> {
    const [, outboundId, number] = /^call_([0-9a-f-]{36})_(\d+)$/.exec(told.sessionId) ?? []
    if (!outboundId || !number) return false
    const attempt = (await attemptsOf({ tenantId, outboundId })).find((one) => one.number === Number(number))
    if (!attempt) return false
    if (attempt.state !== 'ACCEPTED') await accept({ tenantId, outboundId }, attempt.number, told.vendorCallId)
    return true
  }

  async function tellDialled(ref: OutboundRef, at: Date): Promise<void> {
    await tell(ref, { type: 'dialled', at: at.toISOString() })
  }

  async function tellNotPlaced(ref: OutboundRef, reason: string): Promise<void> {
    await tell(ref, { type: 'not_placed', at: clock.now().toISOString(), reason })
  }

  async function tell(
    { tenantId, outboundId }: OutboundRef,
    sign: Parameters<OutboundDeps['calls']['applySigns']>[1][number],
  ): Promise<void> {
    await calls.applySigns({ tenantId, callId: outboundId }, [sign])
  }

  return { read, keyOf, goOn, lookUpLater, lookUp, accept, refused, declareNotSent, learnPlaced, tellNotPlaced }
}
