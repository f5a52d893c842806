/** Jobs that waited in vain begin this long after one another: together they would hold up the next delivery. */
const STEP_MS = 5
/** A job is not put off for longer, however busy vendors are. */
const LONGEST_WAIT_MS = 1000

/**
 * Who goes first in a process that answers vendors and runs jobs: a vendor waits for its answer and calls again when that is late, a job
 * is missed by nobody for a moment. Jobs begin while no delivery is being answered, one after another, or after `longestWaitMs`.
 */
export class VendorsFirst {
  private answering = 0
  private readonly waiting = new Set<() => void>()
  private isNextDue = false

  constructor(private readonly longestWaitMs = LONGEST_WAIT_MS) {}

  /** Answers a vendor's delivery. */
  async answer<Result>(work: () => Promise<Result>): Promise<Result> {
    this.answering += 1
    try {
      return await work()
    } finally {
      this.answering -= 1
      this.letNextBegin()
    }
  }

  /** Resolves when a job may begin. */
  async whenAnswered(): Promise<void> {
    if (this.answering === 0 && this.waiting.size === 0) return
    await new Promise<void>((resolve) => {
      const begin = () => {
        clearTimeout(limit)
        this.waiting.delete(begin)
        resolve()
      }
      const limit = setTimeout(begin, this.longestWaitMs)
      this.waiting.add(begin)
    })
  }

  private letNextBegin(): void {
    const [begin] = this.waiting
    if (!begin || this.isNextDue || this.answering > 0) return
    begin()
    this.isNextDue = true
    setTimeout(() => {
      this.isNextDue = false
      this.letNextBegin()
    }, STEP_MS)
  }
}

/** Kept on the global object: Next loads this module once per bundle, and the order holds for the process. */
const kept = globalThis as typeof globalThis & { voicedeskVendorsFirst?: VendorsFirst }

/** The order of this process. */
export function vendorsFirst(): VendorsFirst {
  kept.voicedeskVendorsFirst ??= new VendorsFirst()
  return kept.voicedeskVendorsFirst
}
