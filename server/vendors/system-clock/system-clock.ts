import type { Clock } from '../../ports/clock'

/** This machine's clock. */
export const systemClock: Clock = { now: () => new Date() }
