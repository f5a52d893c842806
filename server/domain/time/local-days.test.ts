import { expect, test } from 'vitest'
import { isTimezone } from './is-timezone'
import { lastLocalDays } from './local-days'

test('days begin at midnight in the zone, today last', () => {
  const { days, endsAt } = lastLocalDays(new Date('2026-01-15T20:00:00Z'), 'Asia/Kolkata', 3)
  expect(days.map((day) => [day.date, day.startsAt.toISOString()])).toEqual([
    ['2026-01-14', '2026-01-13T18:30:00.000Z'],
    ['2026-01-15', '2026-01-14T18:30:00.000Z'],
    ['2026-01-16', '2026-01-15T18:30:00.000Z'],
  ])
  expect(endsAt.toISOString()).toBe('2026-01-16T18:30:00.000Z')
})

test('the day the clocks change is shorter', () => {
  const { days, endsAt } = lastLocalDays(new Date('2026-03-29T12:00:00Z'), 'Europe/London', 1)
  expect(endsAt.getTime() - (days[0]?.startsAt.getTime() ?? 0)).toBe(23 * 3_600_000)
})

test('a zone is a name this runtime knows', () => {
  expect(['Asia/Kolkata', 'Europe/London', 'Mars/Olympus', '', '+05:30'].map(isTimezone)).toEqual([true, true, false, false, false])
})
