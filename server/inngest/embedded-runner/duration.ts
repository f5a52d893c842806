const UNITS_MS: Record<string, number> = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 }

/**
 * The moment a wait ends. The SDK writes a duration (`1h30m`, `10s`, blank for none) or, for sleepUntil, an ISO 8601 instant.
 * @throws Error for anything else
 */
export function waitEnd(text: string, nowMs: number): Date {
  if (/^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text))) return new Date(text)
  return new Date(nowMs + parseDurationMs(text))
}

/** Milliseconds of `1d2h`, `90s`, `500ms`; 0 for a blank. @throws Error for anything else */
export function parseDurationMs(text: string): number {
  const compact = text.replace(/\s+/g, '')
  if (!/^(\d+(ms|[wdhms]))*$/.test(compact)) throw new Error(`"${text}" is not a duration`)
  return [...compact.matchAll(/(\d+)(ms|[wdhms])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS_MS[unit ?? ''] ?? 0), 0)
}
