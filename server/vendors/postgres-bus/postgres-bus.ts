import pg from 'pg'
import { parseLiveEvent } from '../../domain/live/live-event'
import type { EventBus, LiveEvent } from '../../ports/event-bus'

const CHANNEL = 'voicedesk_live'
const CONNECT_LIMIT_MS = 5_000
const SEND_LIMIT_MS = 2_000
const RETRY_MS = { first: 100, most: 3_000 }

/**
 * Notices over LISTEN and NOTIFY: works across the processes of one database without another server. The listening
 * connection is its own and comes back after an outage; what was sent meanwhile is gone.
 */
export function createPostgresBus(connectionString: string, onError: (error: unknown) => void): EventBus & { close(): Promise<void> } {
  const listeners = new Set<(event: LiveEvent) => void>()
  const pool = new pg.Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    query_timeout: SEND_LIMIT_MS,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
    application_name: 'voicedesk-bus',
  })
  pool.on('error', onError)
  let receiver: pg.Client | undefined
  let listening: Promise<void> | undefined
  let retry: NodeJS.Timeout | undefined
  let isClosed = false
  const waiting: string[] = []
  let sending: Promise<void> | undefined
  let next: Promise<void> | undefined

  async function listen(): Promise<void> {
    const client = new pg.Client({
      connectionString,
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      keepAlive: true,
      application_name: 'voicedesk-bus-listener',
    })
    client.on('error', onError)
    client.on('notification', ({ payload = '' }) => {
      const event = parseLiveEvent(payload)
      if (event) for (const listener of listeners) listener(event)
    })
    await client.connect()
    await client.query(`LISTEN ${CHANNEL}`)
    client.once('end', () => listenAgain(RETRY_MS.first))
    receiver = client
    if (isClosed) await client.end()
  }

  /** What gathers while one batch is on its way leaves together: a busy minute is few statements. */
  function sendWaiting(): Promise<void> {
    const texts = waiting.splice(0)
    next = undefined
    const sent = pool
      .query('SELECT pg_notify($1, text) FROM unnest($2::text[]) WITH ORDINALITY AS notice(text, place) ORDER BY place', [CHANNEL, texts])
      .then(() => undefined, onError)
    sending = sent
    return sent
  }

  function listenAgain(delayMs: number): void {
    if (isClosed) return
    retry = setTimeout(() => {
      listen().catch((error: unknown) => {
        onError(error)
        listenAgain(Math.min(delayMs * 2, RETRY_MS.most))
      })
    }, delayMs)
  }

  return {
    publish(event) {
      waiting.push(JSON.stringify(event))
      next ??= (sending ?? Promise.resolve()).then(sendWaiting)
      return next
    },
    async subscribe(listener) {
      listeners.add(listener)
      listening ??= listen()
      await listening.catch((error: unknown) => {
        listening = undefined
        listeners.delete(listener)
        throw error
      })
      return async () => {
        listeners.delete(listener)
      }
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      listeners.clear()
      await Promise.all([pool.end(), receiver?.end()])
    },
  }
}
