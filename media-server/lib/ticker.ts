/** The one timer all calls share: pacing, turn timers and watchdogs hang on it. */
export interface Ticker {
  /** Monotonic milliseconds. */
  now(): number
  /** Calls `task` about every tick with the present moment. @returns how to stop */
  add(task: (nowMs: number) => void): () => void
}

/** How often tasks run. Frames are 200 ms and turn rules work in tens of milliseconds. */
const TICK_MS = 10

/** @param onError a task that throws must not stop the other calls' tasks */
export function createTicker(onError: (error: unknown) => void): Ticker & { stop(): void } {
  const tasks = new Set<(nowMs: number) => void>()
  let timer: NodeJS.Timeout | null = null

  function tick(): void {
    const nowMs = performance.now()
    for (const task of tasks) {
      try {
        task(nowMs)
      } catch (error) {
        onError(error)
      }
    }
  }
  function stop(): void {
    if (timer) clearInterval(timer)
    timer = null
  }
  return {
    now: () => performance.now(),
    add(task) {
      tasks.add(task)
      timer ??= setInterval(tick, TICK_MS)
      return () => {
        tasks.delete(task)
        if (tasks.size === 0) stop()
      }
    },
    stop,
  }
}
