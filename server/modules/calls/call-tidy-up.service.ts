import type { CallSign } from '../../domain/calls/advance-call'
import { isFinalStatus } from '../../domain/calls/call-status'
import { AFTERCARE_LIMIT_MS, type CallDeps } from './call-deps'
import type { createCallProgress } from './call-progress.service'
import { type CallRef, endAftercare, type OverdueCall, putOff, readOverdueCalls } from './call-state.repository'

/** How long the telephone company may take to answer about one call. */
const ASK_LIMIT_MS = 3_000
/** How many calls one round asks about: the telephone company counts requests, too. */
const ASKED_PER_ROUND = 20
/** Most calls one round looks after. */
const ROUND = 500
/** Most calls whose work is started in one round: a storm of them holds up nothing else. */
const AFTERCARE_PER_ROUND = 100

/** Looks after calls nobody speaks for any more: streams never opened, media-servers lost, work after a call not done. */
export function createCallTidyUp({ db, clock, jobs, telephony, eventBus }: CallDeps, progress: ReturnType<typeof createCallProgress>) {
  /**
   * Goes once over overdue calls, those under way first. Several processes may do so at the same time.
   * @param onError told of a call that could not be looked after; the others are
   * @returns how many calls were looked after
   */
  async function tidyUp(onError: (error: unknown, ref: CallRef) => void = () => undefined): Promise<number> {
    const overdue = await db.unscoped.listCallsToTidyUp({ now: clock.now(), limit: ROUND })
    const underWay = overdue.filter(({ status }) => !isFinalStatus(status))
    const over = overdue.filter(({ status }) => isFinalStatus(status)).slice(0, AFTERCARE_PER_ROUND)
    const budget = { asks: ASKED_PER_ROUND }
    for (const [tenantId, callIds] of byTenant([...underWay, ...over])) {
      await lookAfter(tenantId, callIds, budget).catch((error: unknown) => onError(error, { tenantId, callId: callIds[0] ?? '' }))
    }
    return underWay.length + over.length
  }

  async function lookAfter(tenantId: string, callIds: string[], budget: { asks: number }): Promise<void> {
    const now = clock.now()
    const found = await db.tenantDb({ tenantId }, (tx) => readOverdueCalls(tx, tenantId, callIds))
    // Somebody else may have looked after some of them meanwhile.
    const calls = found.filter(({ tidyUpAt }) => tidyUpAt && tidyUpAt < now)
    const told: { callId: string; signs: CallSign[] }[] = []
    for (const call of calls.filter(({ isSettled }) => !isSettled)) told.push({ callId: call.id, signs: await signsOf(call, budget) })
    await progress.applyManySigns(tenantId, told)
    await startAftercare(
      tenantId,
      calls.filter(({ isSettled }) => isSettled).map(({ id }) => id),
    )
  }

  async function signsOf(call: OverdueCall, budget: { asks: number }): Promise<CallSign[]> {
    if (call.mediaServerId && call.heartbeatAt) return [{ type: 'media_server_lost', at: call.heartbeatAt.toISOString() }]
    const neverOpened: CallSign = { type: 'never_opened', at: clock.now().toISOString() }
    const isAsked =
      call.provider === 'EXOTEL' && call.externalId !== null && !isFinalStatus(call.status) && telephony !== null && budget.asks > 0
    if (!isAsked || !call.externalId) return [neverOpened]
    budget.asks -= 1
    return [...(await askVendor(call.externalId)), neverOpened]
  }

  async function startAftercare(tenantId: string, callIds: string[]): Promise<void> {
    if (callIds.length === 0) return
    const now = clock.now()
    const tidyUpAt = new Date(now.getTime() + AFTERCARE_LIMIT_MS)
    // One whose work reported back in this moment owes nothing any more.
    const due = await db.tenantDb({ tenantId }, (tx) => putOff(tx, tenantId, callIds, now, tidyUpAt))
    for (const callId of due) await jobs.send({ name: 'call.ended', id: `call.ended:${callId}`, data: { tenantId, callId } })
  }

  /** What the telephone company says when asked, where its notice never came. No answer is no news. */
  async function askVendor(vendorCallId: string): Promise<CallSign[]> {
    const details = await telephony?.fetchCallDetails(vendorCallId, AbortSignal.timeout(ASK_LIMIT_MS)).catch(() => null)
    if (!details) return []
    const { status, durationSeconds, endedAt } = details
    if (status === 'queued' || status === 'ringing' || status === 'in-progress') return []
    return [{ type: 'vendor_ended', at: (endedAt ?? clock.now()).toISOString(), status, durationSeconds }]
  }

  /** The work after a call is done, also where there was nothing to find: the call owes nothing any more. */
  async function finishAftercare(ref: CallRef): Promise<void> {
    const status = await db.tenantDb(ref, (tx) => endAftercare(tx, ref))
    if (status) await eventBus.publish({ type: 'call_changed', ...ref, status })
  }

  return { tidyUp, finishAftercare }
}

function byTenant(calls: CallRef[]): Map<string, string[]> {
  const tenants = new Map<string, string[]>()
  for (const { tenantId, callId } of calls) tenants.set(tenantId, [...(tenants.get(tenantId) ?? []), callId])
  return tenants
}
