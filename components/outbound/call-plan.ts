import { fromZonedInput } from '../format/zoned-input'

/** What the form for a call holds. */
export type CallPlan = {
  mode: 'now' | 'at' | 'before'
  /** `YYYY-MM-DDTHH:mm` in the business's zone. */
  when: string
  /** How long before the booking, as typed. */
  lead: string
  leadUnit: 'minutes' | 'hours' | 'days'
  /** Blank: the next open one. */
  bookingId: string
  purpose: 'SERVICE' | 'PROMOTIONAL'
  ifOutsideWindow: 'RESCHEDULE' | 'REJECT'
}

const MINUTES = { minutes: 1, hours: 60, days: 1440 }
const MOST_MINUTES_BEFORE = 28 * 1440

export type CallRequest = {
  when?: string
  bookingId?: string
  minutesBeforeBooking?: number
  purpose: CallPlan['purpose']
  ifOutsideWindow: CallPlan['ifOutsideWindow']
}

/** The request a filled form makes, or what is wrong with which field. */
export function readCallPlan(
  plan: CallPlan,
  timeZone: string,
): { request: CallRequest; errors: null } | { request: null; errors: Record<string, string> } {
  const common = {
    purpose: plan.purpose,
    ifOutsideWindow: plan.ifOutsideWindow,
    ...(plan.bookingId ? { bookingId: plan.bookingId } : {}),
  }
  if (plan.mode === 'now') return { request: common, errors: null }
  if (plan.mode === 'at') {
    const when = fromZonedInput(plan.when, timeZone)
    return when ? { request: { ...common, when }, errors: null } : { request: null, errors: { when: 'Give a day and a time' } }
  }
  const count = Number(plan.lead)
  const minutes = count * MINUTES[plan.leadUnit]
  if (!plan.lead.trim() || !Number.isInteger(count) || count < 0 || minutes > MOST_MINUTES_BEFORE) {
    return { request: null, errors: { minutesBeforeBooking: 'A whole number, at most 28 days' } }
  }
  return { request: { ...common, minutesBeforeBooking: minutes }, errors: null }
}
