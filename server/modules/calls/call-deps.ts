import type { Database } from '../../db/transaction'
import type { Clock } from '../../ports/clock'
import type { EventBus } from '../../ports/event-bus'
import type { JobQueue } from '../../ports/job-queue'
import type { Telephony } from '../../ports/telephony'

/** What the parts of the calls service work with. */
export type CallDeps = {
  db: Database
  clock: Clock
  jobs: JobQueue
  eventBus: EventBus
  /** Null: no telephone company to ask. */
  telephony: Telephony | null
  /** Public origin of the media-server's sockets, `ws(s)://host[:port]`. */
  mediaUrl: string
}

/** A stream token lives this long. */
export const TOKEN_LIFE_MS = 30_000
/** A call whose stream nobody opened by then is given up: the token's life and a little for a slow handshake. */
export const UNOPENED_LIMIT_MS = 32_000
/** A call whose media-server was silent for this long is given up. */
export const SILENT_LIMIT_MS = 45_000
/** A media-server that has not been heard of for this long gets no new calls. */
export const MEDIA_SERVER_LIFE_MS = 20_000
/** Work after a call that has not reported back by then is started again. */
export const AFTERCARE_LIMIT_MS = 5 * 60_000
