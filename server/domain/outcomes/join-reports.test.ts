import fc from 'fast-check'
import { expect, test } from 'vitest'
import { advanceCall, type CallProgress, describeCall } from '../calls/advance-call'
import { joinReports, type ReceivedOutcome } from './join-reports'
import type { OutcomeReport } from './outcome-report'

const base = new Date('2026-11-21T10:00:00Z').getTime()
const at = (seconds: number) => new Date(base + seconds * 1000)
const report = (changes: Partial<OutcomeReport> = {}): OutcomeReport => ({
  vendorCallId: 'call_1',
  metadata: {},
  status: 'ended',
  from: null,
  to: null,
  startedAt: at(5),
  endedAt: at(25),
  durationMs: 20_000,
  disconnectionReason: 'user_hangup',
  transcript: [],
  recordingUrl: null,
  multiChannelRecordingUrl: null,
  analysis: null,
  costCents: null,
  ...changes,
})
const analysis = (summary: string): OutcomeReport['analysis'] => ({
  summary,
  sentiment: null,
  isSuccessful: null,
  isVoicemail: null,
  custom: {},
})
const turn = (text: string): OutcomeReport['transcript'][number] => ({ role: 'caller', text, startedMs: 0, endedMs: 0 })
let ids = 0
const received = (seconds: number, changes: Partial<OutcomeReport> | null, event = 'call_ended'): ReceivedOutcome => {
  ids += 1
  return { id: String(ids).padStart(6, '0'), event, receivedAt: at(seconds), report: changes && report(changes) }
}

test('later parts of a call count more than earlier ones, whichever came last', () => {
  const joined = joinReports([
    received(40, { analysis: analysis('analysed'), transcript: [turn('whole')], costCents: 12 }, 'call_analyzed'),
    received(50, { transcript: [turn('half')], costCents: 10 }),
    received(60, { status: 'ongoing', endedAt: null, transcript: [turn('first words')] }, 'transcript_updated'),
  ])
  expect(joined).toMatchObject({ transcript: [{ text: 'whole' }], costCents: 12, isEnded: true, analysis: { summary: 'analysed' } })
})

test('of two of the same part the later one counts', () => {
  const first = received(40, { analysis: analysis('first'), costCents: 10 })
  const second = received(50, { analysis: analysis('second') })
  for (const order of [
    [first, second],
    [second, first],
  ])
    expect(joinReports(order)).toMatchObject({ analysis: { summary: 'second' }, costCents: 10 })
})

test('sound in two channels is preferred', () => {
  expect(joinReports([received(1, { recordingUrl: 'a', multiChannelRecordingUrl: 'b' })]).recordingUrl).toBe('b')
  expect(joinReports([received(1, { recordingUrl: 'a' })]).recordingUrl).toBe('a')
})

test('nothing is known of a call about which nothing was said', () => {
  expect(joinReports([received(1, null, 'account_updated')])).toMatchObject({ signs: [], isEnded: false, vendorCallId: null })
})

test('a call that never connected was not answered, though the vendor gave it a start', () => {
  const { signs } = joinReports([received(30, { status: 'not_connected', disconnectionReason: 'dial_no_answer', durationMs: 0 })])
  expect(signs).toEqual([
    { type: 'outbound_ended', at: at(25).toISOString(), status: 'NO_ANSWER', reason: 'dial_no_answer', durationSeconds: 0 },
  ])
})

const anyReceived = fc
  .record({
    seconds: fc.integer({ min: 0, max: 60 }),
    event: fc.constantFrom('call_started', 'call_ended', 'call_analyzed', 'call_polled', 'news'),
    status: fc.constantFrom<OutcomeReport['status']>('registered', 'ongoing', 'ended', 'not_connected', 'error'),
    reason: fc.constantFrom('user_hangup', 'dial_busy', 'error_asr', 'abducted', null),
    durationMs: fc.option(fc.integer({ min: 0, max: 60_000 })),
    spoken: fc.array(fc.constantFrom('yes', 'no'), { maxLength: 2 }),
    summary: fc.option(fc.constantFrom('a', 'b')),
    cents: fc.option(fc.constantFrom(1, 2)),
  })
  .map(({ seconds, event, status, reason, durationMs, spoken, summary, cents }) =>
    received(
      seconds,
      {
        status,
        disconnectionReason: reason,
        durationMs,
        transcript: spoken.map(turn),
        analysis: summary && analysis(summary),
        costCents: cents,
      },
      event,
    ),
  )
const progressOf = (rounds: ReceivedOutcome[][]): CallProgress =>
  rounds.flatMap((round) => joinReports(round).signs).reduce(advanceCall, { dialledAt: at(0).toISOString() })

test('in which order notices are known, and how often they are taken in, changes nothing', () => {
  fc.assert(
    fc.property(fc.array(anyReceived, { minLength: 1, maxLength: 6 }), fc.nat(), (all, turnBy) => {
      const order = [...all.slice(turnBy % all.length), ...all.slice(0, turnBy % all.length)].reverse()
      expect(joinReports(order)).toEqual(joinReports(all))
      // Applied one by one as they come, as against all at once.
      const growing = order.map((_, index) => order.slice(0, index + 1))
      expect(describeCall(progressOf([...growing, ...growing]))).toEqual(describeCall(progressOf([all])))
    }),
    { numRuns: 500 },
  )
})
