import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerReply, WorkerRequest } from './request-worker'
import { WORKER_READY } from './supervised-worker'

/** The worker's side of a request worker: answers one request after the other. A thrown error answers that request only. */
export function serveRequests<Request, Reply>(answer: (request: Request) => { reply: Reply; transfer: ArrayBuffer[] }): void {
  const port = parentPort
  if (!port) throw new Error('Runs in a worker thread only')
  port.on('message', ({ id, request }: WorkerRequest<Request>) => {
    const { message, transfer } = answerOne(id, request, answer)
    port.postMessage(message, transfer)
  })
  port.postMessage(WORKER_READY)
}

function answerOne<Request, Reply>(
  id: number,
  request: Request,
  answer: (request: Request) => { reply: Reply; transfer: ArrayBuffer[] },
): { message: WorkerReply<Reply>; transfer: ArrayBuffer[] } {
  try {
    const { reply, transfer } = answer(request)
    return { message: { id, reply }, transfer }
  } catch (error) {
    return { message: { id, error: error instanceof Error ? error.message : 'failed' }, transfer: [] }
  }
}

/** The options the worker was made with. */
export function workerOptions<Options>(): Options {
  return (workerData as { options: Options }).options
}
