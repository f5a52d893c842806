import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findFreePort, startEmbeddedPostgres } from './lib/embedded-postgres.mjs'
import { diffSchemas, SCHEMA_PATH, SNAPSHOT_PATH } from './lib/schema-diff'

/** Writes the migration that takes the tables of the last migration to prisma/schema.prisma. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { name: { type: 'string' } } })
  if (!values.name || !/^[a-z0-9_]+$/.test(values.name))
    throw new Error('Give the migration a name: npm run db:diff -- --name add_campaigns')
  const sql = await diffOnScratchServer(await readFile(SNAPSHOT_PATH, 'utf8'), await readFile(SCHEMA_PATH, 'utf8'))
  if (!sql) {
    console.log('The migrations already describe prisma/schema.prisma.')
    return
  }
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join('prisma/migrations', `${stamp}_${values.name}`)
  await mkdir(folder)
  await writeFile(join(folder, 'migration.sql'), `${[sql, ...protections(sql)].join('\n\n')}\n`)
  await copyFile(SCHEMA_PATH, SNAPSHOT_PATH)
  console.log(`${folder}/migration.sql: read it before you run npm run db:migrate.`)
}

async function diffOnScratchServer(from: string, to: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'voicedesk-diff-'))
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'pg'), port: await findFreePort(), password: 'scratch' })
  try {
    return await diffSchemas(server.url, from, to)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** A new tenant-owned table without row-level security would be readable by every tenant. */
function protections(sql: string): string[] {
  const tables = [...sql.matchAll(/CREATE TABLE ("\w+") \(([^;]+)\);/g)]
  return tables.filter(([, , columns]) => columns?.includes('"tenantId"')).map(([, table]) => `SELECT tenancy.protect('${table}');`)
}

try {
  await main()
  // The engine keeps its connection.
  process.exit()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
