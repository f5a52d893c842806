import type { Database } from '../../db/transaction'
import type { Clock } from '../../ports/clock'
import type { CallsService } from '../calls/calls.service'
import { listMediaServers, type MediaServerLoad, removeMediaServer, removeSilentSince, saveHeartbeat } from './media-servers.repository'

export type MediaServersService = ReturnType<typeof createMediaServersService>

/** How often a media-server says that it lives. One that is silent for 20 s gets no new calls, a call for 45 s is given up. */
export const HEARTBEAT_EVERY_MS = 5_000
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000

/** Which media-servers there are, and that they still hold their calls. */
export function createMediaServersService({ db, clock, calls }: { db: Database; clock: Clock; calls: Pick<CallsService, 'keepAlive'> }) {
  return {
    /** A media-server's sign of life, for itself and for every call it holds. */
    async heartbeat(load: MediaServerLoad & { calls: { tenantId: string; callId: string }[] }): Promise<void> {
      const { calls: held, ...server } = load
      await saveHeartbeat(db.shared, server, clock.now())
      await calls.keepAlive(server.id, held)
    },

    /** A media-server that ends in good order: nothing waits for it any more. */
    async signOff(id: string): Promise<void> {
      await removeMediaServer(db.shared, id)
    },

    /** Forgets servers nobody has heard of for a day. */
    async forgetSilent(): Promise<number> {
      return removeSilentSince(db.shared, new Date(clock.now().getTime() - FORGOTTEN_AFTER_MS))
    },

    /** Servers heard of lately. */
    async listLive(withinMs = 20_000) {
      const since = clock.now().getTime() - withinMs
      return (await listMediaServers(db.shared)).filter(({ heartbeatAt }) => heartbeatAt.getTime() > since)
    },
  }
}
