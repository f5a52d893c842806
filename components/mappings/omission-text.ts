import type { OmissionReason } from '@/server/domain/mapping/mapping-types'

const TEXTS: Record<OmissionReason, string> = {
  blank: 'nothing is there',
  no_booking: 'the call is about no booking',
  withheld: 'withheld: a medical business says only what is needed to keep the appointment',
  anonymised: 'said without naming anybody',
  never_mapped: 'never sent, for any business',
  used_to_dial: 'used to dial, never sent',
  not_used: 'this kind of business has no use for it; map it to a variable to send it',
  excluded_by_override: 'left out by the mapping',
  unreadable_time: 'this is not a time; correct the booking',
  unreadable_duration: 'this is not a length of time; correct the booking',
  unreadable_phone: 'this is not a phone number; correct it in the settings',
  unreadable_value: 'this cannot be read',
  unknown_timezone: 'the time zone of the business is not known; correct it in the settings',
  unsafe_text: 'held back: it reads like an instruction to the agent',
  nothing_to_say: 'something is there, but nothing of it may be said',
  repeats_withheld_text: 'held back: it repeats what is withheld',
}

/** Why a source reached no variable, as the end of a sentence; unknown reasons are shown as words. */
export function omissionText(reason: string): string {
  return (TEXTS as Record<string, string>)[reason] ?? reason.replaceAll('_', ' ')
}

/** Kept back on purpose, not for want of data. */
export function isWithheld(reason: string): boolean {
  return ['withheld', 'anonymised', 'never_mapped', 'used_to_dial', 'unsafe_text', 'repeats_withheld_text', 'nothing_to_say'].includes(
    reason,
  )
}
