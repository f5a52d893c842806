import { type Inngest, NonRetriableError, RetryAfterError } from 'inngest'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { createEmptyTestDatabase } from '../../testing/test-database'
import { type EmbeddedRunner, startEmbeddedRunner } from './runner'
import { type AppUnderTest, EVENT_KEY, SIGNING_KEY, startAppUnderTest } from './testing/app-under-test'

const START = Date.parse('2026-03-01T10:00:00Z')
const SECOND = 1_000
const HOUR = 3_600_000
type Define = Parameters<typeof startAppUnderTest>[1]

type World = {
  runner: EmbeddedRunner
  app: AppUnderTest
  send: Inngest['send']
  /** Moves the clock once nothing is under way: what is done now has been written down. */
  pass(ms: number): Promise<void>
  asOwner: (sql: string) => Promise<Record<string, unknown>[]>
}

/** The contract with the pinned SDK: its own functions, client and handler, driven by the runner over HTTP. */
async function start(define: Define, { isTroubled = false } = {}): Promise<World> {
  const database = await createEmptyTestDatabase()
  let nowMs = START
  let port = 0
  const problems: unknown[] = []
  const app = await startAppUnderTest(() => port, define)
  const runner = await startEmbeddedRunner({
    databaseUrl: database.url,
    serveUrl: app.serveUrl,
    eventKey: EVENT_KEY,
    signingKey: SIGNING_KEY,
    port: 0,
    clock: { now: () => new Date(nowMs) },
    log: { info() {}, warn() {}, error: (...line: unknown[]) => void problems.push(line) },
    retryDelayMs: (attempt) => attempt * 10 * SECOND,
  })
  port = runner.port
  onTestFinished(async () => {
    await runner.stop()
    await app.stop()
    if (!isTroubled) expect(problems).toEqual([])
  })
  await expect.poll(async () => (await runner.health()).status).toBe('ok')
  return {
    runner,
    app,
    send: app.inngest.send.bind(app.inngest),
    asOwner: database.asOwner,
    async pass(ms) {
      await until(async () => (await runner.health()).running).toBe(0)
      nowMs += ms
      runner.wake()
    },
  }
}

const until = <Value>(read: () => Value) => expect.poll(read, { timeout: 15_000, interval: 20 })

test('steps run in order, once each, and later code sees their results', async () => {
  const done: unknown[] = []
  const { send } = await start((inngest) => [
    inngest.createFunction({ id: 'steps', triggers: [{ event: 'go' }] }, async ({ event, step, runId }) => {
      const one = await step.run('one', () => {
        done.push('one')
        return { value: event.data.start + 1, nothing: undefined }
      })
      const two = await step.run('two', async () => {
        done.push('two')
        return one.value + 1
      })
      await step.run('three', () => done.push([one, two, typeof runId]))
    }),
  ])
  await send({ name: 'go', data: { start: 1 } })
  await until(() => done).toEqual(['one', 'two', [{ value: 2 }, 3, 'string']])
})

test('parallel steps run side by side, and their chains do not wait for each other', async () => {
  const done: string[] = []
  let openGate = () => {}
  const gate = new Promise<void>((resolve) => {
    openGate = resolve
  })
  const { send } = await start((inngest) => [
    inngest.createFunction({ id: 'parallel', triggers: [{ event: 'go' }] }, async ({ step }) => {
      const chain = async (name: string, wait: Promise<void>) => {
        const first = await step.run(`${name}1`, () => wait.then(() => void done.push(`${name}1`)).then(() => name))
        return await step.run(`${name}2`, () => done.push(`${name}2`) && `${first}2`)
      }
      const both = await Promise.all([chain('a', gate), chain('b', Promise.resolve())])
      await step.run('end', () => done.push(both.join()))
    }),
  ])
  await send({ name: 'go', data: {} })
  await until(() => done).toEqual(['b1', 'b2'])
  openGate()
  await until(() => done).toEqual(['b1', 'b2', 'a1', 'a2', 'a2,b2'])
})

test('a sleep lasts as long as it says and needs nobody awake', async () => {
  const done: string[] = []
  const { send, pass, app } = await start((inngest) => [
    inngest.createFunction({ id: 'sleeper', triggers: [{ event: 'go' }] }, async ({ step }) => {
      await step.sleep('long', '1h30m')
      await step.run('after', () => done.push('after'))
      await step.sleepUntil('date', new Date(START + 3 * HOUR))
      await step.run('end', () => done.push('end'))
    }),
  ])
  await send({ name: 'go', data: {} })
  await until(() => app.requests.length).toBe(1)
  await pass(1.5 * HOUR - SECOND)
  await pass(SECOND)
  await until(() => done).toEqual(['after'])
  await pass(1.5 * HOUR)
  await until(() => done).toEqual(['after', 'end'])
})

