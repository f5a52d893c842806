import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Scope } from '../server/domain/access/scope'
import { env } from '../server/env'
import { processLog } from '../server/log'
import { createAdapters, createServices, type Services } from '../server/services'
import type { MediaDependencies } from './dependencies'
import { createProviders } from './providers'
import { createMediaServer } from './server'

const log = processLog('media-server')

async function main(): Promise<void> {
  const settings = env()
  const adapters = createAdapters(settings)
  const services = createServices(adapters)
  const providers = createProviders(settings)
  await providers.prewarm()
  const id = `media-${hostname()}-${settings.MEDIA_PORT}`
  const server = createMediaServer({
    ...providers,
    ...serviceCalls(services, id),
    id,
    dataDir: join(settings.DATA_DIR, 'media', String(settings.MEDIA_PORT)),
    capacity: settings.MEDIA_CAPACITY,
    frameBytes: settings.EXOTEL_FRAME_BYTES,
    internalSecret: settings.INTERNAL_SECRET,
    appOrigin: settings.APP_URL,
    recordings: adapters.recordings,
    eventBus: adapters.eventBus,
    clock: adapters.clock,
    log,
  })
  const port = await server.listen(settings.MEDIA_PORT)
  log.info({ port, capacity: settings.MEDIA_CAPACITY }, 'media-server is up')

  let isStopping = false
  const stop = async () => {
    // A second signal does not wait for calls.
    const ending = isStopping ? server.stop() : server.drain(settings.MEDIA_DRAIN_SECONDS * 1000)
    isStopping = true
    try {
      await ending
      await Promise.all([providers.close(), adapters.close()])
      process.exit(0)
    } catch (err) {
      log.error({ err }, 'media-server did not stop cleanly')
      process.exit(1)
    }
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())
}

/** What the media-server asks of the services. */
function serviceCalls(
  { calls, conversations, mediaServers, agents }: Services,
  mediaServerId: string,
): Pick<MediaDependencies, 'claim' | 'recall' | 'release' | 'applyFacts' | 'heartbeat' | 'signOff' | 'openingAgent'> {
  return {
    claim: (claim) => calls.claimStream({ ...claim, mediaServerId }),
    recall: (call) => conversations.callerContext(call),
    release: (claim) => calls.releaseStream(claim),
    applyFacts: (call, facts) => calls.applyFacts(call, facts),
    heartbeat: (state) => mediaServers.heartbeat(state),
    signOff: (id) => mediaServers.signOff(id),
    async openingAgent({ tenantId, callId, agentId }) {
      const scope: Scope = { tenantId, actor: { type: 'system', id: mediaServerId } }
      const id = agentId ?? (callId ? (await calls.get(scope, callId)).agentId : null)
      return id ? ((await agents.get(scope, id)).published?.config ?? null) : null
    },
  }
}

main().catch((err: unknown) => {
  log.fatal({ err }, 'media-server did not start')
  process.exit(1)
})
