import { startSimulators } from '../lib/simulator'
import { createRingCentralSimulator, type RingCentralSimulatorOptions } from './ringcentral-simulator'

/** Serves the RingCentral simulator alone, for tests: nobody waits for anything. `baseUrl` is what RINGCENTRAL_BASE_URL would be. */
export async function startRingCentralSimulator(options: RingCentralSimulatorOptions & { port?: number } = {}) {
  const { port = 0, ...rest } = options
  const simulator = createRingCentralSimulator({ pace: { logMs: 0, insightsMs: 0, retryMs: 5, talkMs: 0 }, ...rest })
  const running = await startSimulators([simulator], { port })
  return { ...running, ...simulator, baseUrl: `${running.origin}/ringcentral` }
}