describe('waiting for an event', () => {
  const define = (done: unknown[]) => (inngest: Inngest) => [
    inngest.createFunction({ id: 'waiter', triggers: [{ event: 'go' }] }, async ({ event, step }) => {
      const answer = await step.waitForEvent('answer', {
        event: 'answer',
        timeout: '1h',
        if: 'event.data.id == async.data.id && async.data.ok',
      })
      await step.run('end', () => done.push([event.data.id, answer?.data.text ?? null]))
    }),
  ]

  test('the first that fits ends the wait of those it fits', async () => {
    const done: unknown[] = []
    const { send, app } = await start(define(done))
    await send([
      { name: 'go', data: { id: 1 } },
      { name: 'go', data: { id: 2 } },
    ])
    await until(() => app.requests.length).toBe(2)
    await send([
      { name: 'answer', data: { id: 1, ok: false, text: 'refused' } },
      { name: 'answer', data: { id: 3, ok: true, text: 'stranger' } },
      { name: 'answer', data: { id: 1, ok: true, text: 'first' } },
      { name: 'answer', data: { id: 1, ok: true, text: 'second' } },
    ])
    await until(() => done).toEqual([[1, 'first']])
  })

  test('nothing that fits ends it with null when its time is over', async () => {
    const done: unknown[] = []
    const { send, app, pass } = await start(define(done))
    await send({ name: 'go', data: { id: 1 } })
    await until(() => app.requests.length).toBe(1)
    await pass(HOUR)
    await until(() => done).toEqual([[1, null]])
  })
})

describe('errors', () => {
  test('a failing step is tried again after a growing pause; steps before it are not', async () => {
    const done: unknown[] = []
    const { send, pass } = await start((inngest) => [
      inngest.createFunction({ id: 'flaky', triggers: [{ event: 'go' }], retries: 2 }, async ({ step, attempt }) => {
        await step.run('before', () => done.push('before'))
        await step.run('flaky', () => {
          done.push(`try ${attempt}`)
          if (attempt < 2) throw new Error('not yet')
        })
        await step.run('end', () => done.push(`end ${attempt}`))
      }),
    ])
    await send({ name: 'go', data: {} })
    await until(() => done).toEqual(['before', 'try 0'])
    await pass(10 * SECOND)
    await until(() => done).toEqual(['before', 'try 0', 'try 1'])
    await pass(19 * SECOND)
    await pass(SECOND)
    await until(() => done).toEqual(['before', 'try 0', 'try 1', 'try 2', 'end 0'])
  })

  test('a step out of tries throws into the function, which may go on without it', async () => {
    const done: unknown[] = []
    const { send } = await start((inngest) => [
      inngest.createFunction({ id: 'caught', triggers: [{ event: 'go' }], retries: 0 }, async ({ step }) => {
        const rejected = await step.run('bad', () => Promise.reject(new TypeError('broken'))).catch((error: Error) => error.message)
        const parallel = await Promise.allSettled([step.run('x', () => 1), step.run('y', () => Promise.reject(new Error('y')))])
        await step.run('end', () => done.push([rejected, parallel.map(({ status }) => status)]))
      }),
    ])
    await send({ name: 'go', data: {} })
    await until(() => done).toEqual([['broken', ['fulfilled', 'rejected']]])
  })

  test('a failed run is told to onFailure once, with the error and the event', async () => {
    const done: unknown[] = []
    const { send, pass, asOwner } = await start((inngest) => [
      inngest.createFunction(
        {
          id: 'doomed',
          triggers: [{ event: 'go' }],
          retries: 1,
          onFailure: ({ error, event }) => void done.push([error.message, event.data.event.data.id, event.data.function_id]),
        },
        () => {
          done.push('try')
          throw new Error('always')
        },
      ),
    ])
    await send({ name: 'go', data: { id: 7 } })
    await until(() => done).toEqual(['try'])
    await pass(10 * SECOND)
    await until(() => done).toEqual(['try', 'try', ['always', 7, 'app-doomed']])
    await until(() => asOwner('SELECT function_id, status FROM embedded_runner.runs ORDER BY created_at')).toEqual([
      { function_id: 'app-doomed', status: 'failed' },
      { function_id: 'app-doomed-failure', status: 'completed' },
    ])
  })

  test('NonRetriableError is not tried again, RetryAfterError when it says', async () => {
    const done: string[] = []
    const { send, pass } = await start((inngest) => [
      inngest.createFunction({ id: 'final', triggers: [{ event: 'go' }], onFailure: () => void done.push('failed') }, () => {
        done.push('final')
        throw new NonRetriableError('no')
      }),
      inngest.createFunction({ id: 'later', triggers: [{ event: 'later' }] }, async ({ step, attempt }) => {
        await step.run('ask', () => {
          done.push(`ask ${attempt}`)
          if (attempt === 0) throw new RetryAfterError('busy', 90 * SECOND)
        })
      }),
    ])
    await send({ name: 'go', data: {} })
    await until(() => done).toEqual(['final', 'failed'])
    await send({ name: 'later', data: {} })
    await until(() => done).toEqual(['final', 'failed', 'ask 0'])
    await pass(89 * SECOND)
    await pass(SECOND)
    await until(() => done).toEqual(['final', 'failed', 'ask 0', 'ask 1'])
  })
})

