import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, inject } from 'vitest'
import { openDatabase } from '../db/database'
import type { Database } from '../db/transaction'

export type TestDatabase = {
  /** Connects as the owner: migrations and raw preparation. */
  url: string
  /** Connects as the application role, as the product does. */
  appUrl: string
  database: Database
  /** Runs SQL as the owner, past row-level security. */
  asOwner<Row extends Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Runs SQL as the application role in one transaction with these settings, which is then rolled back. */
  asApp<Row extends Record<string, unknown>>(
    settings: { tenantId?: string; userId?: string },
    sql: string,
    values?: unknown[],
  ): Promise<Row[]>
}

/**
 * A migrated, empty database of its own for the calling test file. Call it at the top of the file or in `beforeAll`;
 * it is dropped after the file's last test.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('testServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await copyTemplate(server.ownerUrl, name, server.template)
  const url = replace(server.ownerUrl, { database: name })
  const appUrl = replace(server.ownerUrl, { database: name, user: 'voicedesk_app', password: server.appPassword })
  const database = openDatabase({ url: appUrl, maxConnections: 5 })

  afterAll(async () => {
    await database.close()
    await runOnce(server.ownerUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  })

  return {
    url,
    appUrl,
    database,
    asOwner: (sql, values) => runOnce(url, sql, values),
    asApp: async (settings, sql, values) => {
      const client = new Client({ connectionString: appUrl })
      await client.connect()
      try {
        await client.query('BEGIN')
        if (settings.tenantId) await client.query(`SELECT set_config('app.tenant_id', $1, true)`, [settings.tenantId])
        if (settings.userId) await client.query(`SELECT set_config('app.user_id', $1, true)`, [settings.userId])
        return (await client.query(sql, values)).rows
      } finally {
        await client.end()
      }
    },
  }
}

/** An empty, unmigrated database for the calling test; dropped after the file's last test. */
export async function createEmptyTestDatabase(): Promise<Pick<TestDatabase, 'url' | 'asOwner'>> {
  const server = inject('testServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runOnce(server.ownerUrl, `CREATE DATABASE "${name}"`)
  createdDatabases.push(name)
  const url = replace(server.ownerUrl, { database: name })
  return { url, asOwner: (sql, values) => runOnce(url, sql, values) }
}

const createdDatabases: string[] = []

afterAll(async () => {
  for (const name of createdDatabases.splice(0)) {
    await runOnce(inject('testServer').ownerUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
  }
})

/** Two copies at the same moment: PostgreSQL refuses while another session reads the template. */
async function copyTemplate(ownerUrl: string, name: string, template: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(hashtext($1))', [template])
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`)
  } finally {
    await client.end()
  }
}

async function runOnce<Row extends Record<string, unknown>>(url: string, sql: string, values?: unknown[]): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

function replace(serverUrl: string, parts: { database: string; user?: string; password?: string }): string {
  const url = new URL(serverUrl)
  url.pathname = `/${parts.database}`
  if (parts.user) url.username = parts.user
  if (parts.password) url.password = parts.password
  return url.href
}
