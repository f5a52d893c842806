import type { LiveEvent } from '../domain/live/live-event'

export type { LiveEvent }

/** Small notices between processes: ids and states only, at most once, no history. The database stays the truth. */
export interface EventBus {
  /** Never rejects: a notice that cannot be sent is lost, and the loss is logged. */
  publish(event: LiveEvent): Promise<void>
  /** @returns how to stop listening */
  subscribe(listener: (event: LiveEvent) => void): Promise<() => Promise<void>>
}