describe('events', () => {
  test('an event whose id is known does nothing, however often it is sent', async () => {
    const done: unknown[] = []
    const { send } = await start((inngest) => [
      inngest.createFunction({ id: 'once', triggers: [{ event: 'go' }] }, ({ event }) => void done.push(event.data.n)),
    ])
    await Promise.all([1, 2, 3].map((n) => send({ name: 'go', id: 'go:1', data: { n } })))
    await send({ name: 'go', id: 'go:2', data: { n: 9 } })
    await until(() => done.length).toBe(2)
    expect(done[1] === 9 || done[0] === 9).toBe(true)
  })

  test('a function can send events that start others', async () => {
    const done: unknown[] = []
    const { send } = await start((inngest) => [
      inngest.createFunction({ id: 'parent', triggers: [{ event: 'go' }] }, async ({ step }) => {
        const sent = await step.sendEvent('fan-out', [
          { name: 'child', data: { n: 1 } },
          { name: 'child', data: { n: 2 } },
        ])
        await step.run('end', () => done.push(sent.ids.length))
      }),
      inngest.createFunction(
        { id: 'child', triggers: [{ event: 'child', if: 'event.data.n == 2' }] },
        ({ event }) => void done.push(`child ${event.data.n}`),
      ),
    ])
    await send({ name: 'go', data: {} })
    await until(() => done.toSorted()).toEqual([2, 'child 2'])
  })

  test('an idempotency key starts a function once for all events that share it', async () => {
    const done: unknown[] = []
    const { send } = await start((inngest) => [
      inngest.createFunction(
        { id: 'idem', triggers: [{ event: 'go' }], idempotency: 'event.data.callId' },
        ({ event }) => void done.push(event.data.callId),
      ),
    ])
    await send(['a', 'a', 'b', 'a'].map((callId) => ({ name: 'go', data: { callId } })))
    await until(() => done.toSorted()).toEqual(['a', 'b'])
  })

  test('an event that says so cancels the runs it fits, also while they sleep', async () => {
    const done: unknown[] = []
    const { send, pass, app, asOwner } = await start((inngest) => [
      inngest.createFunction(
        { id: 'cancellable', triggers: [{ event: 'go' }], cancelOn: [{ event: 'stop', match: 'data.id' }] },
        async ({ event, step }) => {
          await step.sleep('wait', '1h')
          await step.run('end', () => done.push(event.data.id))
        },
      ),
    ])
    await send([
      { name: 'go', data: { id: 1 } },
      { name: 'go', data: { id: 2 } },
    ])
    await until(() => app.requests.length).toBe(2)
    await send({ name: 'stop', data: { id: 1 } })
    await until(() => asOwner(`SELECT event->'data'->>'id' AS id FROM embedded_runner.runs WHERE status = 'cancelled'`)).toEqual([
      { id: '1' },
    ])
    await pass(HOUR)
    await until(() => done).toEqual([2])
  })
})

