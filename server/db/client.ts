import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'

export type ClientOptions = {
  /** Connects as the application role. */
  url: string
  maxConnections?: number
  /** A connection that breaks while nobody uses it: the pool replaces it. */
  onConnectionLost?: (error: Error) => void
}

const CONNECT_LIMIT_MS = 5_000
const STATEMENT_LIMIT_MS = 20_000
const IDLE_TRANSACTION_LIMIT_MS = 30_000

/** The raw client, bound to no tenant: only server/db hands parts of it out. */
export function createPrismaClient({ url, maxConnections = 10, onConnectionLost }: ClientOptions): PrismaClient {
  const adapter = new PrismaPg(
    {
      connectionString: url,
      max: maxConnections,
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      statement_timeout: STATEMENT_LIMIT_MS,
      idle_in_transaction_session_timeout: IDLE_TRANSACTION_LIMIT_MS,
      application_name: 'voicedesk',
    },
    { onPoolError: onConnectionLost, onConnectionError: onConnectionLost },
  )
  return new PrismaClient({ adapter, errorFormat: 'minimal' })
}
