import type { CallRef, MediaDependencies } from '../dependencies'
import { beforeLimit } from './time-limit'

const EVERY_MS = 5000
const FIRST_LIMIT_MS = 2000

export interface Heartbeat {
  /**
   * Beats every few seconds until `signal` aborts. Resolves once the first sign has arrived, or cannot for now: only then do services
   * send calls here.
   */
  start(signal: AbortSignal): Promise<void>
  /** Tells at once: a full server must not be offered the next call. */
  beat(): void
}

/** Tells the services that this process lives and which calls it holds. */
export function createHeartbeat(deps: MediaDependencies, state: () => { isDraining: boolean; calls: CallRef[] }): Heartbeat {
  let isBeating = false
  let isAskedAgain = false
  async function beat(): Promise<void> {
    // The one before is still waiting for the database.
    if (isBeating) {
      isAskedAgain = true
      return
    }
    isBeating = true
    isAskedAgain = false
    const { id, capacity } = deps
    const { isDraining, calls } = state()
    try {
      await deps.heartbeat({ id, capacity, activeCalls: calls.length, isDraining, calls })
    } catch (err) {
      deps.log.warn({ err }, 'heartbeat not stored')
    } finally {
      isBeating = false
    }
    if (isAskedAgain) await beat()
  }
  return {
    async start(signal) {
      const timer = setInterval(() => void beat(), EVERY_MS)
      signal.addEventListener('abort', () => clearInterval(timer), { once: true })
      await beforeLimit(beat(), FIRST_LIMIT_MS, 'services').catch(() => {})
    },
    beat: () => void beat(),
  }
}
