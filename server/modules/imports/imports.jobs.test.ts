import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { createInngest, embeddedConnection } from '../../inngest/client'
import { createJobQueue } from '../../inngest/job-queue'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'
import type { WorkerOptions } from './testing/worker-process'

const INTERNAL_SECRET = 'internal-secret-of-the-import-tests'
const ROWS = 7_000

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let port: number
let child: ChildProcess | undefined

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  tenant = await createTenantFixture(database.database)
  port = await freePort()
})
afterEach(kill)

async function startWorker(): Promise<void> {
  const options: WorkerOptions = { databaseUrl: database.url, databaseAppUrl: database.appUrl, internalSecret: INTERNAL_SECRET, port }
  const script = 'server/modules/imports/testing/worker-process.ts'
  const env = { ...process.env, NODE_ENV: 'test' as const, LOG_LEVEL: 'silent' }
  const started = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  })
  child = started
  const [said] = await Promise.race([once(started.stdout, 'data'), once(started, 'exit')])
  if (String(said).trim() !== 'ready') throw new Error('The worker did not start')
}

/** SIGKILL: nothing of it gets to say goodbye. */
async function kill(): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
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

test('killed again and again in the middle of a file: every row is taken in once, every bad one refused once', {
  timeout: 240_000,
}, async () => {
  const isBad = (index: number) => index % 40 === 3
  const lines = Array.from({ length: ROWS }, (_, index) => `Person ${index},${isBad(index) ? '12' : `+9198${70_000_000 + index}`}`)
  const { id } = await services.imports.start(tenant.scope, { kind: 'contacts', fileName: 'long.csv' }, `Name,Mobile\n${lines.join('\n')}`)
  const progress = () => services.imports.get(tenant.scope, id)
  const until = (read: () => Promise<boolean>) => expect.poll(read, { timeout: 100_000, interval: 10 }).toBe(true)

  await startWorker()
  const inngest = createInngest(embeddedConnection({ INTERNAL_SECRET, RUNNER_PORT: port }))
  const queue = createJobQueue(inngest, (error) => {
    throw error
  })
  for (const event of services.jobs.sent) await queue.send(event)
  for (const reached of [1, 3000]) {
    await until(async () => (await progress()).doneRows >= reached)
    await kill()
    const { doneRows, createdCount, rejectedCount, status } = await progress()
    expect(createdCount + rejectedCount).toBe(doneRows)
    if (status === 'RUNNING') await startWorker()
  }
  await until(async () => (await progress()).status !== 'RUNNING')
  const bad = Array.from({ length: ROWS }, (_, index) => index).filter(isBad).length
  expect(await progress()).toMatchObject({
    status: 'COMPLETED',
    doneRows: ROWS,
    createdCount: ROWS - bad,
    updatedCount: 0,
    rejectedCount: bad,
  })
  const [counts] = await database.asOwner<{ contacts: number; rejections: number }>(
    `SELECT (SELECT count(*)::int FROM "Contact" WHERE "tenantId" = $1) AS contacts,
      (SELECT count(*)::int FROM "ImportRejection" WHERE "tenantId" = $1) AS rejections`,
    [tenant.tenantId],
  )
  expect(counts).toEqual({ contacts: ROWS - bad + 1, rejections: bad })
})
