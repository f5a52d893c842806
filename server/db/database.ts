import { type ClientOptions, createPrismaClient } from './client'
import { createTransactions, type Database } from './transaction'
import { createUnscoped } from './unscoped'

/** Opens a pool of connections as the application role. One per process. */
export function openDatabase(options: ClientOptions): Database {
  const prisma = createPrismaClient(options)
  return {
    ...createTransactions(prisma),
    unscoped: createUnscoped(prisma),
    shared: { mediaServer: prisma.mediaServer, installationMark: prisma.installationMark },
    ping: async () => {
      await prisma.$queryRaw`SELECT 1`
    },
    appliedMigrations: async () => {
      const rows = await prisma.$queryRaw<{ name: string }[]>`
        SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`
      return rows.map((row) => row.name)
    },
    close: () => prisma.$disconnect(),
  }
}
