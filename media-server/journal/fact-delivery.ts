import type { CallFact } from '../../server/domain/calls/call-record'
import { DomainError } from '../../server/domain/errors/domain-error'
import type { MediaDependencies } from '../dependencies'

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 10_000

export type DeliveryOptions = Pick<MediaDependencies, 'applyFacts' | 'log'> & {
  call: { tenantId: string; callId: string }
  signal: AbortSignal
}

/**
 * Brings a call's facts to the services in order, in the background: several at once, again and again while the database is
 * away. Applying is idempotent, so a fact whose answer was lost is simply sent again.
 */
export class FactDelivery {
  private queue: CallFact[] = []
  private running: Promise<void> | null = null

  constructor(private readonly options: DeliveryOptions) {}

  add(fact: CallFact): void {
    this.queue.push(fact)
    this.running ??= this.run()
  }

  /** Resolves when nothing is left, or `signal` aborted. @returns whether nothing is left */
  async delivered(): Promise<boolean> {
    while (this.running) await this.running
    return this.queue.length === 0
  }

  private async run(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve)) // facts of one moment travel together
    let waitMs = FIRST_WAIT_MS
    while (this.queue.length > 0 && !this.options.signal.aborted) {
      const batch = [...this.queue]
      try {
        await this.apply(batch)
        this.queue = this.queue.slice(batch.length)
        waitMs = FIRST_WAIT_MS
      } catch (err) {
        this.options.log.warn({ err, callId: this.options.call.callId, waitMs }, 'facts not stored yet')
        await this.pause(waitMs)
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
      }
    }
    this.running = null
  }

  private async apply(facts: CallFact[]): Promise<void> {
    const { applyFacts, call, log } = this.options
    try {
      await applyFacts(call, facts)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      // Refused for good: find out which one, so that it does not hold up the others.
      if (facts.length > 1) for (const fact of facts) await this.apply([fact])
      else log.error({ err: error, callId: call.callId, fact: facts[0]?.type }, 'fact refused')
    }
  }

  private pause(ms: number): Promise<void> {
    const { signal } = this.options
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms)
      function done() {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      signal.addEventListener('abort', done, { once: true })
    })
  }
}
