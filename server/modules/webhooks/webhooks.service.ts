import { createHash } from 'node:crypto'
import type { Database } from '../../db/transaction'
import type { Scope } from '../../domain/access/scope'
import type { CallSign } from '../../domain/calls/advance-call'
import type { IncomingAnswer } from '../../domain/calls/incoming-resource'
import { DomainError } from '../../domain/errors/domain-error'
import { type CallDelivery, callDelivery, type RawDelivery, type ReadCallDelivery } from '../../domain/telephony/call-delivery'
import type { AuditTrail } from '../../ports/audit-trail'
import type { Clock } from '../../ports/clock'
import type { JobQueue } from '../../ports/job-queue'
import type { RateLimits, RateRule } from '../../ports/rate-limits'
import type { CallsService } from '../calls/calls.service'
import { findDelivery, markDelivery, storeDelivery } from './webhooks.repository'

export type WebhookDeps = {
  db: Database
  clock: Clock
  jobs: JobQueue
  rateLimits: RateLimits
  readExotelDelivery: ReadCallDelivery
  audit: AuditTrail
  calls: Pick<CallsService, 'openInbound' | 'applyExotelSigns'>
}

export const REFUSED_DELIVERIES: RateRule = { name: 'webhook-refused', limit: 60, windowMs: 60_000 }

/** Longer than any secret of ours. */
const MAX_SECRET_LENGTH = 200
/** Fields that differ between two sendings of the same notice. */
const VOLATILE = new Set(['currenttime', 'dateupdated'])

export type ReceivedNotice = { callId: string | null; isTransferAsked: boolean }
export type WebhooksService = ReturnType<typeof createWebhooksService>

