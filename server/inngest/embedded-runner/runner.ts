import { setMaxListeners } from 'node:events'
import type { Log } from '../../log'
import type { Clock } from '../../ports/clock'
import { type AppAnswer, createAppClient } from './app-client'
import { applyAnswer, applyWake, failRun } from './apply-answer'
import { dispatchEvents, fireSchedules, storeEvents } from './events'
import { type FunctionConfig, functionConfig, maxAttempts } from './function-config'
import { type RunnerHealth, startRunnerServer } from './http-server'
import { forgetOld, saveSchedules } from './maintenance'
import { type Busy, claimDue, enqueue, finish, givePlaceBack, nextDue, type QueueItem, releaseClaims } from './queue'
import { loadRun } from './runs'
import { isDataException, openStore, pause } from './store'

export type EmbeddedRunnerOptions = {
  /** May create a schema: the owner's connection. */
  databaseUrl: string
  /** The app's `/api/inngest`. */
  serveUrl: string
  eventKey: string
  signingKey: string
  /** 0 picks a free one. */
  port: number
  clock: Clock
  log: Pick<Log, 'info' | 'warn' | 'error'>
  maxRequests?: number
  retryDelayMs?: (attempt: number) => number
}

export type EmbeddedRunner = {
  port: number
  /** Looks for work at once; tests use it after moving the clock. */
  wake(): void
  health(): Promise<RunnerHealth>
  /** Claims nothing more and gives what is under way a moment; the rest is left for the next start. */
  stop(): Promise<void>
}

const MAX_REQUESTS = 16
const MAX_IDLE_MS = 1_000
const SYNC_EVERY_MS = 30_000
const AWAY_RETRY_MS = 500
const TROUBLE_PAUSE_MS = 500
const DRAIN_LIMIT_MS = 5_000
const HOUSEKEEPING_EVERY_MS = 3_600_000

/** 2 s, 8 s, 32 s … up to ten minutes. */
export function defaultRetryDelayMs(attempt: number): number {
  return Math.min(2_000 * 4 ** (attempt - 1), 600_000)
}

/**
 * One machine's stand-in for an Inngest server: runs the app's functions through the SDK's HTTP handler, with everything it
 * has to remember in PostgreSQL. Can be killed at any point: what was not committed is done again, as with Inngest itself.
 */
