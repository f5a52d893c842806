import { randomBytes } from 'node:crypto'
import type { Scope } from '../../domain/access/scope'
import { DomainError } from '../../domain/errors/domain-error'
import { VendorError } from '../../domain/errors/vendor-error'
import { type ConnectRingCentralInput, type RingCentralView, ringCentralView } from '../../domain/recorded-calls/connection-view'
import { type Connection, deleteConnection, findConnection, findLastNoticeAt, saveConnection } from './ringcentral.repository'
import type { RingCentralAccounts } from './ringcentral-accounts'
import { ASK_LIMIT_MS, type RingCentralDeps, webhookUrl } from './ringcentral-deps'
import { sha256 } from './ringcentral-door.service'
import { problemOf, type RingCentralUpkeep } from './ringcentral-upkeep.service'

/** A tenant's own account at RingCentral. */
export function createRingCentralConnection(deps: RingCentralDeps, accounts: RingCentralAccounts, upkeep: RingCentralUpkeep) {
  const { db, secrets, audit, ringCentral } = deps

  async function connection(scope: Scope): Promise<RingCentralView> {
    const { tenantId } = scope
    const { own, lastEventAt } = await db.tenantDb(scope, async (tx) => ({
      own: await findConnection(tx, tenantId),
      lastEventAt: await findLastNoticeAt(tx, tenantId),
    }))
    const shared = { webhookUrl: webhookUrl(deps), isSimulated: ringCentral.isSimulated, lastEventAt: toInstant(lastEventAt) }
    if (own) return { ...shared, ...viewOf(own), mode: 'own', verificationToken: secrets.open(own.verificationTokenEncrypted) }
    const hasShared = accounts.findInstallations() !== null
    return {
      ...shared,
      mode: hasShared ? 'shared' : 'none',
      verificationToken: null,
      clientId: null,
      accountId: null,
      subscription: null,
      checkedAt: hasShared ? toInstant(await upkeep.readSubscribedAt()) : null,
      problem: null,
    }
  }

  /**
   * Tries the credentials, keeps them sealed, and subscribes to the account's events. Those of an account that was there before
   * are replaced; the verification token stays.
   * @throws DomainError `ringcentral_refused` when the vendor does not know them, `ringcentral_unreachable`
   */
  async function connect(scope: Scope, input: ConnectRingCentralInput): Promise<RingCentralView> {
    const { tenantId } = scope
    const accountId = await tryOut(input)
    await db.tenantDb(scope, async (tx) => {
      const before = await findConnection(tx, tenantId)
      const token = before ? secrets.open(before.verificationTokenEncrypted) : randomBytes(24).toString('base64url')
      await saveConnection(tx, {
        tenantId,
        clientId: input.clientId,
        clientSecretEncrypted: secrets.seal(input.clientSecret),
        jwtEncrypted: secrets.seal(input.jwt),
        verificationTokenEncrypted: before?.verificationTokenEncrypted ?? secrets.seal(token),
        verificationTokenHash: sha256(token),
        accountId,
        problem: null,
      })
    })
    await record(scope, 'ringcentral.connect')
    // What goes wrong is kept with the connection, and tried again by the upkeep.
    await upkeep.keepOwn(tenantId).catch(() => undefined)
    return connection(scope)
  }

  async function tryOut(account: ConnectRingCentralInput): Promise<string> {
    try {
      return await ringCentral.api.readAccountId(account, AbortSignal.timeout(ASK_LIMIT_MS))
    } catch (error) {
      if (!(error instanceof VendorError)) throw error
      if (error.retryable) throw new DomainError('ringcentral_unreachable', 'RingCentral does not answer now. Try again in a minute.')
      const problem = problemOf(error)
      throw new DomainError('ringcentral_refused', 'RingCentral does not accept these credentials.', { field: 'jwt', problem })
    }
  }

  /** Looks after the account now instead of in a few minutes. */
  async function check(scope: Scope): Promise<RingCentralView> {
    await upkeep.keepOwn(scope.tenantId).catch(() => undefined)
    return connection(scope)
  }

  /** Forgets the account. Calls that came from it stay. */
  async function disconnect(scope: Scope): Promise<RingCentralView> {
    const { tenantId } = scope
    const own = await db.tenantDb(scope, (tx) => findConnection(tx, tenantId))
    if (own?.subscriptionId) {
      // Best effort: events that still come carry a token nobody knows any more.
      const { account } = accounts.openOwn(own)
      await ringCentral.api.unsubscribe(account, own.subscriptionId, AbortSignal.timeout(ASK_LIMIT_MS)).catch(() => undefined)
    }
    await db.tenantDb(scope, (tx) => deleteConnection(tx, tenantId))
    await record(scope, 'ringcentral.disconnect')
    return connection(scope)
  }

  async function record(scope: Scope, action: string): Promise<void> {
    await audit.record(scope, { action, targetType: 'tenant', targetId: scope.tenantId, outcome: 'allowed' })
  }

  return { connection, connect, check, disconnect }
}

function viewOf({ clientId, accountId, subscriptionStatus, subscriptionExpiresAt, checkedAt, problem }: Connection) {
  const { data: status } = ringCentralView.shape.subscription.unwrap().shape.status.safeParse(subscriptionStatus)
  const subscription = status ? { status, expiresAt: toInstant(subscriptionExpiresAt) } : null
  return { clientId, accountId, subscription, checkedAt: toInstant(checkedAt), problem }
}

function toInstant(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
