import { expect, test } from 'vitest'
import { fromZonedInput, toZonedInput } from './zoned-input'

test.each([
  ['2026-01-15T14:30', 'Asia/Kolkata', '2026-01-15T09:00:00.000Z'],
  ['2026-01-15T14:30', 'Europe/London', '2026-01-15T14:30:00.000Z'],
  ['2026-07-15T14:30', 'Europe/London', '2026-07-15T13:30:00.000Z'],
  ['2026-07-15T14:30', 'America/New_York', '2026-07-15T18:30:00.000Z'],
])('%s in %s is %s', (text, zone, instant) => {
  expect(fromZonedInput(text, zone)).toBe(instant)
  expect(toZonedInput(instant, zone)).toBe(text)
})

test('a time the clocks skip is the moment after the change', () => {
  expect(fromZonedInput('2026-03-29T01:30', 'Europe/London')).toBe('2026-03-29T01:30:00.000Z')
  expect(fromZonedInput('2026-03-08T02:30', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z')
})

test('a time the clocks show twice is the first', () => {
  expect(fromZonedInput('2026-10-25T01:30', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z')
  expect(fromZonedInput('2026-11-01T01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
})

test.each(['', 'tomorrow', '2026-13-01T10:00', '2026-01-15'])('“%s” is no time', (text) => {
  expect(fromZonedInput(text, 'Asia/Kolkata')).toBeNull()
})
