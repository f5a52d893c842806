import { expect, test } from 'vitest'
import { diffWords } from './diff-words'

test('an unchanged text has no marks', () => {
  expect(diffWords('Good morning, City Clinic', 'Good morning, City Clinic')).toEqual([{ kind: 'same', text: 'Good morning, City Clinic' }])
})

test('a replaced word is struck out and followed by the new one', () => {
  expect(diffWords('open until 6 pm today', 'open until 8 pm today')).toEqual([
    { kind: 'same', text: 'open until ' },
    { kind: 'removed', text: '6' },
    { kind: 'added', text: '8' },
    { kind: 'same', text: ' pm today' },
  ])
})

test('both texts can be rebuilt from the parts', () => {
  const before = 'We are open Monday to Friday.\nParking is behind the house.'
  const after = 'We open Monday to Saturday.\n\nParking is free, behind the house.'
  const parts = diffWords(before, after)
  const textOf = (without: 'added' | 'removed') =>
    parts
      .filter((part) => part.kind !== without)
      .map((part) => part.text)
      .join('')
  expect(textOf('added')).toBe(before)
  expect(textOf('removed')).toBe(after)
})

test('a field that was empty is all new', () => {
  expect(diffWords('', 'This call is recorded.')).toEqual([{ kind: 'added', text: 'This call is recorded.' }])
})
