import { isDeepStrictEqual } from 'node:util'
import type { TenantDb } from '../../db/transaction'
import { agentConfig } from '../../domain/agents/agent-config'
import { advanceCall, type CallOutcome, type CallProgress, type CallSign, describeCall } from '../../domain/calls/advance-call'
import type { CallFact, ClaimedCall } from '../../domain/calls/call-record'
import { isFinalStatus } from '../../domain/calls/call-status'
import { costCall, type Usage } from '../../domain/costs/cost-ledger'
import { DomainError } from '../../domain/errors/domain-error'
import { cleanRecord, cleanText } from '../../domain/text/clean-text'
import { AFTERCARE_LIMIT_MS, type CallDeps, SILENT_LIMIT_MS, UNOPENED_LIMIT_MS } from './call-deps'
import { hashToken } from './call-opening.service'
import {
  type CallPatch,
  type CallRef,
  findClaimedCall,
  hasCostOf,
  type LockedCall,
  lockCall,
  lockCalls,
  lockExotelCalls,
  type NewEvent,
  patchCall,
  readDigits,
  saveCostLines,
  saveEvents,
  saveExtractions,
  saveManyProgress,
  saveProgress,
  saveTurns,
  touchCalls,
  unspendToken,
} from './call-state.repository'

/** What changed in a transaction and others want to hear of once it is committed. */
type Notices = {
  ref: CallRef
  statusBefore: string
  statusAfter: string
  /** Something else that is shown of the call was written. */
  isRewritten: boolean
  addedTurns: number[]
  isAftercareDue: boolean
}

/** What may come when the call is long over, and is to be seen by whoever looks at it. */
const SHOWN_LATE = ['summary', 'sentiment', 'recordingKey'] as const satisfies (keyof CallPatch)[]

/** What signs make of a call, before any of it is written. */
type Change = {
  progress: CallProgress
  outcome: CallOutcome
  isNew: boolean
  /** The telephone company's charge can be counted now. */
  isLineDue: boolean
  isAftercareDue: boolean
  /** Null: as it was. */
  tidyUpAt: Date | null
  /** Nobody spoke and nothing is left to do. */
  owesNothing: boolean
}

