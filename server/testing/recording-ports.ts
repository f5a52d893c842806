import type { Clock } from '../ports/clock'
import type { EventBus, LiveEvent } from '../ports/event-bus'
import type { JobEvent, JobQueue } from '../ports/job-queue'

/** A clock that stands still until a test moves it. */
export type ManualClock = Clock & { advance(ms: number): void; set(time: Date): void }

export function manualClock(start = new Date('2026-11-21T10:00:00.000Z')): ManualClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    advance(ms) {
      now += ms
    },
    set(time) {
      now = time.getTime()
    },
  }
}

/** A job queue that keeps what it was sent; as the real one, it takes each id once. */
export function recordingJobs(): JobQueue & { sent: JobEvent[] } {
  const sent: JobEvent[] = []
  return {
    sent,
    async send(event) {
      if (!sent.some(({ id }) => id === event.id)) sent.push(event)
    },
  }
}

/** An event bus of one process that also keeps what was published. */
export function recordingBus(): EventBus & { published: LiveEvent[] } {
  const published: LiveEvent[] = []
  const listeners = new Set<(event: LiveEvent) => void>()
  return {
    published,
    async publish(event) {
      published.push(event)
      for (const listener of listeners) listener(event)
    },
    async subscribe(listener) {
      listeners.add(listener)
      return async () => {
        listeners.delete(listener)
      }
    },
  }
}
