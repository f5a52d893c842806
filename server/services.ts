import { join } from 'node:path'
import { openDatabase } from './db/database'
import { createDatabaseProbes } from './db/database-probes'
import type { Database } from './db/transaction'
import type { VoiceProvider } from './domain/agents/voices'
import type { SystemFacts } from './domain/system/system-view'
import type { ReadCallDelivery } from './domain/telephony/call-delivery'
import { type Env, env, mediaInternalUrl, webEnv } from './env'
import { createInngest, inngestConnection, jobServerHealthUrl } from './inngest/client'
import { createJobQueue } from './inngest/job-queue'
import { log } from './log'
import { createAccountService } from './modules/account/account.service'
import { createAgentsService } from './modules/agents/agents.service'
import { createAnalyticsService } from './modules/analytics/analytics.service'
import { createApiKeysService } from './modules/api-keys/api-keys.service'
import { createCredentialsService } from './modules/api-keys/credentials.service'
import { createAuditService } from './modules/audit/audit.service'
import { createBookingsService } from './modules/bookings/bookings.service'
import { createCallCorrections } from './modules/calls/call-corrections.service'
import { createCallsService } from './modules/calls/calls.service'
import { createContactsService } from './modules/contacts/contacts.service'
import { createConversationsService } from './modules/conversations/conversations.service'
import { createExportsService } from './modules/exports/exports.service'
import { createImportsService } from './modules/imports/imports.service'
import { createInsightsService } from './modules/insights/insights.service'
import { createLinksService } from './modules/links/links.service'
import { createMappingsService } from './modules/mappings/mappings.service'
import { createMediaServersService } from './modules/media-servers/media-servers.service'
import { createOutboundService } from './modules/outbound/outbound.service'
import { OUTBOUND_LIMITS, type OutboundLimits } from './modules/outbound/outbound-deps'
import type { OutcomeNotices } from './modules/outcomes/outcome-deps'
import { createOutcomesService } from './modules/outcomes/outcomes.service'
import { createPhoneNumbersService } from './modules/phone-numbers/phone-numbers.service'
import { createRecordingIntake } from './modules/recordings/recording-intake.service'
import { createRecordingsService } from './modules/recordings/recordings.service'
import { createRingCentralService } from './modules/ringcentral/ringcentral.service'
import type { RingCentralVendor } from './modules/ringcentral/ringcentral-deps'
import { createSavedSearchesService } from './modules/saved-searches/saved-searches.service'
import { createSuppressionsService } from './modules/suppressions/suppressions.service'
import { createSystemService } from './modules/system/system.service'
import { createTasksService } from './modules/tasks/tasks.service'
import { createTeamService } from './modules/team/team.service'
import { createAccessService } from './modules/tenants/access.service'
import { createOverview } from './modules/tenants/overview.service'
import { createTenantsService } from './modules/tenants/tenants.service'
import { createWebhooksService } from './modules/webhooks/webhooks.service'
import type { Cache } from './ports/cache'
import type { Clock } from './ports/clock'
import type { EventBus } from './ports/event-bus'
import type { HealthProbe } from './ports/health-probe'
import type { JobQueue } from './ports/job-queue'
import type { LanguageModel } from './ports/language-model'
import type { Mailer } from './ports/mailer'
import type { OutboundCaller } from './ports/outbound-caller'
import type { PasswordHasher } from './ports/password-hasher'
import type { RateLimits } from './ports/rate-limits'
import type { RecordingStore } from './ports/recording-store'
import type { RemoteFiles } from './ports/remote-files'
import type { SecretBox } from './ports/secret-box'
import type { Telephony } from './ports/telephony'
import type { VoicePreview } from './ports/voice-preview'
import { createArgon2Passwords } from './vendors/argon2/argon2-passwords'
import { createExotelTelephony } from './vendors/exotel/call-details'
import { readExotelDelivery } from './vendors/exotel/webhook-fields'
import { createSafeFetch } from './vendors/http/safe-fetch'
import { createHttpProbe } from './vendors/http-probe/http-probe'
import { createLocalDiskRecordings } from './vendors/local-disk/local-disk-recordings'
import { createHttpVoicePreview } from './vendors/media-server/http-voice-preview'
import { createMemoryCache } from './vendors/memory/memory-cache'
import { createMemoryRateLimits } from './vendors/memory/memory-rate-limits'
import { createAesSecretBox } from './vendors/node-crypto/aes-secret-box'
import { createOpenAiLanguageModel } from './vendors/openai/openai-language-model'
import { createPostgresBus } from './vendors/postgres-bus/postgres-bus'
import { createRedisBus } from './vendors/redis/redis-bus'
import { createRedisCache } from './vendors/redis/redis-cache'
import { connectRedis } from './vendors/redis/redis-connection'
import { createRedisRateLimits } from './vendors/redis/redis-rate-limits'
import { readRetellEvent } from './vendors/retell/retell-events'
import { createRetellOutboundCaller } from './vendors/retell/retell-outbound-caller'
import { isRetellSignature } from './vendors/retell/retell-signature'
import { readRingCentralEvent } from './vendors/ringcentral/ringcentral-events'
import { createRingCentralCalls } from './vendors/ringcentral/ringcentral-recorded-calls'
import { createS3Recordings } from './vendors/s3/s3-recordings'
import { createSmtpMailer } from './vendors/smtp/smtp-mailer'
import { systemClock } from './vendors/system-clock/system-clock'

