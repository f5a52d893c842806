import pg from 'pg'
import { CREATE_TABLES, RUNNER_LOCK, SCHEMA } from './schema'

export type Sql = { query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>> }

/** The runner's way to its tables, and the lock that makes it the only one working. */
export type Store = {
  sql: Sql
  /** One transaction: everything or nothing of it outlives a kill. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>
  /** Resolves once this process holds the lock, however long another one does. */
  becomeOnlyRunner(signal: AbortSignal, onLost: () => void): Promise<void>
  close(): Promise<void>
}

const CONNECT_LIMIT_MS = 5_000
const LOCK_RETRY_MS = 250

/** Opens the store and creates what is missing of its tables. @throws when the database does not answer */
export async function openStore(databaseUrl: string, onError: (error: unknown) => void): Promise<Store> {
  const connection = {
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    application_name: 'voicedesk-embedded-runner',
    options: `-c search_path=${SCHEMA}`,
  }
  const pool = new pg.Pool({ ...connection, max: 6 })
  pool.on('error', onError)
  await createTables(pool)
  let keeper: pg.Client | undefined

  return {
    sql: pool,
    async transaction(work) {
      const client = await pool.connect()
      // The pool listens only while nobody uses the connection; unheard, its loss would end the process.
      client.on('error', onError)
      let failure: Error | undefined
      try {
        await client.query('BEGIN')
        const result = await work(client)
        await client.query('COMMIT')
        return result
      } catch (error) {
        failure = error instanceof Error ? error : new Error(String(error))
        await client.query('ROLLBACK').catch(onError)
        throw error
      } finally {
        client.removeListener('error', onError)
        // After a failure the connection may be broken: it is thrown away rather than reused.
        client.release(failure)
      }
    },
    async becomeOnlyRunner(signal, onLost) {
      while (!signal.aborted) {
        const client = new pg.Client({ ...connection, keepAlive: true })
        client.on('error', onError)
        try {
          await client.connect()
          if (await waitForLock(client, signal)) {
            keeper = client
            client.once('end', onLost)
            return
          }
          await client.end()
        } catch (error) {
          onError(error)
          await pause(LOCK_RETRY_MS, signal)
        }
      }
    },
    async close() {
      keeper?.removeAllListeners('end')
      await keeper?.end()
      await pool.end()
    },
  }
}

/** Statement by statement: in one transaction their locks would pile up, against those of a runner that is at work. */
async function createTables(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [RUNNER_LOCK + 1])
    for (const statement of CREATE_TABLES.split(/;\n/)) await client.query(statement)
    await client.query('SELECT pg_advisory_unlock($1)', [RUNNER_LOCK + 1])
  } catch (error) {
    // The lock ends with the connection.
    client.release(error instanceof Error ? error : true)
    throw error
  }
  client.release()
}

/** The lock ends with the connection, so that a killed runner's successor starts at once. */
async function waitForLock(client: pg.Client, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [RUNNER_LOCK])
    if (rows[0]?.locked) return true
    await pause(LOCK_RETRY_MS, signal)
  }
  return false
}

/** Waits, but not longer than until `signal` says to stop. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms)
    function done() {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}

/** SQLSTATE class 22, such as a zero byte in a text. */
export function isDataException(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('22')
}
