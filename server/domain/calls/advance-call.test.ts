import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { advanceCall, type CallProgress, type CallSign, describeCall, vendorEndStatus } from './advance-call'
import { isFinalStatus } from './call-status'

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString()
const tell = (signs: CallSign[], from: CallProgress = {}) => signs.reduce(advanceCall, from)
const outcome = (...signs: CallSign[]) => describeCall(tell(signs))

const claimed: CallSign = { type: 'stream_claimed', at: at(2) }
const answered: CallSign = { type: 'answered', at: at(3) }
const conversation: CallSign = { type: 'conversation' }
const ended = (more: Partial<Extract<CallSign, { type: 'stream_ended' }>> = {}): CallSign => ({
  type: 'stream_ended',
  at: at(63),
  endReason: 'caller_hung_up',
  hadConversation: true,
  failed: false,
  ...more,
})
const vendor = (status: 'completed' | 'failed' | 'busy' | 'no-answer' | 'canceled', durationSeconds: number | null = null): CallSign => ({
  type: 'vendor_ended',
  at: at(64),
  status,
  durationSeconds,
})
const scheduled: CallSign = { type: 'scheduled', at: at(0) }
const dialled: CallSign = { type: 'dialled', at: at(1) }
const outboundEnded = (
  status: 'COMPLETED' | 'FAILED' | 'NO_ANSWER' | 'BUSY',
  reason: string,
  durationSeconds: number | null,
): CallSign => ({ type: 'outbound_ended', at: at(70), status, reason, durationSeconds })
const streamFailed: CallSign = { type: 'vendor_stream_failed', at: at(10) }

describe('what a call amounts to', () => {
  test.each<[string, CallSign[], Partial<ReturnType<typeof describeCall>>]>([
    ['nothing said yet', [], { status: 'RINGING', endReason: null, endedAt: null, isSettled: false }],
    ['a media-server took it', [claimed], { status: 'CONNECTING' }],
    ['the agent is on the line', [claimed, answered], { status: 'IN_PROGRESS', answeredAt: at(3) }],
    [
      'a whole call',
      [claimed, answered, conversation, ended()],
      { status: 'COMPLETED', endReason: 'caller_hung_up', endedAt: at(63), durationSeconds: 60, isSettled: true },
    ],
    [
      'the caller hung up before the stream',
      [vendor('completed', 4)],
      { status: 'NO_ANSWER', endReason: 'caller_hung_up', isSettled: true },
    ],
    ['the caller hung up while the stream was being opened', [claimed, vendor('canceled')], { status: 'NO_ANSWER', isSettled: false }],
    [
      'the stream closed before it was ever opened',
      [{ type: 'vendor_stream_closed', at: at(9), durationSeconds: 0 }],
      { status: 'NO_ANSWER' },
    ],
    [
      'nobody opened the stream or said why',
      [{ type: 'never_opened', at: at(40) }],
      { status: 'NO_ANSWER', endReason: 'stream_never_opened' },
    ],
    [
      'the socket was lost after the answer',
      [claimed, answered, ended({ endReason: 'connection_lost', hadConversation: false })],
      { status: 'COMPLETED', endReason: 'connection_lost' },
    ],
    [
      'the vendor calls a lost socket a failure',
      [claimed, answered, ended({ endReason: 'connection_lost', hadConversation: false }), streamFailed],
      { status: 'COMPLETED', endReason: 'connection_lost' },
    ],
    ['the stream could not be opened', [streamFailed], { status: 'FAILED', endReason: 'stream_failed' }],
    [
      'the stream could not be opened, and the call is then reported as completed',
      [streamFailed, vendor('completed', 30)],
      { status: 'FAILED', endReason: 'stream_failed' },
    ],
    [
      'our stream failed before any conversation',
      [claimed, answered, ended({ failed: true, hadConversation: false, endReason: 'provider_failed' }), vendor('completed', 30)],
      { status: 'FAILED', endReason: 'provider_failed' },
    ],
    [
      'our stream failed after a conversation',
      [claimed, answered, conversation, ended({ failed: true, endReason: 'provider_failed' })],
      { status: 'COMPLETED', endReason: 'provider_failed' },
    ],
    [
      'the media-server was killed in a conversation',
      [claimed, answered, conversation, { type: 'media_server_lost', at: at(20) }],
      { status: 'COMPLETED', endReason: 'media_server_lost', endedAt: at(20), isSettled: true },
    ],
    [
      'the media-server was killed before a conversation',
      [claimed, answered, { type: 'media_server_lost', at: at(20) }],
      { status: 'FAILED', endReason: 'media_server_lost' },
    ],
    [
      'the killed media-server turns out to have kept its account',
      [claimed, answered, conversation, { type: 'media_server_lost', at: at(20) }, ended()],
      { status: 'COMPLETED', endReason: 'caller_hung_up' },
    ],
    [
      'the vendor closes a call we still hold',
      [claimed, answered, vendor('completed', 58)],
      { status: 'COMPLETED', durationSeconds: 58, isSettled: false },
    ],
    [
      'an outside orchestrator closes the call',
      [answered, { type: 'outside_ended', at: at(50), status: 'COMPLETED', durationSeconds: 180 }],
      { status: 'COMPLETED', durationSeconds: 180, isSettled: true },
    ],
    [
      'no capacity',
      [{ type: 'refused', at: at(0), reason: 'no_capacity' }, vendor('completed', 9)],
      { status: 'BUSY', endReason: 'no_capacity' },
    ],
    ['an outbound call is due later', [scheduled], { status: 'SCHEDULED', endedAt: null }],
    ['an outbound call was dialled', [scheduled, dialled], { status: 'RINGING' }],
    ['an outbound call was answered', [scheduled, dialled, answered], { status: 'IN_PROGRESS' }],
    [
      'an outbound call was taken back',
      [scheduled, { type: 'cancelled', at: at(1), reason: 'booking_cancelled' }],
      { status: 'CANCELLED', endReason: 'booking_cancelled', durationSeconds: 0, isSettled: true },
    ],
    [
      'an outbound call was refused',
      [scheduled, { type: 'not_placed', at: at(1), reason: 'suppressed' }],
      { status: 'FAILED', endReason: 'suppressed', isSettled: true },
    ],
    [
      'an outbound call thought lost had taken place',
      [scheduled, { type: 'not_placed', at: at(1), reason: 'reply_lost' }, outboundEnded('COMPLETED', 'user_hangup', 61)],
      { status: 'COMPLETED', endReason: 'user_hangup', durationSeconds: 61 },
    ],
    [
      'nobody answered an outbound call',
      [scheduled, dialled, outboundEnded('NO_ANSWER', 'dial_no_answer', null)],
      { status: 'NO_ANSWER', endReason: 'dial_no_answer', durationSeconds: 0, isSettled: true },
    ],
    ['the line was busy', [vendor('busy')], { status: 'BUSY' }],
    ['the telephone company failed', [vendor('failed')], { status: 'FAILED', endReason: 'call_failed' }],
  ])('%s', (_, signs, expected) => {
    expect(outcome(...signs)).toMatchObject(expected)
  })
})

