import { randomInt } from 'node:crypto'

// Nothing that looks like something else when read out or copied by hand.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to hand over once, as `k3xm-9qwe-…`: four groups of four, 79 bits. */
export function makeTemporaryPassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}
