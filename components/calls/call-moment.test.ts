import { expect, test } from 'vitest'
import { callMoment, readMomentMs } from './call-moment'

test.each([
  ['12', 12_000],
  ['4.5', 4500],
  ['0', 0],
  ['-3', null],
  ['1e9', null],
  ['soon', null],
  ['', null],
  [null, null],
])('%j is %s ms', (value, ms) => {
  expect(readMomentMs(value)).toBe(ms)
})

test('a moment is exact: a little earlier would be the turn before', () => {
  expect(callMoment('a', 4.594)).toBe('/calls/a?t=4.594')
  expect(readMomentMs('4.594')).toBe(4594)
  expect(callMoment('a', 0)).toBe('/calls/a')
})
