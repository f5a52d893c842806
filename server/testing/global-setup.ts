import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { findFreePort, startEmbeddedPostgres } from '../../scripts/lib/embedded-postgres.mjs'
import { migrate } from '../db/migrate'

const TEMPLATE = 'voicedesk_template'
const APP_PASSWORD = 'app-password-of-tests'

/** What test files get to know about the server: see `createTestDatabase`. */
export type TestServer = { ownerUrl: string; appPassword: string; template: string }

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

/**
 * One PostgreSQL for the whole run and one migrated database in it, of which every test file gets a copy.
 * TEST_DATABASE_URL names a server to use instead of the packaged one; its role must be allowed to create databases and roles.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = process.env.TEST_DATABASE_URL ? `${TEMPLATE}_${process.pid}` : TEMPLATE
  await recreate(server.url, template)
  await migrate({ url: withDatabase(server.url, template), directory: 'prisma/migrations', appUrl: appUrlOf(server.url, template) })
  project.provide('testServer', { ownerUrl: server.url, appPassword: APP_PASSWORD, template })
  return server.stop
}

async function openServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    return { url: given, stop: () => run(given, `DROP DATABASE IF EXISTS "${TEMPLATE}_${process.pid}" WITH (FORCE)`) }
  }
  const folder = await mkdtemp(join(tmpdir(), 'voicedesk-test-'))
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'pg'),
    port: await findFreePort(),
    password: 'owner-password-of-tests',
    // Nothing here has to survive a power cut.
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: 200 },
  })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function appUrlOf(ownerUrl: string, database: string): string {
  const url = new URL(withDatabase(ownerUrl, database))
  url.username = 'voicedesk_app'
  url.password = APP_PASSWORD
  return url.href
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

async function recreate(serverUrl: string, database: string): Promise<void> {
  await run(serverUrl, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`)
  await run(serverUrl, `CREATE DATABASE "${database}"`)
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