/** How calls go on and end: what media-servers and telephone companies say about them. */
export function createCallProgress({ db, clock, jobs, eventBus }: CallDeps) {
  /**
   * Trades a stream token for its call, once. To be called by a media-server before it completes the socket's upgrade.
   * @returns null when the token is unknown, spent, replaced, older than 30 s, of another transport, or its call is over
   */
  async function claimStream(claim: {
    unverifiedToken: string
    transport: 'exotel' | 'browser'
    mediaServerId: string
  }): Promise<ClaimedCall | null> {
    const now = clock.now()
    const tokenHash = hashToken(claim.unverifiedToken)
    const granted = await db.unscoped.findStreamToken(tokenHash, now)
    if (!granted || granted.transport !== claim.transport) return null
    const ref = await db.unscoped.spendStreamToken(tokenHash, now)
    if (!ref) return null
    const result = await db.tenantDb(ref, async (tx) => {
      const call = await lockCall(tx, ref)
      if (!call || isFinalStatus(call.status)) return null
      const patch = { mediaServerId: claim.mediaServerId, heartbeatAt: now, tidyUpAt: after(now, SILENT_LIMIT_MS) }
      const notices = await tell(tx, ref, call, [{ type: 'stream_claimed', at: now.toISOString() }], patch)
      const found = await findClaimedCall(tx, ref)
      return found ? { notices, claimed: toClaimedCall(ref, claim.transport, found) } : null
    })
    if (!result) return null
    void publish(result.notices)
    return result.claimed
  }

  /** Gives a token back whose socket's upgrade did not complete, so that the telephone company's retry may use it. */
  async function releaseStream(release: { unverifiedToken: string; tenantId: string; callId: string }): Promise<void> {
    const now = clock.now()
    await db.tenantDb(release, async (tx) => {
      const wasGood = await unspendToken(tx, release.tenantId, hashToken(release.unverifiedToken), now)
      if (wasGood) await patchCall(tx, release, { mediaServerId: null, heartbeatAt: null, tidyUpAt: after(now, UNOPENED_LIMIT_MS) })
    })
  }

  /**
   * Takes in what a media-server knows about a call. Each fact counts once however often it is told, in any order.
   * @throws DomainError `call_not_found`: the call was erased, its facts can be dropped
   */
  async function applyFacts(ref: CallRef, facts: CallFact[]): Promise<void> {
    const clean = facts.map((fact) => cleanRecord(fact) as CallFact)
    const notices = await db.tenantDb(ref, async (tx) => {
      const call = await lockCall(tx, ref)
      if (!call) throw new DomainError('call_not_found', 'There is no such call.')
      return takeIn(tx, ref, call, clean)
    })
    await publish(notices)
  }

  /**
   * Takes in what a telephone company or an outside orchestrator says.
   * @returns false when the call is unknown
   */
  async function applySigns(ref: CallRef, signs: CallSign[], patch: CallPatch = {}): Promise<boolean> {
    const notices = await db.tenantDb(ref, async (tx) => {
      const call = await lockCall(tx, ref)
      return call && tell(tx, ref, call, signs, patch)
    })
    if (notices) await publish(notices)
    return notices !== null
  }

  /**
   * As `applySigns`, for many calls by Exotel's CallSid.
   * @returns the CallSids that are known
   */
  async function applyExotelSigns(tenantId: string, told: { vendorCallId: string; signs: CallSign[] }[]): Promise<Set<string>> {
    const signsOf = new Map(told.map(({ vendorCallId, signs }) => [vendorCallId, signs]))
    const calls = await applyToAll(
      tenantId,
      (tx) => lockExotelCalls(tx, tenantId, [...signsOf.keys()]),
      ({ externalId }) => signsOf.get(externalId ?? '') ?? [],
    )
    return new Set(calls.flatMap(({ externalId }) => externalId ?? []))
  }

  /** As `applySigns`, for many calls of a tenant. */
  async function applyManySigns(tenantId: string, told: { callId: string; signs: CallSign[] }[]): Promise<void> {
    if (told.length === 0) return
    const signsOf = new Map(told.map(({ callId, signs }) => [callId, signs]))
    await applyToAll(
      tenantId,
      (tx) => lockCalls(tx, tenantId, [...signsOf.keys()]),
      ({ id }) => signsOf.get(id) ?? [],
    )
  }

  /** In few statements however many calls there are: a storm of notices is no storm on the database. @returns the calls found */
  async function applyToAll(
    tenantId: string,
    lock: (tx: TenantDb) => Promise<LockedCall[]>,
    signsOf: (call: LockedCall) => CallSign[],
  ): Promise<LockedCall[]> {
    const { calls, notices } = await db.tenantDb({ tenantId }, async (tx) => {
      const calls = await lock(tx)
      const changes = calls.map((call) => ({ call, change: advance(call, signsOf(call)) })).filter(({ change }) => change.isNew)
      const plain = changes.filter(({ change }) => !change.isLineDue)
      if (plain.length > 0) {
        const advances = plain.map(({ call, change }) => ({ callId: call.id, ...change }))
        await saveManyProgress(tx, tenantId, advances, clock.now())
        await saveEvents(
          tx,
          tenantId,
          plain.flatMap(({ call, change }) => statusEvent(call, change)),
        )
      }
      const notices = plain.map(({ call, change }) => noticesOf({ tenantId, callId: call.id }, call, change, {}))
      for (const { call } of changes.filter(({ change }) => change.isLineDue)) {
        notices.push(await tell(tx, { tenantId, callId: call.id }, call, signsOf(call), {}))
      }
      return { calls, notices }
    })
    await Promise.all(notices.map(publish))
    return calls
  }

  /**
   * Works on a locked call and takes in the facts that come of it.
   * @throws DomainError `not_found`
   */
  async function inLockedCall<Result>(
    ref: CallRef,
    work: (tx: TenantDb, call: LockedCall) => Promise<{ facts: CallFact[]; result: Result }>,
  ): Promise<Result> {
    const { notices, result } = await db.tenantDb(ref, async (tx) => {
      const call = await lockCall(tx, ref)
      if (!call) throw new DomainError('not_found', 'There is no such call.')
      const done = await work(tx, call)
      const clean = done.facts.map((fact) => cleanRecord(fact) as CallFact)
      return { notices: await takeIn(tx, ref, call, clean), result: done.result }
    })
    await publish(notices)
    return result
  }

  async function takeIn(tx: TenantDb, ref: CallRef, call: LockedCall, facts: CallFact[]): Promise<Notices> {
    const addedTurns = await saveTurns(tx, ref, pick(facts, 'turn'))
    await saveEvents(
      tx,
      ref.tenantId,
      facts.flatMap(toEvent).map((event) => ({ ...event, callId: ref.callId })),
    )
    await saveExtractions(tx, ref, pick(facts, 'extraction'))
    const patch: CallPatch = {}
    if (facts.some((fact) => fact.type === 'dtmf')) patch.dtmf = await readDigits(tx, ref)
    const recording = pick(facts, 'recording').at(-1)
    if (recording) Object.assign(patch, { recordingKey: recording.recordingKey, recordingDurationMs: recording.durationMs })
    const transfer = pick(facts, 'transfer_requested').at(-1)
    if (transfer) Object.assign(patch, { transferTo: transfer.to, transferRequestedAt: new Date(transfer.at) })
    const usage = pick(facts, 'usage').at(-1)?.usage
    if (usage) patch.costPaise = await saveCosts(tx, ref, usage, call.startedAt)
    return { ...(await tell(tx, ref, call, facts.flatMap(toSigns), patch)), addedTurns }
  }

  async function tell(tx: TenantDb, ref: CallRef, call: LockedCall, signs: CallSign[], patch: CallPatch): Promise<Notices> {
    const change = advance(call, signs)
    const { progress, outcome, tidyUpAt, owesNothing } = change
    const more: CallPatch = { ...patch, ...(owesNothing ? { tidyUpAt: null } : tidyUpAt ? { tidyUpAt } : {}) }
    if (change.isLineDue && !(await hasCostOf(tx, ref, 'telephony'))) {
      const line: Usage = { kind: 'telephony', provider: 'exotel', quantity: outcome.durationSeconds ?? 0, unit: 'second' }
      more.costPaise = await saveCosts(tx, ref, [line], call.startedAt)
    }
    await saveProgress(tx, ref, progress, outcome, more)
    await saveEvents(tx, ref.tenantId, statusEvent(call, change))
    return noticesOf(ref, call, change, patch)
  }

  function advance(call: LockedCall, signs: CallSign[]): Change {
    const progress = signs.map((sign) => notBefore(sign, call.startedAt)).reduce<CallProgress>(advanceCall, call.progress)
    const outcome = describeCall(progress)
    const becameSettled = outcome.isSettled && !call.isSettled
    // Nobody ever spoke. A caller who hung up leaves nothing to do; after other calls the tidy-up starts the work, so that a
    // storm of them holds up nobody.
    const isSilent = !progress.claimedAt && !progress.answeredAt && !progress.hadConversation
    return {
      progress,
      outcome,
      isNew: !isDeepStrictEqual(progress, call.progress),
      isLineDue: becameSettled && call.provider === 'EXOTEL' && (outcome.durationSeconds ?? 0) > 0,
      isAftercareDue: becameSettled && !isSilent,
      owesNothing: becameSettled && isSilent && call.provider === 'EXOTEL',
      tidyUpAt: !becameSettled ? null : isSilent ? clock.now() : after(clock.now(), AFTERCARE_LIMIT_MS),
    }
  }

  function statusEvent(call: LockedCall, { outcome }: Change): (NewEvent & { callId: string })[] {
    if (outcome.status === call.status) return []
    const data = { status: outcome.status, ...(outcome.endReason ? { end_reason: outcome.endReason } : {}) }
    return [{ callId: call.id, at: clock.now(), atMs: null, type: 'status', data, dedupeKey: `status:${outcome.status}` }]
  }

  async function saveCosts(tx: TenantDb, ref: CallRef, usage: Usage[], on: Date): Promise<number> {
    const lines = costCall(usage, on).lines.map(({ isPriced: _, ...line }) => line)
    return saveCostLines(tx, ref, lines)
  }

  async function publish({ ref, statusBefore, statusAfter, isRewritten, addedTurns, isAftercareDue }: Notices): Promise<void> {
    const turns = addedTurns.map((index) => eventBus.publish({ type: 'turn_added', ...ref, index }))
    const changed =
      statusBefore === statusAfter && !isRewritten ? [] : [eventBus.publish({ type: 'call_changed', ...ref, status: statusAfter })]
    await Promise.all([...turns, ...changed])
    if (isAftercareDue) await jobs.send({ name: 'call.ended', id: `call.ended:${ref.callId}`, data: ref })
  }

  /** A media-server's sign of life for the calls it holds. */
  async function keepAlive(mediaServerId: string, calls: CallRef[]): Promise<void> {
    const now = clock.now()
    const tenantIds = new Set(calls.map((call) => call.tenantId))
    for (const tenantId of tenantIds) {
      const ids = calls.filter((call) => call.tenantId === tenantId).map((call) => call.callId)
      await db.tenantDb({ tenantId }, (tx) => touchCalls(tx, tenantId, ids, mediaServerId, now, after(now, SILENT_LIMIT_MS)))
    }
  }

  return { claimStream, releaseStream, applyFacts, applySigns, applyExotelSigns, applyManySigns, keepAlive, inLockedCall }
}

