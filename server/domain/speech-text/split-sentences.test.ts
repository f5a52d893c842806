import { expect, test } from 'vitest'
import { splitSentences } from './split-sentences'

test.each([
  ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
  ['He said "yes." Then left.', ['He said "yes."', 'Then left.']],
  ['It costs 12.50 today. Fine.', ['It costs 12.50 today.', 'Fine.']],
  ['First\nSecond', ['First', 'Second']],
  ['  Spaces   inside.  ', ['Spaces inside.']],
  ['... !', []],
  ['', []],
])('%j', (text, sentences) => expect(splitSentences(text)).toEqual(sentences))

test('a long sentence is divided at commas into parts worth speaking, and loses no word', () => {
  const long =
    'We are open from Monday to Friday between nine and six, on Saturday between ten and two, yes, and on Sunday, which surprises many people, we are open for emergencies only'
  const parts = splitSentences(long)
  expect(parts.length).toBeGreaterThan(1)
  expect(parts.join(' ')).toBe(long)
  for (const part of parts.slice(0, -1)) expect(part.length).toBeGreaterThanOrEqual(40)
})
