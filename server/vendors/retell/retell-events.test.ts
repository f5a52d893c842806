import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { outcomeReport } from '../../domain/outcomes/outcome-report'
import { readRetellCall, readRetellEvent } from './retell-events'

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'))
const analyzed = fixture('call-analyzed')
const report = (changes: Record<string, unknown>) => readRetellCall({ ...analyzed.call, ...changes })

test('a call that began', () => {
  expect(readRetellEvent(fixture('call-started'))).toEqual({
    event: 'call_started',
    report: {
      vendorCallId: 'call_a4441234567890777c4a4a123e6',
      metadata: fixture('call-started').call.metadata,
      status: 'ongoing',
      from: '+447403305280',
      to: '+447912345678',
      startedAt: new Date(1795255201123),
      endedAt: null,
      durationMs: null,
      disconnectionReason: null,
      transcript: [],
      recordingUrl: null,
      multiChannelRecordingUrl: null,
      analysis: null,
      costCents: null,
    },
  })
})

test('a call that was analysed', () => {
  expect(readRetellEvent(analyzed)).toMatchObject({
    event: 'call_analyzed',
    report: {
      status: 'ended',
      endedAt: new Date(1795255232456),
      durationMs: 31333,
      disconnectionReason: 'agent_hangup',
      transcript: [
        { role: 'agent', text: 'Hi Sarah, this is Luxury Hair Studio.', startedMs: 611, endedMs: 1400 },
        { role: 'caller', text: 'Oh hello. Can I move it to Friday?', startedMs: 2100, endedMs: 4750 },
        { role: 'agent', text: 'Of course.', startedMs: 4750, endedMs: 4750 },
      ],
      multiChannelRecordingUrl: 'https://recordings.example.com/call_a444/recording_multichannel.wav',
      costCents: 3.6684,
      analysis: {
        summary: 'Sarah asked to move her appointment to Friday.',
        sentiment: 'NEUTRAL',
        isSuccessful: true,
        isVoicemail: false,
        custom: { appointment_outcome: 'Reschedule Requested', preferred_day: 'Friday' },
      },
    },
  })
})

test('a call that never connected', () => {
  const told = readRetellEvent(fixture('call-not-connected'))?.report
  expect(told).toMatchObject({ status: 'not_connected', startedAt: null, durationMs: 0, disconnectionReason: 'dial_busy', metadata: {} })
})

test('what the vendor called `call` before is read, too', () => {
  const { call, event } = analyzed
  expect(readRetellEvent({ event, data: call })).toEqual(readRetellEvent(analyzed))
})

describe('what is new, missing or broken', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a status nobody knows', { call_status: 'paused' }, { status: 'ended' }],
    ['no status', { call_status: undefined, end_timestamp: null, disconnection_reason: null }, { status: 'ongoing' }],
    [
      'nothing but an id',
      { call_status: null, end_timestamp: null, start_timestamp: null, disconnection_reason: '' },
      { status: 'registered' },
    ],
    ['a reason nobody knows', { disconnection_reason: 'abducted' }, { disconnectionReason: 'abducted' }],
    ['a duration to be counted', { duration_ms: undefined }, { durationMs: 31333 }],
    ['times as text', { start_timestamp: '1795255201123' }, { startedAt: new Date(1795255201123) }],
    ['times that are none', { start_timestamp: 'soon', end_timestamp: -5 }, { startedAt: null, endedAt: null }],
    ['metadata as text', { metadata: 'tenant' }, { metadata: {} }],
    [
      'an unknown mood',
      { call_analysis: { user_sentiment: 'Unknown' } },
      { analysis: { sentiment: null, summary: null, isSuccessful: null, isVoicemail: null, custom: {} } },
    ],
    ['an analysis that is none', { call_analysis: 'good' }, { analysis: null }],
    ['a cost that is none', { call_cost: { combined_cost: 'much' } }, { costCents: null }],
    [
      'a transcript as text alone',
      { transcript_object: undefined },
      { transcript: expect.arrayContaining([{ role: 'caller', text: 'Oh hello. Can I move it to Friday?', startedMs: 0, endedMs: 0 }]) },
    ],
    [
      'a transcript with a broken piece',
      { transcript_object: [{ role: 'user', content: 'Yes' }, 7, { role: 'user' }] },
      { transcript: [{ role: 'caller', text: 'Yes', startedMs: 0, endedMs: 0 }] },
    ],
  ])('%s', (_case, changes, expected) => {
    expect(report(changes)).toMatchObject(expected)
  })

  test('an event without its call is one all the same', () => {
    expect(readRetellEvent({ event: 'account_updated' })).toEqual({ event: 'account_updated', report: null })
    expect(readRetellEvent({ event: 'call_ended', call: { call_id: '' } })).toEqual({ event: 'call_ended', report: null })
  })

  test.each([null, [], 'call_ended', 1, {}, { event: '' }, { event: 7, call: {} }])('%j is no event', (value) => {
    expect(readRetellEvent(value)).toBeNull()
  })

  test('whatever stands in a field, the rest is read, and it can be stored', () => {
    const names = fc.constantFrom(...Object.keys(analyzed.call).filter((name) => name !== 'call_id'))
    fc.assert(
      fc.property(names, fc.jsonValue(), (name, value) => {
        const told = report({ [name]: value })
        expect(told?.vendorCallId).toBe('call_a4441234567890777c4a4a123e6')
        expect(outcomeReport.parse(JSON.parse(JSON.stringify(told)))).toEqual(told)
      }),
    )
  })
})
