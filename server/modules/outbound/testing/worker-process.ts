import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from 'inngest/edge'
import { openDatabase } from '../../../db/database'
import { createInngest, embeddedConnection } from '../../../inngest/client'
import { startJobDoor } from '../../../inngest/embedded-runner/job-door'
import { startEmbeddedRunner } from '../../../inngest/embedded-runner/runner'
import { createJobQueue } from '../../../inngest/job-queue'
import { createLocalDiskRecordings } from '../../../vendors/local-disk/local-disk-recordings'
import { createRetellOutboundCaller } from '../../../vendors/retell/retell-outbound-caller'
import { systemClock } from '../../../vendors/system-clock/system-clock'
import { createAuditService } from '../../audit/audit.service'
import { createCallsService } from '../../calls/calls.service'
import { createContactsService } from '../../contacts/contacts.service'
import { createMappingsService } from '../../mappings/mappings.service'
import { createSuppressionsService } from '../../suppressions/suppressions.service'
import { createOutboundJobs } from '../outbound.jobs'
import { createOutboundService } from '../outbound.service'
import type { OutboundLimits } from '../outbound-deps'

/** What a worker is started with, as JSON in its first argument. */
export type WorkerOptions = {
  databaseUrl: string
  databaseAppUrl: string
  retellUrl: string
  internalSecret: string
  port: number
  limits: OutboundLimits
}

const NO_RECORDINGS = createLocalDiskRecordings(join(tmpdir(), 'voicedesk-no-recordings'))

/** The outbound jobs over their real services, run by the real embedded runner, in a process that can be killed. */
async function main(options: WorkerOptions): Promise<void> {
  const connection = embeddedConnection({ INTERNAL_SECRET: options.internalSecret, RUNNER_PORT: options.port })
  const { eventKey = '', signingKey = '' } = connection
  const inngest = createInngest(connection)
  const clock = systemClock
  const db = openDatabase({ url: options.databaseAppUrl, maxConnections: 8 })
  const jobs = createJobQueue(inngest, () => undefined)
  const eventBus = { publish: async () => undefined, subscribe: async () => async () => undefined }
  const deps = { db, clock, jobs, eventBus, audit: createAuditService({ db, clock }) }
  const calls = createCallsService({ ...deps, telephony: null, mediaUrl: 'ws://media.test' })
  const outbound = createOutboundService({
    ...deps,
    calls,
    contacts: createContactsService({ ...deps, calls, suppressions: createSuppressionsService(deps), recordings: NO_RECORDINGS }),
    mappings: createMappingsService(deps),
    secrets: { seal: () => randomUUID(), open: () => '' },
    outboundCaller: createRetellOutboundCaller({ baseUrl: options.retellUrl }),
    outbound: options.limits,
  })
  const door = await startJobDoor(serve({ client: inngest, functions: createOutboundJobs(inngest, { outbound }) }), () => undefined)
  const log = { info() {}, warn() {}, error() {} }
  const keys = { eventKey, signingKey }
  await startEmbeddedRunner({ ...keys, databaseUrl: options.databaseUrl, serveUrl: door.url, port: options.port, clock, log })
  process.stdout.write('ready\n')
}

main(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`)
  process.exit(1)
})
