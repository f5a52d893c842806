import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCallLogRecord } from './ringcentral-call-log'
import { readRingCentralEvent } from './ringcentral-events'
import { readAnalysis } from './ringcentral-insights'

const fixture = (name: string) => JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'))
const SESSION = 's-a0d17f5a1b2c3d4ez19389a2fe0bz7d9c5b0000'

test('an ended call says who was on the line, when, and that it was recorded', () => {
  expect(readRingCentralEvent(fixture('session-disconnected'))).toEqual({
    eventId: '5794046012345678901',
    notice: {
      type: 'session',
      sessionId: SESSION,
      at: '2026-11-15T18:30:01.944Z',
      parties: [
        {
          id: 'p-a0d17f5a1b2c3d4ez19389a2fe0bz7d9c5b0000-2',
          direction: 'INBOUND',
          from: '+12025550123',
          to: '+19167408768',
          state: 'ended',
          recordingIds: ['401547458008'],
        },
      ],
    },
  })
})

test('insights say who said what, by who has an extension; blank words are nothing said', () => {
  const event = readRingCentralEvent(fixture('insights'))
  if (event?.notice.type !== 'analysis') throw new Error('no analysis')
  const { transcript, ...rest } = event.notice.analysis
  expect(transcript).toEqual([
    { role: 'agent', text: 'Front desk, good morning.', start: 1.2, end: 2.9 },
    { role: 'caller', text: expect.stringContaining('hibachi party'), start: 3.4, end: 11.8 },
    { role: 'caller', text: 'Can I add vegetarian options?', start: 14.6, end: 17.3 },
  ])
  expect(rest).toEqual({
    sessionId: SESSION,
    recordingId: '401547458008',
    changedAt: '2026-11-15T18:33:38.000Z',
    direction: 'INBOUND',
    recordingStartedAt: '2026-11-15T18:27:03.000Z',
    recordingDurationMs: 178200,
    sentiment: 'Positive',
    summary: 'John asked to add vegetarian options to his party.',
    topics: ['Vegetarian options'],
    actionItems: ['Add vegetarian options to the booking'],
  })
})

test('a record of the call log has each recording once, as long as its leg', () => {
  expect(readCallLogRecord(fixture('call-log-record'))).toEqual({
    sessionId: SESSION,
    direction: 'INBOUND',
    from: '+12025550123',
    to: '+19167408768',
    startedAt: '2026-11-15T18:27:00.512Z',
    durationSeconds: 181,
    recordings: [
      {
        id: '401547458008',
        url: 'https://media.ringcentral.com/restapi/v1.0/account/809646016/recording/401547458008/content',
        durationSeconds: 177,
      },
    ],
  })
})

describe('what is missing or odd costs only itself', () => {
  test.each([null, 'text', 1, [], {}, { event: '' }, { event: 7 }])('no event: %j', (value) => {
    expect(readRingCentralEvent(value)).toBeNull()
  })

  test.each([
    ['/restapi/v1.0/account/1/presence', { a: 1 }],
    ['/restapi/v1.0/account/1/telephony/sessions', { parties: [] }],
    ['/restapi/v1.0/account/1/telephony/sessions', null],
    ['/ai/ringsense/v1/public/accounts/1/domains/pbx/insights', { insights: {} }],
  ])('an event of %s that says nothing of a call is kept as it is', (event, body) => {
    expect(readRingCentralEvent({ event, body })).toEqual({ eventId: null, notice: { type: 'other', event, body } })
  })

  test('a reminder names the subscription', () => {
    const event = '/restapi/v1.0/subscription/~?threshold=86400&interval=3600'
    expect(readRingCentralEvent({ event, subscriptionId: 'sub-1' })?.notice).toEqual({ type: 'subscription', subscriptionId: 'sub-1' })
  })

  test('sides without numbers, ids that are numbers, parties that are none', () => {
    const body = {
      telephonySessionId: 's-1',
      eventTime: '2026-11-15T18:30:01Z',
      parties: [null, 7, { id: 4, to: null, from: { extensionId: '1' }, status: null, recordings: [null, { id: 9 }] }],
    }
    const read = readRingCentralEvent({ uuid: 5, event: '/restapi/v1.0/account/1/extension/2/telephony/sessions?statusCode=X', body })
    expect(read).toEqual({
      eventId: '5',
      notice: {
        type: 'session',
        sessionId: 's-1',
        at: '2026-11-15T18:30:01.000Z',
        parties: [{ id: '4', direction: null, from: null, to: null, state: 'under_way', recordingIds: ['9'] }],
      },
    })
  })

  test('insights in which everything but the call is of another kind', () => {
    const odd = {
      sourceSessionId: 's-1',
      speakerInfo: 'x',
      recordingDurationMs: -1,
      insights: { Transcript: [1, { text: 5 }], Summary: ['Plain'], Sentiment: {} },
    }
    expect(readAnalysis(odd)).toMatchObject({
      sessionId: 's-1',
      transcript: [],
      summary: 'Plain',
      sentiment: null,
      recordingDurationMs: null,
    })
  })

  test('without anybody who is known to be of the business nobody is said to have spoken', () => {
    const insights = { Transcript: [{ start: 0, end: 1, text: 'Hello', speakerId: 'P1' }] }
    expect(readAnalysis({ sourceSessionId: 's-1', insights })?.transcript).toEqual([{ role: 'unknown', text: 'Hello', start: 0, end: 1 }])
  })
})
