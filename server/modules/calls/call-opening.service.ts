import { createHash, randomBytes } from 'node:crypto'
import type { Scope } from '../../domain/access/scope'
import { advanceCall, type CallProgress, describeCall } from '../../domain/calls/advance-call'
import type { TestCallView } from '../../domain/calls/call-view'
import type { IncomingAnswer, RefusalReason } from '../../domain/calls/incoming-resource'
import { DomainError } from '../../domain/errors/domain-error'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { type CallDeps, MEDIA_SERVER_LIFE_MS, TOKEN_LIFE_MS, UNOPENED_LIMIT_MS } from './call-deps'
import {
  admitCaller,
  type DialledLine,
  findDialledLine,
  findTestAgent,
  insertOrFindCall,
  type NewCall,
  readLoad,
} from './open-call.repository'

export type IncomingCall = {
  vendorCallId: string
  /** As the telephone company writes it; null or anything unreadable: withheld. */
  from: string | null
  /** As the telephone company writes it. */
  to: string
  direction: 'INBOUND' | 'OUTBOUND'
}

/** Regions whose national formats a dialled number is read in. Exotel's own numbers are Indian. */
const NUMBER_REGIONS = ['IN', 'US', 'GB', 'AE', 'SG', 'AU']

/** Where calls begin: a ringing phone, or "Call my agent" in the browser. */
export function createCallOpening({ db, clock, eventBus, mediaUrl }: CallDeps) {
  /**
   * Takes an incoming call of a proven tenant. The same vendor id again is the same call with a fresh token, and the
   * older unspent one dies. Without capacity, agent or an active tenant the tenant's fallback answers.
   * @throws DomainError `unknown_number` when the dialled number is not one of the tenant's
   */
  async function openInbound(scope: Scope, incoming: IncomingCall): Promise<IncomingAnswer> {
    const now = clock.now()
    const { tenantId } = scope
    const ours = incoming.direction === 'OUTBOUND' ? [incoming.to, incoming.from ?? ''] : [incoming.to]
    const candidates = [...new Set(ours.flatMap(readDialled))]
    const { token, tokenHash } = createToken()
    const opened = await db.tenantDb(scope, async (tx) => {
      const line =
        candidates.length === 0
          ? null
          : await findDialledLine(tx, { tenantId, candidates, now, mediaServersSeenAfter: before(now, MEDIA_SERVER_LIFE_MS) })
      if (!line) throw new DomainError('unknown_number', 'This number does not belong to the tenant.')
      const callerPhone = readCaller(incoming, line)
      const refusal = refusalOf(line)
      const call = await insertOrFindCall(tx, newPhoneCall(scope, incoming, line, { callerPhone, refusal, now }))
      const isRefused = call.status === 'BUSY' && isRefusal(call.endReason)
      const waiting = await admitCaller(tx, {
        tenantId,
        callId: call.id,
        callerPhone: call.isNew ? callerPhone : null,
        grant: isRefused ? null : { tokenHash, transport: 'exotel', expiresAt: after(now, TOKEN_LIFE_MS) },
        vendorCallId: call.isNew ? incoming.vendorCallId : null,
        now,
      })
      return { call, line, isRefused, waiting }
    })
    const { call, line, isRefused, waiting } = opened
    // A failed notice costs a late screen, an awaited one costs the caller's time.
    void announce(tenantId, call.id, call.status, isRefused, line.agentId)
    const answer = { callId: call.id, callerId: line.number, waitingWebhookIds: waiting }
    if (isRefused) return { ...answer, action: 'fallback', reason: call.endReason as RefusalReason, fallbackNumber: line.fallbackNumber }
    return { ...answer, action: 'bridge', url: `${mediaUrl}/exotel/${token}` }
  }

  /**
   * Opens a call from the dashboard's microphone or keyboard.
   * @throws DomainError `agent_not_found`, `agent_not_published`, `tenant_suspended`, `no_capacity`
   */
  async function openBrowserTest(scope: Scope, input: { agentId: string; useDraft: boolean }): Promise<TestCallView> {
    const now = clock.now()
    const { tenantId } = scope
    const { token, tokenHash } = createToken()
    const callId = await db.tenantDb(scope, async (tx) => {
      const agent = await findTestAgent(tx, { tenantId, ...input })
      if (!agent) throw new DomainError('agent_not_found', 'There is no such agent.')
      if (!agent.versionId) throw new DomainError('agent_not_published', 'Publish the agent first, or call its draft.')
      const load = await readLoad(tx, { tenantId, now, mediaServersSeenAfter: before(now, MEDIA_SERVER_LIFE_MS) })
      if (load?.status === 'SUSPENDED') throw new DomainError('tenant_suspended', 'This account is suspended.')
      if (!load || load.freePlaces <= 0 || load.activeCalls >= load.maxConcurrentCalls) {
        throw new DomainError('no_capacity', 'All lines are busy. Try again in a minute.')
      }
      const call = await insertOrFindCall(tx, {
        tenantId,
        provider: 'BROWSER',
        externalId: null,
        phoneNumberId: null,
        agentId: agent.agentId,
        agentVersionId: agent.versionId,
        direction: 'INBOUND',
        status: 'RINGING',
        endReason: null,
        endedAt: null,
        fromPhone: null,
        toPhone: null,
        isTest: true,
        startedAt: now,
        progress: {},
        tidyUpAt: after(now, UNOPENED_LIMIT_MS),
      })
      const grant = { tokenHash, transport: 'browser' as const, expiresAt: after(now, TOKEN_LIFE_MS) }
      await admitCaller(tx, { tenantId, callId: call.id, callerPhone: null, grant, vendorCallId: null, now })
      return call.id
    })
    await announce(tenantId, callId, 'RINGING', false, input.agentId)
    return { callId, url: `${mediaUrl}/browser/${token}` }
  }

  async function announce(tenantId: string, callId: string, status: string, isRefused: boolean, agentId: string | null): Promise<void> {
    if (!isRefused) await eventBus.publish({ type: 'call_opening', tenantId, callId, ...(agentId ? { agentId } : {}) })
    await eventBus.publish({ type: 'call_changed', tenantId, callId, status })
  }

  return { openInbound, openBrowserTest }
}

