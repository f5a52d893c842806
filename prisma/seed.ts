import { env } from '../server/env'
import { seedConfiguredDemo } from './scenarios/seed-configured-demo'

/** `npm run seed -- <scenario>`: named data for the running instance. */
const SCENARIOS: Record<string, () => Promise<string>> = {
  demo: async () => {
    const made = await seedConfiguredDemo(env())
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
