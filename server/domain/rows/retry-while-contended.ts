import { DomainError } from '../errors/domain-error'

const CONTENDED = new Set(['contact_changed_meanwhile', 'booking_changed_meanwhile'])
const ATTEMPTS = 4

/**
 * Runs a whole transaction again when somebody else wrote one of its new rows first: what was planned no longer holds, and
 * the second time those rows are seen.
 */
export async function retryWhileContended<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= ATTEMPTS || !(error instanceof DomainError) || !CONTENDED.has(error.code)) throw error
    }
  }
}
