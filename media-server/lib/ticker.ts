/** The one timer all calls share: pacing, turn timers and watchdogs hang on it. */
export interface Ticker {
  /** Monotonic milliseconds. */
  now(): number
  /**
   * Calls `task` at the next tick, and again at the first tick after the moment it returns, in `now()`'s milliseconds. Thousands of
   * calls wait most of the time: what has nothing to do is not even looked at.
   */
  add(task: (nowMs: number) => number): Alarm
}

export interface Alarm {
  /** Calls the task at `atMs` where it would have been called later. */
  callBy(atMs: number): void
  stop(): void
}

/** How often it is looked who is due. Frames are 200 ms and turn rules work in tens of milliseconds. */
const TICK_MS = 10

type Entry = { dueMs: number; task: (nowMs: number) => number }

/** @param onError a task that throws must not stop the other calls' tasks; it is called again at the next tick */
export function createTicker(onError: (error: unknown) => void): Ticker & { stop(): void } {
  const entries = new Set<Entry>()
  let timer: NodeJS.Timeout | null = null

  function tick(): void {
    const nowMs = performance.now()
    for (const entry of entries) if (entry.dueMs <= nowMs) run(entry, nowMs)
  }
  function run(entry: Entry, nowMs: number): void {
    // Whoever calls for an earlier moment while the task runs must not be overruled by what it returns.
    entry.dueMs = Number.POSITIVE_INFINITY
    try {
      entry.dueMs = Math.min(entry.task(nowMs), entry.dueMs)
    } catch (error) {
      entry.dueMs = nowMs
      onError(error)
    }
  }
  function stop(): void {
    if (timer) clearInterval(timer)
    timer = null
  }
  return {
    now: () => performance.now(),
    add(task) {
      const entry = { dueMs: Number.NEGATIVE_INFINITY, task }
      entries.add(entry)
      timer ??= setInterval(tick, TICK_MS)
      return {
        callBy(atMs) {
          entry.dueMs = Math.min(entry.dueMs, atMs)
        },
        stop() {
          entries.delete(entry)
          if (entries.size === 0) stop()
        },
      }
    },
    stop,
  }
}
