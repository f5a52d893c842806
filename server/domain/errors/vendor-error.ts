/** A vendor did not do what was asked. The message holds no personal data and no secret. */
export class VendorError extends Error {
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
