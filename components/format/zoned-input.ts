/**
 * What a `datetime-local` field shows for an instant: its wall-clock time in `timeZone`.
 * @returns `YYYY-MM-DDTHH:mm`
 */
export function toZonedInput(instant: string | Date, timeZone: string): string {
  return wallClock(new Date(instant).getTime(), timeZone)
}

/**
 * The instant a `datetime-local` field means in `timeZone`. A time the clocks skip means the moment after the change;
 * one they show twice means the first.
 * @param text `YYYY-MM-DDTHH:mm`
 * @returns ISO 8601 UTC; null when `text` is no such time
 */
export function fromZonedInput(text: string, timeZone: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return null
  const asUtc = Date.parse(`${text}:00Z`)
  if (Number.isNaN(asUtc)) return null
  // Offsets before and after any change of the clocks nearby: the true one is among them.
  const candidates = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => asUtc - offsetAt(near, timeZone))
  const matching = candidates.filter((candidate) => wallClock(candidate, timeZone) === text)
  const chosen = matching.length > 0 ? Math.min(...matching) : Math.max(...candidates)
  return new Date(chosen).toISOString()
}

const DAY_MS = 86_400_000

function wallClock(instant: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`
}

function offsetAt(instant: number, timeZone: string): number {
  const whole = Math.floor(instant / 60_000) * 60_000
  return Date.parse(`${wallClock(whole, timeZone)}:00Z`) - whole
}
