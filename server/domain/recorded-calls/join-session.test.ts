import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinSession, type ReceivedNotice } from './join-session'
import { type CallAnalysis, numbersOf, type SessionNotice, type SessionParty } from './session-notice'

const party = (more: Partial<SessionParty> = {}): SessionParty => ({
  id: 'p-1',
  direction: 'INBOUND',
  from: '+12025550123',
  to: '+19167408768',
  state: 'ended',
  recordingIds: [],
  ...more,
})
const at = (time: string) => `2026-11-15T${time}.000Z`
const session = (time: string, ...parties: SessionParty[]): SessionNotice => ({ type: 'session', sessionId: 's-1', at: at(time), parties })
const archived = (more: object = {}): SessionNotice => ({
  type: 'archived',
  call: {
    sessionId: 's-1',
    direction: 'INBOUND',
    from: '+12025550123',
    to: '+19167408768',
    startedAt: at('10:27:01'),
    durationSeconds: 181,
    recordings: [{ id: 'r-1', url: 'https://media.example.test/r-1', durationSeconds: 177 }],
    ...more,
  },
})
const analysis = (more: Partial<CallAnalysis> = {}): SessionNotice => ({
  type: 'analysis',
  analysis: {
    sessionId: 's-1',
    recordingId: 'r-1',
    changedAt: at('10:33:00'),
    direction: 'INBOUND',
    recordingStartedAt: at('10:27:03'),
    recordingDurationMs: 178_200,
    transcript: [{ role: 'caller', text: 'Hello', start: 1, end: 2 }],
    sentiment: 'Positive',
    summary: 'A call.',
    topics: ['Catering'],
    actionItems: ['Call back'],
    ...more,
  },
})
const received = (...notices: SessionNotice[]): ReceivedNotice[] =>
  notices.map((notice, index) => ({ id: `n-${index}`, receivedAt: new Date(Date.UTC(2026, 10, 15, 11, 0, index)), notice }))
const join = (...notices: SessionNotice[]) => joinSession(received(...notices))

const SETUP = session('10:27:00', party({ state: 'under_way' }))
const ANSWERED = session('10:27:04', party({ state: 'answered', recordingIds: ['r-1'] }))
const ENDED = session('10:30:04', party({ recordingIds: ['r-1'] }))

test('events alone make a call: from the answer to the end', () => {
  expect(join(SETUP, ANSWERED, ENDED)).toMatchObject({
    direction: 'INBOUND',
    from: '+12025550123',
    startedAt: at('10:27:00'),
    durationSeconds: 180,
    isEnded: true,
    isRecorded: true,
    isArchived: false,
    recording: { id: 'r-1', url: null },
  })
})

test('the archive knows better when and how long', () => {
  expect(join(SETUP, ANSWERED, ENDED, archived())).toMatchObject({
    startedAt: at('10:27:01'),
    durationSeconds: 181,
    isArchived: true,
    recording: { id: 'r-1', url: 'https://media.example.test/r-1', durationMs: 177_000 },
  })
})

test('a call is over when everybody is gone', () => {
  const second = (time: string, state: SessionParty['state']) => session(time, party({ id: 'p-2', state }))
  expect(join(SETUP, ENDED, second('10:28:00', 'answered')).isEnded).toBe(false)
  expect(join(SETUP, ENDED, second('10:28:00', 'answered'), second('10:31:00', 'ended'))).toMatchObject({
    isEnded: true,
    durationSeconds: 180,
  })
})

test('an end alone does not say when it began; what was recorded does', () => {
  expect(join(ENDED)).toMatchObject({ isEnded: true, startedAt: null, durationSeconds: null, firstEndedAt: at('10:30:04') })
  expect(join(ENDED, analysis())).toMatchObject({ startedAt: at('10:27:03'), durationSeconds: 178 })
})

test('nothing recorded, nothing to be had', () => {
  const silent = session('10:30:04', party())
  expect(join(silent, archived({ recordings: [] }))).toMatchObject({ isRecorded: false, recording: null })
})

describe('what was understood', () => {
  test('changes with the newest version of each part, whichever came first', () => {
    const later = analysis({
      changedAt: at('11:00:00'),
      transcript: [{ role: 'caller', text: 'Hallo', start: 1, end: 2 }],
      sentiment: null,
    })
    for (const notices of [
      [analysis(), later],
      [later, analysis()],
    ]) {
      expect(join(...notices)).toMatchObject({ transcript: [{ text: 'Hallo' }], insights: { sentiment: 'Positive', summary: 'A call.' } })
    }
  })

  test('a version without words does not take them away', () => {
    expect(join(analysis(), analysis({ changedAt: at('11:00:00'), transcript: [], topics: [] }))).toMatchObject({
      transcript: [{ text: 'Hello' }],
      insights: { topics: ['Catering'] },
    })
  })

  test('several recordings follow each other in time, and the longest is heard', () => {
    const second = analysis({
      recordingId: 'r-2',
      recordingStartedAt: at('10:28:03'),
      recordingDurationMs: 200_000,
      transcript: [{ role: 'agent', text: 'I put you through', start: 0.5, end: 1 }],
    })
    const joined = join(second, analysis())
    expect(joined.transcript).toMatchObject([
      { text: 'Hello', start: 1 },
      { text: 'I put you through', start: 60.5 },
    ])
    expect(joined.recording).toMatchObject({ id: 'r-2', durationMs: 200_000 })
  })
})

test('the order in which notices come, and how often, makes no difference', () => {
  const all = received(SETUP, ANSWERED, ENDED, archived(), analysis(), analysis({ changedAt: at('11:00:00'), summary: 'Better.' }))
  const expected = joinSession(all)
  fc.assert(
    fc.property(fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }), (shuffled) => {
      expect(joinSession(shuffled)).toEqual(expected)
    }),
  )
})

test.each([
  ['an incoming call', party(), ['+19167408768', '+12025550123']],
  ['an outgoing call', party({ direction: 'OUTBOUND' }), ['+12025550123', '+19167408768']],
  ['a withheld caller', party({ from: null }), ['+19167408768']],
])('the number that says whose %s is comes first', (_case, one, expected) => {
  expect(numbersOf(session('10:30:04', one))).toEqual(expected)
})
