import { startSimulators } from '../lib/simulator'
import { createRetellSimulator, type RetellSimulatorOptions } from './retell-simulator'

/** Serves the Retell simulator alone, for tests: nobody rings or talks for longer than it takes. `baseUrl` is what RETELL_BASE_URL would be. */
export async function startRetellSimulator(options: RetellSimulatorOptions & { port?: number } = {}) {
  const { port = 0, ...rest } = options
  const simulator = createRetellSimulator({ pace: { ringMs: 0, talkMs: 0, analysisMs: 0, retryMs: 5 }, ...rest })
  const running = await startSimulators([simulator], { port })
  return { ...running, ...simulator, baseUrl: `${running.origin}/retell` }
}
