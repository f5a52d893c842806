import type { Cache } from '../../ports/cache'
import type { RedisConnection } from './redis-connection'

const PREFIX = 'voicedesk:cache:'

/** A cache that is out of reach answers as an empty one: nothing depends on it. */
export function createRedisCache({ client }: RedisConnection, onError: (error: unknown) => void): Cache {
  return {
    async get(key) {
      return await client.get(PREFIX + key).catch((error: unknown) => {
        onError(error)
        return null
      })
    },
    async set(key, value, ttlMs) {
      await client.set(PREFIX + key, value, 'PX', Math.max(1, Math.round(ttlMs))).catch(onError)
    },
    async delete(key) {
      await client.del(PREFIX + key).catch(onError)
    },
  }
}
