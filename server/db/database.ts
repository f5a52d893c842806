import { type ClientOptions, createPool, createPrismaClient } from './client'
import { createTransactions, type Database } from './transaction'
import { createUnscoped } from './unscoped'

/** Opens a pool of connections as the application role. One per process. */
export function openDatabase(options: ClientOptions): Database {
  const pool = createPool(options)
  const prisma = createPrismaClient(pool, options)
  return {
    ...createTransactions(prisma),
    unscoped: createUnscoped(prisma, pool),
    shared: { mediaServer: prisma.mediaServer, installationMark: prisma.installationMark },
    ping: async () => {
      await prisma.$queryRaw`SELECT 1`
    },
    appliedMigrations: async () => {
      const rows = await prisma.$queryRaw<{ name: string }[]>`
        SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`
      return rows.map((row) => row.name)
    },
    close: async () => {
      await prisma.$disconnect()
      // Prisma closes what it has used.
      if (!pool.ending) await pool.end()
    },
  }
}
