import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { callOrder } from '@/simulators/ringcentral/calls'
import { startRingCentralSimulator } from '@/simulators/ringcentral/start-ringcentral-simulator'
import { startEmbeddedRunner } from '../../inngest/embedded-runner/runner'
import { EVENT_KEY, SIGNING_KEY, startAppUnderTest } from '../../inngest/embedded-runner/testing/app-under-test'
import { createJobQueue } from '../../inngest/job-queue'
import type { JobEvent, JobQueue } from '../../ports/job-queue'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'
import { createSafeFetch } from '../../vendors/http/safe-fetch'
import { readRingCentralEvent } from '../../vendors/ringcentral/ringcentral-events'
import { createRingCentralCalls } from '../../vendors/ringcentral/ringcentral-recorded-calls'
import { createLinkJobs } from '../links/links.jobs'
import { createRingCentralJobs } from './ringcentral.jobs'

const TOKEN = 'token_of_the_installation'
const ACCOUNT = { clientId: 'installation', clientSecret: 'secret', jwt: 'jwt' }
let database: TestDatabase
let tenant: TenantFixture
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  await database.asOwner('DROP SCHEMA IF EXISTS embedded_runner CASCADE')
})

const ELSEWHERE = ['call.ended']
type Step = keyof Parameters<typeof createRingCentralJobs>[1]['ringCentral']

/** The vendor's simulator, our door, and our functions run by the embedded runner. `crashes`: how often a step dies after its work. */
async function start({
  crashes = {},
  lose = () => false,
}: {
  crashes?: Partial<Record<Step, number>>
  lose?: (event: JobEvent) => boolean
} = {}) {
  tenant = await createTenantFixture(database.database)
  const vendor = await startRingCentralSimulator()
  const world: { jobs?: JobQueue; port: number } = { port: 0 }
  const jobs: JobQueue = {
    send: async (event) => (ELSEWHERE.includes(event.name) || lose(event) ? undefined : world.jobs?.send(event)),
  }
  const door: { services?: TestServices; isOpen: boolean } = { isOpen: true }
  const desk = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const header = (name: string) => (request.headers[name] === undefined ? null : String(request.headers[name]))
      const arrived = {
        verificationToken: header('verification-token'),
        validationToken: header('validation-token'),
        body: Buffer.concat(chunks),
        address: 'ringcentral',
      }
      if (!door.isOpen) return void response.writeHead(503).end()
      door.services?.ringCentral.receive(arrived).then(
        ({ handshake }) => response.writeHead(200, handshake === null ? {} : { 'validation-token': handshake }).end(),
        () => response.writeHead(401).end(),
      )
    })
  })
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve))
  const services = createTestServices(database.database, {
    jobs,
    appUrl: `http://127.0.0.1:${(desk.address() as AddressInfo).port}`,
    remoteFiles: createSafeFetch({ trustedBaseUrls: [vendor.baseUrl] }),
    ringCentral: {
      api: createRingCentralCalls({
        baseUrl: vendor.baseUrl,
        mediaBaseUrl: vendor.baseUrl,
        now: () => door.services?.clock.now() ?? new Date(),
        timeoutMs: 2000,
      }),
      readEvent: readRingCentralEvent,
      account: ACCOUNT,
      verificationToken: TOKEN,
      isSimulated: true,
    },
  })
  door.services = services
  services.clock.set(new Date())
  const left = { ...crashes }
  const dying = Object.fromEntries(
    (['apply', 'follow', 'giveUp', 'copyRecording'] as const).map((name) => [
      name,
      async (ref: never) => {
        const result = await (services.ringCentral[name] as (ref: never) => Promise<unknown>)(ref)
        if ((left[name] ?? 0) <= 0) return result
        left[name] = (left[name] ?? 0) - 1
        throw new Error('The process died before it could say that it was done')
      },
    ]),
  ) as Pick<TestServices['ringCentral'], 'apply' | 'follow' | 'giveUp' | 'copyRecording'>
  const app = await startAppUnderTest(
    () => world.port,
    (inngest) => [
      ...createRingCentralJobs(inngest, { ringCentral: { ...services.ringCentral, ...dying } }),
      ...createLinkJobs(inngest, services),
    ],
  )
  world.jobs = createJobQueue(app.inngest, (error) => {
    throw error
  })
  const log = { info() {}, warn() {}, error() {} }
  const keys = { eventKey: EVENT_KEY, signingKey: SIGNING_KEY }
  const { clock } = services
  const runner = await startEmbeddedRunner({ databaseUrl: database.url, serveUrl: app.serveUrl, ...keys, port: 0, clock, log })
  world.port = runner.port
  stops.push(
    vendor.close,
    async () => {
      desk.closeAllConnections()
      desk.close()
    },
    app.stop,
    runner.stop,
  )
  await expect.poll(async () => (await runner.health()).status, { timeout: 20_000 }).toBe('ok')
  const pass = async (ms: number) => {
    await expect.poll(async () => (await runner.health()).running, { timeout: 20_000 }).toBe(0)
    clock.advance(ms)
    runner.wake()
  }
  await services.ringCentral.upkeep((error) => {
    throw error
  })
  const call = async (order: Partial<z.input<typeof callOrder>> = {}) => {
    const given = {
      from: tenant.contact.phone,
      to: tenant.phoneNumber.number,
      startedAt: new Date(Date.now() - 300_000).toISOString(),
      ...order,
    }
    const { sessionId } = vendor.control({ call: given }) as { sessionId: string }
    await vendor.settled()
    return sessionId
  }
  return { vendor, services, pass, call, door }
}

