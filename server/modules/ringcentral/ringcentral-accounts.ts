import type { RecordedCallsAccount } from '../../ports/recorded-calls'
import { type Connection, findConnection } from './ringcentral.repository'
import type { NoticeSource, RingCentralDeps } from './ringcentral-deps'

/** An account of the vendor, whose it is, and what its events carry. */
export type KnownAccount = { source: NoticeSource; account: RecordedCallsAccount; verificationToken: string }

/** The accounts that calls come from: a tenant's own, else the installation's. */
export function createRingCentralAccounts({ db, secrets, ringCentral }: Pick<RingCentralDeps, 'db' | 'secrets' | 'ringCentral'>) {
  function openOwn(connection: Connection): KnownAccount {
    return {
      source: 'ringcentral.own',
      account: {
        clientId: connection.clientId,
        clientSecret: secrets.open(connection.clientSecretEncrypted),
        jwt: secrets.open(connection.jwtEncrypted),
      },
      verificationToken: secrets.open(connection.verificationTokenEncrypted),
    }
  }

  /** Null: there is none. */
  function findInstallations(): KnownAccount | null {
    const { account, verificationToken } = ringCentral
    return account && verificationToken ? { source: 'ringcentral', account, verificationToken } : null
  }

  async function findFor(tenantId: string): Promise<KnownAccount | null> {
    const connection = await db.tenantDb({ tenantId }, (tx) => findConnection(tx, tenantId))
    return connection ? openOwn(connection) : findInstallations()
  }

  return { findFor, findInstallations, openOwn }
}

export type RingCentralAccounts = ReturnType<typeof createRingCentralAccounts>
