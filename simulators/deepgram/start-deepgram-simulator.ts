import { startSimulators } from '../lib/simulator'
import { createDeepgramSimulator, type DeepgramSimulatorOptions } from './deepgram-simulator'

/** Serves the Deepgram simulator alone, for tests. `baseUrl` is what DEEPGRAM_BASE_URL would be. */
export async function startDeepgramSimulator(options: DeepgramSimulatorOptions & { port?: number } = {}) {
  const { port = 0, ...rest } = options
  const simulator = createDeepgramSimulator(rest)
  const running = await startSimulators([simulator], { port })
  return { ...running, ...simulator, baseUrl: `${running.origin}/deepgram` }
}
