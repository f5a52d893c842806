import { join } from 'node:path'
import type { Env } from '../../server/env'
import { createEmbeddedTextToSpeech } from '../../server/vendors/embedded-speech/embedded-text-to-speech'
import { createLocalDiskRecordings } from '../../server/vendors/local-disk/local-disk-recordings'
import { seedDemo } from './demo'

/** The demo in the installation that these settings describe. @returns slugs of the tenants made now */
export async function seedConfiguredDemo(settings: Env): Promise<string[]> {
  const { DATABASE_APP_URL, DEMO_SEED, ENCRYPTION_KEY, DATA_DIR, S3_ENDPOINT } = settings
  if (!DEMO_SEED || !ENCRYPTION_KEY) throw new Error('DEMO_SEED and ENCRYPTION_KEY are needed: `npm start` sets them.')
  const voices = createEmbeddedTextToSpeech()
  try {
    return await seedDemo({
      databaseUrl: DATABASE_APP_URL,
      seed: DEMO_SEED,
      encryptionKey: ENCRYPTION_KEY,
      now: new Date(),
      // Made-up audio stays out of a bucket that somebody pays for.
      ...(S3_ENDPOINT ? {} : { recordings: { store: createLocalDiskRecordings(join(DATA_DIR, 'recordings')), voices } }),
    })
  } finally {
    await voices.close()
  }
}
