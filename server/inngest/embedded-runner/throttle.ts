export type ThrottleRule = { limit: number; periodMs: number; burst: number }

/**
 * Spaces the starts of runs: `limit` in `periodMs`, evenly, with `burst` of them at once (generic cell rate algorithm).
 * @param arrival when the next start is due by the rule, as the last answer said; null for the first
 * @returns either the new `arrival`, or how long to wait before asking again
 */
export function throttle(
  rule: ThrottleRule,
  arrival: Date | null,
  now: Date,
): { isAllowed: true; arrival: Date } | { isAllowed: false; waitMs: number } {
  const spacingMs = rule.periodMs / rule.limit
  const dueMs = Math.max(arrival?.getTime() ?? 0, now.getTime())
  const waitMs = Math.ceil(dueMs - spacingMs * (rule.burst - 1) - now.getTime())
  if (waitMs > 0) return { isAllowed: false, waitMs }
  return { isAllowed: true, arrival: new Date(dueMs + spacingMs) }
}
