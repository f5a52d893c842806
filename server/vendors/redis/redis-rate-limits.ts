import type { RateLimits, RateVerdict } from '../../ports/rate-limits'
import type { RedisConnection } from './redis-connection'

const PREFIX = 'voicedesk:limit:'

/** Counts and starts the window in one step, so that no counter is left without an end. Returns the count and what is left of the window. */
const CONSUME = `
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count >= tonumber(ARGV[1]) then return { 0, count, redis.call('PTTL', KEYS[1]) } end
count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return { 1, count, 0 }
`

/**
 * One count for all processes.
 * @param fallback counts while Redis is out of reach: a limit that vanishes with its store is none
 */
export function createRedisRateLimits({ client }: RedisConnection, fallback: RateLimits, onError: (error: unknown) => void): RateLimits {
  return {
    async consume(rule, key) {
      try {
        const answer = await client.eval(CONSUME, 1, `${PREFIX}${rule.name}:${key}`, rule.limit, rule.windowMs)
        const [allowed = 0, count = 0, leftMs = 0] = (answer as unknown[]).map(Number)
        return allowed === 1 ? { isAllowed: true, retryAfterMs: 0, remaining: rule.limit - count } : refused(leftMs)
      } catch (error) {
        onError(error)
        return fallback.consume(rule, key)
      }
    },
    async peek(rule, key) {
      try {
        const name = `${PREFIX}${rule.name}:${key}`
        const count = Number((await client.get(name)) ?? 0)
        if (count < rule.limit) return { isAllowed: true, retryAfterMs: 0, remaining: rule.limit - count }
        const leftMs = await client.pttl(name)
        return refused(leftMs)
      } catch (error) {
        onError(error)
        return fallback.peek(rule, key)
      }
    },
    async forget(rule, key) {
      await Promise.all([client.del(`${PREFIX}${rule.name}:${key}`).catch(onError), fallback.forget(rule, key)])
    },
  }
}

function refused(leftMs: number): RateVerdict {
  return { isAllowed: false, retryAfterMs: Math.max(1, leftMs), remaining: 0 }
}
