import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { startRetellSimulator } from '../../../simulators/retell/start-retell-simulator'
import { newId } from '../../db/transaction'
import { callPolicy } from '../../domain/compliance/call-policy'
import { createInngest, embeddedConnection } from '../../inngest/client'
import type { JobEvent } from '../../ports/job-queue'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'
import { systemClock } from '../../vendors/system-clock/system-clock'
import { OUTBOUND_LIMITS, type OutboundLimits } from './outbound-deps'
import type { WorkerOptions } from './testing/worker-process'

const CALLS = 500
const TENANTS = 4
const KILLS = 8
const INTERNAL_SECRET = 'internal-secret-of-the-five-hundred'

/** The waits of production, squeezed: in the same order, each far longer than what it has to outlast. */
const LIMITS: OutboundLimits = {
  ...OUTBOUND_LIMITS,
  apiKey: 'key_shared',
  maxConcurrentCalls: 10_000,
  lookUpAfterMs: [500, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000],
  trustListAfterMs: 10_000,
  placeTimeoutMs: 1500,
  sendWithinMs: 3000,
  overdueAfterMs: 20_000,
}

/** Nobody's night: it is about noon there whenever the test runs. */
function noonZone(): string {
  const hours = 12 - new Date().getUTCHours()
  return hours === 0 ? 'Etc/GMT' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`
}

let database: TestDatabase
let services: TestServices
let retell: Awaited<ReturnType<typeof startRetellSimulator>>
let tenants: TenantFixture[]
const workers: { port: number; child: ChildProcess }[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  retell = await startRetellSimulator()
  services = createTestServices(database.database, {
    clock: systemClock,
    jobs: { send: deliver },
    outboundLimits: LIMITS,
    outboundCaller: { place: neverHere, findBySession: neverHere, fetch: neverHere },
  })
  tenants = await Promise.all(
    Array.from({ length: TENANTS }, () => createTenantFixture(database.database, { maxConcurrentCalls: 10_000, timezone: 'UTC' })),
  )
  for (const { users } of tenants) {
    const settings = { retellNumber: '+918047491899', retellAgentId: null, policy: callPolicy.parse({}) }
    await services.outbound.saveSettings(users.ADMIN.scope, settings)
  }
})

/** Calls are dialled by the workers alone. */
async function neverHere(): Promise<never> {
  throw new Error('dialled outside the workers')
}

/** Events go to a worker that lives; those that none took are what the sweep is for. */
async function deliver(...events: JobEvent[]): Promise<void> {
  for (const { port } of workers) {
    try {
      await createInngest(embeddedConnection({ INTERNAL_SECRET, RUNNER_PORT: port })).send(events)
      return
    } catch {
      // The next one.
    }
  }
}

async function startWorker(): Promise<void> {
  const port = await freePort()
  const options: WorkerOptions = {
    databaseUrl: database.url,
    databaseAppUrl: database.appUrl,
    retellUrl: retell.baseUrl,
    internalSecret: INTERNAL_SECRET,
    port,
    limits: LIMITS,
  }
  const script = 'server/modules/outbound/testing/worker-process.ts'
  const env = { ...process.env, NODE_ENV: 'test' as const, LOG_LEVEL: 'silent' }
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'inherit'], env })
  const first = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  if (String(first[0]).trim() !== 'ready') throw new Error('A worker did not start')
  workers.push({ port, child })
}

/** SIGKILL: nothing of it gets to say goodbye. */
async function killOldest(): Promise<void> {
  const worker = workers.shift()
  if (!worker) return
  const exited = once(worker.child, 'exit')
  worker.child.kill('SIGKILL')
  await exited
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}

/** As the service writes them, many at once. @returns their events */
async function schedule(): Promise<JobEvent[]> {
  const timezone = noonZone()
  const events: JobEvent[] = []
  for (const [index, { tenantId }] of tenants.entries()) {
    const rows = Array.from({ length: CALLS / TENANTS }, (_, number) => {
      const dueAt = new Date(Date.now() + 1000 + (number % 20) * 200)
      return { id: newId(), contactId: newId(), phone: `+9198${index}${String(number).padStart(7, '0')}`, dueAt }
    })
    await database.database.tenantDb({ tenantId }, async (tx) => {
      await tx.contact.createMany({ data: rows.map(({ contactId: id, phone }) => ({ id, tenantId, phone, timezone, name: 'Asha Rao' })) })
      const call = { tenantId, provider: 'RETELL' as const, direction: 'OUTBOUND' as const, status: 'SCHEDULED' as const }
      const progress = { scheduledAt: new Date().toISOString() }
      await tx.call.createMany({ data: rows.map(({ id, contactId, phone }) => ({ ...call, id, contactId, toPhone: phone, progress })) })
      await tx.outboundCall.createMany({ data: rows.map(({ id, contactId, dueAt }) => ({ id, tenantId, contactId, dueAt })) })
    })
    for (const { id, dueAt } of rows) {
      const data = { tenantId, outboundId: id, generation: 1, dueAt: dueAt.toISOString() }
      events.push({ name: 'outbound.due', id: `outbound.due:${id}:1`, data })
    }
  }
  return events
}

type Row = { id: string; status: string; failureReason: string | null; externalId: string | null; open: number }
const readRows = () =>
  database.asOwner<Row>(`SELECT o."id", o."status"::text, o."failureReason", c."externalId",
    (SELECT count(*)::int FROM "CallAttempt" a WHERE a."outboundId" = o."id" AND a."state" = 'STARTED') AS "open"
    FROM "OutboundCall" o JOIN "Call" c ON c."id" = o."id"`)
const countOpen = async () => (await readRows()).filter(({ status }) => status === 'SCHEDULED' || status === 'DIALLING').length

test('500 calls, workers killed at random, a vendor that loses, throttles and errs: each is placed exactly once or truthfully failed', async () => {
  onTestFinished(async () => {
    while (workers.length > 0) await killOldest()
    await retell.close()
  })
  retell.control({
    seed: 7,
    placing: [
      { how: 'lose_request', share: 0.05 },
      { how: 'error_before', share: 0.05 },
      { how: 'throttle', share: 0.08, retryAfterSeconds: 1 },
      { how: 'lose_reply', share: 0.1 },
      { how: 'error_after', share: 0.08, status: 503 },
      { how: 'garbage_after', share: 0.05 },
      { how: 'hang_after', share: 0.03 },
      // Taken on after we stopped waiting.
      { how: 'slow', share: 0.03, delayMs: 2000 },
      { how: 'slow', share: 0.2, delayMs: 120 },
    ],
  })
  await Promise.all([startWorker(), startWorker()])
  const events = await schedule()
  while (events.length > 0) await deliver(...events.splice(0, 100))
  let random = 17
  for (let kill = 0; kill < KILLS; kill += 1) {
    random = (random * 48_271) % 2_147_483_647
    const before = retell.requests.length
    // Somewhere in the middle of the work, at a place that chance decides.
    await expect.poll(() => retell.requests.length - before, { timeout: 120_000, interval: 20 }).toBeGreaterThan(random % 45)
    await killOldest()
    await startWorker()
  }
  await expect
    .poll(async () => ((await services.outbound.resendOverdue()) >= 0 ? countOpen() : -1), { timeout: 300_000, interval: 2000 })
    .toBe(0)

  const rows = await readRows()
  expect(rows).toHaveLength(CALLS)
  const sessions = retell.calls.map(({ metadata }) => (metadata as { session_id: string }).session_id)
  expect(new Set(sessions).size).toBe(sessions.length)
  const wrong = rows.filter(({ id, status, failureReason, externalId, open }) => {
    const placed = retell.calls.filter(({ metadata }) => (metadata as { call_id: string }).call_id === id)
    if (status === 'PLACED') return placed.length !== 1 || placed[0]?.call_id !== externalId || open > 0
    return (
      status !== 'FAILED' ||
      failureReason === null ||
      (failureReason !== 'reply_lost' && (placed.length > 0 || open > 0)) ||
      placed.length > 1
    )
  })
  expect(wrong).toEqual([])
  expect(retell.calls.length).toBeLessThanOrEqual(CALLS)
  // Not by refusing to work, either.
  expect(rows.filter(({ status }) => status === 'PLACED').length).toBeGreaterThan(CALLS * 0.95)
}, 500_000)
