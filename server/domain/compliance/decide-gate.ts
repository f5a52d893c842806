import { DateTime } from 'luxon'
import { z } from 'zod'
import { type CallPolicy, MOST_CALLS_PER_CONTACT_AND_DAY, policyWindowOf, toTimeOfDay } from './call-policy'
import type { CallPurpose } from './call-purpose'
import { zoneOfCalled } from './called-zone'
import { countryOf, intersect, lawsOf, type Window } from './calling-law'

/** Everything the gate has to know. What is missing or cannot be read holds the call back. */
export type GateQuestion = {
  now: Date
  purpose: CallPurpose
  tenant: {
    status: 'ACTIVE' | 'TRIAL' | 'SUSPENDED'
    /** IANA name: its day is the day the tenant's cap counts. */
    timezone: string
    /** Null: it could not be read. */
    policy: CallPolicy | null
  }
  called: {
    /** E.164 */
    phone: string
    /** What is known of the person; null: derived from the number. */
    timezone: string | null
    /** On the tenant's suppression list, or marked as not to be called. */
    isSuppressed: boolean
    /** What the person said last, by purpose; null: never asked. */
    consent: Readonly<Record<CallPurpose, boolean | null>>
  }
  usage: {
    /** When this person was dialled, of the last two days at least. */
    calledAt: readonly Date[]
    /** How often the tenant dialled on its days, of today and later at least. `date` as 2026-11-21 in its zone. */
    tenantDays: readonly { date: string; count: number }[]
  }
}

export const gateReason = z.enum([
  'tenant_suspended',
  'policy_unreadable',
  'invalid_phone',
  'suppressed',
  'consent_withdrawn',
  'consent_missing',
  'timezone_unknown',
  'daily_cap_reached',
  'outside_calling_window',
])
export type GateReason = z.infer<typeof gateReason>

export type GateDecision = {
  isAllowed: boolean
  /** Empty when allowed. */
  reasons: { code: GateReason; message: string }[]
  /** The first moment from now on at which this call may be made as far as is known now; null: none. `now` itself when allowed. */
  nextOpeningAt: Date | null
  /** The hours that hold for this person, in their zone; null when it is unknown. */
  window: { timezone: string; from: string; to: string } | null
}

/** A decision as it is kept with an attempt. */
export const gateRecord = z.object({
  checkedAt: z.iso.datetime(),
  isAllowed: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  nextOpeningAt: z.iso.datetime().nullable(),
  window: z.object({ timezone: z.string(), from: z.string(), to: z.string() }).nullable(),
})
export type GateRecord = z.infer<typeof gateRecord>

/** How far ahead an opening is looked for. */
const HORIZON_DAYS = 400

type Reason = GateDecision['reasons'][number]
/** What stands against a call at a moment and passes with time. `until`: the next moment worth asking about. */
type Closure = { reason: Reason; until: DateTime }

/**
 * May this call be made now? Asked when a call is about to be dialled; whatever is not known is a no.
 * Hours are the called person's, half-open, by the tightest of the laws of their number's country and of their zone, and of the
 * tenant's own policy (server/domain/compliance/calling-law.ts).
 */
export function decideGate(question: GateQuestion): GateDecision {
  const { now, called } = question
  const standing = findStandingReasons(question)
  const timezone = zoneOfCalled(called)
  const { policy } = question.tenant
  if (!timezone || !policy) {
    return { isAllowed: false, reasons: standing, nextOpeningAt: null, window: null }
  }
  const hours = hoursFor(question, timezone, policy)
  const window = { timezone, from: toTimeOfDay(hours.from), to: toTimeOfDay(hours.to) }
  const rules: Rules = { question, policy, timezone, hours, calledOn: countDays(question.usage.calledAt, timezone) }
  const passing = findClosures(rules, DateTime.fromJSDate(now, { zone: timezone })).map(({ reason }) => reason)
  const reasons = [...standing, ...passing]
  return {
    isAllowed: reasons.length === 0,
    reasons,
    nextOpeningAt: standing.length > 0 ? null : findOpening(rules),
    window,
  }
}

/** A decision in the form it is kept and shown. */
export function recordGate(now: Date, { nextOpeningAt, ...decision }: GateDecision): GateRecord {
  return { checkedAt: now.toISOString(), ...decision, nextOpeningAt: nextOpeningAt?.toISOString() ?? null }
}

