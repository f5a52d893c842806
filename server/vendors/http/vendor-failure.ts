import { VendorError } from '../../domain/errors/vendor-error'

/** Statuses after which another attempt, or another provider, may succeed. */
const RETRYABLE = new Set([408, 409, 425, 429])

/** What a vendor's refusal means for us. Its body stays out of the message: it may repeat what the caller said. */
export function failureOfStatus(vendor: string, status: number, headers: Headers | null): VendorError {
  const retryable = RETRYABLE.has(status) || status >= 500
  return new VendorError(vendor, `answered ${status}`, { retryable, status, retryAfterMs: readRetryAfter(headers) })
}

/** A request that never got an answer: refused, reset, unresolvable. Another attempt may succeed. */
export function failureOfConnection(vendor: string, cause: unknown): VendorError {
  return new VendorError(vendor, `could not be reached (${codeOf(cause)})`, { retryable: true, cause })
}

/** An answer that is not what the vendor documents. */
export function failureOfContent(vendor: string, what: string, cause?: unknown): VendorError {
  return new VendorError(vendor, `sent ${what}`, { retryable: true, cause })
}

/** Seconds, or a date; undefined when absent or unreadable. */
export function readRetryAfter(headers: Headers | null, nowMs: number = Date.now()): number | undefined {
  const milliseconds = Number(headers?.get('retry-after-ms') ?? Number.NaN)
  if (milliseconds >= 0) return milliseconds
  const text = headers?.get('retry-after')
  if (!text) return undefined
  const seconds = Number(text)
  if (seconds >= 0) return seconds * 1000
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs)
}

function codeOf(cause: unknown): string {
  for (let error: unknown = cause; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string') return error.code
  }
  return cause instanceof Error ? cause.name : 'unknown'
}
