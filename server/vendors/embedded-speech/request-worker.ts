import { VendorError } from '../../domain/errors/vendor-error'
import { createSupervisedWorker } from './supervised-worker'

export type RequestWorkerOptions = {
  vendor: string
  /** The worker's module, beside this file. */
  module: string
  options?: unknown
  /** Requests waiting for the worker; more are refused. */
  maxQueued: number
  /** A request the worker holds longer than this is lost, and so is the worker. */
  requestTimeoutMs: number
}

export type RequestOptions = {
  /** Low requests wait until no high one does. */
  priority?: 'high' | 'low'
  /** Stops waiting: the promise rejects with the signal's reason. Work already begun is finished and thrown away. */
  signal?: AbortSignal
}

/** What goes to the worker and what comes back. */
export type WorkerRequest<Request> = { id: number; request: Request }
export type WorkerReply<Reply> = { id: number; reply: Reply } | { id: number; error: string }

export interface RequestWorker<Request, Reply> {
  /** @throws VendorError: retryable when the worker died, is too slow or has too much to do */
  request(request: Request, options?: RequestOptions): Promise<Reply>
  /** Requests not yet begun. */
  queued(): number
  ready(): Promise<void>
  /** Kills the worker as a crash would. */
  kill(): Promise<void>
  close(): Promise<void>
}

type Pending<Request, Reply> = {
  id: number
  request: Request
  isLow: boolean
  resolve(reply: Reply): void
  reject(error: unknown): void
}

/** Questions and answers with one worker thread, one at a time: a shared, bounded queue for all calls of the process. */
export function createRequestWorker<Request, Reply>(options: RequestWorkerOptions): RequestWorker<Request, Reply> {
  let waiting: Pending<Request, Reply>[] = []
  let current: Pending<Request, Reply> | null = null
  let watchdog: NodeJS.Timeout | null = null
  let lastId = 0

  const worker = createSupervisedWorker<WorkerRequest<Request>, WorkerReply<Reply>>({
    vendor: options.vendor,
    module: options.module,
    options: options.options,
    onMessage: settle,
    onDown(error) {
      // What still waits was not the worker's doing, unless no worker can be had at all.
      const lost = error.retryable ? [current] : [current, ...waiting]
      if (!error.retryable) waiting = []
      finishCurrent()
      for (const pending of lost) pending?.reject(error)
      next()
    },
  })

  function settle(message: WorkerReply<Reply>): void {
    if (current?.id !== message.id) return
    const pending = current
    finishCurrent()
    if ('error' in message) pending.reject(new VendorError(options.vendor, message.error, { retryable: false }))
    else pending.resolve(message.reply)
    next()
  }

  function finishCurrent(): void {
    if (watchdog) clearTimeout(watchdog)
    watchdog = null
    current = null
  }

  function next(): void {
    if (current) return
    const pending = takeNext()
    worker.setBusy(pending !== undefined)
    if (!pending) return
    current = pending
    try {
      worker.post({ id: pending.id, request: pending.request })
      watchdog = setTimeout(() => void worker.kill(), options.requestTimeoutMs)
    } catch (error) {
      finishCurrent()
      pending.reject(error)
      next()
    }
  }

  function takeNext(): Pending<Request, Reply> | undefined {
    const firstHigh = waiting.findIndex((pending) => !pending.isLow)
    return waiting.splice(Math.max(firstHigh, 0), 1)[0]
  }

  function request(payload: Request, { priority = 'high', signal }: RequestOptions = {}): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      if (waiting.length >= options.maxQueued) {
        return reject(new VendorError(options.vendor, 'has too much to do', { retryable: true }))
      }
      const stopWaiting = () => {
        waiting = waiting.filter((other) => other !== pending)
        reject(signal?.reason)
      }
      const pending: Pending<Request, Reply> = {
        id: ++lastId,
        request: payload,
        isLow: priority === 'low',
        resolve(reply) {
          signal?.removeEventListener('abort', stopWaiting)
          resolve(reply)
        },
        reject(error) {
          signal?.removeEventListener('abort', stopWaiting)
          reject(error)
        },
      }
      signal?.addEventListener('abort', stopWaiting, { once: true })
      waiting.push(pending)
      next()
    })
  }

  return {
    request,
    queued: () => waiting.length,
    ready: () => worker.ready(),
    kill: () => worker.kill(),
    async close() {
      const lost = [current, ...waiting]
      waiting = []
      finishCurrent()
      for (const pending of lost) pending?.reject(new VendorError(options.vendor, 'is closed', { retryable: false }))
      await worker.close()
    },
  }
}
