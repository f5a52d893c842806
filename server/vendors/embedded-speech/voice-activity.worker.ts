import { parentPort } from 'node:worker_threads'
import { loadFvad } from './fvad'
import { loadSilero } from './silero'
import { WORKER_READY } from './supervised-worker'
import { createVoiceActivityEngine } from './voice-activity-engine'
import type { ToVoiceActivityWorker } from './voice-activity-messages'

const port = parentPort
if (!port) throw new Error('Runs in a worker thread only')
const [silero, fvad] = await Promise.all([loadSilero(), loadFvad()])
const engine = createVoiceActivityEngine(silero, fvad)
let work = Promise.resolve()

port.on('message', (message: ToVoiceActivityWorker) => {
  // One after the other: a run of the model is not over when the next message comes.
  work = work.then(() => handle(message))
})
port.postMessage(WORKER_READY)

async function handle(message: ToVoiceActivityWorker): Promise<void> {
  if (message.type === 'open') engine.open(message)
  else if (message.type === 'close') engine.close(message.stream)
  else port?.postMessage(await engine.listen(message.pcm, message.parts))
}
