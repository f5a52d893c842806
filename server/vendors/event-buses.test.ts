import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { EventBus, LiveEvent } from '../ports/event-bus'
import { hasRedisServer, startTestRedis, type TestRedis } from '../testing/redis-server'
import { createTestDatabase, type TestDatabase } from '../testing/test-database'
import { createPostgresBus } from './postgres-bus/postgres-bus'
import { createRedisBus } from './redis/redis-bus'

const REDIS = hasRedisServer()
let redis: TestRedis
let database: TestDatabase

type Bus = EventBus & { close(): Promise<void> }
type Kind = {
  open(onError: (error: unknown) => void): Bus /** Cuts every connection, as a restart of the server does. */
  cut(): Promise<void>
}

const kinds: Record<string, Kind> = {
  postgres: {
    open: (onError) => createPostgresBus(database.appUrl, onError),
    async cut() {
      await database.asOwner(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'voicedesk-bus%'`,
      )
    },
  },
  ...(REDIS && {
    redis: {
      open: (onError) => createRedisBus(redis.url, onError),
      async cut() {
        await redis.kill()
        await redis.restart()
      },
    },
  }),
}

beforeAll(async () => {
  database = await createTestDatabase()
  if (REDIS) redis = await startTestRedis()
})
afterAll(async () => {
  await redis?.stop()
})

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  function open(): Bus {
    const bus = kind.open(() => {})
    onTestFinished(bus.close)
    return bus
  }
  const changed = (callId: string): LiveEvent => ({ type: 'call_changed', tenantId: 't1', callId, status: 'IN_PROGRESS' })

  test('every process hears what any of them says, in order, itself included', async () => {
    const heard: LiveEvent[][] = [[], []]
    const [one, two] = [open(), open()]
    await one.subscribe((event) => heard[0]?.push(event))
    await two.subscribe((event) => heard[1]?.push(event))
    const sent = ['c1', 'c2', 'c3'].map(changed)
    for (const event of sent) await one.publish(event)
    await expect.poll(() => heard).toEqual([sent, sent])
  })

  test('who stops listening hears no more; the others do', async () => {
    const heard: string[] = []
    const bus = open()
    const stop = await bus.subscribe(() => heard.push('first'))
    await bus.subscribe(() => heard.push('second'))
    await stop()
    await bus.publish(changed('c1'))
    await expect.poll(() => heard).toEqual(['second'])
  })

  test('after an outage notices flow again by themselves', async () => {
    const heard: string[] = []
    const bus = open()
    await bus.subscribe((event) => {
      if (event.type === 'call_changed') heard.push(event.callId)
    })
    await kind.cut()
    await expect
      .poll(
        async () => {
          await bus.publish(changed('after'))
          return heard.at(-1)
        },
        { timeout: 20_000 },
      )
      .toBe('after')
  })
})

test('what is no notice of ours is passed over', async () => {
  const heard: LiveEvent[] = []
  const bus = createPostgresBus(database.appUrl, () => {})
  onTestFinished(bus.close)
  await bus.subscribe((event) => heard.push(event))
  for (const text of ['nonsense', '{"type":"of_a_newer_release"}', '{"type":"turn_added","tenantId":"t1","callId":"c1","index":4}']) {
    await database.asOwner('SELECT pg_notify($1, $2)', ['voicedesk_live', text])
  }
  await expect.poll(() => heard).toEqual([{ type: 'turn_added', tenantId: 't1', callId: 'c1', index: 4 }])
})

test('a database that is not there costs the notice, not the sender', async () => {
  const errors: unknown[] = []
  const bus = createPostgresBus('postgresql://nobody@127.0.0.1:1/none', (error) => errors.push(error))
  onTestFinished(bus.close)
  await bus.publish({ type: 'agent_published', tenantId: 't1', agentId: 'a1' })
  expect(errors).toHaveLength(1)
  await expect(bus.subscribe(() => {})).rejects.toThrow()
})