export async function startEmbeddedRunner(options: EmbeddedRunnerOptions): Promise<EmbeddedRunner> {
  const { clock, log } = options
  const store = await openStore(options.databaseUrl, (err) => log.warn({ err }, 'runner database connection failed'))
  const app = createAppClient(options)
  const stopping = new AbortController()
  const abandoning = new AbortController()
  // Every request under way listens to it.
  setMaxListeners(0, stopping.signal, abandoning.signal)
  const busy: Busy = { requests: 0, discoveries: new Set(), keys: new Map() }
  const underWay = new Map<string, Promise<void>>()
  let functions = new Map<string, FunctionConfig>()
  let isAppPresent = false
  let isOnlyRunner = false
  let problem: string | undefined
  let wakeUp = () => {}

  async function becomeOnlyRunner(): Promise<void> {
    isOnlyRunner = false
    await store.becomeOnlyRunner(stopping.signal, () => {
      if (!stopping.signal.aborted) lead()
    })
    if (stopping.signal.aborted) return
    await untilDone(() => releaseClaims(store.sql, [...underWay.keys()]))
    isOnlyRunner = true
    wakeUp()
  }

  function lead(): void {
    becomeOnlyRunner().catch((err: unknown) => log.error({ err }, 'runner cannot take its lock'))
  }

  /** Repeats what only a database in trouble can prevent. */
  async function untilDone<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    while (!abandoning.signal.aborted) {
      try {
        return await work()
      } catch (err) {
        log.error({ err }, 'runner could not write; trying again')
        await pause(TROUBLE_PAUSE_MS, abandoning.signal)
      }
    }
    return undefined
  }

  async function register(): Promise<void> {
    const listed = await app.listFunctions(stopping.signal)
    isAppPresent = listed !== null
    if (!listed) return
    const read = functionConfig.array().safeParse(listed)
    problem = read.success ? undefined : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
    if (!read.success) {
      log.error({ problem }, 'functions use what the embedded runner does not carry out')
      return
    }
    functions = new Map(read.data.map((config) => [config.id, config]))
    await saveSchedules(store, read.data, clock.now())
    wakeUp()
  }

  async function keepRegistered(): Promise<void> {
    while (!stopping.signal.aborted) {
      await register().catch((err: unknown) => log.error({ err }, 'functions could not be registered'))
      await pause(isAppPresent ? SYNC_EVERY_MS : AWAY_RETRY_MS, stopping.signal)
    }
  }

  async function work(): Promise<void> {
    let housekeepingAt = 0
    while (!stopping.signal.aborted) {
      let idleMs = MAX_IDLE_MS
      try {
        if (isOnlyRunner && functions.size > 0) idleMs = await workOnce()
        if (isOnlyRunner && clock.now().getTime() >= housekeepingAt) {
          await forgetOld(store, clock.now())
          housekeepingAt = clock.now().getTime() + HOUSEKEEPING_EVERY_MS
        }
      } catch (err) {
        log.error({ err }, 'runner could not work; trying again')
        idleMs = TROUBLE_PAUSE_MS
      }
      await sleepUntilWoken(idleMs)
    }
  }

  let isWoken = false
  async function sleepUntilWoken(ms: number): Promise<void> {
    const woken = new AbortController()
    wakeUp = () => {
      isWoken = true
      woken.abort()
    }
    if (!isWoken) await pause(ms, AbortSignal.any([woken.signal, stopping.signal]))
    isWoken = false
  }

  /** @returns how long nothing will be due */
  async function workOnce(): Promise<number> {
    const dispatched = await dispatchEvents(store, functions, clock.now())
    await fireSchedules(store, functions, clock.now())
    const claimed = isAppPresent ? await claim() : []
    for (const item of claimed) {
      const done = processItem(item).finally(() => {
        givePlaceBack(item, busy)
        underWay.delete(item.id)
        wakeUp()
      })
      underWay.set(item.id, done)
    }
    if (dispatched > 0 || claimed.length > 0) return 0
    const due = await nextDue(store.sql)
    const waitMs = due ? due.getTime() - clock.now().getTime() : MAX_IDLE_MS
    // Something due now is held back by a limit: the end of a request wakes us.
    return waitMs <= 0 ? MAX_IDLE_MS : Math.min(waitMs, MAX_IDLE_MS)
  }

  async function claim(): Promise<QueueItem[]> {
    const claimed: QueueItem[] = []
    const limits = { busy, capacity: options.maxRequests ?? MAX_REQUESTS }
    try {
      await store.transaction((sql) => claimDue(sql, functions, limits, clock.now(), claimed))
      return claimed
    } catch (error) {
      for (const item of claimed) givePlaceBack(item, busy)
      // The commit may have been the part that failed, after the fact.
      await untilDone(() => releaseClaims(store.sql, [...underWay.keys()]))
      throw error
    }
  }

  async function processItem(item: QueueItem): Promise<void> {
    if (item.kind === 'wake') {
      await untilDone(() => store.transaction((sql) => applyWake(sql, item, clock.now())))
      return
    }
    const answer = await untilDone(() => ask(item))
    if (!answer || abandoning.signal.aborted) return
    await untilDone(() => store.transaction((sql) => apply(item, answer, sql)).catch((error: unknown) => failWhenUnstorable(item, error)))
  }

  /** What PostgreSQL refuses to store it refuses every time. */
  async function failWhenUnstorable(item: QueueItem, error: unknown): Promise<void> {
    if (!isDataException(error)) throw error
    await store.transaction((sql) => failRun(sql, item, 'The result cannot be stored', clock.now()))
  }

  async function ask(item: QueueItem): Promise<AppAnswer | 'gone'> {
    const loaded = await loadRun(store.sql, item.runId)
    const config = functions.get(item.functionId)
    if (!config || loaded?.run.status !== 'running') return 'gone'
    const { run, steps, pending } = loaded
    return await app.execute(
      {
        run,
        steps,
        stepId: item.stepId,
        attempt: item.attempt,
        maxAttempts: maxAttempts(config),
        isParallel: pending > 0,
      },
      stopping.signal,
    )
  }

  async function apply(item: QueueItem, answer: AppAnswer | 'gone', sql: Parameters<typeof finish>[0]): Promise<void> {
    if (answer === 'gone') return await finish(sql, item)
    if (answer.type !== 'absent') {
      const retryDelayMs = options.retryDelayMs ?? defaultRetryDelayMs
      return await applyAnswer(sql, item, answer, { functions, now: clock.now(), retryDelayMs })
    }
    if (isAppPresent) log.warn({ reason: answer.reason }, 'the app is away; work waits for it')
    isAppPresent = false
    await finish(sql, item)
    await enqueue(sql, { ...item, dueAt: clock.now() })
  }

  const server = await startRunnerServer({
    port: options.port,
    eventKey: options.eventKey,
    receive: async (events, seed) => {
      const ids = await store.transaction((sql) => storeEvents(sql, events, seed, clock.now()))
      wakeUp()
      return ids
    },
    health,
    onError: (err) => log.error({ err }, 'runner could not answer'),
  })

  async function health(): Promise<RunnerHealth> {
    try {
      const { rows } = await store.sql.query<{ queued: number }>('SELECT count(*)::int AS queued FROM queue')
      const isReady = isOnlyRunner && isAppPresent && functions.size > 0 && problem === undefined
      const status = isReady ? 'ok' : problem === undefined ? 'starting' : 'failing'
      return { status, functions: functions.size, queued: rows[0]?.queued ?? 0, running: underWay.size, ...(problem && { problem }) }
    } catch {
      return { status: 'failing', functions: functions.size, queued: 0, running: underWay.size, problem: 'database' }
    }
  }

  lead()
  const loops = [keepRegistered(), work()]
  return {
    port: server.port,
    wake: () => wakeUp(),
    health,
    async stop() {
      stopping.abort()
      await server.stop()
      await Promise.race([Promise.allSettled([...underWay.values()]), pause(DRAIN_LIMIT_MS, abandoning.signal)])
      abandoning.abort()
      await app.close()
      await Promise.allSettled([...loops, ...underWay.values()])
      await store.close()
    },
  }
}
