import { expect, test } from 'vitest'
import { collapseRepetition } from './collapse-repetition'

test('a looping phrase is kept once', () => {
  const loop = Array.from({ length: 20 }, () => 'thank you for calling').join(' ')
  expect(collapseRepetition(`Hello, ${loop}`)).toBe('Hello, thank you for calling')
})

test('case and punctuation do not hide a loop', () => {
  expect(collapseRepetition('I see. I see, i see I SEE! I see')).toBe('I see.')
})

test('a looping word is kept once', () => {
  expect(collapseRepetition(`the ${'the '.repeat(30)}`)).toBe('the')
})

test.each([
  'No, no, no, no!',
  'My number is nine five five five five five two',
  'double seven double seven double seven',
  'Yes please, I would like to book a table for two people.',
  '',
])('what people say stays: %j', (text) => expect(collapseRepetition(text)).toBe(text))
