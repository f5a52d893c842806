import { env } from '../server/env'
import { seedDemo } from './scenarios/demo'

/** `npm run seed -- <scenario>`: named data for the running instance. */
const SCENARIOS: Record<string, () => Promise<string>> = {
  demo: async () => {
    const { DATABASE_APP_URL, DEMO_SEED, ENCRYPTION_KEY } = env()
    if (!DEMO_SEED || !ENCRYPTION_KEY) throw new Error('DEMO_SEED and ENCRYPTION_KEY are needed: they are set while `npm start` runs.')
    const made = await seedDemo({ databaseUrl: DATABASE_APP_URL, seed: DEMO_SEED, encryptionKey: ENCRYPTION_KEY, now: new Date() })
    return made.length > 0 ? `Made ${made.join(', ')}.` : 'The demo is there already.'
  },
}

const name = process.argv[2] ?? 'demo'
try {
  const scenario = SCENARIOS[name]
  if (!scenario) throw new Error(`There is no scenario ${name}: ${Object.keys(SCENARIOS).join(', ')}.`)
  process.stdout.write(`${await scenario()}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
