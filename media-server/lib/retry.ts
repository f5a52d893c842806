import { VendorError } from '../../server/domain/errors/vendor-error'

/** A provider that took longer than this to fail is not asked again while somebody waits on the line. */
const QUICK_FAILURE_MS = 800

/** Whether the same provider is worth a second try: it failed quickly, and not for good. */
export function isWorthRetry(error: unknown, tookMs: number): boolean {
  return tookMs <= QUICK_FAILURE_MS && (!(error instanceof VendorError) || error.retryable)
}
