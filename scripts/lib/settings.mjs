import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { PlainError } from './plain-error.mjs'

const DATABASE_NAME = 'voicedesk'

/** Settings of the shell before those of `.env`; a blank one counts as absent. */
export function readGiven(root) {
  const file = join(root, '.env')
  const fromFile = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
  return Object.fromEntries(
    Object.entries({ ...fromFile, ...process.env }).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
}

/** @returns where this instance keeps its data and which ports it takes */
export function readPlaces(root, given) {
  return {
    dataDir: resolve(root, given.DATA_DIR ?? '.data'),
    ports: {
      PORT: readPort(given, 'PORT', 3000),
      MEDIA_PORT: readPort(given, 'MEDIA_PORT', 3001),
      SIMULATORS_PORT: readPort(given, 'SIMULATORS_PORT', 3002),
      RUNNER_PORT: readPort(given, 'RUNNER_PORT', 3003),
    },
  }
}

function readPort(given, name, fallback) {
  const port = given[name] === undefined ? fallback : Number(given[name])
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new PlainError(`${name}=${given[name]} is not a port: give a number from 1 to 65535.`)
}

/** Secrets nobody has given are made once and kept in a file only its owner reads. */
export function readSecrets(dataDir) {
  const file = join(dataDir, 'secrets.json')
  const known = existsSync(file) ? parseSecrets(file) : {}
  const secrets = {
    databasePassword: randomBytes(24).toString('base64url'),
    databaseAppPassword: randomBytes(24).toString('base64url'),
    internalSecret: randomBytes(32).toString('base64url'),
    nextAuthSecret: randomBytes(32).toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64'),
    demoSeed: randomBytes(32).toString('base64url'),
    ...known,
  }
  if (Object.keys(secrets).length !== Object.keys(known).length) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    // Written beside and renamed: a full disk must not leave half a file where the only copy of a key was.
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return secrets
}

function parseSecrets(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new PlainError(
      `${file} is not readable as JSON: it holds the keys of this installation's data. Restore it, or delete the whole folder to begin anew.`,
    )
  }
}

/**
 * What this instance adds to the settings that were given: with both, every process of it can be started, and other
 * commands reach it.
 *
 * @param {{ given: Record<string, string>, places: ReturnType<typeof readPlaces>, secrets: ReturnType<typeof readSecrets>,
 *   databaseUrl: string, isDev: boolean }} input
 */
export function composeEnv({ given, places, secrets, databaseUrl, isDev }) {
  const { ports, dataDir } = places
  const demoSeed = given.DEMO_SEED ?? secrets.demoSeed
  const appUrl = given.APP_URL ?? `http://127.0.0.1:${ports.PORT}`
  return {
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
    ...simulatedVendors(given, ports.SIMULATORS_PORT, demoSeed),
    NODE_ENV: isDev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATA_DIR: dataDir,
    APP_URL: appUrl,
    MEDIA_URL: given.MEDIA_URL ?? `ws://127.0.0.1:${ports.MEDIA_PORT}`,
    DATABASE_URL: databaseUrl,
    DATABASE_APP_URL: given.DATABASE_APP_URL ?? applicationUrl(databaseUrl, secrets),
    INTERNAL_SECRET: given.INTERNAL_SECRET ?? secrets.internalSecret,
    NEXTAUTH_SECRET: given.NEXTAUTH_SECRET ?? given.JWT_SECRET ?? secrets.nextAuthSecret,
    NEXTAUTH_URL: given.NEXTAUTH_URL ?? appUrl,
    ENCRYPTION_KEY: given.ENCRYPTION_KEY ?? secrets.encryptionKey,
    // Secrets of the demo's own: derived, so that they are the same at every start and differ between installations.
    DEMO_SEED: demoSeed,
  }
}

/** A vendor without a key is played by the simulator on this machine. Speech needs no stand-in: it is embedded. */
function simulatedVendors(given, port, demoSeed) {
  const origin = `http://127.0.0.1:${port}`
  const model = { OPENAI_API_KEY: 'simulated', OPENAI_BASE_URL: `${origin}/openai/v1`, OPENAI_IS_SIMULATED: '1' }
  const retell = {
    RETELL_API_KEY: `key_${derive(demoSeed, 'retell')}`,
    RETELL_BASE_URL: standIn(given.RETELL_BASE_URL, 'api.retellai.com') ?? `${origin}/retell`,
    // A simulated line costs nothing.
    RETELL_MAX_CONCURRENT_CALLS: given.RETELL_MAX_CONCURRENT_CALLS ?? '200',
  }
  const ringCentralUrl = standIn(given.RINGCENTRAL_BASE_URL, 'platform.ringcentral.com') ?? `${origin}/ringcentral`
  const ringCentral = {
    RINGCENTRAL_API_KEY: 'simulated',
    RINGCENTRAL_CLIENT_ID: 'simulated',
    RINGCENTRAL_CLIENT_SECRET: 'simulated',
    RINGCENTRAL_BASE_URL: ringCentralUrl,
    RINGCENTRAL_MEDIA_BASE_URL: standIn(given.RINGCENTRAL_MEDIA_BASE_URL, 'media.ringcentral.com') ?? ringCentralUrl,
  }
  const exotel = {
    EXOTEL_ACCOUNT_SID: 'simulated',
    EXOTEL_API_KEY: 'simulated',
    EXOTEL_API_TOKEN: 'simulated',
    EXOTEL_BASE_URL: `${origin}/exotel`,
  }
  return {
    ...(given.EXOTEL_API_KEY || given.EXOTEL_BASE_URL ? {} : exotel),
    ...(given.OPENAI_API_KEY ? {} : model),
    ...(given.RETELL_API_KEY ? {} : retell),
    ...(given.RINGCENTRAL_API_KEY ? {} : ringCentral),
    RINGCENTRAL_VERIFICATION_TOKEN: given.RINGCENTRAL_VERIFICATION_TOKEN ?? derive(demoSeed, 'ringcentral'),
  }
}

/** A stand-in of one's own; the vendor itself, as `.env.example` names it, would refuse a key that is made up. */
function standIn(url, vendorHost) {
  return url && URL.canParse(url) && new URL(url).hostname !== vendorHost ? url : undefined
}

/** As `createDemoSecrets` derives them: what the simulators are started with is what `demo:info` prints. */
function derive(seed, purpose) {
  return createHmac('sha256', seed).update(purpose).digest('base64url')
}

function applicationUrl(databaseUrl, secrets) {
  const url = new URL(databaseUrl)
  url.username = 'voicedesk_app'
  url.password = secrets.databaseAppPassword
  return url.href
}

/** The embedded server's connection, in the database that is ours. */
export function embeddedDatabaseUrl(serverUrl) {
  const url = new URL(serverUrl)
  url.pathname = `/${DATABASE_NAME}`
  return url.href
}
