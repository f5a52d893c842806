/** Counters of attempts. Redis when REDIS_URL is set (one count for all processes), this process's memory otherwise. */
export interface RateLimits {
  /** Counts one attempt. Attempts beyond the limit are not allowed and do not prolong the wait. */
  consume(rule: RateRule, key: string): Promise<RateVerdict>
  /** What `consume` would answer, without counting: for limits on failures, asked before the attempt. */
  peek(rule: RateRule, key: string): Promise<RateVerdict>
  /** Forgets the attempts of `key`. */
  forget(rule: RateRule, key: string): Promise<void>
}

/** `limit` attempts per key in a window that starts with the first. `name` keeps rules apart. */
export type RateRule = { name: string; limit: number; windowMs: number }

/** `retryAfterMs` is 0 when allowed. */
export type RateVerdict = { isAllowed: boolean; retryAfterMs: number; remaining: number }
