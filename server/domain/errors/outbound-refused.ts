const BRAND = Symbol.for('voicedesk.OutboundRefused')

/** The vendor certainly did not take the call. */
export class OutboundRefused extends Error {
  readonly [BRAND] = true

  constructor(
    /** rate_limited, payment_required, invalid_request, unauthorized */
    readonly reason: string,
    readonly options: { isRetryable: boolean; retryAfterMs?: number; status: number },
  ) {
    super(`refused: ${reason}`)
    this.name = 'OutboundRefused'
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }
}