/** A token nobody can guess, and what is kept of it. */
export function createToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: hashToken(token) }
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** What a dialled number can mean. A number of a series the metadata does not know yet is taken literally, too. */
function readDialled(raw: string): string[] {
  const readings = NUMBER_REGIONS.map((region) => normalizePhone(raw, [region])).filter((reading) => reading !== null)
  const digits = raw.replace(/[\s().-]/g, '')
  if (!/^\+?\d{8,15}$/.test(digits)) return readings
  return [...readings, digits.startsWith('0') ? `+91${digits.slice(1)}` : `+${digits.replace('+', '')}`]
}

function readCaller(incoming: IncomingCall, line: DialledLine): string | null {
  const regions = [...new Set(['IN', line.region])]
  const [from, to] = [incoming.from ?? '', incoming.to].map((raw) => normalizePhone(raw, regions))
  // On an outbound leg the person is whichever side is not the tenant's own number.
  if (incoming.direction === 'OUTBOUND' && from === line.number) return to ?? null
  return from ?? null
}

function refusalOf(line: DialledLine): RefusalReason | null {
  if (line.tenantStatus === 'SUSPENDED') return 'tenant_suspended'
  if (!line.agentVersionId) return 'no_agent'
  if (line.activeCalls >= line.maxConcurrentCalls || line.freePlaces <= 0) return 'no_capacity'
  return null
}

function isRefusal(reason: string | null): reason is RefusalReason {
  return reason === 'tenant_suspended' || reason === 'no_agent' || reason === 'no_capacity'
}

function newPhoneCall(
  scope: Scope,
  incoming: IncomingCall,
  line: DialledLine,
  { callerPhone, refusal, now }: { callerPhone: string | null; refusal: RefusalReason | null; now: Date },
): NewCall {
  const progress: CallProgress = refusal ? advanceCall({}, { type: 'refused', reason: refusal, at: now.toISOString() }) : {}
  const outcome = describeCall(progress)
  const isOutbound = incoming.direction === 'OUTBOUND'
  return {
    tenantId: scope.tenantId,
    provider: 'EXOTEL',
    externalId: incoming.vendorCallId,
    phoneNumberId: line.phoneNumberId,
    agentId: line.agentId,
    agentVersionId: line.agentVersionId,
    direction: incoming.direction,
    status: outcome.status,
    endReason: outcome.endReason,
    endedAt: refusal ? now : null,
    fromPhone: isOutbound ? line.number : callerPhone,
    toPhone: isOutbound ? callerPhone : line.number,
    isTest: false,
    startedAt: now,
    progress,
    // A refused call is over: the tidy-up starts the work after it, so that nobody waits for that here.
    tidyUpAt: refusal ? now : after(now, UNOPENED_LIMIT_MS),
  }
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms)
}