/** Vendors write whole seconds and their clocks differ: nothing about a call happened before it began. */
function notBefore(sign: CallSign, startedAt: Date): CallSign {
  return 'at' in sign && Date.parse(sign.at) < startedAt.getTime() ? { ...sign, at: startedAt.toISOString() } : sign
}

function noticesOf(ref: CallRef, call: LockedCall, { outcome, isAftercareDue }: Change, patch: CallPatch): Notices {
  const isRewritten = SHOWN_LATE.some((column) => patch[column] !== undefined)
  return { ref, statusBefore: call.status, statusAfter: outcome.status, isRewritten, addedTurns: [], isAftercareDue }
}

function pick<Type extends CallFact['type']>(facts: CallFact[], type: Type) {
  return facts.filter((fact): fact is Extract<CallFact, { type: Type }> => fact.type === type)
}

function toEvent(fact: CallFact): NewEvent[] {
  if (fact.type === 'event') return [{ at: new Date(fact.at), atMs: fact.atMs, type: fact.event, data: fact.data, dedupeKey: fact.key }]
  if (fact.type === 'dtmf') return [{ at: new Date(fact.at), atMs: null, type: 'dtmf', data: { digit: fact.digit }, dedupeKey: fact.key }]
  if (fact.type === 'transfer_requested') {
    return [{ at: new Date(fact.at), atMs: null, type: 'transfer', data: fact.to ? { to: fact.to } : {}, dedupeKey: fact.key }]
  }
  return []
}

