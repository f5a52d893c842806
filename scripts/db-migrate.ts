import { migrate } from '../server/db/migrate'

/** Applies the migrations to DATABASE_URL, and lets the application role of DATABASE_APP_URL sign in. */
const url = process.env.DATABASE_URL
if (!url) {
  console.error('DATABASE_URL is not set: the owner of the database to migrate. While `npm start` runs, its database is used.')
  process.exit(1)
}
try {
  const applied = await migrate({
    url,
    directory: 'prisma/migrations',
    ...(process.env.DATABASE_APP_URL ? { appUrl: process.env.DATABASE_APP_URL } : {}),
  })
  console.log(applied.length > 0 ? applied.map((name) => `applied ${name}`).join('\n') : 'Nothing to apply.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
