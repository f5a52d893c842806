import { expect, test } from 'vitest'
import { readDisconnection, wordsOfDisconnection } from './disconnection-reasons'

/** Every reason of retell-sdk 5.66.1. */
const REASONS =
  'user_hangup agent_hangup call_transfer voicemail_reached ivr_reached inactivity max_duration_reached concurrency_limit_reached no_concurrency_fallback no_valid_payment scam_detected dial_busy dial_failed dial_no_answer invalid_destination telephony_provider_permission_denied telephony_provider_unavailable sip_routing_error marked_as_spam user_declined error_llm_websocket_open error_llm_websocket_lost_connection error_llm_websocket_runtime error_llm_websocket_corrupt_payload error_no_audio_received error_asr error_retell error_unknown error_user_not_joined registered_call_timeout transfer_bridged transfer_cancelled manual_stopped call_take_over'.split(
    ' ',
  )

test.each(REASONS)('%s has a meaning and words of its own', (reason) => {
  expect(wordsOfDisconnection(reason)).toMatch(/^[A-Z]/)
})

test('a word nobody knows stays what it is', () => {
  expect(wordsOfDisconnection('abducted_by_aliens')).toBe('abducted by aliens')
  expect(readDisconnection({ status: 'ended', reason: 'abducted_by_aliens', wasHeard: false })).toMatchObject({ status: 'COMPLETED' })
  expect(readDisconnection({ status: 'error', reason: null, wasHeard: false })).toMatchObject({ status: 'FAILED', retry: 'later' })
})

test.each([
  ['dial_busy', 'later'],
  ['dial_no_answer', 'later'],
  ['telephony_provider_unavailable', 'later'],
  ['concurrency_limit_reached', 'later'],
  ['invalid_destination', 'never'],
  ['marked_as_spam', 'never'],
  ['user_declined', 'never'],
  ['scam_detected', 'never'],
  ['no_valid_payment', 'stop'],
  ['telephony_provider_permission_denied', 'stop'],
  ['user_hangup', 'done'],
])('after %s another call: %s', (reason, retry) => {
  expect(readDisconnection({ status: 'ended', reason, wasHeard: false }).retry).toBe(retry)
})

test('who hung up before the call connected was not reached', () => {
  expect(readDisconnection({ status: 'not_connected', reason: 'user_hangup', wasHeard: false }).status).toBe('NO_ANSWER')
})
