import { expect, test } from 'vitest'
import { callKey, type KnownFacts, preferenceKey, readKnown } from './known-items'

const NEW = '0199a0f0-0000-7000-8000-000000000002'
const OLD = '0199a0f0-0000-7000-8000-000000000001'
const at = (day: number) => new Date(Date.UTC(2030, 10, day, 10))
const call = (id: string, day: number, callerTurns: string[], summary: string | null = null): KnownFacts['calls'][number] => ({
  id,
  startedAt: at(day),
  direction: 'inbound',
  summary,
  insights: { sentiment: null, topics: [], intent: null, actionItems: [] },
  excerpt: callerTurns.join(' '),
  callerTurns,
})
const facts = (changes: Partial<KnownFacts> = {}): KnownFacts => ({
  preferences: { seating: 'window' },
  calls: [
    call(NEW, 14, ['Is there parking? And the vegetarian options, please.'], 'Asked about parking.'),
    call(OLD, 8, ['Do you have parking?']),
  ],
  promises: [{ title: 'Send the menu', callId: OLD }],
  memories: [],
  ...changes,
})
const memory = (key: string, text: string | null) => ({ key, text, updatedAt: at(20) })

test('each thing says where it is from: the contact, or the newest call it was said in', () => {
  const known = readKnown(facts())
  expect(known.preferences.map(({ text, source }) => [text, source.type === 'call' ? source.callId : source.type])).toEqual([
    ['seating window', 'contact'],
    ['vegetarian options', NEW],
    ['parking', NEW],
  ])
  expect(known.promises).toMatchObject([{ text: 'Send the menu', source: { type: 'call', callId: OLD } }])
  expect(known.calls.map(({ text }) => text)).toEqual(['Asked about parking.', 'Called and said "Do you have parking?"'])
  expect(known.erased).toEqual([])
})

test('what the desk put right is told in its words, and what it took out is not told', () => {
  const memories = [
    memory(preferenceKey('parking'), 'needs a parking space for a van'),
    memory(callKey(OLD), null),
    memory('promise:send the menu', null),
  ]
  const known = readKnown(facts({ memories }))
  expect(known.preferences.find(({ isCorrected }) => isCorrected)).toMatchObject({
    text: 'needs a parking space for a van',
    source: { type: 'call', callId: NEW },
  })
  expect(known.calls.map(({ key }) => key)).toEqual([callKey(NEW)])
  expect(known.promises).toEqual([])
  expect(known.erased.map(({ key }) => key)).toEqual(['promise:send the menu', callKey(OLD)])
})

test('a preference the desk wrote stays; other corrections go with what they were about', () => {
  const memories = [memory('preference:speaks tamil', 'Speaks Tamil'), memory('call:gone', 'Nothing'), memory('promise:gone', 'Nothing')]
  const known = readKnown(facts({ preferences: null, calls: [], promises: [], memories }))
  expect(known).toEqual({
    preferences: [
      {
        key: 'preference:speaks tamil',
        kind: 'preference',
        text: 'Speaks Tamil',
        source: { type: 'desk', at: at(20).toISOString() },
        isCorrected: false,
      },
    ],
    promises: [],
    calls: [],
    erased: [],
  })
})
