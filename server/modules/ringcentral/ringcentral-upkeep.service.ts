import { createHash } from 'node:crypto'
import type { Database } from '../../db/transaction'
import { newId } from '../../db/transaction'
import { VendorError } from '../../domain/errors/vendor-error'
import type { ArchivedCall } from '../../domain/recorded-calls/session-notice'
import { cleanRecord } from '../../domain/text/clean-text'
import type { NoticeSubscription } from '../../ports/recorded-calls'
import { type Connection, claimNotices, findConnection, patchConnection } from './ringcentral.repository'
import type { KnownAccount, RingCentralAccounts } from './ringcentral-accounts'
import { ASK_LIMIT_MS, ASKED_ARCHIVE, type RingCentralDeps, webhookUrl } from './ringcentral-deps'
import { candidatesOf, sha256 } from './ringcentral-door.service'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** A subscription that ends sooner is renewed. */
const RENEW_BEFORE_MS = 2 * DAY
/** How far back the first look at a call log goes, and the longest one after an outage. */
const FIRST_LOOK_MS = DAY
const LONGEST_LOOK_MS = 30 * DAY
/** The log shows a call minutes after its end, by the time of its beginning. */
const OVERLAP_MS = 3 * HOUR
const LIST_LIMIT_MS = 5 * MINUTE
/** An account that was just looked after is left alone. */
const CHECK_EVERY_MS = MINUTE
const ACCOUNTS_PER_ROUND = 50
/** What nobody has claimed by then is forgotten. */
const FORGET_UNCLAIMED_MS = 7 * DAY
const SUBSCRIBED = 'ringcentral.subscribed'
const COMPARED = 'ringcentral.compared'

