import { z } from 'zod'

/** How a simulator is told to misbehave. Applies to each request until replaced, or to the next `times` requests. */
export const fault = z.object({
  /** Wait before the first byte. */
  delayMs: z.number().min(0).default(0),
  /** Wait before each further piece of a streamed answer. */
  pieceDelayMs: z.number().min(0).default(0),
  /** Answer with this HTTP status instead: 401, 429, 500, 503 … */
  status: z.number().int().min(400).max(599).optional(),
  retryAfterSeconds: z.number().min(0).optional(),
  /** Destroy the connection after so many pieces: 0 cuts before the first. */
  cutAfterPieces: z.number().int().min(0).optional(),
  /** Send something that is not the protocol, after so many good pieces. */
  garbageAfterPieces: z.number().int().min(0).optional(),
  /** Accept the request and never answer. */
  hang: z.boolean().default(false),
  times: z.number().int().min(1).optional(),
})
export type Fault = z.output<typeof fault>
export type FaultInput = z.input<typeof fault>

export type Faults = {
  set(next: FaultInput | null): void
  /** The misbehaviour due for one more request; null when it is to be answered well. */
  take(): Fault | null
}

export function createFaults(initial: FaultInput | null = null): Faults {
  let current = initial ? fault.parse(initial) : null
  let left = current?.times ?? Number.POSITIVE_INFINITY
  return {
    set(next) {
      current = next ? fault.parse(next) : null
      left = current?.times ?? Number.POSITIVE_INFINITY
    },
    take() {
      if (!current || left <= 0) return null
      left -= 1
      return current
    },
  }
}
