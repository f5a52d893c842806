import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { startRetellSimulator } from '@/simulators/retell/start-retell-simulator'
import { newId } from '../../db/transaction'
import { startEmbeddedRunner } from '../../inngest/embedded-runner/runner'
import { EVENT_KEY, SIGNING_KEY, startAppUnderTest } from '../../inngest/embedded-runner/testing/app-under-test'
import { createJobQueue } from '../../inngest/job-queue'
import type { JobEvent, JobQueue } from '../../ports/job-queue'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices } from '../../testing/test-services'
import { createSafeFetch } from '../../vendors/http/safe-fetch'
import { createRetellOutboundCaller } from '../../vendors/retell/retell-outbound-caller'
import { createOutcomeJobs } from './outcomes.jobs'

const KEY = 'key_of_the_installation'
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

const OURS = ['outcome.received', 'outcome.incomplete', 'recording.offered']

/** The vendor's simulator, our door, and our functions run by the embedded runner. `crashes`: how often applying dies halfway. */
async function start({ crashes = 0 } = {}) {
  tenant = await createTenantFixture(database.database)
  const retell = await startRetellSimulator()
  const world: { jobs?: JobQueue; port: number } = { port: 0 }
  const others: JobEvent[] = []
  const jobs: JobQueue = { send: async (event) => (OURS.includes(event.name) ? world.jobs?.send(event) : void others.push(event)) }
  const services = createTestServices(database.database, {
    jobs,
    webhookWindowMs: 0,
    outboundLimits: { apiKey: KEY },
    outboundCaller: createRetellOutboundCaller({ baseUrl: retell.baseUrl }),
    remoteFiles: createSafeFetch({ trustedBaseUrls: [retell.baseUrl] }),
  })
  services.clock.set(new Date())
  let left = crashes
  const apply: typeof services.outcomes.apply = async (notice) => {
    const result = await services.outcomes.apply(notice)
    if (left <= 0) return result
    left -= 1
    await database.asOwner(`UPDATE "WebhookInbox" SET status = 'PENDING' WHERE "tenantId" = $1`, [notice.tenantId])
    throw new Error('The process died before it could say that it was done')
  }
  const app = await startAppUnderTest(
    () => world.port,
    (inngest) => createOutcomeJobs(inngest, { outcomes: { ...services.outcomes, apply } }),
  )
  world.jobs = createJobQueue(app.inngest, (error) => {
    throw error
  })
  const log = { info() {}, warn() {}, error() {} }
  const keys = { eventKey: EVENT_KEY, signingKey: SIGNING_KEY }
  const { clock } = services
  const runner = await startEmbeddedRunner({ databaseUrl: database.url, serveUrl: app.serveUrl, ...keys, port: 0, clock, log })
  world.port = runner.port
  const door = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const signature = String(request.headers['x-retell-signature'])
      services.outcomes.receive({ signature, body: Buffer.concat(chunks), address: 'retell' }).then(
        () => response.writeHead(200).end(),
        () => response.writeHead(401).end(),
      )
    })
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  retell.control({ webhookUrl: `http://127.0.0.1:${(door.address() as AddressInfo).port}/` })
  stops.push(retell.close, async () => door.close(), app.stop, runner.stop)
  await expect.poll(async () => (await runner.health()).status).toBe('ok')
  const pass = async (ms: number) => {
    await expect.poll(async () => (await runner.health()).running, { timeout: 15_000 }).toBe(0)
    clock.advance(ms)
    runner.wake()
  }
  return { retell, services, others, pass, place: () => place(retell.baseUrl, services.clock.now()) }
}

async function place(baseUrl: string, now: Date): Promise<string> {
  const id = newId()
  const ids = { id, tenantId: tenant.tenantId, contactId: tenant.contact.id }
  await database.database.tenantDb(tenant.scope, async (db) => {
    await db.call.create({
      data: {
        ...ids,
        provider: 'RETELL',
        direction: 'OUTBOUND',
        toPhone: tenant.contact.phone,
        startedAt: now,
        progress: { dialledAt: now.toISOString() },
      },
    })
    await db.outboundCall.create({ data: { ...ids, dueAt: now, status: 'DIALLING' } })
    await db.callAttempt.create({ data: { tenantId: tenant.tenantId, outboundId: id, number: 1, decision: {}, startedAt: now } })
  })
  const metadata = { tenant_id: tenant.tenantId, contact_id: tenant.contact.id, call_id: id, session_id: `call_${id}_1` }
  const order = { apiKey: KEY, from: '+918047491899', to: tenant.contact.phone, variables: { customer_name: 'Asha' }, metadata }
  await createRetellOutboundCaller({ baseUrl }).place(order, new AbortController().signal)
  return id
}

const totalCalls = async () =>
  (await database.asOwner<{ totalCalls: number }>(`SELECT "totalCalls" FROM "Contact" WHERE id = $1`, [tenant.contact.id]))[0]?.totalCalls

test('a call is placed, talks, ends and is analysed; all of it arrives, with its sound, though applying died twice', async () => {
  const { services, place, others, retell, pass } = await start({ crashes: 2 })
  const callId = await place()
  await retell.settled()
  const view = () => services.calls.get(tenant.scope, callId)
  // What failed is tried again after a pause.
  const settle = async () => {
    await pass(120_000)
    const { status, sentiment, recordingUrl } = await view()
    return { status, sentiment, hasSound: recordingUrl !== null }
  }
  await expect.poll(settle, { timeout: 30_000 }).toEqual({ status: 'COMPLETED', sentiment: 'POSITIVE', hasSound: true })
  expect(await totalCalls()).toBe(1)
  expect(others.filter(({ id }) => id === `call.ended:${callId}`).length).toBeGreaterThan(0)
}, 60_000)

test('an analysis that never came is asked for', async () => {
  const { services, place, retell, pass } = await start()
  retell.control({ webhooks: { omit: ['call_analyzed'] } })
  const callId = await place()
  await retell.settled()
  const view = () => services.calls.get(tenant.scope, callId)
  await expect.poll(async () => (await view()).status, { timeout: 15_000 }).toBe('COMPLETED')
  expect((await view()).sentiment).toBeNull()
  const settle = async () => {
    await pass(61_000)
    return (await view()).sentiment
  }
  await expect.poll(settle, { timeout: 30_000 }).toBe('POSITIVE')
}, 60_000)
