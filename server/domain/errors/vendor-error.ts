/** A vendor did not do what was asked. The message holds no personal data and no secret. */
export class VendorError extends Error {
  /** By name, as DomainError: an error may come from another copy of this class. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'VendorError'
  }

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
}
