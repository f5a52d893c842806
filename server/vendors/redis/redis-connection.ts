import { Redis } from 'ioredis'

const CONNECT_LIMIT_MS = 5_000
const COMMAND_LIMIT_MS = 1_000

export type RedisConnection = { client: Redis; close(): Promise<void> }

/**
 * One connection that finds its way back after an outage. Commands fail fast meanwhile: what is kept here can be done without.
 * @param onError told of every loss of connection
 */
export function connectRedis(url: string, onError: (error: Error) => void): RedisConnection {
  const client = new Redis(url, {
    connectTimeout: CONNECT_LIMIT_MS,
    commandTimeout: COMMAND_LIMIT_MS,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 100, 3_000),
  })
  client.on('error', onError)
  return {
    client,
    async close() {
      client.disconnect()
    },
  }
}
