import { createDeepgramSimulator } from './deepgram/deepgram-simulator'
import { createElevenLabsSimulator } from './elevenlabs/elevenlabs-simulator'
import { createExotelSimulator } from './exotel/exotel-simulator'
import { createGoogleSimulator } from './google/google-simulator'
import { startSimulators } from './lib/simulator'
import { createOpenAiSimulator } from './openai/openai-simulator'
import { createRetellSimulator } from './retell/retell-simulator'
import { createRingCentralSimulator } from './ringcentral/ringcentral-simulator'

/** All simulated vendors on one loopback port, each under its path prefix. */
const port = Number(process.env.SIMULATORS_PORT ?? 3002)
const simulators = [
  createOpenAiSimulator(),
  createDeepgramSimulator(),
  createElevenLabsSimulator(),
  createGoogleSimulator(),
  createExotelSimulator(),
  createRetellSimulator({ webhookUrl: `http://127.0.0.1:${process.env.PORT ?? 3000}/api/webhook/call-outcome` }),
  createRingCentralSimulator(),
]
const running = await startSimulators(simulators, { port }).catch((error: NodeJS.ErrnoException) => {
  const isTaken = error.code === 'EADDRINUSE'
  console.error(isTaken ? `Port ${port} is taken: set SIMULATORS_PORT to a free one.` : `The simulators cannot start: ${error.message}`)
  process.exit(1)
})
console.log(JSON.stringify({ level: 'info', service: 'simulators', msg: 'simulators listen', origin: running.origin }))

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    running.close().then(() => process.exit(0))
  })
}
