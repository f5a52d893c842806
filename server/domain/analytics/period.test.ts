import { expect, test } from 'vitest'
import { periodDays, pluralOf } from './period'

test('days are those of the zone, today included', () => {
  const { from, dates } = periodDays('last_7_days', 'Asia/Kolkata', new Date('2026-11-20T19:00:00Z'))
  expect(from.toISOString()).toBe('2026-11-14T18:30:00.000Z')
  expect(dates).toEqual(['2026-11-15', '2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21'])
})
test('a period over a change of clocks keeps whole days', () => {
  const { from, dates } = periodDays('last_7_days', 'Europe/London', new Date('2026-10-27T12:00:00Z'))
  expect(from.toISOString()).toBe('2026-10-20T23:00:00.000Z')
  expect(new Set(dates).size).toBe(7)
})
test.each([
  ['appointment', 'appointments'],
  ['symptoms', 'symptoms'],
  ['enquiry', 'enquiries'],
  ['day', 'days'],
])('%s are counted as %s', (type, plural) => {
  expect(pluralOf(type)).toBe(plural)
})
