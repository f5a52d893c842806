import { createHash, randomBytes } from 'node:crypto'
import { newId } from '../../db/transaction'
import type { DialledLine } from '../../db/unscoped'
import type { Scope } from '../../domain/access/scope'
import { advanceCall, type CallProgress, describeCall } from '../../domain/calls/advance-call'
import { type CallStatus, isFinalStatus } from '../../domain/calls/call-status'
import type { TestCallView } from '../../domain/calls/call-view'
import type { FallbackReason, IncomingAnswer, RefusalReason } from '../../domain/calls/incoming-resource'
import { DomainError } from '../../domain/errors/domain-error'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { type CallDeps, MEDIA_SERVER_LIFE_MS, TOKEN_LIFE_MS, UNOPENED_LIMIT_MS } from './call-deps'
import { findTestAgent, readLoad } from './open-call.repository'

export type IncomingCall = {
  vendorCallId: string
  /** As the telephone company writes it; null or anything unreadable: withheld. */
  from: string | null
  /** As the telephone company writes it. */
  to: string
  direction: 'INBOUND' | 'OUTBOUND'
}

const UNKNOWN_NUMBER = 'This number does not belong to the tenant.'

type OurLine = DialledLine & { phoneNumberId: string; number: string }

/** Regions whose national formats a dialled number is read in. Exotel's own numbers are Indian. */
const NUMBER_REGIONS = ['IN', 'US', 'GB']

/** Where calls begin: a ringing phone, or "Call my agent" in the browser. */
export function createCallOpening({ db, clock, eventBus, mediaUrl }: CallDeps) {
  /**
   * Takes an incoming call of a proven tenant. The same vendor id again is the same call with a fresh token, and the
   * older unspent one dies. Without capacity, agent or an active tenant, and for a call that is over, the tenant's fallback answers.
   * @throws DomainError `unknown_number` when the dialled number is not one of the tenant's
   */
  async function openInbound(scope: Scope, incoming: IncomingCall): Promise<IncomingAnswer> {
    const answer = await open({ tenantId: scope.tenantId }, incoming)
    if (!answer) throw new DomainError('unknown_number', UNKNOWN_NUMBER)
    return answer
  }

  /**
   * As `openInbound`, for the tenant whose secret came with the call: proves it on the way, while a caller hears the phone ring.
   * @returns null when the secret is nobody's
   */
  async function openInboundBySecret(secretHash: string, incoming: IncomingCall): Promise<IncomingAnswer | null> {
    return open({ secretHash }, incoming)
  }

  async function open(by: { secretHash: string } | { tenantId: string }, incoming: IncomingCall): Promise<IncomingAnswer | null> {
    const now = clock.now()
    const ours = incoming.direction === 'OUTBOUND' ? [incoming.to, incoming.from ?? ''] : [incoming.to]
    const candidates = [...new Set(ours.flatMap(readDialled))]
    const found = await db.unscoped.findDialledLine({ by, candidates, now, mediaServersSeenAfter: before(now, MEDIA_SERVER_LIFE_MS) })
    if (!found) return null
    const { tenantId, phoneNumberId, number } = found
    if (phoneNumberId === null || number === null) throw new DomainError('unknown_number', UNKNOWN_NUMBER)
    const line = { ...found, phoneNumberId, number }
    const callerPhone = readCaller(incoming, line)
    const { token, tokenHash } = createToken()
    const call = await db.unscoped.admitCall({
      tenantId,
      call: newPhoneCall(incoming, line, { callerPhone, refusal: refusalOf(line), now }),
      callerPhone,
      contactId: newId(),
      token: newGrant(tokenHash, 'exotel', now),
      now,
    })
    const reason = fallbackReasonOf(call)
    // A failed notice costs a late screen, an awaited one costs the caller's time.
    void announce(tenantId, call.id, call.status, reason !== null, line.agentId)
    const answer = { callId: call.id, callerId: number, waitingWebhookIds: call.waitingWebhookIds, tenantId }
    if (reason) return { ...answer, action: 'fallback', reason, fallbackNumber: line.fallbackNumber }
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
    const agent = await db.tenantDb(scope, async (tx) => {
      const found = await findTestAgent(tx, { tenantId, ...input })
      if (!found) throw new DomainError('agent_not_found', 'There is no such agent.')
      if (!found.versionId) throw new DomainError('agent_not_published', 'Publish the agent first, or call its draft.')
      const load = await readLoad(tx, { tenantId, now, mediaServersSeenAfter: before(now, MEDIA_SERVER_LIFE_MS) })
      if (load?.status === 'SUSPENDED') throw new DomainError('tenant_suspended', 'This account is suspended.')
      if (!load || load.freePlaces <= 0 || load.activeCalls >= load.maxConcurrentCalls) {
        throw new DomainError('no_capacity', 'All lines are busy. Try again in a minute.')
      }
      return found
    })
    const { id: callId } = await db.unscoped.admitCall({
      tenantId,
      call: {
        id: newId(),
        provider: 'BROWSER',
        agent_id: agent.agentId,
        agent_version_id: agent.versionId,
        direction: 'INBOUND',
        status: 'RINGING',
        is_test: true,
        progress: {},
        tidy_up_at: after(now, UNOPENED_LIMIT_MS),
      },
      callerPhone: null,
      contactId: newId(),
      token: newGrant(tokenHash, 'browser', now),
      now,
    })
    await announce(tenantId, callId, 'RINGING', false, input.agentId)
    return { callId, url: `${mediaUrl}/browser/${token}` }
  }

  async function announce(tenantId: string, callId: string, status: string, isRefused: boolean, agentId: string | null): Promise<void> {
    const opening = { type: 'call_opening' as const, tenantId, callId, ...(agentId ? { agentId } : {}) }
    const changed = { type: 'call_changed' as const, tenantId, callId, status }
    await Promise.all((isRefused ? [changed] : [opening, changed]).map((event) => eventBus.publish(event)))
  }

  return { openInbound, openInboundBySecret, openBrowserTest }
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
  // With a country code the region says nothing.
  const regions = raw.trim().startsWith('+') ? NUMBER_REGIONS.slice(0, 1) : NUMBER_REGIONS
  const readings = regions.map((region) => normalizePhone(raw, [region])).filter((reading) => reading !== null)
  const digits = raw.replace(/[\s().-]/g, '')
  if (!/^\+?\d{8,15}$/.test(digits)) return readings
  return [...readings, digits.startsWith('0') ? `+91${digits.slice(1)}` : `+${digits.replace('+', '')}`]
}