test('a function can invoke another and gets its result or its error', async () => {
  const done: unknown[] = []
  const { send } = await start((inngest) => {
    const double = inngest.createFunction({ id: 'double', triggers: [], retries: 0 }, ({ event }) => {
      const { n } = event.data as { n: number }
      if (n < 0) throw new Error('negative')
      return n * 2
    })
    return [
      double,
      inngest.createFunction({ id: 'caller', triggers: [{ event: 'go' }] }, async ({ step }) => {
        const four = await step.invoke('good', { function: double, data: { n: 2 } })
        const error = await step.invoke('bad', { function: double, data: { n: -1 } }).catch((reason: Error) => reason.message)
        await step.run('end', () => done.push([four, error]))
      }),
    ]
  })
  await send({ name: 'go', data: {} })
  await until(() => done).toEqual([[4, 'negative']])
})

test('no more steps of a key run at once than concurrency allows; other keys go on', async () => {
  const running = new Map<string, number>()
  const most = new Map<string, number>()
  const ended: string[] = []
  const gates: (() => void)[] = []
  const { send } = await start((inngest) => [
    inngest.createFunction(
      { id: 'limited', triggers: [{ event: 'go' }], concurrency: { limit: 2, key: 'event.data.tenant' } },
      async ({ event, step }) => {
        await step.run('work', async () => {
          const tenant = String(event.data.tenant)
          running.set(tenant, (running.get(tenant) ?? 0) + 1)
          most.set(tenant, Math.max(most.get(tenant) ?? 0, running.get(tenant) ?? 0))
          if (tenant === 'busy') await new Promise<void>((resolve) => gates.push(resolve))
          running.set(tenant, (running.get(tenant) ?? 0) - 1)
          ended.push(tenant)
        })
      },
    ),
  ])
  await send([...Array(5).fill('busy'), 'calm'].map((tenant) => ({ name: 'go', data: { tenant } })))
  await until(() => [ended, gates.length]).toEqual([['calm'], 2])
  for (let index = 0; index < 5; index++) {
    await until(() => gates.length).toBeGreaterThan(index)
    gates[index]?.()
  }
  await until(() => ended.length).toBe(6)
  expect(Object.fromEntries(most)).toEqual({ busy: 2, calm: 1 })
})

test('a throttle spaces the starts of runs per key', async () => {
  const done: string[] = []
  const { send, pass } = await start((inngest) => [
    inngest.createFunction(
      { id: 'throttled', triggers: [{ event: 'go' }], throttle: { limit: 1, period: '10s', key: 'event.data.key' } },
      ({ event }) => void done.push(event.data.key),
    ),
  ])
  await send(['a', 'a', 'a', 'b'].map((key) => ({ name: 'go', data: { key } })))
  await until(() => done.toSorted()).toEqual(['a', 'b'])
  await pass(10 * SECOND)
  await until(() => done.toSorted()).toEqual(['a', 'a', 'b'])
  await pass(10 * SECOND)
  await until(() => done.toSorted()).toEqual(['a', 'a', 'a', 'b'])
})

test('a schedule fires once per tick', async () => {
  const done: unknown[] = []
  const { pass } = await start((inngest) => [
    inngest.createFunction({ id: 'tick', triggers: [{ cron: '*/5 * * * *' }] }, ({ event }) => void done.push(event.name)),
  ])
  await pass(5 * 60 * SECOND)
  await until(() => done).toEqual(['inngest/scheduled.timer'])
  await pass(4 * 60 * SECOND)
  await pass(60 * SECOND)
  await until(() => done.length).toBe(2)
})

test('while the app is away nothing is lost and no try is used up', async () => {
  const done: unknown[] = []
  const { app, send } = await start((inngest) => [
    inngest.createFunction({ id: 'patient', triggers: [{ event: 'go' }], retries: 0 }, async ({ step, attempt }) => {
      await step.run('work', () => done.push(attempt))
    }),
  ])
  await app.kill()
  await send({ name: 'go', data: {} })
  await app.restart()
  await until(() => done).toEqual([0])
})

test('an app killed in the middle of a step is asked again, which uses up a try', async () => {
  const done: unknown[] = []
  let isReached = false
  const { app, send, pass } = await start((inngest) => [
    inngest.createFunction({ id: 'broken', triggers: [{ event: 'go' }], retries: 1 }, async ({ step, attempt }) => {
      await step.run('before', () => done.push('before'))
      await step.run('work', async () => {
        if (attempt > 0) return done.push(`work ${attempt}`)
        isReached = true
        await new Promise(() => {})
      })
    }),
  ])
  await send({ name: 'go', data: {} })
  await until(() => isReached).toBe(true)
  await app.kill()
  await app.restart()
  await pass(10 * SECOND)
  await until(() => done).toEqual(['before', 'work 1'])
})

