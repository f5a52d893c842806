import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTime } from './read-time'

test.each([
  ['an instant', '2026-11-21T14:30:00Z', 'Asia/Kolkata', '2026-11-21T14:30:00.000Z'],
  ['an offset', '2026-11-21T14:30:00+05:30', 'Europe/London', '2026-11-21T09:00:00.000Z'],
  ['an offset without its colon', '2026-11-21T14:30+0530', 'Europe/London', '2026-11-21T09:00:00.000Z'],
  ['no zone: the business’s', '2026-11-21T14:30', 'Asia/Kolkata', '2026-11-21T09:00:00.000Z'],
  ['no zone, summer time', '2026-07-01T14:30', 'Europe/London', '2026-07-01T13:30:00.000Z'],
  ['a blank for the T', ' 2026-11-21 14:30:15 ', 'Asia/Kolkata', '2026-11-21T09:00:15.000Z'],
  ['fractions of a second', '2026-11-21T14:30:15.250Z', 'UTC', '2026-11-21T14:30:15.000Z'],
  ['a clock of twelve hours', '2026-11-21 2:30 PM', 'Asia/Kolkata', '2026-11-21T09:00:00.000Z'],
  ['midnight by it', '2026-11-21 12:00 a.m.', 'UTC', '2026-11-21T00:00:00.000Z'],
  ['an hour the clocks show twice: the first', '2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
  ['the same in New York', '2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
])('%s', (_, text, timezone, expected) => {
  expect(readTime(text, timezone).at?.toISOString()).toBe(expected)
})

test.each([
  ['2026-11-21', 'missing_time'],
  ['2026-03-29T01:30', 'nonexistent_time'],
  ['2026-02-30T10:00', 'invalid_time'],
  ['2026-02-30', 'invalid_time'],
  ['2026-13-01T10:00', 'invalid_time'],
  ['2026-11-21T24:00', 'invalid_time'],
  ['2026-11-21T10:60', 'invalid_time'],
  ['2026-11-21 13:30 PM', 'invalid_time'],
  ['2026-11-21T10:00+99:99', 'invalid_time'],
  ['0026-11-21T10:00', 'invalid_time'],
  ['2026-W47-6T10:00', 'invalid_time'],
  ['10:00', 'invalid_time'],
  ['tomorrow at five', 'invalid_time'],
  ['31/12/2026 10:00', 'invalid_time'],
  ['1764000000', 'invalid_time'],
  ['', 'invalid_time'],
])('%j is refused as %s', (text, problem) => {
  expect(readTime(text, 'Europe/London')).toEqual({ at: null, problem })
})

test('figures are read where the order of day and month is known', () => {
  expect(readTime('03/04/2026 2:30 pm', 'UTC', 'day_first').at?.toISOString()).toBe('2026-04-03T14:30:00.000Z')
  expect(readTime('3.4.2026, 14:30', 'UTC', 'month_first').at?.toISOString()).toBe('2026-03-04T14:30:00.000Z')
  expect(readTime('13/31/2026 14:30', 'UTC', 'day_first').problem).toBe('invalid_time')
  expect(readTime('03/04/2026', 'UTC', 'day_first').problem).toBe('missing_time')
})

test('any text is read or refused, and what is read is a time', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { at, problem } = readTime(text, 'America/New_York', 'day_first')
      expect(at === null).toBe(problem !== null)
    }),
  )
})

test('a local time that exists reads as itself', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
      expect(readTime(date.toISOString(), 'Europe/London').at?.getTime()).toBe(Math.floor(date.getTime() / 1000) * 1000)
    }),
  )
})
