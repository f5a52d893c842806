import { isDatabaseUnavailable } from '../db/errors'
import { DomainError } from '../domain/errors/domain-error'
import { VendorError } from '../domain/errors/vendor-error'

const RETRY_AFTER_SECONDS = 5

/** Something this process depends on does not answer: the same request may succeed in a moment. Null for any other error. */
export function asUnavailable(error: unknown): DomainError | null {
  if (!isDatabaseUnavailable(error) && !(error instanceof VendorError)) return null
  return new DomainError('unavailable', 'This does not work right now. Please try again in a moment.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}
