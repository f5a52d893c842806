import { readdir } from 'node:fs/promises'
import type { HealthProbe } from '../ports/health-probe'
import type { Database } from './transaction'

/** Whether the database answers, and whether it has every migration of this build. */
export function createDatabaseProbes(db: Pick<Database, 'ping' | 'appliedMigrations'>, migrationsDirectory: string): HealthProbe[] {
  return [
    {
      name: 'database',
      async check() {
        try {
          await db.ping()
          return { isUp: true, detail: null }
        } catch {
          return { isUp: false, detail: 'does not answer' }
        }
      },
    },
    {
      name: 'migrations',
      async check() {
        try {
          const [applied, wanted] = await Promise.all([db.appliedMigrations(), listMigrations(migrationsDirectory)])
          const missing = wanted.filter((name) => !applied.includes(name))
          return { isUp: missing.length === 0, detail: missing.length === 0 ? null : `missing: ${missing.join(', ')}` }
        } catch {
          return { isUp: false, detail: 'cannot be read' }
        }
      },
    },
  ]
}

async function listMigrations(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
