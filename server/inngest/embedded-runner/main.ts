import { ownerEnv } from '../../env'
import { processLog } from '../../log'
import { getServices } from '../../services'
import { systemClock } from '../../vendors/system-clock/system-clock'
import { embeddedConnection, type InngestConnection } from '../client'
import { createInngestDoor } from '../door'
import { startJobDoor } from './job-door'
import { startEmbeddedRunner } from './runner'

const log = processLog('runner')

async function main(): Promise<void> {
  const settings = ownerEnv()
  const connection = embeddedConnection(settings)
  const { eventKey = '', signingKey = '' } = connection
  const own = settings.JOBS_URL ? null : await serveJobs(connection)
  const runner = await startEmbeddedRunner({
    databaseUrl: settings.DATABASE_URL,
    serveUrl: own?.url ?? settings.JOBS_URL ?? '',
    eventKey,
    signingKey,
    port: settings.RUNNER_PORT,
    clock: systemClock,
    log,
  })
  log.info({ port: runner.port }, 'embedded runner is up')
  const stop = () => {
    Promise.all([runner.stop(), own?.stop()]).then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, 'embedded runner did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function serveJobs(connection: InngestConnection) {
  return startJobDoor(createInngestDoor(connection, getServices()), (err) => log.error({ err }, 'job door failed'))
}

main().catch((err: unknown) => {
  log.fatal({ err }, 'embedded runner did not start')
  process.exit(1)
})
