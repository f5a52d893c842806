import type { CallPolicy } from '@/server/domain/compliance/call-policy'
import type { CallPurpose } from '@/server/domain/compliance/call-purpose'

export const PURPOSES: { value: CallPurpose; label: string; hint: string }[] = [
  { value: 'SERVICE', label: 'Service', hint: 'About a booking or a question of theirs' },
  { value: 'PROMOTIONAL', label: 'Promotional', hint: 'To sell something' },
]

/** What the form of the calling rules holds: numbers and times as they are typed, blank for none. */
export type PolicyDraft = {
  windows: Record<CallPurpose, { from: string; to: string }>
  weekdaysOff: Record<CallPurpose, number[]>
  holidays: CallPolicy['holidays']
  maxCallsPerContactPerDay: string
  maxCallsPerDay: string
  maxConcurrentCalls: string
}

export function policyDraftOf(policy: CallPolicy): PolicyDraft {
  const windowOf = (purpose: CallPurpose) => policy.windows[purpose] ?? { from: '', to: '' }
  const count = (value: number | null) => (value === null ? '' : String(value))
  return {
    windows: { SERVICE: windowOf('SERVICE'), PROMOTIONAL: windowOf('PROMOTIONAL') },
    weekdaysOff: policy.weekdaysOff,
    holidays: policy.holidays,
    maxCallsPerContactPerDay: count(policy.maxCallsPerContactPerDay),
    maxCallsPerDay: count(policy.maxCallsPerDay),
    maxConcurrentCalls: count(policy.maxConcurrentCalls),
  }
}

/** The rules a filled form means, or what is wrong with which field; whether they go beyond the law the server says. */
export function readPolicyDraft(
  draft: PolicyDraft,
): { policy: CallPolicy; errors: null } | { policy: null; errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const windowOf = (purpose: CallPurpose) => {
    const { from, to } = draft.windows[purpose]
    if (!from && !to) return null
    if (!from || !to) errors[`windows.${purpose}`] = 'Give both times, or neither'
    else if (from >= to) errors[`windows.${purpose}`] = 'The first call must be before the last'
    return { from, to }
  }
  const countOf = (field: 'maxCallsPerContactPerDay' | 'maxCallsPerDay' | 'maxConcurrentCalls') => {
    if (!draft[field].trim()) return null
    const count = Number(draft[field])
    if (!Number.isInteger(count) || count < 1) errors[field] = 'A whole number, at least 1'
    return count
  }
  const dates = draft.holidays.map(({ date }) => date)
  draft.holidays.forEach(({ date, purposes }, position) => {
    if (!date) errors[`holidays.${position}`] = 'Give the date'
    else if (dates.indexOf(date) !== position) errors[`holidays.${position}`] = 'This date is there already'
    else if (purposes.length === 0) errors[`holidays.${position}`] = 'Choose which calls are not made'
  })
  const policy: CallPolicy = {
    windows: { SERVICE: windowOf('SERVICE'), PROMOTIONAL: windowOf('PROMOTIONAL') },
    weekdaysOff: draft.weekdaysOff,
    holidays: draft.holidays,
    maxCallsPerContactPerDay: countOf('maxCallsPerContactPerDay'),
    maxCallsPerDay: countOf('maxCallsPerDay'),
    maxConcurrentCalls: countOf('maxConcurrentCalls'),
  }
  return Object.keys(errors).length > 0 ? { policy: null, errors } : { policy, errors: null }
}
