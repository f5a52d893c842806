import { Client } from 'pg'
import { createDemoSecrets, demoEmail } from '../prisma/scenarios/demo-secrets'
import { DEMO_TENANTS } from '../prisma/scenarios/demo-tenants'
import { seedConfiguredDemo } from '../prisma/scenarios/seed-configured-demo'
import { migrate } from '../server/db/migrate'
import { ownerEnv } from '../server/env'

/** What has to be true of the database before anything starts: it exists, is migrated and, unless told otherwise, holds the demo. */
async function main(): Promise<void> {
  const settings = ownerEnv()
  const { DATABASE_URL: url, DATABASE_APP_URL: appUrl, DEMO_SEED } = settings
  await createWhereMissing(url)
  const applied = await migrate({ url, appUrl, directory: 'prisma/migrations' })
  for (const name of applied) console.log(`applied ${name}`)
  if (process.argv.includes('--no-demo')) return
  const made = await seedConfiguredDemo(settings)
  for (const slug of made) console.log(`made ${slug}`)
  // The last line is for the start command to show.
  console.log(
    JSON.stringify({ email: demoEmail(DEMO_TENANTS[0]?.slug ?? '', 'OWNER'), password: createDemoSecrets(DEMO_SEED ?? '').password }),
  )
}

async function createWhereMissing(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  const own = new Client({ connectionString: url })
  try {
    await own.connect()
    await own.end()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '3D000')) throw error
    const server = new URL(url)
    server.pathname = '/postgres'
    const client = new Client({ connectionString: server.href })
    await client.connect()
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
    await client.end()
  }
}

try {
  await main()
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  const place = process.env.DATABASE_URL ? new URL(process.env.DATABASE_URL).host : ''
  if (/ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN/.test(code)) return `No PostgreSQL answers at ${place}: check DATABASE_URL.`
  if (code === '28P01' || code === '28000') return `PostgreSQL at ${place} refuses the user or password of DATABASE_URL.`
  return error.message
}
