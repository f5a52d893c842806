import { z } from 'zod'

/**
 * Every setting of every process, read in one place. Values are parsed when first asked for, not on import: `next build`
 * loads route modules without any of them set. A process asks for what it needs: `env()` for what all share, `webEnv()`
 * for what only Next needs, `ownerEnv()` for what works on the schema itself.
 */

const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    error: `must be a URL starting with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  })
const httpUrl = url('http:', 'https:')
const port = z.coerce.number().int().min(1).max(65_535)
const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true')
const secret = z.string().min(32, 'must have at least 32 characters')

const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DATA_DIR: z.string().default('.data'),

  /** The schema's owner: migrations and the embedded runner's own tables. */
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  /** The role that row-level security binds: everything the product does. */
  DATABASE_APP_URL: url('postgres:', 'postgresql:'),
  REDIS_URL: url('redis:', 'rediss:').optional(),

  APP_URL: httpUrl.default('http://127.0.0.1:3000'),
  PORT: port.default(3000),
  MEDIA_PORT: port.default(3001),
  /** Where callers' audio reaches the media-server, as the outside sees it. */
  MEDIA_URL: url('ws:', 'wss:').default('ws://127.0.0.1:3001'),
  /** Where the other processes reach it. Absent: this machine's MEDIA_PORT. */
  MEDIA_INTERNAL_URL: httpUrl.optional(),
  MEDIA_CAPACITY: z.coerce.number().int().min(1).max(10_000).default(60),
  /** How long calls may go on after the media-server was asked to stop; then it says goodbye to them. */
  MEDIA_DRAIN_SECONDS: z.coerce.number().int().min(0).max(7200).default(6),
  SIMULATORS_PORT: port.default(3002),
  RUNNER_PORT: port.default(3003),
  /** Where the embedded runner finds our functions (`…/api/inngest`). Absent: it serves them in its own process. */
  JOBS_URL: httpUrl.optional(),
  API_REQUESTS_PER_MINUTE: z.coerce.number().int().min(1).default(300),
  /** How many proxies in front of Next append to X-Forwarded-For; 0 trusts none of it. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),

  /** Signs what our own processes say to each other. */
  INTERNAL_SECRET: secret,
  NEXTAUTH_SECRET: secret.optional(),
  NEXTAUTH_URL: httpUrl.optional(),
  /** AES-256 key of secrets kept in the database. */
  ENCRYPTION_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64: openssl rand -base64 32')
    .optional(),

  /** Set by the start script: what the demo's passwords and keys are derived from. */
  DEMO_SEED: z.string().min(16).optional(),

  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  EMAIL_SERVER: url('smtp:', 'smtps:').optional(),
  EMAIL_FROM: z.string().optional(),

  EXOTEL_ACCOUNT_SID: z.string().optional(),
  EXOTEL_API_KEY: z.string().optional(),
  EXOTEL_API_TOKEN: z.string().optional(),
  EXOTEL_SUBDOMAIN: z.string().optional(),
  EXOTEL_BASE_URL: httpUrl.optional(),
  /** Bytes of 8 kHz audio in one frame to Exotel. */
  EXOTEL_FRAME_BYTES: z.coerce
    .number()
    .int()
    .min(320)
    .max(100_000)
    .refine((bytes) => bytes % 320 === 0, 'must be a multiple of 320')
    .default(3200),

  DEEPGRAM_API_KEY: z.string().optional(),
  DEEPGRAM_BASE_URL: httpUrl.default('https://api.deepgram.com'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: httpUrl.default('https://api.openai.com/v1'),
  OPENAI_MODEL: z.string().default('gpt-4o-mini'),
  /** A second endpoint of the same protocol that answers while the first one fails. */
  OPENAI_FALLBACK_API_KEY: z.string().optional(),
  OPENAI_FALLBACK_BASE_URL: httpUrl.optional(),
  OPENAI_FALLBACK_MODEL: z.string().optional(),
  /** Set by the start script when no key is given: answers come from the practice receptionist. */
  OPENAI_IS_SIMULATED: flag.default(false),
  ELEVENLABS_API_KEY: z.string().optional(),
  ELEVENLABS_BASE_URL: httpUrl.default('https://api.elevenlabs.io'),
  GOOGLE_TTS_API_KEY: z.string().optional(),
  GOOGLE_TTS_BASE_URL: httpUrl.default('https://texttospeech.googleapis.com'),
  RETELL_API_KEY: z.string().optional(),
  RETELL_BASE_URL: httpUrl.default('https://api.retellai.com'),
  /** Calls under way at once that its account allows: 20 come without extra charge. Tenants with a key of their own are not counted. */
  RETELL_MAX_CONCURRENT_CALLS: z.coerce.number().int().min(1).max(100_000).default(20),
  /** A JWT credential of RingCentral's developer console, for tenants without an account of their own. */
  RINGCENTRAL_API_KEY: z.string().optional(),
  /** The app the credential is for. Absent: the key is an access token as it is. */
  RINGCENTRAL_CLIENT_ID: z.string().optional(),
  RINGCENTRAL_CLIENT_SECRET: z.string().optional(),
  RINGCENTRAL_BASE_URL: httpUrl.default('https://platform.ringcentral.com'),
  /** Where RingCentral keeps recordings. */
  RINGCENTRAL_MEDIA_BASE_URL: httpUrl.default('https://media.ringcentral.com'),
  /** What RingCentral's events carry to prove where they come from. */
  RINGCENTRAL_VERIFICATION_TOKEN: z.string().min(16).optional(),

  INNGEST_EVENT_KEY: z.string().optional(),
  INNGEST_SIGNING_KEY: z.string().optional(),
  INNGEST_SIGNING_KEY_FALLBACK: z.string().optional(),
  INNGEST_BASE_URL: httpUrl.optional(),
  /** `1`, or the address of an Inngest dev server. */
  INNGEST_DEV: z.string().optional(),

  S3_ENDPOINT: httpUrl.optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().default('auto'),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
})

/** Settings that only make sense together: any of them given, all of them needed. */
const GROUPS: (keyof z.input<typeof settings>)[][] = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['EMAIL_SERVER', 'EMAIL_FROM'],
  ['OPENAI_FALLBACK_API_KEY', 'OPENAI_FALLBACK_BASE_URL', 'OPENAI_FALLBACK_MODEL'],
  ['EXOTEL_ACCOUNT_SID', 'EXOTEL_API_KEY', 'EXOTEL_API_TOKEN'],
  ['RINGCENTRAL_CLIENT_ID', 'RINGCENTRAL_CLIENT_SECRET'],
  ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'],
]

export type Env = z.output<typeof settings>
export type WebEnv = Env & { NEXTAUTH_SECRET: string; NEXTAUTH_URL: string; ENCRYPTION_KEY: string }
export type OwnerEnv = Env & { DATABASE_URL: string }

/** Names of all settings, for the check of `.env.example`. */
export const SETTING_NAMES = Object.keys(settings.shape)

export class EnvError extends Error {
  constructor(readonly problems: { name: string; problem: string }[]) {
    super(`Settings are missing or wrong:\n${problems.map(({ name, problem }) => `  ${name}: ${problem}`).join('\n')}`)
    this.name = 'EnvError'
  }
}

/**
 * Parses settings.
 * @param source name → text; a blank value counts as absent. JWT_SECRET is read where NEXTAUTH_SECRET is absent.
 * @param required names this process cannot do without, beyond those every process needs
 * @throws EnvError that names every failing setting, never its value
 */
export function parseEnv(source: Record<string, string | undefined>, required: (keyof Env)[] = []): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, text]) => text !== undefined && text.trim() !== ''))
  const withAlias = { ...given, NEXTAUTH_SECRET: given.NEXTAUTH_SECRET ?? given.JWT_SECRET }
  const result = settings.safeParse(withAlias)
  const problems = result.success ? [] : result.error.issues.map((issue) => explain(issue, withAlias))
  const isAbsent = (name: string) => !(name in given) && withAlias[name as keyof typeof withAlias] === undefined
  for (const name of required) {
    if (isAbsent(name) && !problems.some((problem) => problem.name === name)) problems.push({ name, problem: 'is missing' })
  }
  for (const group of GROUPS) {
    if (group.every(isAbsent)) continue
    const others = (name: string) => group.filter((other) => other !== name && !isAbsent(other)).join(', ')
    for (const name of group.filter(isAbsent)) problems.push({ name, problem: `is missing (needed with ${others(name)})` })
  }
  if (!result.success || problems.length > 0) throw new EnvError(problems)
  return result.data
}

function explain(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): { name: string; problem: string } {
  const name = String(issue.path[0])
  return { name, problem: given[name] === undefined ? 'is missing' : issue.message }
}

function once<Value>(read: () => Value): () => Value {
  let value: { read: Value } | undefined
  return () => {
    value ??= { read: read() }
    return value.read
  }
}

/** What every process shares. */
export const env: () => Env = once(() => parseEnv(process.env))

/** What the Next process needs besides: sessions, and the key of stored secrets. */
export const webEnv: () => WebEnv = once(() => {
  const parsed = parseEnv(process.env, ['NEXTAUTH_SECRET', 'ENCRYPTION_KEY'])
  const { NEXTAUTH_SECRET = '', ENCRYPTION_KEY = '', NEXTAUTH_URL = parsed.APP_URL } = parsed
  // next-auth reads this one itself, and guesses http://localhost:3000 where it is absent.
  process.env.NEXTAUTH_URL = NEXTAUTH_URL
  return { ...parsed, NEXTAUTH_SECRET, ENCRYPTION_KEY, NEXTAUTH_URL }
})

/** What migrations and the embedded runner need besides: the owner's connection. */
export const ownerEnv: () => OwnerEnv = once(() => {
  const parsed = parseEnv(process.env, ['DATABASE_URL'])
  return { ...parsed, DATABASE_URL: parsed.DATABASE_URL ?? '' }
})

/** The log level alone: a process must be able to log that its settings are wrong. */
export function logLevel(): Env['LOG_LEVEL'] {
  const level = settings.shape.LOG_LEVEL.safeParse(process.env.LOG_LEVEL || undefined)
  return level.success ? level.data : 'info'
}

/** Where other processes on this network reach the media-server over HTTP. */
export function mediaInternalUrl(given: Env = env()): string {
  return given.MEDIA_INTERNAL_URL ?? `http://127.0.0.1:${given.MEDIA_PORT}`
}