/** Below the working directory of every process. */
const MIGRATIONS = 'prisma/migrations'

/** The world as services see it. Tests pass their own. */
export type Adapters = {
  db: Database
  clock: Clock
  eventBus: EventBus
  cache: Cache
  rateLimits: RateLimits
  recordings: RecordingStore
  jobs: JobQueue
  /** Null: no telephone company to ask. */
  telephony: Telephony | null
  readExotelDelivery: ReadCallDelivery
  /** Notices of one tenant that arrive within it are applied together; absent: 300 ms. */
  webhookWindowMs?: number
  /** Public origin of the media-server's sockets. */
  mediaUrl: string
  /** Public origin of the dashboard and the webhooks. */
  appUrl: string
  passwords: PasswordHasher
  secrets: SecretBox
  /** For work after a call; the media-server has its own. Null: none is configured, rules do it. */
  languageModel: LanguageModel | null
  /** What its tokens are priced as: see server/domain/costs/price-list. */
  languageModelPricedAs: string
  /** Null: no vendor to place calls through. */
  outboundCaller: OutboundCaller | null
  outcomeNotices: OutcomeNotices
  remoteFiles: RemoteFiles
  /** Of recordings fetched from elsewhere; absent: 250 MB in five minutes. */
  downloadLimits?: { maxBytes: number; totalMs: number }
  ringCentral: RingCentralVendor
  /** Absent: as they are in production, without a key for tenants that have none. */
  outboundLimits?: Partial<OutboundLimits>
  /** Null: no e-mail is sent from here. */
  mailer: Mailer | null
  voicePreview: VoicePreview
  /** Text-to-speech providers with a key here; the embedded one needs none. */
  voiceProviders: ReadonlySet<VoiceProvider>
  /** Each part whose health counts. */
  probes: HealthProbe[]
  systemFacts: SystemFacts
  /** Work nobody waits for failed. */
  onBackgroundError: (error: unknown) => void
  /** A business and its audit log are gone. */
  noteRemoval: (removed: { tenantId: string; actorId: string }) => void
}

/** Everything the product does, one service per noun. The doors call these and nothing below them. */
export function createServices(adapters: Adapters) {
  const audit = createAuditService(adapters)
  const access = createAccessService({ ...adapters, audit })
  const apiKeys = createApiKeysService({ ...adapters, audit })
  const credentials = createCredentialsService({ ...adapters, apiKeys })
  const calls = createCallsService(adapters)
  const webhooks = createWebhooksService({ ...adapters, audit, calls })
  const withAudit = { ...adapters, audit }
  const tenants = createTenantsService(withAudit)
  const suppressions = createSuppressionsService(withAudit)
  const contacts = createContactsService({ ...withAudit, calls, suppressions })
  const mappings = createMappingsService(withAudit)
  const outboundLimits = { ...OUTBOUND_LIMITS, ...adapters.outboundLimits }
  const links = createLinksService(withAudit)
  const insights = createInsightsService({ ...withAudit, calls })
  const recordingIntake = createRecordingIntake({ ...adapters, calls, insights })
  const outbound = createOutboundService({ ...withAudit, outbound: outboundLimits, contacts, calls, mappings })
  /** Reminders follow their booking, and calls that may have been about it are linked anew. */
  const onBookingChanged = async (tenantId: string, bookingId: string) => {
    await outbound.bookingChanged(tenantId, bookingId)
    await links.bookingChanged(tenantId, bookingId)
  }
  const bookings = createBookingsService({ ...withAudit, contacts, onBookingChanged })
  return {
    adapters,
    audit,
    access,
    apiKeys,
    credentials,
    calls: { ...calls, ...createCallCorrections(withAudit) },
    webhooks,
    tenants: { ...tenants, ...createOverview({ ...adapters, calls }) },
    account: createAccountService({ ...withAudit, tenants }),
    agents: createAgentsService(withAudit),
    phoneNumbers: createPhoneNumbersService(withAudit),
    team: createTeamService(withAudit),
    system: createSystemService(adapters),
    analytics: createAnalyticsService(adapters),
    bookings,
    imports: createImportsService({ ...withAudit, contacts, bookings }),
    exports: createExportsService({ ...withAudit, contacts, bookings, tenants }),
    contacts,
    conversations: createConversationsService(withAudit),
    savedSearches: createSavedSearchesService(adapters),
    suppressions,
    mappings,
    outbound,
    outcomes: createOutcomesService({ ...withAudit, outbound: outboundLimits, calls, insights, suppressions, placing: outbound }),
    mediaServers: createMediaServersService({ ...adapters, calls }),
    recordings: createRecordingsService({ ...adapters, calls }),
    recordingIntake,
    links,
    insights,
    tasks: createTasksService({ ...withAudit }),
    ringCentral: createRingCentralService({ ...withAudit, recordingIntake }),
  }
}

