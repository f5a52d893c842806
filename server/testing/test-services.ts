import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Database } from '../db/transaction'
import { type Adapters, createServices, type Services } from '../services'
import { createArgon2Passwords } from '../vendors/argon2/argon2-passwords'
import { readExotelDelivery } from '../vendors/exotel/webhook-fields'
import { createSafeFetch } from '../vendors/http/safe-fetch'
import { createLocalDiskRecordings } from '../vendors/local-disk/local-disk-recordings'
import { createMemoryCache } from '../vendors/memory/memory-cache'
import { createMemoryRateLimits } from '../vendors/memory/memory-rate-limits'
import { createAesSecretBox } from '../vendors/node-crypto/aes-secret-box'
import { readRetellEvent } from '../vendors/retell/retell-events'
import { isRetellSignature } from '../vendors/retell/retell-signature'
import { readRingCentralEvent } from '../vendors/ringcentral/ringcentral-events'
import { createRingCentralCalls } from '../vendors/ringcentral/ringcentral-recorded-calls'
import { type ManualClock, manualClock, recordingBus, recordingJobs } from './recording-ports'

export type TestServices = Services & {
  clock: ManualClock
  eventBus: ReturnType<typeof recordingBus>
  jobs: ReturnType<typeof recordingJobs>
  /** What failed where nobody waited. */
  backgroundErrors: unknown[]
  /** Businesses that are gone. */
  removals: { tenantId: string; actorId: string }[]
}

/** All services over a test's database, with a clock that stands still and everything else in this process. */
export function createTestServices(db: Database, overrides: Partial<Adapters> = {}): TestServices {
  const clock = manualClock(new Date())
  const eventBus = recordingBus()
  const jobs = recordingJobs()
  const backgroundErrors: unknown[] = []
  const removals: TestServices['removals'] = []
  const key = randomBytes(32).toString('base64')
  const folder = mkdtempSync(join(tmpdir(), 'voicedesk-recordings-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const services = createServices({
    db,
    clock,
    eventBus,
    jobs,
    cache: createMemoryCache(clock),
    rateLimits: createMemoryRateLimits(clock),
    recordings: createLocalDiskRecordings(folder),
    telephony: null,
    readExotelDelivery,
    mediaUrl: 'ws://media.test',
    appUrl: 'https://desk.example.test',
    // Cheap on purpose: what is tested is never how slow a hash is.
    passwords: createArgon2Passwords({ memoryCost: 1024, timeCost: 1, parallelism: 1 }),
    secrets: createAesSecretBox(() => key),
    outboundCaller: null,
    outcomeNotices: { isSigned: isRetellSignature, readEvent: readRetellEvent },
    remoteFiles: createSafeFetch({ trustedBaseUrls: [] }),
    ringCentral: {
      // Nobody listens there.
      api: createRingCentralCalls({ baseUrl: 'http://127.0.0.1:9', mediaBaseUrl: 'http://127.0.0.1:9', now: clock.now }),
      readEvent: readRingCentralEvent,
      account: null,
      verificationToken: null,
      isSimulated: true,
    },
    languageModel: null,
    languageModelPricedAs: 'gpt-4o-mini',
    mailer: null,
    voicePreview: { speak: async ({ text }) => new TextEncoder().encode(`RIFF ${text}`) },
    voiceProviders: new Set(),
    probes: [],
    systemFacts: {
      isLanguageModelSimulated: true,
      isSpeechEmbedded: true,
      speechToText: 'embedded',
      textToSpeech: 'embedded',
      languageModel: 'simulated',
      isExotelSimulated: true,
      isRunnerEmbedded: true,
    },
    onBackgroundError: (error) => backgroundErrors.push(error),
    noteRemoval: (removed) => removals.push(removed),
    ...overrides,
  })
  return { ...services, clock, eventBus, jobs, backgroundErrors, removals }
}
