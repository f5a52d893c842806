/**
 * The one error our own code throws on purpose. Doors translate `code` to a status; `message` is shown to people,
 * `details` go to the caller as they are: never personal data of somebody else, never a secret.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message)
    this.name = 'DomainError'
  }
}
