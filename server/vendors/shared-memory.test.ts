import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cache } from '../ports/cache'
import type { RateLimits } from '../ports/rate-limits'
import { hasRedisServer, startTestRedis, type TestRedis } from '../testing/redis-server'
import { createMemoryCache } from './memory/memory-cache'
import { createMemoryRateLimits } from './memory/memory-rate-limits'
import { createRedisCache } from './redis/redis-cache'
import { connectRedis, type RedisConnection } from './redis/redis-connection'
import { createRedisRateLimits } from './redis/redis-rate-limits'

const REDIS = hasRedisServer()
const START = Date.parse('2026-03-01T10:00:00Z')
const RULE = { name: 'test', limit: 3, windowMs: 60_000 }
const errors: unknown[] = []
let server: TestRedis
let connection: RedisConnection

/** Memory forgets by its clock; Redis is told to forget by moving a key's end. */
type Kind = { cache: Cache; limits: RateLimits; passTime(ms: number): Promise<void> }
const kinds: Record<string, () => Kind> = {
  memory() {
    let nowMs = START
    const clock = { now: () => new Date(nowMs) }
    const passTime = async (ms: number) => {
      nowMs += ms
    }
    return { cache: createMemoryCache(clock), limits: createMemoryRateLimits(clock), passTime }
  },
  ...(REDIS && {
    redis: () => ({
      cache: createRedisCache(connection, (error) => errors.push(error)),
      limits: createRedisRateLimits(connection, createMemoryRateLimits({ now: () => new Date(START) }), (error) => errors.push(error)),
      async passTime(ms) {
        for (const key of await connection.client.keys('*')) await connection.client.pexpire(key, (await connection.client.pttl(key)) - ms)
      },
    }),
  }),
}

beforeAll(async () => {
  if (!REDIS) return
  server = await startTestRedis()
  connection = connectRedis(server.url, (error) => errors.push(error))
})
afterAll(async () => {
  await connection?.close()
  await server?.stop()
})

describe.each(Object.entries(kinds))('%s', (_, create) => {
  test('a value is kept until its time is over', async () => {
    const { cache, passTime } = create()
    const key = randomUUID()
    expect(await cache.get(key)).toBeNull()
    await cache.set(key, 'नमस्ते', 60_000)
    await passTime(50_000)
    expect(await cache.get(key)).toBe('नमस्ते')
    await passTime(10_001)
    expect(await cache.get(key)).toBeNull()
  })

  test('a value can be replaced and forgotten', async () => {
    const { cache } = create()
    const key = randomUUID()
    await cache.set(key, 'one', 60_000)
    await cache.set(key, 'two', 60_000)
    expect(await cache.get(key)).toBe('two')
    await cache.delete(key)
    expect(await cache.get(key)).toBeNull()
  })

  test('attempts beyond the limit wait for the end of the window, not longer', async () => {
    const { limits, passTime } = create()
    const key = randomUUID()
    expect(await limits.peek(RULE, key)).toEqual({ isAllowed: true, retryAfterMs: 0, remaining: 3 })
    const first = await Promise.all([1, 2, 3].map(() => limits.consume(RULE, key)))
    expect(first.map(({ isAllowed, remaining }) => [isAllowed, remaining])).toEqual([
      [true, 2],
      [true, 1],
      [true, 0],
    ])
    await passTime(20_000)
    const refused = await limits.consume(RULE, key)
    expect(refused.isAllowed).toBe(false)
    expect(refused.retryAfterMs).toBeGreaterThan(30_000)
    expect(refused.retryAfterMs).toBeLessThanOrEqual(40_000)
    expect((await limits.peek(RULE, key)).isAllowed).toBe(false)
    await passTime(40_001)
    expect(await limits.consume(RULE, key)).toMatchObject({ isAllowed: true, remaining: 2 })
  })

  test('rules and keys are counted apart, and one key can be forgotten', async () => {
    const { limits } = create()
    const [key, other] = [randomUUID(), randomUUID()]
    for (let attempt = 0; attempt < 4; attempt++) await limits.consume(RULE, key)
    expect((await limits.peek(RULE, other)).isAllowed).toBe(true)
    expect((await limits.peek({ ...RULE, name: 'another' }, key)).isAllowed).toBe(true)
    await limits.forget(RULE, key)
    expect((await limits.peek(RULE, key)).isAllowed).toBe(true)
  })
})

test('memory makes room by forgetting the oldest', async () => {
  const cache = createMemoryCache({ now: () => new Date(START) }, 2)
  for (const key of ['a', 'b', 'c']) await cache.set(key, key, 1000)
  expect([await cache.get('a'), await cache.get('b'), await cache.get('c')]).toEqual([null, 'b', 'c'])
  const limits = createMemoryRateLimits({ now: () => new Date(START) }, 2)
  for (const key of ['a', 'b', 'c']) await limits.consume({ ...RULE, limit: 1 }, key)
  const allowed = await Promise.all(['a', 'b', 'c'].map((key) => limits.peek({ ...RULE, limit: 1 }, key)))
  expect(allowed.map(({ isAllowed }) => isAllowed)).toEqual([true, false, false])
})

describe.runIf(REDIS)('without its Redis', () => {
  test('the cache is empty, limits still hold, and both come back by themselves', async () => {
    const { cache, limits } = kinds.redis?.() ?? expect.unreachable()
    const key = randomUUID()
    await server.kill()
    await cache.set(key, 'lost', 60_000)
    expect(await cache.get(key)).toBeNull()
    for (let attempt = 0; attempt < 3; attempt++) expect((await limits.consume(RULE, key)).isAllowed).toBe(true)
    expect((await limits.consume(RULE, key)).isAllowed).toBe(false)
    expect(errors.length).toBeGreaterThan(0)
    await server.restart()
    await expect.poll(async () => await connection.client.ping().catch(() => 'away'), { timeout: 15_000 }).toBe('PONG')
    await cache.set(key, 'kept', 60_000)
    expect(await cache.get(key)).toBe('kept')
  })
})
