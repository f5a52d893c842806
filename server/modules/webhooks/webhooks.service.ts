import { createHash } from 'node:crypto'
import { type Database, newId } from '../../db/transaction'
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
import { findDelivery, listApplicableDeliveries, markDeliveries } from './webhooks.repository'

export type WebhookDeps = {
  db: Database
  clock: Clock
  jobs: JobQueue
  rateLimits: RateLimits
  readExotelDelivery: ReadCallDelivery
  audit: AuditTrail
  calls: Pick<CallsService, 'openInboundBySecret' | 'applyExotelSigns'>
  /** Notices of one tenant that arrive within it are applied together; 0: each by itself. */
  webhookWindowMs?: number
}

export const REFUSED_DELIVERIES: RateRule = { name: 'webhook-refused', limit: 60, windowMs: 60_000 }

const DEFAULT_WINDOW_MS = 300
/** How long a run looks back for calls that missed notices stored at the same moment; the tidy-up looks further. */
const MISSED_CALLS_MS = 15_000
const RESEND_AFTER_MS = 60_000
/** Most notices one run applies besides its own. */
const BATCH = 100
/** Longer than any secret of ours. */
const MAX_SECRET_LENGTH = 200
/** Fields that differ between two sendings of the same notice. */
const VOLATILE = new Set(['currenttime', 'dateupdated'])

/** Who sent a delivery: the secret in its URL, not yet believed, and the address refused deliveries are counted by. */
export type Sender = { unverifiedSecret: string | null; address: string }
type ReadRaw = () => Promise<RawDelivery>
export type ReceivedNotice = { callId: string | null; isTransferAsked: boolean }
export type WebhooksService = ReturnType<typeof createWebhooksService>

/** What telephone companies send: proven, stored, answered, then applied. */
export function createWebhooksService({
  db,
  clock,
  jobs,
  rateLimits,
  readExotelDelivery,
  audit,
  calls,
  webhookWindowMs: applyWindowMs = DEFAULT_WINDOW_MS,
}: WebhookDeps) {
  /** Tenants whose window runs, and the notice that asks for another run after it. */
  const due = new Map<string, string | null>()

  /**
   * Proves which tenant a delivery is for by the secret in its URL.
   * @throws DomainError `unauthorized`, and `rate_limited` after too many of those from one address
   */
  async function authenticateExotel(sender: Sender): Promise<Scope> {
    const secretHash = hashSecret(sender)
    // The stored hash is looked up, not compared: how long that takes tells nothing about a secret of 128 bits or more.
    const tenant = secretHash && (await db.unscoped.findTenantByExotelSecretHash(secretHash))
    return tenant ? { tenantId: tenant.tenantId, actor: { type: 'webhook', id: 'exotel' } } : refuse(sender)
  }

  async function refuse({ address }: Sender): Promise<never> {
    const verdict = await rateLimits.consume(REFUSED_DELIVERIES, address)
    if (verdict.isAllowed) throw new DomainError('unauthorized', 'The secret in the URL is missing or wrong.')
    const retryAfterSeconds = Math.ceil(verdict.retryAfterMs / 1000)
    throw new DomainError('rate_limited', 'Too many deliveries with a wrong secret.', { retryAfterSeconds })
  }

  /** What a delivery says. A sender without a good secret hears of that and not of what is wrong with the delivery. */
  async function readProven<Value>(sender: Sender, readRaw: ReadRaw, pick: (delivery: CallDelivery) => Value) {
    const secretHash = hashSecret(sender) ?? (await refuse(sender))
    try {
      const delivery = await readExotelDelivery(await readRaw())
      return { secretHash, delivery, picked: pick(delivery) }
    } catch (error) {
      await authenticateExotel(sender)
      throw error
    }
  }

  /** @throws DomainError `missing_fields` naming them, `unknown_number`, and what authenticating and reading throw */
  async function receiveIncoming(sender: Sender, readRaw: ReadRaw): Promise<IncomingAnswer> {
    const { secretHash, delivery, picked } = await readProven(sender, readRaw, ({ vendorCallId, to }) => {
      if (vendorCallId === null || to === null) throw missing({ CallSid: vendorCallId, To: to })
      return { vendorCallId, to }
    })
    const { from, direction } = delivery
    const answer = await calls.openInboundBySecret(secretHash, { ...picked, from, direction }).catch((error) => auditRefusal(sender, error))
    if (!answer) return refuse(sender)
    const [waiting] = answer.waitingWebhookIds
    if (waiting) startApplying(answer.tenantId, waiting)
    return answer
  }

  async function auditRefusal(sender: Sender, error: unknown): Promise<never> {
    if (error instanceof DomainError) {
      const { tenantId, actor } = await authenticateExotel(sender)
      await audit.record({ tenantId, actor }, { action: 'webhooks.exotel.incoming', outcome: 'refused', details: { code: error.code } })
    }
    throw error
  }

  /**
   * Keeps a notice about a call and starts its application. The same notice again is kept once.
   * @returns `callId` null when the call is not known (yet): the notice waits for it
   * @throws DomainError `missing_fields`, and what authenticating and reading throw
   */
  async function receiveNotice(sender: Sender, source: 'exotel.status' | 'exotel.passthru', readRaw: ReadRaw): Promise<ReceivedNotice> {
    const { secretHash, delivery, picked } = await readProven(
      sender,
      readRaw,
      ({ vendorCallId }) => vendorCallId ?? throwMissing({ CallSid: null }),
    )
    const eventId = eventIdOf(delivery)
    const notice = { secretHash, id: newId(), source, eventId, vendorCallId: picked, payload: delivery, now: clock.now() }
    const stored = await db.unscoped.storeNotice(notice)
    if (!stored) return refuse(sender)
    const { tenantId, webhookId, callId, isTransferAsked } = stored
    if (webhookId) startApplying(tenantId, webhookId)
    return { callId, isTransferAsked }
  }

  /**
   * Has stored notices of a tenant applied, at most once per window: one run takes in all that wait. Nobody is made to wait
   * for it: the vendor's time ended with the answer, and the tidy-up finds what could not be started.
   */
  function startApplying(tenantId: string, webhookId: string): void {
    if (applyWindowMs > 0 && due.has(tenantId)) {
      due.set(tenantId, webhookId)
      return
    }
    void jobs.send({ name: 'webhook.received', id: `webhook.received:${webhookId}`, data: { tenantId, webhookId } })
    if (applyWindowMs === 0) return
    due.set(tenantId, null)
    setTimeout(() => {
      const next = due.get(tenantId)
      due.delete(tenantId)
      if (next) startApplying(tenantId, next)
    }, applyWindowMs).unref()
  }

  /**
   * Applies a stored notice and all others of its tenant that wait to be applied. Safe to repeat.
   * @returns what became of the named notice: `waiting` when its call is not known yet, `gone` when there is no such notice
   */
  async function apply(notice: { tenantId: string; webhookId: string }): Promise<'applied' | 'waiting' | 'gone'> {
    const { tenantId, webhookId } = notice
    const named = await db.tenantDb(notice, (tx) => findDelivery(tx, tenantId, webhookId))
    if (!named) return 'gone'
    const waiting = await db.tenantDb(notice, (tx) =>
      listApplicableDeliveries(tx, tenantId, { callsSince: before(clock.now(), MISSED_CALLS_MS), limit: BATCH }),
    )
    const notices = named.status === 'APPLIED' || waiting.some(({ id }) => id === named.id) ? waiting : [named, ...waiting]
    const marks = { applied: [] as string[], waiting: [] as string[] }
    const { groups, unreadable } = groupByCall(notices)
    const told = groups.map(({ vendorCallId, notices }) => ({
      vendorCallId,
      signs: notices.flatMap(({ delivery, receivedAt }) => signsOf(delivery, receivedAt)),
    }))
    const known = await calls.applyExotelSigns(tenantId, told)
    for (const { vendorCallId, notices } of groups)
      marks[known.has(vendorCallId) ? 'applied' : 'waiting'].push(...notices.map(({ id }) => id))
    await db.tenantDb(notice, async (tx) => {
      await markDeliveries(tx, tenantId, marks.applied, { status: 'APPLIED', appliedAt: clock.now() })
      await markDeliveries(tx, tenantId, marks.waiting, { status: 'WAITING' })
      await markDeliveries(tx, tenantId, unreadable, { status: 'FAILED', error: 'unreadable' })
    })
    return marks.waiting.includes(webhookId) ? 'waiting' : 'applied'
  }

  /** Starts again what was stored and never applied, one run a tenant: a job was lost, or failed for good while something was down. */
  async function resendPending(limit = 200): Promise<number> {
    const now = clock.now().getTime()
    const pending = await db.unscoped.listPendingWebhooks({ receivedBefore: new Date(now - RESEND_AFTER_MS), limit })
    const oldest = new Map([...pending].reverse().map((one) => [`${eventOf(one)} ${one.tenantId}`, one]))
    for (const one of oldest.values()) {
      const { tenantId, webhookId } = one
      const name = eventOf(one)
      // An id of its own: the first one was spent.
      await jobs.send({ name, id: `${name}:${webhookId}:${Math.floor(now / RESEND_AFTER_MS)}`, data: { tenantId, webhookId } })
    }
    return oldest.size
  }

  return { authenticateExotel, receiveIncoming, receiveNotice, apply, resendPending }
}

