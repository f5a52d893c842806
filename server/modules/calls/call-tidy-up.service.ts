import type { CallSign } from '../../domain/calls/advance-call'
import { isFinalStatus } from '../../domain/calls/call-status'
import { AFTERCARE_LIMIT_MS, type CallDeps } from './call-deps'
import type { createCallProgress } from './call-progress.service'
import { type CallRef, patchCall, readOverdueCall, saveAftercare } from './call-state.repository'

/** How long the telephone company may take to answer about one call. */
const ASK_LIMIT_MS = 3_000
const PAGE = 100

/** Looks after calls nobody speaks for any more: streams never opened, media-servers lost, work after a call not done. */
export function createCallTidyUp({ db, clock, jobs, telephony, eventBus }: CallDeps, progress: ReturnType<typeof createCallProgress>) {
  /**
   * Goes once over all overdue calls. Several processes may do so at the same time.
   * @param onError told of a call that could not be looked after; the others are
   * @returns how many calls were looked after
   */
  async function tidyUp(onError: (error: unknown, ref: CallRef) => void = () => undefined): Promise<number> {
    const overdue = await db.unscoped.listCallsToTidyUp({ now: clock.now(), limit: PAGE })
    for (const ref of overdue) {
      await lookAfter({ tenantId: ref.tenantId, callId: ref.callId }).catch((error: unknown) => onError(error, ref))
    }
    return overdue.length
  }

  async function lookAfter(ref: CallRef): Promise<void> {
    const call = await db.tenantDb(ref, (tx) => readOverdueCall(tx, ref))
    if (!call?.tidyUpAt || call.tidyUpAt >= clock.now()) return
    if (call.isSettled) return startAftercare(ref)
    if (call.mediaServerId && call.heartbeatAt) {
      await progress.applySigns(ref, [{ type: 'media_server_lost', at: call.heartbeatAt.toISOString() }])
      return
    }
    if (isFinalStatus(call.status)) {
      // Final by the vendor's word and held by nobody who could add to it.
      await progress.applySigns(ref, [{ type: 'never_opened', at: clock.now().toISOString() }])
      return
    }
    const told = call.provider === 'EXOTEL' && call.externalId ? await askVendor(call.externalId) : []
    await progress.applySigns(ref, [...told, { type: 'never_opened', at: clock.now().toISOString() }])
  }

  async function startAftercare(ref: CallRef): Promise<void> {
    const tidyUpAt = new Date(clock.now().getTime() + AFTERCARE_LIMIT_MS)
    await db.tenantDb(ref, (tx) => patchCall(tx, ref, { tidyUpAt }))
    await jobs.send({ name: 'call.ended', id: `call.ended:${ref.callId}`, data: ref })
  }

  /** What the telephone company says when asked, where its notice never came. No answer is no news. */
  async function askVendor(vendorCallId: string): Promise<CallSign[]> {
    const details = await telephony?.fetchCallDetails(vendorCallId, AbortSignal.timeout(ASK_LIMIT_MS)).catch(() => null)
    if (!details) return []
    const { status, durationSeconds, endedAt } = details
    if (status === 'queued' || status === 'ringing' || status === 'in-progress') return []
    return [{ type: 'vendor_ended', at: (endedAt ?? clock.now()).toISOString(), status, durationSeconds }]
  }

  /**
   * Writes what the work after a call found, once; what somebody else wrote before it stays. The call owes nothing any more,
   * so this is to be called also when there was nothing to find.
   */
  async function finishAftercare(
    ref: CallRef,
    found: { summary: string | null; sentiment: 'POSITIVE' | 'NEUTRAL' | 'NEGATIVE' | null },
  ): Promise<void> {
    const status = await db.tenantDb(ref, (tx) => saveAftercare(tx, ref, found))
    if (status) await eventBus.publish({ type: 'call_changed', ...ref, status })
  }

  return { tidyUp, finishAftercare }
}
