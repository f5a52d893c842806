const BRAND = Symbol.for('voicedesk.DomainError')

/**
 * The one error our own code throws on purpose. Doors translate `code` to a status; `message` is shown to people,
 * `details` go to the caller as they are: never personal data of somebody else, never a secret.
 */
export class DomainError extends Error {
  readonly [BRAND] = true

  constructor(
    readonly code: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message)
    this.name = 'DomainError'
  }

  // Next loads this module once per bundle, and one set of services serves all bundles: what one throws another must know.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }
}
