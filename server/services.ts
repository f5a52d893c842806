import { join } from 'node:path'
import { openDatabase } from './db/database'
import type { Database } from './db/transaction'
import { type Env, env } from './env'
import { createInngest, inngestConnection } from './inngest/client'
import { createJobQueue } from './inngest/job-queue'
import { log } from './log'
import { createCallsService } from './modules/calls/calls.service'
import type { Cache } from './ports/cache'
import type { Clock } from './ports/clock'
import type { EventBus } from './ports/event-bus'
import type { JobQueue } from './ports/job-queue'
import type { RateLimits } from './ports/rate-limits'
import type { RecordingStore } from './ports/recording-store'
import type { Telephony } from './ports/telephony'
import { createLocalDiskRecordings } from './vendors/local-disk/local-disk-recordings'
import { createMemoryCache } from './vendors/memory/memory-cache'
import { createMemoryRateLimits } from './vendors/memory/memory-rate-limits'
import { createPostgresBus } from './vendors/postgres-bus/postgres-bus'
import { createRedisBus } from './vendors/redis/redis-bus'
import { createRedisCache } from './vendors/redis/redis-cache'
import { connectRedis } from './vendors/redis/redis-connection'
import { createRedisRateLimits } from './vendors/redis/redis-rate-limits'
import { createS3Recordings } from './vendors/s3/s3-recordings'
import { systemClock } from './vendors/system-clock/system-clock'

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
  /** Public origin of the media-server's sockets. */
  mediaUrl: string
}

/** Everything the product does, one service per noun. The doors call these and nothing below them. */
export function createServices(adapters: Adapters) {
  return { adapters, calls: createCallsService(adapters) }
}

export type Services = ReturnType<typeof createServices>

/** Picks each vendor by what is configured; absent means the embedded default. Speech is picked in `speech.ts`. */
export function createAdapters(settings: Env): Adapters & { close(): Promise<void> } {
  const db = openDatabase({ url: settings.DATABASE_APP_URL, onConnectionLost: (err) => log.warn({ err }, 'database connection lost') })
  const shared = settings.REDIS_URL ? redisAdapters(settings.REDIS_URL) : embeddedAdapters(settings.DATABASE_APP_URL)
  const inngest = createInngest(inngestConnection(settings))
  const jobs = createJobQueue(inngest, (err, eventId) => log.error({ err, eventId }, 'event not sent; the tidy-up sends it again'))
  return {
    db,
    clock: systemClock,
    eventBus: shared.eventBus,
    cache: shared.cache,
    rateLimits: shared.rateLimits,
    recordings: recordingStore(settings),
    jobs,
    telephony: null,
    mediaUrl: settings.MEDIA_URL.replace(/\/+$/, ''),
    async close() {
      await Promise.all([shared.close(), db.close()])
    },
  }
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