/** What telephone companies send: proven, stored, answered, then applied. */
export function createWebhooksService({ db, clock, jobs, rateLimits, readExotelDelivery, audit, calls }: WebhookDeps) {
  /**
   * Proves which tenant a delivery is for by the secret in its URL.
   * @param address where it came from: refused deliveries are limited by it
   * @throws DomainError `unauthorized`, and `rate_limited` after too many of those
   */
  async function authenticateExotel(unverifiedSecret: string | null, address: string): Promise<Scope> {
    const isPlausible = unverifiedSecret !== null && unverifiedSecret !== '' && unverifiedSecret.length <= MAX_SECRET_LENGTH
    // The stored hash is looked up, not compared: how long that takes tells nothing about a secret of 128 bits or more.
    const tenant = isPlausible ? await db.unscoped.findTenantByExotelSecretHash(sha256(unverifiedSecret)) : null
    if (tenant) return { tenantId: tenant.tenantId, actor: { type: 'webhook', id: 'exotel' } }
    const verdict = await rateLimits.consume(REFUSED_DELIVERIES, address)
    if (verdict.isAllowed) throw new DomainError('unauthorized', 'The secret in the URL is missing or wrong.')
    throw new DomainError('rate_limited', 'Too many deliveries with a wrong secret.', {
      retryAfterSeconds: Math.ceil(verdict.retryAfterMs / 1000),
    })
  }

  /** @throws DomainError `missing_fields` naming them, `unknown_number`, and what reading a delivery throws */
  async function receiveIncoming(scope: Scope, raw: RawDelivery): Promise<IncomingAnswer> {
    const { vendorCallId, from, to, direction } = await readExotelDelivery(raw)
    if (vendorCallId === null || to === null) throw missing({ CallSid: vendorCallId, To: to })
    try {
      return await calls.openInbound(scope, { vendorCallId, from, to, direction })
    } catch (error) {
      if (error instanceof DomainError) await auditRefusal(scope, error.code)
      throw error
    }
  }

  async function auditRefusal(scope: Scope, code: string): Promise<void> {
    const { tenantId, actor } = scope
    await audit.record({ tenantId, actor }, { action: 'webhooks.exotel.incoming', outcome: 'refused', details: { code } })
  }

  /**
   * Keeps a notice about a call and starts its application. The same notice again is kept once.
   * @returns `callId` null when the call is not known (yet): the notice waits for it
   * @throws DomainError `missing_fields`, and what reading a delivery throws
   */
  async function receiveNotice(scope: Scope, source: 'exotel.status' | 'exotel.passthru', raw: RawDelivery): Promise<ReceivedNotice> {
    const payload = await readExotelDelivery(raw)
    const { vendorCallId } = payload
    if (vendorCallId === null) throw missing({ CallSid: vendorCallId })
    const { tenantId } = scope
    const stored = await db.tenantDb(scope, (tx) =>
      storeDelivery(tx, { tenantId, source, eventId: eventIdOf(payload), vendorCallId, payload, receivedAt: clock.now() }),
    )
    const { webhookId, callId, isTransferAsked } = stored
    // Not awaited: the vendor's time ends here, and the tidy-up sends what could not be sent.
    if (webhookId) void jobs.send({ name: 'webhook.received', id: `webhook.received:${webhookId}`, data: { tenantId, webhookId } })
    return { callId, isTransferAsked }
  }

  /**
   * Applies a stored notice. Safe to repeat.
   * @returns `waiting` when its call is not known yet, `gone` when there is no such notice
   */
  async function apply(notice: { tenantId: string; webhookId: string }): Promise<'applied' | 'waiting' | 'gone'> {
    const { tenantId, webhookId } = notice
    const found = await db.tenantDb(notice, (tx) => findDelivery(tx, tenantId, webhookId))
    if (!found) return 'gone'
    if (found.status === 'APPLIED') return 'applied'
    const delivery = callDelivery.parse(found.payload)
    const isKnown = await calls.applyExotelSigns(
      { tenantId, vendorCallId: delivery.vendorCallId ?? '' },
      signsOf(delivery, found.receivedAt),
    )
    const mark = isKnown ? { status: 'APPLIED' as const, appliedAt: clock.now() } : { status: 'WAITING' as const }
    await db.tenantDb(notice, (tx) => markDelivery(tx, tenantId, webhookId, mark))
    return isKnown ? 'applied' : 'waiting'
  }

  /** Starts again what was stored and never applied: its job was lost. */
  async function resendPending(limit = 200): Promise<number> {
    const receivedBefore = new Date(clock.now().getTime() - 60_000)
    const pending = await db.unscoped.listPendingWebhooks({ receivedBefore, limit })
    for (const { tenantId, webhookId } of pending) {
      await jobs.send({ name: 'webhook.received', id: `webhook.received:${webhookId}`, data: { tenantId, webhookId } })
    }
    return pending.length
  }

  return { authenticateExotel, receiveIncoming, receiveNotice, apply, resendPending }
}

/** What a delivery says about how its call went. */
function signsOf(delivery: CallDelivery, receivedAt: Date): CallSign[] {
  const received = receivedAt.toISOString()
  const at = delivery.endedAt && delivery.endedAt < received ? delivery.endedAt : received
  const { endStatus, durationSeconds, stream } = delivery
  const signs: CallSign[] = []
  if (endStatus) signs.push({ type: 'vendor_ended', at, status: endStatus, durationSeconds })
  if (stream?.status === 'failed') signs.push({ type: 'vendor_stream_failed', at })
  else if (stream) signs.push({ type: 'vendor_stream_closed', at, durationSeconds: stream.durationSeconds })
  return signs
}

/** What makes a notice the same as another: everything it says but the moment of saying it. */
function eventIdOf({ fields }: CallDelivery): string {
  const lasting = Object.entries(fields).filter(([key]) => !VOLATILE.has(key.toLowerCase()))
  return sha256(JSON.stringify(lasting.sort(([a], [b]) => (a < b ? -1 : 1))))
}

function missing(fields: Record<string, string | null>): DomainError {
  const names = Object.keys(fields).filter((name) => fields[name] === null)
  return new DomainError('missing_fields', `Missing: ${names.join(', ')}.`, { fields: names })
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
