import { Worker } from 'node:worker_threads'
import { VendorError } from '../../domain/errors/vendor-error'

/** A worker that dies this often within the window, while starting or later, is left alone for a while. */
const DEATHS_BEFORE_COOL_DOWN = 4
const DEATH_WINDOW_MS = 30_000
const COOL_DOWN_MS = 10_000

export type WorkerOptions<FromWorker> = {
  /** Name in errors: `embedded speech to text`. */
  vendor: string
  /** The worker's module, beside this file. */
  module: string
  /** Cloned to the worker as `workerData.options`. */
  options?: unknown
  onMessage(message: FromWorker): void
  /** The worker is gone and everything it was asked is lost. The next `post` starts another. */
  onDown(error: VendorError): void
}

export interface SupervisedWorker<ToWorker> {
  /**
   * Sends a message, starting the worker when there is none.
   * @throws VendorError while the worker keeps dying, or after `close`
   */
  post(message: ToWorker, transfer?: ArrayBuffer[]): void
  /** Sends a message that only matters to a worker that is there already. */
  postIfRunning(message: ToWorker): void
  /** Starts the worker if it is not running and resolves when it can work. */
  ready(): Promise<void>
  /** Whether the worker keeps the process alive; it does not unless told so. */
  setBusy(isBusy: boolean): void
  /** Kills the worker as a crash would. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** What a worker module posts once it can take work. */
export const WORKER_READY = 'ready'

type Running = { worker: Worker; becameReady: Promise<void>; isReady: boolean }

/** Owns one worker thread: starts it when first needed, notices its death, starts it again when next needed. */
export function createSupervisedWorker<ToWorker, FromWorker>(options: WorkerOptions<FromWorker>): SupervisedWorker<ToWorker> {
  let running: Running | null = null
  let isClosed = false
  let isBusy = false
  let deathsAtMs: number[] = []
  let coolDownUntilMs = 0

  function start(): Running {
    if (isClosed) throw new VendorError(options.vendor, 'is closed', { retryable: false })
    if (performance.now() < coolDownUntilMs) throw new VendorError(options.vendor, 'keeps failing', { retryable: false })
    const worker = new Worker(besideThisFile('./worker-entry.mjs'), {
      name: options.vendor,
      workerData: { module: besideThisFile(options.module).href, options: options.options },
      // The loader flags of the parent are not the worker's: worker-entry sets up its own.
      execArgv: [],
    })
    const { promise, resolve, reject } = deferred<void>()
    promise.catch(ignoreUnawaited)
    const self: Running = { worker, becameReady: promise, isReady: false }
    let cause: unknown
    worker.on('message', (message: unknown) => {
      if (message !== WORKER_READY) return options.onMessage(message as FromWorker)
      self.isReady = true
      resolve()
    })
    worker.on('error', (error) => {
      cause = error
    })
    worker.on('exit', (exitCode) => {
      if (running === self) running = null
      if (!isClosed) countDeath()
      const text = cause instanceof Error ? cause.message : `ended with code ${exitCode}`
      const error = new VendorError(options.vendor, `worker lost: ${text}`, { retryable: self.isReady, cause })
      reject(error)
      options.onDown(error)
    })
    if (!isBusy) worker.unref()
    return self
  }

  function countDeath(): void {
    const nowMs = performance.now()
    deathsAtMs = [...deathsAtMs.filter((atMs) => nowMs - atMs < DEATH_WINDOW_MS), nowMs]
    if (deathsAtMs.length < DEATHS_BEFORE_COOL_DOWN) return
    deathsAtMs = []
    coolDownUntilMs = nowMs + COOL_DOWN_MS
  }

  function current(): Running {
    running ??= start()
    return running
  }

  return {
    post: (message, transfer) => current().worker.postMessage(message, transfer),
    postIfRunning: (message) => running?.worker.postMessage(message),
    async ready() {
      const { worker, becameReady } = current()
      worker.ref()
      try {
        await becameReady
      } finally {
        if (!isBusy) worker.unref()
      }
    },
    setBusy(next) {
      if (next === isBusy) return
      isBusy = next
      if (next) running?.worker.ref()
      else running?.worker.unref()
    },
    async kill() {
      await running?.worker.terminate()
    },
    async close() {
      isClosed = true
      await running?.worker.terminate()
    },
  }
}

/** Written so that a bundler does not recognise the pattern and bundle the worker: it runs from the source tree. */
function besideThisFile(path: string): URL {
  const base = import.meta.url
  return new URL(path, base)
}

/** A start nobody waits for fails through `onDown` as well. */
function ignoreUnawaited(): void {}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
