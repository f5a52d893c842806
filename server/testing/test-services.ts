import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Database } from '../db/transaction'
import { type Adapters, createServices, type Services } from '../services'
import { type ManualClock, manualClock, recordingBus, recordingJobs } from './recording-ports'
import { createTestAdapters } from './test-adapters'

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
  const folder = mkdtempSync(join(tmpdir(), 'voicedesk-recordings-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const services = createServices({
    ...createTestAdapters(db, { clock, recordingsFolder: folder }),
    eventBus,
    jobs,
    onBackgroundError: (error) => backgroundErrors.push(error),
    noteRemoval: (removed) => removals.push(removed),
    ...overrides,
  })
  return { ...services, clock, eventBus, jobs, backgroundErrors, removals }
}
