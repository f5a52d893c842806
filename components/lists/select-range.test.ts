import { expect, test } from 'vitest'
import { selectRange } from './select-range'

const order = ['a', 'b', 'c', 'd']

test.each([
  ['downwards', 'b', 'd', ['b', 'c', 'd']],
  ['upwards', 'c', 'a', ['a', 'b', 'c']],
  ['onto itself', 'b', 'b', ['b']],
  ['without a row to start from', null, 'c', ['c']],
  ['from a row that left the list', 'gone', 'c', ['c']],
])('a range %s', (_name, anchor, target, expected) => {
  expect(selectRange(order, anchor, target)).toEqual(expected)
})
