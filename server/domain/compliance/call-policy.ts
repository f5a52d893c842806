import { z } from 'zod'
import { type CallPurpose, callPurpose } from './call-purpose'
import { lawOfCountry, type Window } from './calling-law'

/** Beyond it no contact is called on one day, whatever a tenant wants. */
export const MOST_CALLS_PER_CONTACT_AND_DAY = 25

/** The earliest and the latest minute any of the laws allows: what reaches beyond is refused outright. */
const EARLIEST = 8 * 60
const LATEST = 21 * 60

/** A time of day as `09:30`, on a 24-hour clock; `24:00` is none. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 09:30')
const policyWindow = z
  .object({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, { error: 'The first call must be before the last', path: ['to'] })
  .refine(({ from, to }) => toMinutes(from) >= EARLIEST && toMinutes(to) <= LATEST, {
    error: 'Nobody may be called before 08:00 or after 21:00',
    path: ['from'],
  })

const weekday = z.number().int().min(1).max(7)
const day = z.iso.date()

/**
 * What a tenant allows itself, tighter than the law. Times are the called person's. Weekdays count from Monday, 1, to Sunday, 7.
 * Everything is optional: `{}` is the law and nothing more.
 */
export const callPolicy = z.object({
  windows: z.object({ SERVICE: policyWindow.nullable().default(null), PROMOTIONAL: policyWindow.nullable().default(null) }).prefault({}),
  weekdaysOff: z.object({ SERVICE: z.array(weekday).max(6).default([]), PROMOTIONAL: z.array(weekday).max(6).default([]) }).prefault({}),
  /** Dates on which calls of these purposes are not made. */
  holidays: z
    .array(z.object({ date: day, name: z.string().trim().max(80).default(''), purposes: z.array(callPurpose).min(1) }))
    .max(400)
    .default([]),
  /** In the called person's day. */
  maxCallsPerContactPerDay: z.number().int().min(1).max(MOST_CALLS_PER_CONTACT_AND_DAY).nullable().default(null),
  /** In the tenant's day. */
  maxCallsPerDay: z.number().int().min(1).max(1_000_000).nullable().default(null),
  maxConcurrentCalls: z.number().int().min(1).max(1000).nullable().default(null),
})
export type CallPolicy = z.infer<typeof callPolicy>

/** Minutes after midnight. @param text as `09:30` */
export function toMinutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))
}

/** The time of day of minutes after midnight: 570 → `09:30`. */
export function toTimeOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** The hours a tenant keeps for a purpose; null: the law's. */
export function policyWindowOf(policy: CallPolicy, purpose: CallPurpose): Window | null {
  const window = policy.windows[purpose]
  return window && { from: toMinutes(window.from), to: toMinutes(window.to) }
}

/**
 * Where a policy reaches beyond the law of the tenant's own country. It would be cut down at every call; saying so is kinder.
 * @returns a sentence per window that does
 */
export function findLooserThanLaw(policy: CallPolicy, country: string): { purpose: CallPurpose; message: string }[] {
  const { windows } = lawOfCountry(country)
  return callPurpose.options.flatMap((purpose) => {
    const own = policyWindowOf(policy, purpose)
    const law = windows[purpose]
    if (!own || (own.from >= law.from && own.to <= law.to)) return []
    const kind = purpose === 'SERVICE' ? 'Service' : 'Promotional'
    return [{ purpose, message: `${kind} calls are allowed from ${toTimeOfDay(law.from)} to ${toTimeOfDay(law.to)} only.` }]
  })
}