export type Services = ReturnType<typeof createServices>

/** Picks each vendor by what is configured; absent means the embedded default. Speech is the media-server's own. */
export function createAdapters(settings: Env): Adapters & { close(): Promise<void> } {
  const db = openDatabase({ url: settings.DATABASE_APP_URL, onConnectionLost: (err) => log.warn({ err }, 'database connection lost') })
  const shared = settings.REDIS_URL ? redisAdapters(settings.REDIS_URL) : embeddedAdapters(settings.DATABASE_APP_URL)
  const connection = inngestConnection(settings)
  const inngest = createInngest(connection)
  const jobs = createJobQueue(inngest, (err, eventId) => log.error({ err, eventId }, 'event not sent; the tidy-up sends it again'))
  return {
    db,
    clock: systemClock,
    eventBus: shared.eventBus,
    cache: shared.cache,
    rateLimits: shared.rateLimits,
    recordings: recordingStore(settings),
    jobs,
    telephony: telephony(settings),
    readExotelDelivery,
    mediaUrl: settings.MEDIA_URL.replace(/\/+$/, ''),
    appUrl: settings.APP_URL,
    passwords: createArgon2Passwords(),
    secrets: createAesSecretBox(() => webEnv().ENCRYPTION_KEY),
    languageModel: languageModel(settings),
    languageModelPricedAs: settings.OPENAI_IS_SIMULATED ? 'practice-receptionist' : settings.OPENAI_MODEL,
    outboundCaller: createRetellOutboundCaller({ baseUrl: settings.RETELL_BASE_URL }),
    outcomeNotices: { isSigned: isRetellSignature, readEvent: readRetellEvent },
    remoteFiles: createSafeFetch({
      trustedBaseUrls: [settings.RETELL_BASE_URL, settings.RINGCENTRAL_BASE_URL, settings.RINGCENTRAL_MEDIA_BASE_URL],
    }),
    ringCentral: ringCentral(settings),
    outboundLimits: { apiKey: settings.RETELL_API_KEY ?? null, maxConcurrentCalls: settings.RETELL_MAX_CONCURRENT_CALLS },
    mailer:
      settings.EMAIL_SERVER && settings.EMAIL_FROM ? createSmtpMailer({ server: settings.EMAIL_SERVER, from: settings.EMAIL_FROM }) : null,
    voicePreview: createHttpVoicePreview({ baseUrl: mediaInternalUrl(settings), internalSecret: settings.INTERNAL_SECRET }),
    voiceProviders: voiceProviders(settings),
    probes: [
      ...createDatabaseProbes(db, MIGRATIONS),
      createHttpProbe('media_server', `${mediaInternalUrl(settings)}/healthz`),
      createHttpProbe('job_runner', jobServerHealthUrl(connection)),
    ],
    systemFacts: systemFacts(settings, connection.isEmbedded),
    onBackgroundError: (err) => log.error({ err }, 'background work failed'),
    noteRemoval: (removed) => log.info(removed, 'business removed'),
    async close() {
      await Promise.all([shared.close(), db.close()])
    },
  }
}

function languageModel(settings: Env): LanguageModel | null {
  const { OPENAI_API_KEY, OPENAI_BASE_URL, OPENAI_MODEL, OPENAI_IS_SIMULATED } = settings
  // The practice receptionist answers the phone; what was said is read by rules, which know more of it.
  if (!OPENAI_API_KEY || OPENAI_IS_SIMULATED) return null
  return createOpenAiLanguageModel({ apiKey: OPENAI_API_KEY, baseUrl: OPENAI_BASE_URL, model: OPENAI_MODEL })
}