function readCaller(incoming: IncomingCall, line: OurLine): string | null {
  const regions = [...new Set(['IN', line.region])]
  const [from, to] = [incoming.from ?? '', incoming.to].map((raw) => normalizePhone(raw, regions))
  // On an outbound leg the person is whichever side is not the tenant's own number.
  if (incoming.direction === 'OUTBOUND' && from === line.number) return to ?? null
  return from ?? null
}

function refusalOf(line: OurLine): RefusalReason | null {
  if (line.tenantStatus === 'SUSPENDED') return 'tenant_suspended'
  if (!line.agentVersionId) return 'no_agent'
  if (line.activeCalls >= line.maxConcurrentCalls || line.freePlaces <= 0) return 'no_capacity'
  return null
}

/** No stream can be opened for a call that was refused, or is over. */
function fallbackReasonOf({ status, endReason }: { status: CallStatus; endReason: string | null }): FallbackReason | null {
  if (status === 'BUSY' && isRefusal(endReason)) return endReason
  return isFinalStatus(status) ? 'call_over' : null
}

function isRefusal(reason: string | null): reason is RefusalReason {
  return reason === 'tenant_suspended' || reason === 'no_agent' || reason === 'no_capacity'
}

/** A call's row, named as the database function reads it. */
function newPhoneCall(
  incoming: IncomingCall,
  line: OurLine,
  { callerPhone, refusal, now }: { callerPhone: string | null; refusal: RefusalReason | null; now: Date },
): object {
  const progress: CallProgress = refusal ? advanceCall({}, { type: 'refused', reason: refusal, at: now.toISOString() }) : {}
  const outcome = describeCall(progress)
  const isOutbound = incoming.direction === 'OUTBOUND'
  return {
    id: newId(),
    provider: 'EXOTEL',
    external_id: incoming.vendorCallId,
    phone_number_id: line.phoneNumberId,
    agent_id: line.agentId,
    agent_version_id: line.agentVersionId,
    direction: incoming.direction,
    status: outcome.status,
    end_reason: outcome.endReason,
    ended_at: outcome.endedAt,
    duration_seconds: outcome.durationSeconds,
    from_phone: isOutbound ? line.number : callerPhone,
    to_phone: isOutbound ? callerPhone : line.number,
    is_test: false,
    progress,
    // A refused call is over, and nobody spoke.
    tidy_up_at: refusal ? null : after(now, UNOPENED_LIMIT_MS),
  }
}

function newGrant(tokenHash: string, transport: 'exotel' | 'browser', now: Date): object {
  return { id: newId(), token_hash: tokenHash, transport, expires_at: after(now, TOKEN_LIFE_MS) }
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms)
}
