import { randomBytes } from 'node:crypto'
import type { Database } from '../db/transaction'
import type { Clock } from '../ports/clock'
import type { Adapters } from '../services'
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
import { recordingBus, recordingJobs } from './recording-ports'

/** Services over this database with everything else in this process: no vendor, no network. */
export function createTestAdapters(db: Database, { clock, recordingsFolder }: { clock: Clock; recordingsFolder: string }): Adapters {
  const key = randomBytes(32).toString('base64')
  return {
    db,
    clock,
    eventBus: recordingBus(),
    jobs: recordingJobs(),
    cache: createMemoryCache(clock),
    rateLimits: createMemoryRateLimits(clock),
    recordings: createLocalDiskRecordings(recordingsFolder),
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
    onBackgroundError: () => {},
    noteRemoval: () => {},
  }
}