/** What the dashboard says about this installation. An agent's own choice of provider may differ. */
function systemFacts(settings: Env, isRunnerEmbedded: boolean): SystemFacts {
  const speechToText = settings.DEEPGRAM_API_KEY ? 'deepgram-nova' : 'embedded'
  const textToSpeech = settings.ELEVENLABS_API_KEY ? 'elevenlabs' : settings.GOOGLE_TTS_API_KEY ? 'google' : 'embedded'
  return {
    isLanguageModelSimulated: settings.OPENAI_IS_SIMULATED || !settings.OPENAI_API_KEY,
    isSpeechEmbedded: speechToText === 'embedded' || textToSpeech === 'embedded',
    speechToText,
    textToSpeech,
    languageModel: settings.OPENAI_IS_SIMULATED ? 'practice receptionist' : settings.OPENAI_MODEL,
    isExotelSimulated: isLoopback(settings.EXOTEL_BASE_URL),
    isRunnerEmbedded,
  }
}

function isLoopback(url: string | undefined): boolean {
  return url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname)
}

function voiceProviders(settings: Env): ReadonlySet<VoiceProvider> {
  const providers = new Set<VoiceProvider>()
  if (settings.ELEVENLABS_API_KEY) providers.add('elevenlabs')
  if (settings.GOOGLE_TTS_API_KEY) providers.add('google')
  // The simulated model's dummy key buys no voice.
  if (settings.OPENAI_API_KEY && !settings.OPENAI_IS_SIMULATED) providers.add('openai')
  return providers
}

type SharedAdapters = Pick<Adapters, 'eventBus' | 'cache' | 'rateLimits'> & { close(): Promise<void> }

/** One set for all processes on all machines. */
function redisAdapters(url: string): SharedAdapters {
  const onError = (err: unknown) => log.warn({ err }, 'redis does not answer')
  const connection = connectRedis(url, onError)
  const eventBus = createRedisBus(url, onError)
  return {
    eventBus,
    cache: createRedisCache(connection, onError),
    rateLimits: createRedisRateLimits(connection, createMemoryRateLimits(systemClock), onError),
    close: async () => {
      await Promise.all([connection.close(), eventBus.close()])
    },
  }
}

/** One machine: notices go through PostgreSQL, the rest is this process's memory. */
function embeddedAdapters(databaseUrl: string): SharedAdapters {
  const eventBus = createPostgresBus(databaseUrl, (err) => log.warn({ err }, 'live notices are interrupted'))
  return {
    eventBus,
    cache: createMemoryCache(systemClock),
    rateLimits: createMemoryRateLimits(systemClock),
    close: eventBus.close,
  }
}

/** The installation's own account; without a client its key is an access token as it is. */
function ringCentral(settings: Env): RingCentralVendor {
  const { RINGCENTRAL_BASE_URL: baseUrl, RINGCENTRAL_MEDIA_BASE_URL: mediaBaseUrl, RINGCENTRAL_API_KEY: jwt } = settings
  const { RINGCENTRAL_CLIENT_ID: clientId = '', RINGCENTRAL_CLIENT_SECRET: clientSecret = '' } = settings
  return {
    api: createRingCentralCalls({ baseUrl, mediaBaseUrl, now: systemClock.now }),
    readEvent: readRingCentralEvent,
    account: jwt ? { clientId, clientSecret, jwt } : null,
    verificationToken: settings.RINGCENTRAL_VERIFICATION_TOKEN ?? null,
    isSimulated: isLoopback(baseUrl),
  }
}

/** Null without an account: calls then end by their stream and their notices alone. */
function telephony(settings: Env): Telephony | null {
  const { EXOTEL_ACCOUNT_SID, EXOTEL_API_KEY, EXOTEL_API_TOKEN, EXOTEL_SUBDOMAIN, EXOTEL_BASE_URL } = settings
  if (!EXOTEL_ACCOUNT_SID || !EXOTEL_API_KEY || !EXOTEL_API_TOKEN) return null
  return createExotelTelephony({
    accountSid: EXOTEL_ACCOUNT_SID,
    apiKey: EXOTEL_API_KEY,
    apiToken: EXOTEL_API_TOKEN,
    ...(EXOTEL_SUBDOMAIN ? { subdomain: EXOTEL_SUBDOMAIN } : {}),
    ...(EXOTEL_BASE_URL ? { baseUrl: EXOTEL_BASE_URL } : {}),
  })
}

function recordingStore(settings: Env): RecordingStore {
  const { S3_ENDPOINT, S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY)
    return createLocalDiskRecordings(join(settings.DATA_DIR, 'recordings'))
  return createS3Recordings({
    endpoint: S3_ENDPOINT,
    bucket: S3_BUCKET,
    region: S3_REGION,
    accessKeyId: S3_ACCESS_KEY_ID,
    secretAccessKey: S3_SECRET_ACCESS_KEY,
  })
}

/** Kept on the global object: Next loads this module once per bundle, and the process needs one pool of connections. */
const kept = globalThis as typeof globalThis & { voicedeskServices?: Services }

/** The services of this process, with the vendors its settings name. */
export function getServices(): Services {
  kept.voicedeskServices ??= createServices(createAdapters(env()))
  return kept.voicedeskServices
}
