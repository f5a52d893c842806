import { createHash, timingSafeEqual } from 'node:crypto'
import { newId } from '../../db/transaction'
import { DomainError } from '../../domain/errors/domain-error'
import { normalizePhone } from '../../domain/phones/normalize-phone'
import { numbersOf, type SessionNotice, sessionNotice, sessionOf } from '../../domain/recorded-calls/session-notice'
import { cleanRecord, cleanText } from '../../domain/text/clean-text'
import type { RateRule } from '../../ports/rate-limits'
import type { RecordedCallEvent } from '../../ports/recorded-calls'
import type { RingCentralDeps } from './ringcentral-deps'

/** The same count as for every other webhook: one address, one patience. */
export const REFUSED_EVENTS: RateRule = { name: 'webhook-refused', limit: 60, windowMs: 60_000 }
/** The whole answer to a handshake may have 1,024 bytes (vendors.md §4), of which our headers take 750. */
const MAX_HANDSHAKE_TOKEN = 200

/** A delivery as it came. `address` is what refused ones are counted by. */
export type ArrivedEvent = {
  /** Sent with every event of a subscription that has one. */
  verificationToken: string | null
  /** Sent with a subscription request; by older subscriptions, with every event in place of the other. */
  validationToken: string | null
  body: Uint8Array
  address: string
}

/** What a delivery is answered with: the token of a handshake, or that an event was kept. */
export type EventAnswer = { handshake: string } | { handshake: null }

/** Takes RingCentral's events in: proven, stored once, answered. */
export function createRingCentralDoor({ db, clock, jobs, rateLimits, ringCentral }: RingCentralDeps) {
  const installationsHash = ringCentral.verificationToken ? sha256(ringCentral.verificationToken) : null

  /**
   * Answers a subscription request, or keeps an event. The same event again is kept once.
   * @throws DomainError `unauthorized`, `rate_limited` after too many of those; `malformed_json` for a proven body that is no event
   */
  async function receive(arrived: ArrivedEvent): Promise<EventAnswer> {
    const { verificationToken, validationToken, body } = arrived
    if (validationToken !== null && verificationToken === null && isEmpty(body)) return shakeHands(validationToken)
    const tokenHash = sha256(verificationToken ?? validationToken ?? '')
    const isInstallations = installationsHash !== null && timingSafeEqual(Buffer.from(tokenHash), Buffer.from(installationsHash))
    if (!verificationToken && !validationToken) return refuse(arrived)
    const event = readEvent(body)
    if (!event) {
      if (!isInstallations && !(await db.unscoped.findTenantByRingCentralTokenHash(tokenHash))) return refuse(arrived)
      throw new DomainError('malformed_json', 'The body is no event: JSON with the event’s name and body.')
    }
    return keep(arrived, event, { tokenHash, isInstallations })
  }

  /** Whoever sent the token gets it back: nobody's secret may be among them, or an empty event would be answered with it. */
  async function shakeHands(token: string): Promise<EventAnswer> {
    const hash = sha256(token)
    const isOurs = hash === installationsHash || (await db.unscoped.findTenantByRingCentralTokenHash(hash)) !== null
    if (isOurs || token.length > MAX_HANDSHAKE_TOKEN || !/^[\x20-\x7e]+$/.test(token)) {
      throw new DomainError('invalid_validation_token', 'This is not the token of a subscription request.')
    }
    return { handshake: token }
  }

  async function keep(
    arrived: ArrivedEvent,
    { eventId, notice: given }: RecordedCallEvent,
    proof: { tokenHash: string; isInstallations: boolean },
  ): Promise<EventAnswer> {
    // What a column cannot hold is left out before anything is read of it.
    const notice = sessionNotice.parse(cleanRecord(JSON.parse(JSON.stringify(given))))
    const stored = await db.unscoped.storeSessionNotice({
      ...proof,
      numbers: candidatesOf(notice),
      sessionId: sessionOf(notice),
      id: newId(),
      eventId: eventId === null ? createHash('sha256').update(arrived.body).digest('hex') : cleanText(eventId),
      payload: notice,
      status: isTelling(notice) ? 'PENDING' : 'WAITING',
      now: clock.now(),
    })
    if (!stored) return refuse(arrived)
    const { tenantId, webhookId } = stored
    if (tenantId && webhookId && isTelling(notice)) {
      void jobs.send({ name: 'ringcentral.received', id: `ringcentral.received:${webhookId}`, data: { tenantId, webhookId } })
    }
    return { handshake: null }
  }

  function readEvent(body: Uint8Array): RecordedCallEvent | null {
    try {
      return ringCentral.readEvent(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)))
    } catch {
      return null
    }
  }

  async function refuse({ address }: ArrivedEvent): Promise<never> {
    const verdict = await rateLimits.consume(REFUSED_EVENTS, address)
    if (verdict.isAllowed) throw new DomainError('unauthorized', 'The verification token is missing or wrong.')
    const retryAfterSeconds = Math.ceil(verdict.retryAfterMs / 1000)
    throw new DomainError('rate_limited', 'Too many deliveries with a wrong token.', { retryAfterSeconds })
  }

  return { receive }
}

/** A call that rings or talks says nothing there is to do about yet: it is read with what ends it. */
function isTelling(notice: SessionNotice): boolean {
  return notice.type !== 'session' || notice.parties.some(({ state }) => state === 'ended')
}

/** E.164, in the order in which they say whose a notice is. */
export function candidatesOf(notice: SessionNotice): string[] {
  return numbersOf(notice).flatMap((number) => normalizePhone(number, ['US']) ?? [])
}

function isEmpty(body: Uint8Array): boolean {
  return body.byteLength < 20 && /^\s*(\{\s*\})?\s*$/.test(new TextDecoder().decode(body))
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
