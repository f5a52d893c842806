import { randomBytes } from 'node:crypto'
import type { Prisma, PrismaClient } from './generated/client'
import type { Unscoped } from './unscoped'

declare const boundTo: unique symbol

/** A client inside a transaction that sees one tenant's rows and nothing else. What repositories take. */
export type TenantDb = Prisma.TransactionClient & { readonly [boundTo]: 'tenant' }
/** A client inside a transaction that sees one person: their own row, accounts, memberships and tenants. */
export type UserDb = Prisma.TransactionClient & { readonly [boundTo]: 'user' }
/** Tables that belong to no tenant and hold nothing of theirs. */
export type SharedDb = Pick<PrismaClient, 'mediaServer' | 'installationMark'>

export type TransactionOptions = {
  /** Longest life of the transaction. Never hold one across a call to a vendor. */
  timeoutMs?: number
  /** Also bind the transaction to a person: to create them, or to write their own row. */
  userId?: string
}

/** Every way to the database. */
export type Database = {
  /** Runs `work` in one transaction bound to a proven tenant. */
  tenantDb<Result>(scope: { tenantId: string }, work: (db: TenantDb) => Promise<Result>, options?: TransactionOptions): Promise<Result>
  /** Runs `work` in one transaction bound to a signed-in person. */
  userDb<Result>(userId: string, work: (db: UserDb) => Promise<Result>): Promise<Result>
  /** The few look-ups before a tenant is known. */
  unscoped: Unscoped
  shared: SharedDb
  /** @throws when the database does not answer */
  ping(): Promise<void>
  /** Names of the applied migrations, oldest first. */
  appliedMigrations(): Promise<string[]>
  close(): Promise<void>
}

const DEFAULT_TIMEOUT_MS = 15_000
/** How long a transaction waits for a free connection. */
const MAX_WAIT_MS = 10_000

type Transactions = Pick<Database, 'tenantDb' | 'userDb'>

/** Binds transactions with one statement at their start; PostgreSQL forgets the binding at their end. */
export function createTransactions(prisma: PrismaClient): Transactions {
  return {
    tenantDb: (scope, work, options = {}) =>
      prisma.$transaction(
        async (client) => {
          if (options.userId) {
            await client.$queryRaw`SELECT set_config('app.tenant_id', ${scope.tenantId}, true), set_config('app.user_id', ${options.userId}, true)`
          } else {
            await client.$queryRaw`SELECT set_config('app.tenant_id', ${scope.tenantId}, true)`
          }
          return work(client as TenantDb)
        },
        { timeout: options.timeoutMs ?? DEFAULT_TIMEOUT_MS, maxWait: MAX_WAIT_MS },
      ),
    userDb: (userId, work) =>
      prisma.$transaction(
        async (client) => {
          await client.$queryRaw`SELECT set_config('app.user_id', ${userId}, true)`
          return work(client as UserDb)
        },
        { timeout: DEFAULT_TIMEOUT_MS, maxWait: MAX_WAIT_MS },
      ),
  }
}

/** A UUID of version 7, as Prisma makes them: for rows whose id must be known before they are written. */
export function newId(): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