/** Keeps subscriptions alive, and finds the calls whose events never came. */
export function createRingCentralUpkeep(deps: RingCentralDeps, accounts: RingCentralAccounts) {
  const { db, clock, jobs, ringCentral } = deps
  const { api } = ringCentral

  /**
   * Looks after every account that is due: its subscription, then its call log. To be run every other minute.
   * @param onError told of an account that could not be looked after; the others are
   * @returns how many were looked after
   */
  async function upkeep(onError: (error: unknown, tenantId: string | null) => void = () => undefined): Promise<number> {
    const checkedBefore = new Date(clock.now().getTime() - CHECK_EVERY_MS)
    const due = await db.unscoped.listRingCentralConnections({ checkedBefore, limit: ACCOUNTS_PER_ROUND })
    let count = 0
    if (accounts.findInstallations()) {
      count += 1
      await keepInstallations().catch((error: unknown) => onError(error, null))
    }
    for (const { tenantId } of due) {
      count += 1
      await keepOwn(tenantId).catch((error: unknown) => onError(error, tenantId))
    }
    await claimParked()
    return count
  }

  async function keepInstallations(): Promise<void> {
    const known = accounts.findInstallations()
    if (!known) return
    await keepSubscription(known)
    await mark(db, SUBSCRIBED, clock.now())
    const until = clock.now()
    const since = await readMark(db, COMPARED)
    for (const call of await listRecorded(known, since, until)) await offer(call)
    await mark(db, COMPARED, until)
  }

  /** A tenant's own account; what goes wrong is shown in its settings. */
  async function keepOwn(tenantId: string): Promise<void> {
    const connection = await db.tenantDb({ tenantId }, (tx) => findConnection(tx, tenantId))
    if (!connection) return
    const known = await openOrTell(tenantId, connection)
    try {
      const subscription = await keepSubscription(known)
      const accountId = connection.accountId ?? (await api.readAccountId(known.account, limit()))
      const { id: subscriptionId, status: subscriptionStatus, expiresAt: subscriptionExpiresAt } = subscription
      const found = { accountId, subscriptionId, subscriptionStatus, subscriptionExpiresAt }
      await db.tenantDb({ tenantId }, (tx) => patchConnection(tx, tenantId, { ...found, checkedAt: clock.now(), problem: null }))
    } catch (error) {
      await tell(tenantId, problemOf(error))
      throw error
    }
    const until = clock.now()
    for (const call of await listRecorded(known, connection.comparedUntil, until)) await offer(call, known.verificationToken)
    await db.tenantDb({ tenantId }, (tx) => patchConnection(tx, tenantId, { comparedUntil: until }))
  }

  /** Secrets that were sealed with another key have to be typed again. */
  async function openOrTell(tenantId: string, connection: Connection): Promise<KnownAccount> {
    try {
      return accounts.openOwn(connection)
    } catch (error) {
      await tell(tenantId, 'unauthorized')
      throw error
    }
  }

  async function tell(tenantId: string, problem: string): Promise<void> {
    await db.tenantDb({ tenantId }, (tx) => patchConnection(tx, tenantId, { checkedAt: clock.now(), problem }))
  }

  /**
   * The account's one subscription to our address. One the vendor has given up on stays so for good: it is deleted and made anew.
   * Others of the account are none of ours.
   */
  async function keepSubscription({ account, verificationToken }: KnownAccount): Promise<NoticeSubscription> {
    const address = webhookUrl(deps)
    const ours = (await api.listSubscriptions(account, limit())).filter((one) => one.address === address)
    const [best, ...rest] = ours.sort((a, b) => rankOf(a) - rankOf(b))
    for (const one of rest) await api.unsubscribe(account, one.id, limit())
    if (best?.status === 'active') {
      const leftMs = (best.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now().getTime()
      return leftMs > RENEW_BEFORE_MS ? best : renew(account, best)
    }
    if (best) await api.unsubscribe(account, best.id, limit())
    return api.subscribe(account, { address, verificationToken }, limit())

    async function renew(to: typeof account, { id }: NoticeSubscription): Promise<NoticeSubscription> {
      try {
        return await api.renew(to, id, limit())
      } catch (error) {
        // It ended in this very moment.
        if (!(error instanceof VendorError) || error.options.status !== 404) throw error
        return api.subscribe(to, { address, verificationToken }, limit())
      }
    }
  }

  /** Recorded calls since the last look, and a little before. */
  async function listRecorded({ account }: KnownAccount, comparedUntil: Date | null, until: Date): Promise<ArchivedCall[]> {
    const from = comparedUntil ? comparedUntil.getTime() - OVERLAP_MS : until.getTime() - FIRST_LOOK_MS
    const since = new Date(Math.max(from, until.getTime() - LONGEST_LOOK_MS))
    const calls = await api.listCalls(account, { since, until }, AbortSignal.timeout(LIST_LIMIT_MS))
    return calls.filter(({ recordings }) => recordings.length > 0)
  }

  /** A call of the log, as if an event had told of it. One that is known changes nothing. @param ownToken of a tenant's own account */
  async function offer(call: ArchivedCall, ownToken?: string): Promise<void> {
    const notice = { type: 'archived' as const, call }
    const payload = cleanRecord(JSON.parse(JSON.stringify(notice)))
    const hash = createHash('sha256').update(JSON.stringify(payload)).digest('hex')
    const stored = await db.unscoped.storeSessionNotice({
      tokenHash: sha256(ownToken ?? ''),
      isInstallations: ownToken === undefined,
      numbers: candidatesOf(notice),
      sessionId: call.sessionId,
      id: newId(),
      // The same one as where the call was asked for: it is kept once.
      eventId: `${ASKED_ARCHIVE}${call.sessionId}:${hash}`,
      payload,
      status: 'PENDING',
      now: clock.now(),
    })
    if (stored?.tenantId && stored.webhookId) await startApplying(stored.tenantId, stored.webhookId)
  }

  /** What was parked in the very moment in which its call became known. */
  async function claimParked(): Promise<void> {
    const forgetBefore = new Date(clock.now().getTime() - FORGET_UNCLAIMED_MS)
    for (const { tenantId, vendorCallId } of await db.unscoped.listClaimableNotices({ forgetBefore, limit: 200 })) {
      const webhookId = await db.tenantDb({ tenantId }, (tx) => claimNotices(tx, tenantId, vendorCallId))
      if (webhookId) await startApplying(tenantId, webhookId)
    }
  }

  async function startApplying(tenantId: string, webhookId: string): Promise<void> {
    await jobs.send({ name: 'ringcentral.received', id: `ringcentral.received:${webhookId}`, data: { tenantId, webhookId } })
  }

  return { upkeep, keepOwn, readSubscribedAt: () => readMark(db, SUBSCRIBED) }
}

export type RingCentralUpkeep = ReturnType<typeof createRingCentralUpkeep>

function limit(): AbortSignal {
  return AbortSignal.timeout(ASK_LIMIT_MS)
}

const RANKS: NoticeSubscription['status'][] = ['active', 'suspended', 'blacklisted']

/** The best first; of several good ones always the same. */
function rankOf({ status, id }: NoticeSubscription): number {
  return RANKS.indexOf(status) + Number.parseInt(sha256(id).slice(0, 8), 16) / 2 ** 33
}

/** In the words of `ringCentralView`. */
export function problemOf(error: unknown): string {
  if (!(error instanceof VendorError)) return 'unreachable'
  const { status } = error.options
  if (status === 401 || status === 400) return status === 401 ? 'unauthorized' : 'address_refused'
  if (status === 403) return 'forbidden'
  return status === 429 ? 'rate_limited' : 'unreachable'
}

async function readMark({ shared }: Database, name: string): Promise<Date | null> {
  return (await shared.installationMark.findUnique({ where: { name } }))?.at ?? null
}

async function mark({ shared }: Database, name: string, at: Date): Promise<void> {
  await shared.installationMark.upsert({ where: { name }, create: { name, at }, update: { at }, select: { name: true } })
}