type Seen = { id: string; status: string; turns: number; sentiment: string | null; hasSound: boolean; isLinked: boolean }
/** Everything of the tenant's calls that a person sees. */
async function calls(services: TestServices): Promise<Seen[]> {
  const rows = await database.asOwner<{ id: string }>(`SELECT id FROM "Call" WHERE "tenantId" = $1 ORDER BY "startedAt"`, [tenant.tenantId])
  return Promise.all(
    rows.map(async ({ id }) => {
      const view = await services.calls.get(tenant.scope, id)
      const { status, sentiment, turns, recordingUrl, contactId } = view
      return { id, status, turns: turns.length, sentiment, hasSound: recordingUrl !== null, isLinked: contactId === tenant.contact.id }
    }),
  )
}
const WHOLE = [{ id: expect.any(String), status: 'COMPLETED', turns: 3, sentiment: 'POSITIVE', hasSound: true, isLinked: true }]

/** Lets time go by until the calls are as expected. */
async function settles({ services, pass }: Awaited<ReturnType<typeof start>>, expected: unknown, stepMs = 31_000) {
  const look = async () => {
    await pass(stepMs)
    return calls(services)
  }
  await expect.poll(look, { timeout: 40_000, interval: 100 }).toEqual(expected)
}

describe('a call that RingCentral recorded', () => {
  test('becomes a call with its transcript, insights and sound, linked with its customer', async () => {
    const world = await start()
    await world.call()
    await settles(world, WHOLE)
    const [{ id } = { id: '' }] = await calls(world.services)
    const view = await world.services.calls.get(tenant.scope, id)
    expect(view).toMatchObject({ provider: 'RINGCENTRAL', direction: 'INBOUND', from: tenant.contact.phone, durationSeconds: 180 })
    expect(view.summary).toContain('two more guests')
    expect(view.turns.map(({ role }) => role)).toEqual(['agent', 'caller', 'agent'])
    const tasks = await database.asOwner(`SELECT title FROM "Task" WHERE "tenantId" = $1`, [tenant.tenantId])
    expect(tasks).toEqual([{ title: 'Set two more places for tomorrow.' }])
  }, 90_000)

  test('is the same call however often its events come, the last one first, and though every step died once', async () => {
    const world = await start({ crashes: { apply: 1, follow: 1, copyRecording: 1 } })
    world.vendor.control({ events: { copies: 3, isReversed: true } })
    await world.call()
    await settles(world, WHOLE, 120_000)
    const events = await database.asOwner(
      `SELECT type, count(*)::int AS n FROM "CallEvent" WHERE "tenantId" = $1 GROUP BY type, "dedupeKey" HAVING count(*) > 1`,
      [tenant.tenantId],
    )
    expect(events).toEqual([])
    expect(await database.asOwner(`SELECT id FROM "Task" WHERE "tenantId" = $1`, [tenant.tenantId])).toHaveLength(1)
  }, 90_000)

  test('gets a transcript that comes late, whether it is told or has to be asked for', async () => {
    const world = await start()
    const sessionId = await world.call({ understoodAfterMs: 86_400_000 })
    await settles(world, [expect.objectContaining({ status: 'COMPLETED', hasSound: true, isLinked: true, turns: 0 })])
    world.vendor.control({ understand: sessionId })
    await settles(world, WHOLE, 90_000)
  }, 90_000)

  test('is let go without a transcript when none comes, and says so', async () => {
    const world = await start()
    await world.call({ understoodAfterMs: 86_400_000 })
    await expect.poll(async () => (await calls(world.services)).length, { timeout: 20_000 }).toBe(1)
    const [{ id } = { id: '' }] = await calls(world.services)
    const said = async () => {
      await world.pass(3_600_000)
      return (await world.services.calls.get(tenant.scope, id)).events.filter(({ type }) => type === 'transcript')
    }
    await expect.poll(said, { timeout: 60_000, interval: 100 }).toMatchObject([{ data: { failed: 'not_available' } }])
    expect(await calls(world.services)).toMatchObject([{ status: 'COMPLETED', hasSound: true, isLinked: true, turns: 0 }])
  }, 120_000)

  test('of an account without insights is not waited for', async () => {
    const world = await start()
    world.vendor.control({ hasInsights: false })
    await world.call()
    await settles(world, [expect.objectContaining({ status: 'COMPLETED', hasSound: true, isLinked: true, turns: 0 })])
    const asked = () => world.vendor.requests.filter((request) => request.includes('/insights')).length
    const hours = async (count: number) => {
      for (let third = 0; third < 3 * count; third += 1) {
        await world.pass(1_200_000)
        await calls(world.services)
      }
    }
    await hours(2)
    const before = asked()
    // Once for what the events told, and once more where the log told of the call before the events were followed.
    expect([1, 2]).toContain(before)
    await hours(2)
    expect(asked()).toBe(before)
  }, 90_000)

  test('is corrected when the vendor understands it better later', async () => {
    const world = await start()
    const sessionId = await world.call()
    await settles(world, WHOLE)
    world.vendor.control({ correct: { sessionId, lines: [['customer', 'Please cancel it after all.']], sentiment: 'Negative' } })
    await world.vendor.settled()
    await settles(world, [expect.objectContaining({ turns: 1, sentiment: 'NEGATIVE', isLinked: true, hasSound: true })])
  }, 90_000)

  test('that was not recorded is no call of ours', async () => {
    const world = await start()
    await world.call({ isRecorded: false })
    for (let step = 0; step < 4; step += 1) await world.pass(60_000)
    expect(await calls(world.services)).toEqual([])
  }, 60_000)
})

