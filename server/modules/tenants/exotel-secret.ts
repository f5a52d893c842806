import { createHash, randomBytes } from 'node:crypto'

/** 192 bits, safe in a URL. */
export function makeExotelSecret(): string {
  return randomBytes(24).toString('base64url')
}

/** What the tenant of a webhook is looked up by. */
export function hashExotelSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
