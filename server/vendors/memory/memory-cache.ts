import type { Cache } from '../../ports/cache'
import type { Clock } from '../../ports/clock'

const MAX_ENTRIES = 10_000

/** One process's memory: the oldest entry makes room when full. */
export function createMemoryCache(clock: Clock, maxEntries = MAX_ENTRIES): Cache {
  const entries = new Map<string, { value: string; expiresAtMs: number }>()
  return {
    async get(key) {
      const entry = entries.get(key)
      if (!entry) return null
      if (entry.expiresAtMs > clock.now().getTime()) return entry.value
      entries.delete(key)
      return null
    },
    async set(key, value, ttlMs) {
      entries.delete(key)
      entries.set(key, { value, expiresAtMs: clock.now().getTime() + ttlMs })
      const oldest = entries.size > maxEntries ? entries.keys().next() : undefined
      if (oldest && !oldest.done) entries.delete(oldest.value)
    },
    async delete(key) {
      entries.delete(key)
    },
  }
}
