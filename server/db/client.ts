import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { PrismaClient } from './generated/client'

export type ClientOptions = {
  /** Connects as the application role. */
  url: string
  maxConnections?: number
  /** A connection that breaks while nobody uses it: the pool replaces it. */
  onConnectionLost?: (error: Error) => void
}

const CONNECT_LIMIT_MS = 5_000
/** A connection is kept through a quiet spell: whoever calls after it would wait for a new one, and for its plans. */
const KEEP_IDLE_MS = 5 * 60_000
const STATEMENT_LIMIT_MS = 20_000
const IDLE_TRANSACTION_LIMIT_MS = 30_000

/** The connections of a process. A vendor's notice is stored by one of them as it is: Prisma would double what that costs us. */
export function createPool({ url, maxConnections = 10, onConnectionLost = () => undefined }: ClientOptions): Pool {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    idleTimeoutMillis: KEEP_IDLE_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_LIMIT_MS,
    application_name: 'voicedesk',
  })
  pool.on('error', onConnectionLost)
  return pool
}

/** The raw client, bound to no tenant: only server/db hands parts of it out. Closing it closes the pool. */
export function createPrismaClient(pool: Pool, { onConnectionLost }: Pick<ClientOptions, 'onConnectionLost'>): PrismaClient {
  const adapter = new OneQueryAtATime(pool, { onConnectionError: onConnectionLost, disposeExternalPool: true })
  return new PrismaClient({ adapter, errorFormat: 'minimal' })
}

type Queries = Pick<Awaited<ReturnType<Awaited<ReturnType<PrismaPg['connect']>>['startTransaction']>>, 'queryRaw' | 'executeRaw'>

/**
 * Prisma asks for several relations of a row at once, also within a transaction, where there is one connection: from version 9
 * on pg refuses a query while another is under way. Here each waits for the one before it.
 */
class OneQueryAtATime extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const connection = await super.connect()
    const start = connection.startTransaction.bind(connection)
    connection.startTransaction = async (isolationLevel) => {
      const transaction = await start(isolationLevel)
      return Object.assign(transaction, inTurn(transaction))
    }
    return connection
  }
}

function inTurn(queries: Queries): Queries {
  let last: Promise<unknown> = Promise.resolve()
  const wait = <Given, Result>(run: (given: Given) => Promise<Result>) => {
    return (given: Given): Promise<Result> => {
      const result = last.then(() => run(given))
      last = result.catch(() => undefined)
      return result
    }
  }
  return { queryRaw: wait(queries.queryRaw.bind(queries)), executeRaw: wait(queries.executeRaw.bind(queries)) }
}
