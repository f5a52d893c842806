import { join } from 'node:path'
import { Client } from 'pg'
import { findFreePort, startEmbeddedPostgres } from '../../scripts/lib/embedded-postgres.mjs'
import { migrate } from '../../server/db/migrate'
import { fingerprint, isLoaded, loadWorld } from './load-world'
import type { WorldSize } from './world-sql'

export type World = {
  folder: string
  ownerUrl: string
  appUrl: string
  wasLoaded: boolean
  /** Stops the database and starts it again: what it kept in memory is gone, what the system kept of its files is not. */
  restart(): Promise<void>
  stop(): Promise<void>
}

const DATABASE = 'history'
const OWNER_PASSWORD = 'owner-password-of-bench'
const APP_PASSWORD = 'app-password-of-bench'
/** As `npm start` runs the packaged server; everything else is PostgreSQL's default, such as 128 MB of shared buffers. */
const SETTINGS = { max_connections: 150 }
/** A world that is lost with the power is made again. */
const SETTINGS_OF_LOADING = {
  ...SETTINGS,
  fsync: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '4GB',
  checkpoint_timeout: '30min',
  shared_buffers: '1GB',
  autovacuum: 'off',
}

/** A database of its own with the world in it: the one of last time when that was made the same way. Migrations since then are applied. */
export async function openWorld(size: WorldSize, tell: (text: string) => void): Promise<World> {
  const folder = join(process.env.DATA_DIR ?? '.data', 'bench-history')
  const start = (port: number, settings: Record<string, string | number>) =>
    startEmbeddedPostgres({ dataDir: join(folder, 'pg'), port, password: OWNER_PASSWORD, settings })
  const port = await findFreePort()
  let server = await start(port, SETTINGS_OF_LOADING)
  const ownerUrl = withDatabase(server.url, DATABASE)
  const appUrl = asApp(ownerUrl)
  const print = fingerprint(size)
  const isThere = await exists(server.url)
  const wasLoaded = isThere && (await isLoaded(ownerUrl, print))
  if (!wasLoaded) {
    await run(server.url, `DROP DATABASE IF EXISTS "${DATABASE}" WITH (FORCE)`, `CREATE DATABASE "${DATABASE}"`)
  }
  await migrate({ url: ownerUrl, directory: 'prisma/migrations', appUrl })
  if (!wasLoaded) await loadWorld(ownerUrl, size, print, tell)
  const restart = async () => {
    await server.stop()
    server = await start(port, SETTINGS)
  }
  await restart()
  return { folder, ownerUrl, appUrl, wasLoaded, restart, stop: () => server.stop() }
}

async function exists(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE])).rowCount === 1
  } finally {
    await client.end()
  }
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

function asApp(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.username = 'voicedesk_app'
  url.password = APP_PASSWORD
  return url.href
}
