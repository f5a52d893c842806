import type { HealthProbe } from '../../ports/health-probe'

/** Asks another process over HTTP: 2xx is up. */
export function createHttpProbe(name: string, url: string): HealthProbe {
  return {
    name,
    async check(signal) {
      try {
        const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } })
        await response.body?.cancel()
        return response.ok ? { isUp: true, detail: null } : { isUp: false, detail: `answers ${response.status}` }
      } catch {
        return { isUp: false, detail: signal.aborted ? 'did not answer in time' : 'cannot be reached' }
      }
    },
  }
}
