import { expect, test } from 'vitest'
import { readWantedTime } from './wanted-time'

test.each([
  ['4 pm', '16:00'],
  ['11:30', '11:30'],
  ['11:00 AM', '11:00'],
  ['four in the evening', '16:00'],
  ['half past four', '16:30'],
  ['4', '16:00'],
  ['शाम 4 बजे', '16:00'],
  ['noon', '12:00'],
  ['any time', null],
  ['8', null],
  ['', null],
  ['10 am or 3 pm', null],
])('"%s" is %s', (words, time) => {
  expect(readWantedTime(words)).toBe(time)
})
