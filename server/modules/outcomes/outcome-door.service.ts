import { createHash } from 'node:crypto'
import { z } from 'zod'
import { newId } from '../../db/transaction'
import { DomainError } from '../../domain/errors/domain-error'
import { cleanRecord } from '../../domain/text/clean-text'
import type { OutboundEvent } from '../../ports/outbound-caller'
import type { RateRule } from '../../ports/rate-limits'
import type { OutcomeDeps } from './outcome-deps'

/** The same count as for telephony's notices: one address, one patience. */
export const REFUSED_OUTCOMES: RateRule = { name: 'webhook-refused', limit: 60, windowMs: 60_000 }
const DEFAULT_WINDOW_MS = 300

/** A notice as it came. `address` is what refused deliveries are counted by. */
export type ArrivedOutcome = { signature: string | null; body: Uint8Array; address: string }
export type TakenOutcome = { callId: string | null; isNew: boolean }

const uuid = z.uuid()

/** Takes notices in: proven with the key of the tenant that owns the call, stored once, answered. */
export function createOutcomeDoor(deps: OutcomeDeps) {
  const { db, clock, jobs, rateLimits, secrets, outcomeNotices } = deps
  const windowMs = deps.webhookWindowMs ?? DEFAULT_WINDOW_MS
  /** Tenants whose window runs, and the notice that asks for another run after it. */
  const due = new Map<string, string | null>()

  /**
   * Keeps a notice and starts its application. The same notice again is kept once; one about nobody here is dropped.
   * @throws DomainError `unauthorized`, `rate_limited` after too many of those; `malformed_json` for a proven body that is no notice
   */
  async function receive(arrived: ArrivedOutcome): Promise<TakenOutcome> {
    const isGloballySigned = isSignedWith(arrived, deps.outbound.apiKey)
    const event = readEvent(arrived.body)
    if (!event) {
      if (isGloballySigned) throw new DomainError('malformed_json', 'The body is not a notice: JSON with an event and its call.')
      return refuse(arrived)
    }
    const notice = {
      vendorCallId: event.report?.vendorCallId ?? '',
      ...namedBy(event),
      id: newId(),
      eventId: eventIdOf(event, arrived.body),
      payload: cleanRecord(JSON.parse(JSON.stringify(event))),
      now: clock.now(),
    }
    const stored = await db.unscoped.storeOutcome({ ...notice, isGloballySigned, provenKey: null })
    if (!stored) return isGloballySigned ? { callId: null, isNew: false } : refuse(arrived)
    if (stored.isProven) return accept(stored)
    const { sealedKey } = stored
    if (sealedKey === null || !isSignedWith(arrived, secrets.open(sealedKey))) return refuse(arrived)
    const proven = await db.unscoped.storeOutcome({ ...notice, isGloballySigned, provenKey: sealedKey })
    // The tenant's key was replaced in this very moment.
    return proven?.isProven ? accept(proven) : refuse(arrived)
  }

  function accept({ tenantId, webhookId, callId }: { tenantId: string; webhookId: string | null; callId: string | null }): TakenOutcome {
    if (webhookId && callId) startApplying(tenantId, webhookId)
    return { callId, isNew: webhookId !== null }
  }

  async function refuse({ address }: ArrivedOutcome): Promise<never> {
    const verdict = await rateLimits.consume(REFUSED_OUTCOMES, address)
    if (verdict.isAllowed) throw new DomainError('unauthorized', 'The signature is missing, old or wrong.')
    const retryAfterSeconds = Math.ceil(verdict.retryAfterMs / 1000)
    throw new DomainError('rate_limited', 'Too many deliveries with a wrong signature.', { retryAfterSeconds })
  }

  function isSignedWith({ signature, body }: ArrivedOutcome, apiKey: string | null): boolean {
    return apiKey !== null && outcomeNotices.isSigned({ header: signature, body, apiKey, nowMs: clock.now().getTime() })
  }

  function readEvent(body: Uint8Array): OutboundEvent | null {
    try {
      return outcomeNotices.readEvent(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
    } catch {
      return null
    }
  }

  /** Has a tenant's stored notices applied, at most once per window: one run takes in all that wait. */
  function startApplying(tenantId: string, webhookId: string): void {
    if (windowMs > 0 && due.has(tenantId)) {
      due.set(tenantId, webhookId)
      return
    }
    void jobs.send({ name: 'outcome.received', id: `outcome.received:${webhookId}`, data: { tenantId, webhookId } })
    if (windowMs === 0) return
    due.set(tenantId, null)
    setTimeout(() => {
      const next = due.get(tenantId)
      due.delete(tenantId)
      if (next) startApplying(tenantId, next)
    }, windowMs).unref()
  }

  return { receive }
}

/** What a notice claims to be about: believed only as far as a signature goes. */
function namedBy({ report }: OutboundEvent): { unverifiedCallId: string | null; unverifiedTenantId: string | null } {
  const { call_id: callId, tenant_id: tenantId, session_id: sessionId } = report?.metadata ?? {}
  const ofSession = typeof sessionId === 'string' ? /^call_(.+)_\d+$/.exec(sessionId)?.[1] : undefined
  const read = (...values: unknown[]) => values.map((value) => uuid.safeParse(value)).find(({ success }) => success)?.data ?? null
  return { unverifiedCallId: read(callId, ofSession), unverifiedTenantId: read(tenantId) }
}

/** The same bytes about the same call are the same notice; a correction is another one. */
function eventIdOf({ event, report }: OutboundEvent, body: Uint8Array): string {
  return `${event}:${report?.vendorCallId ?? ''}:${createHash('sha256').update(body).digest('hex')}`
}
