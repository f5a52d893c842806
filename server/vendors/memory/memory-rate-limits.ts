import type { Clock } from '../../ports/clock'
import type { RateLimits, RateRule, RateVerdict } from '../../ports/rate-limits'

const MAX_KEYS = 50_000

/** One process's counters. Full, it forgets the windows that started first. */
export function createMemoryRateLimits(clock: Clock, maxKeys = MAX_KEYS): RateLimits {
  const windows = new Map<string, { count: number; endsAtMs: number }>()

  function current(rule: RateRule, key: string): { count: number; endsAtMs: number } | undefined {
    const window = windows.get(`${rule.name}:${key}`)
    return window && window.endsAtMs > clock.now().getTime() ? window : undefined
  }

  function start(rule: RateRule, key: string): { count: number; endsAtMs: number } {
    const window = { count: 0, endsAtMs: clock.now().getTime() + rule.windowMs }
    windows.delete(`${rule.name}:${key}`)
    windows.set(`${rule.name}:${key}`, window)
    const oldest = windows.size > maxKeys ? windows.keys().next() : undefined
    if (oldest && !oldest.done) windows.delete(oldest.value)
    return window
  }

  return {
    async consume(rule, key) {
      const window = current(rule, key) ?? start(rule, key)
      if (window.count >= rule.limit) return refused(window.endsAtMs - clock.now().getTime())
      window.count += 1
      return { isAllowed: true, retryAfterMs: 0, remaining: rule.limit - window.count }
    },
    async peek(rule, key) {
      const window = current(rule, key)
      if (window && window.count >= rule.limit) return refused(window.endsAtMs - clock.now().getTime())
      return { isAllowed: true, retryAfterMs: 0, remaining: rule.limit - (window?.count ?? 0) }
    },
    async forget(rule, key) {
      windows.delete(`${rule.name}:${key}`)
    },
  }
}

function refused(retryAfterMs: number): RateVerdict {
  return { isAllowed: false, retryAfterMs, remaining: 0 }
}
