import { startSimulators } from '../lib/simulator'
import { createExotelSimulator } from './exotel-simulator'

/** Serves the Exotel REST simulator alone, for tests. `baseUrl` is what EXOTEL_BASE_URL would be. */
export async function startExotelSimulator(options: Parameters<typeof createExotelSimulator>[0] & { port?: number } = {}) {
  const { port = 0, ...rest } = options
  const simulator = createExotelSimulator(rest)
  const running = await startSimulators([simulator], { port })
  return { ...running, ...simulator, baseUrl: `${running.origin}/exotel` }
}
