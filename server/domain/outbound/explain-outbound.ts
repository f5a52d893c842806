const SENTENCES: Record<string, string> = {
  outside_calling_window: 'It waits for the hours in which this person may be called.',
  daily_cap_reached: 'It waits for the next day: enough calls were made today.',
  rate_limited: 'It waits because the telephone service asked for a pause.',
  lines_busy: 'It waits for a free line.',
  call_already_active: 'It waits for the call to this person that is under way.',
  not_sent: 'The telephone service never received the first try; it is tried again.',
  suppressed: 'This number is on the list of those not to be called.',
  consent_missing: 'There is no consent to promotional calls.',
  consent_withdrawn: 'The person withdrew the consent to such calls.',
  timezone_unknown: 'The time zone of this person is not known: set it on the contact.',
  invalid_phone: 'This is not a phone number.',
  tenant_suspended: 'This business is suspended.',
  policy_unreadable: 'The calling rules of this business cannot be read.',
  payment_required: 'The telephone service asks for payment: check its account.',
  unauthorized: 'The telephone service does not accept the API key.',
  invalid_request: 'The telephone service does not accept the call: check the numbers and the agent.',
  reply_lost: 'The telephone service did not answer, and it cannot be found out whether it placed the call. It is not dialled again.',
  unreadable_time: 'A time this call has to speak of cannot be read.',
  not_configured: 'There is no number or API key to call with.',
  booking_closed: 'Its booking was cancelled or is over.',
  not_dialled: 'It could not be dialled because of a fault on our side.',
}

/** Why a call waits or was not made, as a sentence; null for what needs none. */
export function explainOutbound(reason: string | null): string | null {
  return reason === null ? null : (SENTENCES[reason] ?? 'It was not made.')
}
