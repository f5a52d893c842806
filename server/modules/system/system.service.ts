import type { Scope } from '../../domain/access/scope'
import type { HealthView, SystemFacts, SystemStatusView } from '../../domain/system/system-view'
import type { HealthProbe } from '../../ports/health-probe'

const CHECK_LIMIT_MS = 3_000

/** What this installation consists of and whether all of it works. */
export function createSystemService({ probes, systemFacts }: { probes: HealthProbe[]; systemFacts: SystemFacts }) {
  async function checkAll(): Promise<SystemStatusView['components']> {
    return await Promise.all(probes.map(async (probe) => ({ name: probe.name, ...(await checkInTime(probe)) })))
  }

  return {
    /** Every part must be up: one that is not makes the whole unhealthy. */
    async health(): Promise<HealthView> {
      const components = await checkAll()
      return { isHealthy: components.every(({ isUp }) => isUp), components }
    },
    async status(_scope: Scope): Promise<SystemStatusView> {
      return { ...systemFacts, components: await checkAll() }
    },
  }
}

/** A probe that does not come back counts as down. */
async function checkInTime(probe: HealthProbe): Promise<{ isUp: boolean; detail: string | null }> {
  const signal = AbortSignal.timeout(CHECK_LIMIT_MS)
  const late = new Promise<{ isUp: boolean; detail: string }>((resolve) => {
    signal.addEventListener('abort', () => resolve({ isUp: false, detail: 'did not answer in time' }), { once: true })
  })
  return await Promise.race([probe.check(signal), late])
}
