import { parentPort } from 'node:worker_threads'
import { WORKER_READY } from '../supervised-worker'

/** Takes everything and answers nothing. */
parentPort?.on('message', () => {})
parentPort?.postMessage(WORKER_READY)
