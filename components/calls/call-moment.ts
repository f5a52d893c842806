/** The address of a second of a call, below the tenant's. */
export function callMoment(callId: string, second: number): string {
  return second > 0 ? `/calls/${callId}?t=${Math.round(second * 1000) / 1000}` : `/calls/${callId}`
}

/** The second an address asks for, in milliseconds; null: none, or none that can be meant. */
export function readMomentMs(value: string | null): number | null {
  if (value === null || !/^\d{1,6}(\.\d{1,3})?$/.test(value)) return null
  return Math.round(Number(value) * 1000)
}
