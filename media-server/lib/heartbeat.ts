import type { CallRef, MediaDependencies } from '../dependencies'

const EVERY_MS = 5000

/** Tells the services every few seconds that this process lives and which calls it holds, until `signal` aborts. */
export function startHeartbeat(deps: MediaDependencies, state: () => { isDraining: boolean; calls: CallRef[] }, signal: AbortSignal): void {
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
  void beat()
  const timer = setInterval(beat, EVERY_MS)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
}