const anyAt = fc.integer({ min: 0, max: 5 }).map(at)
const seconds = fc.option(fc.integer({ min: 0, max: 300 }))
const anySign: fc.Arbitrary<CallSign> = fc.oneof(
  fc.record({
    type: fc.constant('refused' as const),
    at: anyAt,
    reason: fc.constantFrom('no_capacity' as const, 'tenant_suspended' as const),
  }),
  fc.record({ type: fc.constant('stream_claimed' as const), at: anyAt }),
  fc.record({ type: fc.constant('answered' as const), at: anyAt }),
  fc.constant(conversation),
  fc.record({
    type: fc.constant('stream_ended' as const),
    at: anyAt,
    endReason: fc.constantFrom('caller_hung_up', 'connection_lost'),
    hadConversation: fc.boolean(),
    failed: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('vendor_ended' as const),
    at: anyAt,
    status: fc.constantFrom(...vendorEndStatus.options),
    durationSeconds: seconds,
  }),
  fc.record({ type: fc.constant('vendor_stream_failed' as const), at: anyAt }),
  fc.record({ type: fc.constant('vendor_stream_closed' as const), at: anyAt, durationSeconds: seconds }),
  fc.record({
    type: fc.constant('outside_ended' as const),
    at: anyAt,
    status: fc.constantFrom('COMPLETED' as const, 'FAILED' as const),
    durationSeconds: seconds,
  }),
  fc.record({ type: fc.constant('never_opened' as const), at: anyAt }),
  fc.record({ type: fc.constant('media_server_lost' as const), at: anyAt }),
  fc.record({ type: fc.constant('scheduled' as const), at: anyAt }),
  fc.record({ type: fc.constant('dialled' as const), at: anyAt }),
  fc.record({
    type: fc.constantFrom('cancelled' as const, 'not_placed' as const),
    at: anyAt,
    reason: fc.constantFrom('booking_cancelled', 'suppressed'),
  }),
  fc.record({
    type: fc.constant('outbound_ended' as const),
    at: anyAt,
    status: fc.constantFrom('COMPLETED' as const, 'FAILED' as const, 'NO_ANSWER' as const, 'BUSY' as const),
    reason: fc.constantFrom('user_hangup', 'dial_busy'),
    durationSeconds: seconds,
  }),
)
const disordered = fc.array(anySign, { maxLength: 8 }).chain((signs) => {
  const shuffled = fc.shuffledSubarray([...signs, ...signs], { minLength: signs.length * 2, maxLength: signs.length * 2 })
  return fc.tuple(fc.constant(signs), shuffled)
})

test('order and repetition of what was said change nothing', () => {
  fc.assert(
    fc.property(disordered, ([signs, shuffled]) => void expect(tell(shuffled)).toEqual(tell(signs))),
    { numRuns: 3000 },
  )
})

test('a call that is final stays final', () => {
  fc.assert(
    fc.property(fc.array(anySign, { maxLength: 8 }), anySign, (signs, next) => {
      const before = describeCall(tell(signs))
      const after = describeCall(advanceCall(tell(signs), next))
      if (isFinalStatus(before.status)) expect(isFinalStatus(after.status)).toBe(true)
      if (isFinalStatus(before.status)) expect(after.endedAt).not.toBeNull()
    }),
    { numRuns: 3000 },
  )
})
