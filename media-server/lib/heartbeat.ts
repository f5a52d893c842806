import type { CallRef, MediaDependencies } from '../dependencies'
import { beforeLimit } from './time-limit'

const EVERY_MS = 5000
const FIRST_LIMIT_MS = 2000

/**
 * Tells the services every few seconds that this process lives and which calls it holds, until `signal` aborts.
 * Resolves once the first sign has arrived, or cannot for now: only then do services send calls here.
 */
export async function startHeartbeat(
  deps: MediaDependencies,
  state: () => { isDraining: boolean; calls: CallRef[] },
  signal: AbortSignal,
): Promise<void> {
  let isBeating = false
  async function beat(): Promise<void> {
    if (isBeating) return // the one before is still waiting for the database
    isBeating = true
    const { id, capacity } = deps
    const { isDraining, calls } = state()
    try {
      await deps.heartbeat({ id, capacity, activeCalls: calls.length, isDraining, calls })
    } catch (err) {
      deps.log.warn({ err }, 'heartbeat not stored')
    } finally {
      isBeating = false
    }
  }
  const timer = setInterval(beat, EVERY_MS)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  await beforeLimit(beat(), FIRST_LIMIT_MS, 'services').catch(() => {})
}
