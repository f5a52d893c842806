import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { diffSchemas, SCHEMA_PATH, SNAPSHOT_PATH } from '../../scripts/lib/schema-diff'
import { createTenantFixture } from '../testing/tenant-fixture'
import { createEmptyTestDatabase, createTestDatabase } from '../testing/test-database'
import { openDatabase } from './database'
import { migrate } from './migrate'
import { newId } from './transaction'

type Records = { migration_name: string; finished: boolean; applied_steps_count: number }
const FIRST = { name: '20260101000000_first', sql: 'CREATE TABLE "First" (id int);' }
const SECOND = { name: '20260102000000_second', sql: 'INSERT INTO "First" VALUES (2); CREATE TABLE "Second" (id int);' }

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'voicedesk-migrations-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function write(...migrations: { name: string; sql: string }[]): Promise<void> {
  for (const { name, sql } of migrations) {
    await mkdir(join(directory, name), { recursive: true })
    await writeFile(join(directory, name, 'migration.sql'), sql)
  }
}

describe('migrations', () => {
  test('are applied in the order of their names, once', async () => {
    const { url, asOwner } = await createEmptyTestDatabase()
    await write(SECOND, FIRST)
    expect(await migrate({ url, directory })).toEqual([FIRST.name, SECOND.name])
    expect(await migrate({ url, directory })).toEqual([])
    expect(await asOwner<{ id: number }>('SELECT id FROM "First"')).toEqual([{ id: 2 }])
    const records = await asOwner<Records>(
      'SELECT migration_name, finished_at IS NOT NULL AS finished, applied_steps_count FROM "_prisma_migrations" ORDER BY started_at',
    )
    expect(records).toEqual([FIRST.name, SECOND.name].map((name) => ({ migration_name: name, finished: true, applied_steps_count: 1 })))
  })

  test('applied by several processes at once are applied once', async () => {
    const { url } = await createEmptyTestDatabase()
    await write(FIRST, SECOND)
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate({ url, directory })))
    expect(applied.flat().sort()).toEqual([FIRST.name, SECOND.name])
  })

  test('that fail leave nothing of themselves and keep those before', async () => {
    const { url, asOwner } = await createEmptyTestDatabase()
    await write(FIRST, { name: SECOND.name, sql: 'CREATE TABLE "Second" (id int); SELECT 1/0;' })
    await expect(migrate({ url, directory })).rejects.toMatchObject({
      migration: SECOND.name,
      message: expect.stringMatching(/20260102000000_second failed and was undone: division by zero/),
    })
    expect(await asOwner(`SELECT to_regclass('"First"')::text AS first, to_regclass('"Second"')::text AS second`)).toEqual([
      { first: '"First"', second: null },
    ])
    await write(SECOND)
    expect(await migrate({ url, directory })).toEqual([SECOND.name])
  })

  test('edited after they were applied are an error with their name, and nothing after them is applied', async () => {
    const { url } = await createEmptyTestDatabase()
    await write(FIRST)
    await migrate({ url, directory })
    await write({ name: FIRST.name, sql: `${FIRST.sql} -- edited` }, SECOND)
    await expect(migrate({ url, directory })).rejects.toMatchObject({
      migration: FIRST.name,
      message: expect.stringContaining('was edited'),
    })
  })

  test('begun by another tool and never finished are an error with their name', async () => {
    const { url, asOwner } = await createEmptyTestDatabase()
    await write(FIRST)
    await migrate({ url, directory })
    await asOwner(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('x', 'y', '${SECOND.name}')`)
    await write(SECOND)
    await expect(migrate({ url, directory })).rejects.toMatchObject({
      migration: SECOND.name,
      message: expect.stringContaining('never finished'),
    })
    await asOwner(`UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE migration_name = '${SECOND.name}'`)
    expect(await migrate({ url, directory })).toEqual([SECOND.name])
  })

  test('may only hand the application to the role that row-level security binds', async () => {
    const { url } = await createEmptyTestDatabase()
    await expect(migrate({ url, directory, appUrl: url })).rejects.toThrow('must sign in as voicedesk_app')
  })
})

describe('an owner who is no superuser', () => {
  test('migrates, and the application is bound by row-level security and finds what it looks up', async () => {
    const { url: adminUrl, asOwner } = await createEmptyTestDatabase()
    const owner = `owner_${randomBytes(6).toString('hex')}`
    const database = new URL(adminUrl).pathname.slice(1)
    // Roles belong to the server: the template's migration made them, so this owner is given what their maker has.
    await asOwner(
      `CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD 'plain'; GRANT voicedesk_app, voicedesk_lookup TO ${owner} WITH ADMIN OPTION`,
    )
    await asOwner(`ALTER DATABASE ${database} OWNER TO ${owner}; ALTER SCHEMA public OWNER TO ${owner}`)
    const url = Object.assign(new URL(adminUrl), { username: owner, password: 'plain' }).href
    const appUrl = Object.assign(new URL(adminUrl), { username: 'voicedesk_app', password: inject('testServer').appPassword }).href
    try {
      await migrate({ url, appUrl, directory: 'prisma/migrations' })
      const opened = openDatabase({ url: appUrl, maxConnections: 1 })
      const tenant = await createTenantFixture(opened)
      expect(await opened.unscoped.findDialledNumber(tenant.phoneNumber.number)).toMatchObject({ tenantId: tenant.tenantId })
      expect(await opened.userDb(newId(), (db) => db.contact.count())).toBe(0)
      await opened.tenantDb(tenant.scope, (db) => db.tenant.delete({ where: { id: tenant.tenantId } }))
      expect(await asOwner('SELECT id FROM "Contact"')).toEqual([])
      await opened.close()
    } finally {
      await asOwner(
        `ALTER DATABASE ${database} OWNER TO CURRENT_USER; REASSIGN OWNED BY ${owner} TO CURRENT_USER; DROP OWNED BY ${owner}; DROP ROLE ${owner}`,
      )
    }
  })
})

describe('the schema file', () => {
  test('is what the migrations describe', async () => {
    const { url } = await createEmptyTestDatabase()
    expect(await diffSchemas(url, await readFile(SNAPSHOT_PATH, 'utf8'), await readFile(SCHEMA_PATH, 'utf8'))).toBe('')
  })

  test('has the same columns and indexes as a migrated database', async () => {
    const fromSchema = await createEmptyTestDatabase()
    await fromSchema.asOwner(await diffSchemas(fromSchema.url, null, await readFile(SCHEMA_PATH, 'utf8')))
    const migrated = await createTestDatabase()
    const columns = `SELECT table_name, column_name, udt_name, is_nullable, column_default FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name <> '_prisma_migrations' ORDER BY table_name, column_name`
    expect(await migrated.asOwner(columns)).toEqual(await fromSchema.asOwner(columns))
    const indexes = `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef`
    expect(await migrated.asOwner(indexes)).toEqual(expect.arrayContaining(await fromSchema.asOwner(indexes)))
    const references = `SELECT conrelid::regclass::text AS "table", pg_get_constraintdef(oid) AS definition FROM pg_constraint
      WHERE contype = 'f' ORDER BY 1, 2`
    expect(await migrated.asOwner(references)).toEqual(await fromSchema.asOwner(references))
  })
})