/** Who applies notices of a source. */
function eventOf({ source }: { source: string }): 'webhook.received' | 'outcome.received' | 'ringcentral.received' {
  if (source.startsWith('ringcentral')) return 'ringcentral.received'
  return source === 'retell' ? 'outcome.received' : 'webhook.received'
}

type Stored = { id: string; payload: unknown; receivedAt: Date }
type Notice = { id: string; delivery: CallDelivery; receivedAt: Date }

/** Notices by the call they name. One that an older release stored and this one cannot read holds up no other. */
function groupByCall(stored: Stored[]): { groups: { vendorCallId: string; notices: Notice[] }[]; unreadable: string[] } {
  const groups = new Map<string, Notice[]>()
  const unreadable: string[] = []
  for (const { id, payload, receivedAt } of stored) {
    const { data: delivery } = callDelivery.safeParse(payload)
    if (!delivery?.vendorCallId) unreadable.push(id)
    else groups.set(delivery.vendorCallId, [...(groups.get(delivery.vendorCallId) ?? []), { id, delivery, receivedAt }])
  }
  return { groups: [...groups].map(([vendorCallId, notices]) => ({ vendorCallId, notices })), unreadable }
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

function throwMissing(fields: Record<string, string | null>): never {
  throw missing(fields)
}

function missing(fields: Record<string, string | null>): DomainError {
  const names = Object.keys(fields).filter((name) => fields[name] === null)
  return new DomainError('missing_fields', `Missing: ${names.join(', ')}.`, { fields: names })
}

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms)
}

/** Null for what cannot be a secret of ours. */
function hashSecret({ unverifiedSecret }: Sender): string | null {
  const isPlausible = unverifiedSecret !== null && unverifiedSecret !== '' && unverifiedSecret.length <= MAX_SECRET_LENGTH
  return isPlausible ? sha256(unverifiedSecret) : null
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
