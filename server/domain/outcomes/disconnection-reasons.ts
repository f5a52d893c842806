/**
 * What Retell's words for the end of a call mean to us (vendors.md §2.2). The list of them is open: new ones appear, and are
 * stored as they are.
 */
export type CalledStatus = 'COMPLETED' | 'FAILED' | 'NO_ANSWER' | 'BUSY'

/**
 * Whether another call may be tried: `done` nothing is left to try, `later` the line or the vendor was busy, `never` this
 * person or number is not to be dialled again without somebody looking, `stop` no call at all will work until the account is put right.
 */
export type RetryClass = 'done' | 'later' | 'never' | 'stop'

type Meaning = { status: CalledStatus; retry: RetryClass; words: string }

const talked = (words: string): Meaning => ({ status: 'COMPLETED', retry: 'done', words })
const failed = (retry: RetryClass, words: string): Meaning => ({ status: 'FAILED', retry, words })

const MEANINGS: Record<string, Meaning> = {
  user_hangup: talked('The person hung up'),
  agent_hangup: talked('The agent ended the call'),
  call_transfer: talked('Put through to a person'),
  transfer_bridged: talked('Put through to a person'),
  transfer_cancelled: talked('Putting through was given up'),
  call_take_over: talked('Taken over by a person'),
  manual_stopped: talked('Stopped by hand'),
  inactivity: talked('Nobody said anything for a while'),
  max_duration_reached: talked('The longest allowed duration was reached'),
  scam_detected: { status: 'COMPLETED', retry: 'never', words: 'Ended: taken for a scam' },
  voicemail_reached: { status: 'COMPLETED', retry: 'later', words: 'A voicemail answered' },
  ivr_reached: { status: 'COMPLETED', retry: 'later', words: 'A phone menu answered' },
  dial_busy: { status: 'BUSY', retry: 'later', words: 'The line was busy' },
  dial_no_answer: { status: 'NO_ANSWER', retry: 'later', words: 'Nobody answered' },
  user_declined: { status: 'NO_ANSWER', retry: 'never', words: 'The person declined the call' },
  dial_failed: failed('later', 'The number could not be reached'),
  invalid_destination: failed('never', 'The number does not exist or cannot be called'),
  marked_as_spam: failed('never', 'The call was blocked as spam'),
  telephony_provider_permission_denied: failed('stop', 'The telephone company does not allow this call'),
  telephony_provider_unavailable: failed('later', 'The telephone company did not respond'),
  sip_routing_error: failed('later', 'The call could not be routed'),
  concurrency_limit_reached: failed('later', 'Too many calls at once'),
  no_concurrency_fallback: failed('later', 'Too many calls at once'),
  no_valid_payment: failed('stop', 'The Retell account has no valid payment'),
  registered_call_timeout: failed('later', 'The call was never started'),
  error_user_not_joined: { status: 'NO_ANSWER', retry: 'later', words: 'Nobody joined the call' },
  error_no_audio_received: failed('later', 'No sound came through'),
  error_asr: failed('later', 'What was said could not be understood by the service'),
  error_retell: failed('later', 'The calling service failed'),
  error_unknown: failed('later', 'The calling service failed'),
  error_llm_websocket_open: failed('later', 'The agent could not be reached'),
  error_llm_websocket_lost_connection: failed('later', 'The agent was lost during the call'),
  error_llm_websocket_runtime: failed('later', 'The agent failed during the call'),
  error_llm_websocket_corrupt_payload: failed('later', 'The agent failed during the call'),
}

/**
 * What the end of a call means.
 * @param report the vendor's status and reason; a person who was heard makes a call that broke off a completed one
 */
export function readDisconnection(report: {
  status: 'registered' | 'ongoing' | 'ended' | 'not_connected' | 'error'
  reason: string | null
  wasHeard: boolean
}): Meaning {
  const known = MEANINGS[report.reason ?? ''] ?? meaningOfStatus(report.status)
  if (report.status === 'not_connected' && known.status === 'COMPLETED') return { ...known, status: 'NO_ANSWER', retry: 'later' }
  if (known.status === 'FAILED' && report.wasHeard) return { ...known, status: 'COMPLETED' }
  return known
}

/** A vendor's word for the end of a call as a sentence's beginning; the word itself where it is new. */
export function wordsOfDisconnection(reason: string): string {
  return MEANINGS[reason]?.words ?? reason.replaceAll('_', ' ')
}

function meaningOfStatus(status: string): Meaning {
  if (status === 'ended') return talked('The call ended')
  return status === 'error' ? failed('later', 'The calling service failed') : failed('later', 'The call did not connect')
}