function toSigns(fact: CallFact): CallSign[] {
  if (fact.type === 'answered') return [{ type: 'answered', at: fact.at }]
  if (fact.type === 'turn' && fact.turn.role === 'caller' && cleanText(fact.turn.text).trim() !== '') return [{ type: 'conversation' }]
  if (fact.type === 'ended') {
    const { at, endReason, hadConversation, failed } = fact
    return [{ type: 'stream_ended', at, endReason, hadConversation, failed }]
  }
  return []
}

function toClaimedCall(
  ref: CallRef,
  transport: ClaimedCall['transport'],
  found: NonNullable<Awaited<ReturnType<typeof findClaimedCall>>>,
): ClaimedCall | null {
  const { agentVersion: version, tenant } = found
  if (!version) return null
  const agent = agentConfig.parse(version)
  return {
    ...ref,
    externalId: found.externalId,
    transport,
    direction: found.direction === 'INBOUND' ? 'inbound' : 'outbound',
    tenantName: tenant.name,
    businessType: tenant.businessType,
    timezone: tenant.timezone,
    fromPhone: found.fromPhone,
    agentId: version.agentId,
    agentVersionId: version.id,
    agent,
    transferTo: agent.settings.allowTransfer ? agent.settings.transferNumber || tenant.fallbackNumber : null,
  }
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}
