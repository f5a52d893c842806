import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'

/** The number Prisma's own CLI locks on, so that the two never migrate at the same time. */
const ADVISORY_LOCK = 72_707_369
const APP_ROLE = 'voicedesk_app'

/** A migration that must not be applied over what the database holds. The message names it and is meant for a person. */
export class MigrationError extends Error {
  constructor(
    readonly migration: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'MigrationError'
  }
}

export type Migration = { name: string; sql: string; checksum: string }

/**
 * Applies what is missing, in order and each in a transaction of its own, and records it where Prisma's CLI looks.
 * Afterwards the application role may sign in with the password of `appUrl`.
 *
 * @throws MigrationError when a migration was edited after it was applied, was left half-applied, or fails
 * @returns names of the migrations applied now
 */
export async function migrate(options: { url: string; directory: string; appUrl?: string }): Promise<string[]> {
  const migrations = await readMigrations(options.directory)
  const client = new Client({ connectionString: options.url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
    await ensureRecords(client)
    const pending = await findPending(client, migrations)
    for (const migration of pending) await apply(client, migration)
    if (options.appUrl) await allowSignIn(client, new URL(options.appUrl))
    return pending.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

/** Migrations of a folder in Prisma's format: `<timestamp>_<name>/migration.sql`, ordered by name. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8').catch((error) => {
        throw new MigrationError(name, `Migration ${name} has no readable migration.sql.`, { cause: error })
      })
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function ensureRecords(client: Client): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL,
    "logs" TEXT,
    "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count" INTEGER NOT NULL DEFAULT 0
  )`)
}

async function findPending(client: Client, migrations: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at',
  )
  const half = rows.find((row) => row.finished_at === null)
  if (half) {
    throw new MigrationError(
      half.migration_name,
      `Migration ${half.migration_name} was begun and never finished. Repair the database, then mark it as rolled back or finished in _prisma_migrations.`,
    )
  }
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  const edited = migrations.find((migration) => applied.has(migration.name) && applied.get(migration.name) !== migration.checksum)
  if (edited) {
    throw new MigrationError(
      edited.name,
      `Migration ${edited.name} was edited after it was applied. Restore its file and write a new migration.`,
    )
  }
  return migrations.filter((migration) => !applied.has(migration.name))
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(migration.sql)
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(migration.name, `Migration ${migration.name} failed and was undone: ${reason}`, { cause: error })
  }
}

async function allowSignIn(client: Client, appUrl: URL): Promise<void> {
  if (decodeURIComponent(appUrl.username) !== APP_ROLE) {
    throw new MigrationError('roles', `DATABASE_APP_URL must sign in as ${APP_ROLE}: other roles are not bound by row-level security.`)
  }
  const password = client.escapeLiteral(decodeURIComponent(appUrl.password))
  await client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD ${password}`)
}
