import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from 'inngest/edge'
import { openDatabase } from '../../../db/database'
import { createInngest, embeddedConnection } from '../../../inngest/client'
import { startJobDoor } from '../../../inngest/embedded-runner/job-door'
import { startEmbeddedRunner } from '../../../inngest/embedded-runner/runner'
import { createJobQueue } from '../../../inngest/job-queue'
import { createLocalDiskRecordings } from '../../../vendors/local-disk/local-disk-recordings'
import { systemClock } from '../../../vendors/system-clock/system-clock'
import { createAuditService } from '../../audit/audit.service'
import { createBookingsService } from '../../bookings/bookings.service'
import { createCallsService } from '../../calls/calls.service'
import { createContactsService } from '../../contacts/contacts.service'
import { createSuppressionsService } from '../../suppressions/suppressions.service'
import { createImportJobs } from '../imports.jobs'
import { createImportsService } from '../imports.service'

/** What a worker is started with, as JSON in its first argument. */
export type WorkerOptions = { databaseUrl: string; databaseAppUrl: string; internalSecret: string; port: number }

/** The import jobs over their real services, run by the real embedded runner, in a process that can be killed. */
async function main({ databaseUrl, databaseAppUrl, internalSecret, port }: WorkerOptions): Promise<void> {
  const connection = embeddedConnection({ INTERNAL_SECRET: internalSecret, RUNNER_PORT: port })
  const { eventKey = '', signingKey = '' } = connection
  const inngest = createInngest(connection)
  const clock = systemClock
  const db = openDatabase({ url: databaseAppUrl, maxConnections: 4 })
  const eventBus = { publish: async () => undefined, subscribe: async () => async () => undefined }
  const jobs = createJobQueue(inngest, () => undefined)
  const deps = { db, clock, jobs, eventBus, audit: createAuditService({ db, clock }), onBackgroundError: () => undefined }
  const contacts = createContactsService({
    ...deps,
    calls: createCallsService({ ...deps, telephony: null, mediaUrl: 'ws://media.test' }),
    suppressions: createSuppressionsService(deps),
    recordings: createLocalDiskRecordings(join(tmpdir(), 'voicedesk-no-recordings')),
  })
  const imports = createImportsService({ ...deps, contacts, bookings: createBookingsService({ ...deps, contacts }) })
  const door = await startJobDoor(serve({ client: inngest, functions: createImportJobs(inngest, { imports }) }), () => undefined)
  const log = { info() {}, warn() {}, error() {} }
  await startEmbeddedRunner({ eventKey, signingKey, databaseUrl, serveUrl: door.url, port, clock, log })
  process.stdout.write('ready\n')
}

main(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
