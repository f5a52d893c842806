const BRAND = Symbol.for('voicedesk.VendorError')

/** A vendor did not do what was asked. The message holds no personal data and no secret. */
export class VendorError extends Error {
  readonly [BRAND] = true

  constructor(
    readonly vendor: string,
    message: string,
    readonly options: { retryable: boolean; status?: number; retryAfterMs?: number; cause?: unknown },
  ) {
    super(`${vendor}: ${message}`, { cause: options.cause })
    this.name = 'VendorError'
  }

  get retryable(): boolean {
    return this.options.retryable
  }

  // As in DomainError: bundles hold copies of this class.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }
}
