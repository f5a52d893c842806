import { startSimulators } from '../lib/simulator'
import { createOpenAiSimulator, type OpenAiSimulatorOptions } from './openai-simulator'

/** Serves the OpenAI simulator alone, for tests. `baseUrl` is what OPENAI_BASE_URL would be. */
export async function startOpenAiSimulator(options: OpenAiSimulatorOptions & { port?: number } = {}) {
  const { port = 0, ...rest } = options
  const simulator = createOpenAiSimulator(rest)
  const running = await startSimulators([simulator], { port })
  return { ...running, ...simulator, baseUrl: `${running.origin}/openai/v1` }
}
