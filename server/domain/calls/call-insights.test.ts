import { expect, test } from 'vitest'
import { readInsights } from './call-insights'

test.each([
  [
    { sentiment: 'positive', topics: ['catering', 'dietary'], intent: 'modification', action_items: ['Add vegetarian options'] },
    {
      sentiment: 'positive',
      topics: ['catering', 'dietary'],
      intent: 'modification',
      actionItems: ['Add vegetarian options'],
      summary: null,
    },
  ],
  [
    { sentiment: [{ value: 'Negative' }], topics: 'parking', action_items: [{ value: 'Call\n back' }, { start: 1 }] },
    { sentiment: 'negative', topics: ['parking'], intent: null, actionItems: ['Call back'], summary: null },
  ],
  [{ sentiment: 'furious', topics: 7 }, null],
  [{ topics: ['menu'] }, { sentiment: null, topics: ['menu'], intent: null, actionItems: [], summary: null }],
  [{}, null],
  ['x', null],
  [null, null],
])('%j', (raw, expected) => {
  expect(readInsights(raw)).toEqual(expected)
})
