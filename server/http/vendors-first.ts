/** How often it is looked whether the next job may begin: together, those that wait would hold up the next delivery. */
const STEP_MS = 5
/** A job is not put off for longer, however busy vendors are; of several, one begins at a time. */
const LONGEST_WAIT_MS = 1000
const OVERDUE_STEP_MS = 250

type Waiting = { sinceMs: number; begin: () => void }

/**
 * Who goes first in a process that answers vendors and runs jobs: a vendor waits for its answer and calls again when that is late, a job
 * is missed by nobody for a moment. Jobs begin while no delivery is being answered, one after another; those that have waited for
 * `LONGEST_WAIT_MS` begin in any case, at most one in `OVERDUE_STEP_MS`.
 */
export class VendorsFirst {
  private answering = 0
  private readonly waiting: Waiting[] = []
  private timer: NodeJS.Timeout | undefined
  private lastOverdueMs = Number.NEGATIVE_INFINITY

  /** Answers a vendor's delivery. */
  async answer<Result>(work: () => Promise<Result>): Promise<Result> {
    this.answering += 1
    try {
      return await work()
    } finally {
      this.answering -= 1
    }
  }

  /** Resolves when a job may begin. */
  async whenAnswered(): Promise<void> {
    if (this.answering === 0 && this.waiting.length === 0) return
    await new Promise<void>((begin) => {
      this.waiting.push({ sinceMs: performance.now(), begin })
      this.timer ??= setTimeout(() => this.letNextBegin(), STEP_MS)
    })
  }

  private letNextBegin(): void {
    const [oldest] = this.waiting
    if (oldest && this.mayBegin(oldest)) {
      this.waiting.shift()
      oldest.begin()
    }
    this.timer = this.waiting.length === 0 ? undefined : setTimeout(() => this.letNextBegin(), STEP_MS)
  }

  private mayBegin({ sinceMs }: Waiting): boolean {
    if (this.answering === 0) return true
    const nowMs = performance.now()
    if (nowMs - sinceMs < LONGEST_WAIT_MS || nowMs - this.lastOverdueMs < OVERDUE_STEP_MS) return false
    this.lastOverdueMs = nowMs
    return true
  }
}

/** Kept on the global object: Next loads this module once per bundle, and the order holds for the process. */
const kept = globalThis as typeof globalThis & { voicedeskVendorsFirst?: VendorsFirst }

/** The order of this process. */
export function vendorsFirst(): VendorsFirst {
  kept.voicedeskVendorsFirst ??= new VendorsFirst()
  return kept.voicedeskVendorsFirst
}
