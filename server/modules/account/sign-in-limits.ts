import { createHash } from 'node:crypto'
import { DomainError } from '../../domain/errors/domain-error'
import type { RateLimits, RateRule } from '../../ports/rate-limits'

const WINDOW_MS = 15 * 60_000
export const WRONG_TRIES_PER_ACCOUNT: RateRule = { name: 'sign-in-account', limit: 10, windowMs: WINDOW_MS }
export const WRONG_TRIES_PER_ADDRESS: RateRule = { name: 'sign-in-address', limit: 60, windowMs: WINDOW_MS }

/** Passwords verified at the same moment: each takes a core and 19 MiB. */
const VERIFIED_AT_ONCE = 4
/** Beyond this many waiting, more are sent away: a queue of minutes serves nobody. */
const MAX_WAITING = 200

export type SignInLimits = ReturnType<typeof createSignInLimits>

/**
 * Counts wrong passwords per account and per address. Tries run a few at a time and are counted before the next one starts,
 * so that many at once get no more guesses than one after the other.
 */
export function createSignInLimits(rateLimits: RateLimits) {
  const slots = createSlots(VERIFIED_AT_ONCE, MAX_WAITING)
  const accounts = new Map<string, Promise<unknown>>()

  async function refuseWhileBlocked(account: string, address: string): Promise<void> {
    const verdicts = await Promise.all([
      rateLimits.peek(WRONG_TRIES_PER_ACCOUNT, account),
      rateLimits.peek(WRONG_TRIES_PER_ADDRESS, address),
    ])
    const retryAfterMs = Math.max(...verdicts.map((verdict) => (verdict.isAllowed ? 0 : verdict.retryAfterMs)))
    if (verdicts.every((verdict) => verdict.isAllowed)) return
    throw tooMany(Math.max(1, Math.ceil(retryAfterMs / 1000)))
  }

  /** One try after the other for each account. */
  async function inTurn<Result>(account: string, work: () => Promise<Result>): Promise<Result> {
    const before = accounts.get(account) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => undefined)
    accounts.set(account, settled)
    try {
      return await mine
    } finally {
      if (accounts.get(account) === settled) accounts.delete(account)
    }
  }

  return {
    /**
     * Runs one try.
     * @param verify answers whether the password was right
     * @throws DomainError `rate_limited` with `retryAfterSeconds`, whether or not the password is right
     */
    async attempt(who: { email: string; address: string }, verify: () => Promise<boolean>): Promise<boolean> {
      // The counter's key holds no address of a person.
      const account = createHash('sha256').update(who.email).digest('base64url')
      return inTurn(account, () =>
        slots(async () => {
          await refuseWhileBlocked(account, who.address)
          if (await verify()) return true
          await Promise.all([
            rateLimits.consume(WRONG_TRIES_PER_ACCOUNT, account),
            rateLimits.consume(WRONG_TRIES_PER_ADDRESS, who.address),
          ])
          return false
        }),
      )
    },
  }
}

function tooMany(retryAfterSeconds: number): DomainError {
  const minutes = Math.ceil(retryAfterSeconds / 60)
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return new DomainError('rate_limited', `Too many tries. Please wait ${wait} and try again.`, { retryAfterSeconds })
}

function createSlots(size: number, maxWaiting: number) {
  let free = size
  const waiting: (() => void)[] = []
  return async function run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (free === 0 && waiting.length >= maxWaiting) throw tooMany(5)
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