describe('a vendor in trouble', () => {
  test('that is busy is left alone for as long as it says', async () => {
    const world = await start()
    world.vendor.control({ fault: { status: 429, retryAfterSeconds: 600, times: 1 } })
    await world.call()
    const asked = async () => {
      await world.pass(5000)
      return world.vendor.requests.filter((request) => request.endsWith('/call-log')).length
    }
    await expect.poll(asked, { timeout: 20_000 }).toBe(2)
    for (let round = 0; round < 4; round += 1) await world.pass(61_000)
    await expect(world.services.ringCentral.upkeep()).resolves.toBe(1)
    expect(world.vendor.requests.at(-1)).toMatch(/call-log$/)
    await settles(world, WHOLE, 300_000)
  }, 90_000)

  test.each([
    ['answers with garbage', { garbageAfterPieces: 0, times: 3 }],
    ['cuts its answers', { cutAfterPieces: 0, times: 3 }],
    ['breaks', { status: 503, times: 3 }],
    ['takes tokens back', { status: 401, times: 1 }],
    ['does not answer', { hang: true, times: 1 }],
  ])(
    'that %s costs a call nothing but time',
    async (_case, fault) => {
      const world = await start()
      world.vendor.control({ fault })
      await world.call()
      await settles(world, WHOLE, 120_000)
    },
    90_000,
  )

  test.each([
    ['is busy', { how: 'status', status: 429, retryAfterSeconds: 1, times: 1 }],
    ['sends half of it', { how: 'half', times: 1 }],
  ] as const)(
    'whose store of recordings %s is asked again',
    async (_case, content) => {
      const world = await start()
      world.vendor.control({ content })
      await world.call()
      await settles(world, WHOLE, 120_000)
    },
    90_000,
  )
})

describe('after an outage', () => {
  test('a call that was given up while the vendor could not be asked is whole once it can', async () => {
    const world = await start()
    world.vendor.control({ fault: { status: 503 }, events: { omit: ['insights'] } })
    await world.call()
    await expect.poll(async () => (await calls(world.services)).length, { timeout: 20_000 }).toBe(1)
    const [{ id } = { id: '' }] = await calls(world.services)
    const isGivenUp = async () => {
      await world.pass(3_600_000)
      return (await world.services.calls.get(tenant.scope, id)).events.some(({ type }) => type === 'transcript')
    }
    await expect.poll(isGivenUp, { timeout: 60_000, interval: 100 }).toBe(true)
    world.vendor.control({ fault: null })
    await world.services.ringCentral.upkeep()
    await settles(world, WHOLE)
  }, 120_000)

  test('calls whose events never came are found in the call log', async () => {
    const world = await start()
    world.door.isOpen = false
    await world.call()
    world.door.isOpen = true
    await settles(world, [], 1000)
    world.services.clock.advance(600_000)
    await world.services.ringCentral.upkeep()
    await settles(world, WHOLE)
    const before = await calls(world.services)
    world.services.clock.advance(600_000)
    await world.services.ringCentral.upkeep()
    await world.pass(60_000)
    expect(await calls(world.services)).toEqual(before)
  }, 90_000)

  test('what was stored and whose job was lost is started again', async () => {
    let isLosing = true
    const world = await start({ lose: ({ name }) => isLosing && name.startsWith('ringcentral') })
    await world.call()
    isLosing = false
    world.services.clock.advance(61_000)
    await world.services.webhooks.resendPending()
    await settles(world, WHOLE)
  }, 90_000)
})
