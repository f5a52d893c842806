import { ownerEnv } from '../../env'
import { processLog } from '../../log'
import { systemClock } from '../../vendors/system-clock/system-clock'
import { embeddedConnection } from '../client'
import { startEmbeddedRunner } from './runner'

const log = processLog('runner')

async function main(): Promise<void> {
  const settings = ownerEnv()
  const { eventKey = '', signingKey = '' } = embeddedConnection(settings)
  const runner = await startEmbeddedRunner({
    databaseUrl: settings.DATABASE_URL,
    serveUrl: `http://127.0.0.1:${settings.PORT}/api/inngest`,
    eventKey,
    signingKey,
    port: settings.RUNNER_PORT,
    clock: systemClock,
    log,
  })
  log.info({ port: runner.port }, 'embedded runner is up')
  const stop = () => {
    runner.stop().then(
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

main().catch((err: unknown) => {
  log.fatal({ err }, 'embedded runner did not start')
  process.exit(1)
})