/** What no waiting changes. */
function findStandingReasons({ purpose, tenant, called }: GateQuestion): Reason[] {
  const reasons: Reason[] = []
  const add = (code: GateReason, message: string) => reasons.push({ code, message })
  if (tenant.status === 'SUSPENDED') add('tenant_suspended', 'This business is suspended: it makes no calls.')
  if (!tenant.policy) add('policy_unreadable', 'The calling rules of this business cannot be read.')
  if (called.isSuppressed) add('suppressed', 'This number is not to be called.')
  const timezone = zoneOfCalled(called)
  const isGranted = called.consent[purpose]
  if (isGranted === false) add('consent_withdrawn', `Consent to ${purpose.toLowerCase()} calls was withdrawn.`)
  if (isGranted === null && isConsentNeeded(purpose, called.phone, timezone)) {
    add('consent_missing', 'There is no consent to promotional calls.')
  }
  if (!timezone) {
    const isNumber = countryOf(called.phone) !== null || /^\+[1-9]\d{6,14}$/.test(called.phone)
    if (!isNumber) add('invalid_phone', 'This is not a phone number.')
    add('timezone_unknown', 'The time zone of this person is not known: set it on the contact.')
  }
  return reasons
}

function isConsentNeeded(purpose: CallPurpose, phone: string, timezone: string | null): boolean {
  if (purpose === 'SERVICE') return false
  return timezone === null || lawsOf(phone, timezone).some((law) => law.isPromotionalConsentNeeded)
}

/** The policy can only take away: what it allows beyond the law is cut off. */
function hoursFor({ purpose, called }: GateQuestion, timezone: string, policy: CallPolicy): Window {
  const own = policyWindowOf(policy, purpose)
  return intersect([...lawsOf(called.phone, timezone).map((law) => law.windows[purpose]), ...(own ? [own] : [])])
}

type Rules = { question: GateQuestion; policy: CallPolicy; timezone: string; hours: Window; calledOn: Map<string, number> }

function countDays(instants: readonly Date[], timezone: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const instant of instants) {
    const date = dateOf(DateTime.fromJSDate(instant, { zone: timezone }))
    counts.set(date, (counts.get(date) ?? 0) + 1)
  }
  return counts
}

/** Every passing thing that stands against a call at a moment. @param at in the called person's zone */
function findClosures(rules: Rules, at: DateTime): Closure[] {
  return [...capClosures(rules, at), ...windowClosures(rules, at)]
}

function capClosures({ question, policy, calledOn }: Rules, at: DateTime): Closure[] {
  const closures: Closure[] = []
  const perContact = Math.min(policy.maxCallsPerContactPerDay ?? MOST_CALLS_PER_CONTACT_AND_DAY, MOST_CALLS_PER_CONTACT_AND_DAY)
  if ((calledOn.get(dateOf(at)) ?? 0) >= perContact) {
    closures.push({ reason: { code: 'daily_cap_reached', message: 'This person was called often enough today.' }, until: nextDay(at) })
  }
  const atTenant = at.setZone(question.tenant.timezone)
  const placed = question.usage.tenantDays.find(({ date }) => date === dateOf(atTenant))?.count ?? 0
  if (policy.maxCallsPerDay !== null && placed >= policy.maxCallsPerDay) {
    const until = nextDay(atTenant).setZone(at.zone)
    closures.push({ reason: { code: 'daily_cap_reached', message: 'This business has made its calls for today.' }, until })
  }
  return closures
}

function windowClosures({ question, policy, hours }: Rules, at: DateTime): Closure[] {
  const { purpose } = question
  const closed = (message: string, until: DateTime): Closure[] => [{ reason: { code: 'outside_calling_window', message }, until }]
  const date = dateOf(at)
  const holiday = policy.holidays.find((one) => one.date === date && one.purposes.includes(purpose))
  if (holiday) return closed(`${date} is a day without calls${holiday.name ? ` (${holiday.name})` : ''}.`, nextDay(at))
  if (policy.weekdaysOff[purpose].includes(at.weekday))
    return closed(`There are no calls on ${at.setLocale('en').weekdayLong}s.`, nextDay(at))
  const minute = at.hour * 60 + at.minute
  if (minute >= hours.from && minute < hours.to) return []
  const message = `It is ${at.toFormat('HH:mm')} where this person is; calls are made from ${toTimeOfDay(hours.from)} to ${toTimeOfDay(hours.to)}.`
  return closed(message, minute < hours.from && hours.from < hours.to ? timeOn(at, hours.from) : nextDay(at))
}

function findOpening(rules: Rules): Date | null {
  if (rules.hours.from >= rules.hours.to) return null
  let at = DateTime.fromJSDate(rules.question.now, { zone: rules.timezone })
  const limit = at.plus({ days: HORIZON_DAYS })
  while (at <= limit) {
    const closures = findClosures(rules, at)
    if (closures.length === 0) return at.toJSDate()
    at = DateTime.max(...closures.map(({ until }) => until)) ?? limit.plus(1)
  }
  return null
}

/** The first instant of the next day; where clocks change at midnight that is not 0:00. */
function nextDay(at: DateTime): DateTime {
  return at.startOf('day').plus({ days: 1 }).startOf('day')
}

/** A time that the clocks skip on that day comes when they have skipped it. */
function timeOn(at: DateTime, minutes: number): DateTime {
  return at.set({ hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 })
}

function dateOf(at: DateTime): string {
  return at.toFormat('yyyy-MM-dd')
}