test('a result that cannot be stored fails the run instead of being tried for ever', async () => {
  const failed: string[] = []
  const { send } = await start((inngest) => [
    inngest.createFunction(
      { id: 'zero', triggers: [{ event: 'go' }], onFailure: ({ error }) => void failed.push(error.message) },
      async ({ step }) => {
        await step.run('bytes', () => 'a\u0000b')
      },
    ),
  ])
  await send({ name: 'go', data: {} })
  await until(() => failed).toEqual(['The result cannot be stored'])
})

test('a database that cuts every connection costs nothing: what is under way is written down when it is back', async () => {
  const done: string[] = []
  let leave = () => {}
  const define: Define = (inngest) => [
    inngest.createFunction({ id: 'fn', triggers: [{ event: 'go' }] }, async ({ step }) => {
      const result = await step.run('slow', () => new Promise<string>((resolve) => (leave = () => resolve('kept'))))
      await step.run('end', () => done.push(result))
    }),
  ]
  const { send, app, asOwner, runner } = await start(define, { isTroubled: true })
  await send({ name: 'go', data: {} })
  await until(() => app.requests.length).toBe(1)
  const cut = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'voicedesk-embedded%'`
  await asOwner(cut)
  leave()
  await asOwner(cut)
  await until(() => done).toEqual(['kept'])
  await until(() => app.requests).toEqual(['app-fn step', 'app-fn step', 'app-fn step'])
  await until(async () => await runner.health()).toMatchObject({ status: 'ok', running: 0, queued: 0 })
})

describe('doors', () => {
  const define = (inngest: Inngest) => [inngest.createFunction({ id: 'quiet', triggers: [{ event: 'go' }] }, () => {})]
  const post = (port: number, path: string, body: string) => fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body })

  test('events need the key, and must be events', async () => {
    const { runner } = await start(define)
    const statuses = await Promise.all([
      post(runner.port, '/e/wrong', '[]'),
      post(runner.port, `/e/${EVENT_KEY}`, '{"data":{}}'),
      post(runner.port, `/e/${EVENT_KEY}`, 'nonsense'),
      post(runner.port, `/e/${EVENT_KEY}`, '{"name":"go","data":{"text":"\\u0000"}}'),
      post(runner.port, `/e/${EVENT_KEY}`, `{"name":"go","data":{"text":"${'x'.repeat(1_100_000)}"}}`),
      post(runner.port, '/elsewhere', '{}'),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([401, 400, 400, 400, 413, 404])
  })

  test('the app refuses whoever does not sign as the runner does', async () => {
    const { app } = await start(define)
    const url = `${app.serveUrl}?fnId=app-quiet&stepId=step`
    const signed = { 'x-inngest-signature': `t=${Math.round(Date.now() / 1000)}&s=${'0'.repeat(64)}` }
    const statuses = await Promise.all([
      fetch(url),
      fetch(url, { method: 'PUT' }),
      fetch(url, { method: 'POST', body: '{}' }),
      fetch(url, { method: 'POST', body: '{}', headers: signed }),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([401, 401, 401, 401])
  })
})

describe('two runners on one database', () => {
  let second: EmbeddedRunner | undefined
  afterEach(async () => await second?.stop())

  test('the second waits until the first is gone', async () => {
    const done: string[] = []
    const database = await createEmptyTestDatabase()
    let target: EmbeddedRunner | undefined
    const app = await startAppUnderTest(
      () => target?.port ?? 0,
      (inngest) => [inngest.createFunction({ id: 'one', triggers: [{ event: 'go' }] }, () => void done.push('ran'))],
    )
    onTestFinished(app.stop)
    const options = {
      databaseUrl: database.url,
      serveUrl: app.serveUrl,
      eventKey: EVENT_KEY,
      signingKey: SIGNING_KEY,
      port: 0,
      clock: { now: () => new Date() },
    }
    const log = { info() {}, warn() {}, error() {} }
    const first = await startEmbeddedRunner({ ...options, log })
    await expect.poll(async () => (await first.health()).status).toBe('ok')
    second = await startEmbeddedRunner({ ...options, log })
    target = second
    await app.inngest.send({ name: 'go', data: {} })
    expect((await second.health()).status).toBe('starting')
    await first.stop()
    await until(() => done).toEqual(['ran'])
  })
})
