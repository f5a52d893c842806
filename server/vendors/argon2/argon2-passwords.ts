import { hash, type Options, verify } from '@node-rs/argon2'
import type { PasswordHasher } from '../../ports/password-hasher'

// argon2id, the library's default algorithm, with OWASP's first recommendation: 19 MiB, two passes, one lane.
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
// A hash of nobody's password with the same cost: verifying against it takes as long as against a real one.
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$tqMnO5a9mb8JwmKHq8g7Pw$0JOrr1aQmX0Z7iMgDTpdX2Zb6wzbM0S0p4xlyW9mZcU'

/** @param cost lower it in tests only */
export function createArgon2Passwords(cost: Options = COST): PasswordHasher {
  return {
    hash: (password) => hash(password, cost),
    async verify(stored, password) {
      const matches = await verify(stored ?? NOBODY, password)
      return stored !== null && matches
    },
  }
}
