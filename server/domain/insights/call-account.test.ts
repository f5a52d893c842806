import { describe, expect, test } from 'vitest'
import { type CallAccount, callAccount, needsModel, readAccount, settleInsights, sourcesOf } from './call-account'

const provider = { summary: null, sentiment: 'positive', intent: 'modification', topics: [], actionItems: [] }
const own = {
  by: 'rules',
  hash: 'h',
  summary: 'Ours.',
  sentiment: 'neutral',
  intent: 'enquiry',
  topics: ['menu'],
  items: [{ what: 'Send the menu', who: 'business', when: 'today', dueOn: null }],
}
const account = (parts: object): CallAccount => callAccount.parse(parts)

test.each([
  ['nothing', {}, { summary: null, sentiment: null, intent: null, topics: [], actionItems: [] }],
  [
    'ours alone',
    { own },
    { summary: 'Ours.', sentiment: 'neutral', intent: 'enquiry', topics: ['menu'], actionItems: ['Send the menu (today)'] },
  ],
  [
    'a provider’s with gaps',
    { own, provider },
    { summary: 'Ours.', sentiment: 'positive', intent: 'modification', topics: ['menu'], actionItems: ['Send the menu (today)'] },
  ],
  ['a provider’s action items', { own, provider: { ...provider, actionItems: ['Add vegan food'] } }, { actionItems: ['Add vegan food'] }],
  [
    'a person’s over both',
    { own, provider, human: { sentiment: 'negative', intent: null, topics: [] } },
    { summary: 'Ours.', sentiment: 'negative', intent: null, topics: [] },
  ],
])('what holds of %s', (_, parts, held) => {
  expect(settleInsights(account(parts))).toMatchObject(held)
})

test('each part says whose it is', () => {
  expect(sourcesOf(account({ own, provider, human: { topics: ['x'] } }))).toEqual({
    summary: 'rules',
    sentiment: 'provider',
    intent: 'provider',
    topics: 'person',
  })
  expect(sourcesOf(account({}))).toEqual({ summary: null, sentiment: null, intent: null, topics: null })
})

describe('a call’s row', () => {
  const row = (insights: unknown, summary: string | null = null, sentiment: string | null = null) => ({ insights, summary, sentiment })

  test('from before there were accounts is a provider’s', () => {
    expect(readAccount(row({ topics: ['catering'] }, 'Theirs.', 'POSITIVE'))).toMatchObject({
      provider: { topics: ['catering'], summary: 'Theirs.', sentiment: 'positive' },
      own: null,
    })
    expect(readAccount(row(null))).toEqual({ provider: null, own: null, human: null })
  })

  test('whose summary somebody wrote past the account counts as theirs, and only then', () => {
    const kept = account({ own })
    const insights = { ...settleInsights(kept), account: kept }
    expect(readAccount(row(insights, 'Ours.', 'NEUTRAL'))).toEqual(kept)
    expect(readAccount(row(insights, 'Theirs.', 'NEUTRAL')).provider).toMatchObject({ summary: 'Theirs.', sentiment: null })
  })
})

test.each([
  ['nobody has told anything', {}, true],
  ['rules have', { own }, true],
  ['a model read these words', { own: { ...own, by: 'model' } }, false],
  ['a model read other words', { own: { ...own, by: 'model', hash: 'old' } }, true],
  ['a provider has summed it up', { provider: { ...provider, summary: 'Theirs.' } }, false],
])('a model is asked when %s: %s', (_, parts, expected) => {
  expect(needsModel(account(parts), 'h')).toBe(expected)
})
