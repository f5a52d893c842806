import { expect, test } from 'vitest'
import { formatLedgerRupees, formatRupees } from './money'
import { dayOf, formatDuration, formatInstant, formatMs, formatRelativeDay, localeOf, spellDuration } from './time'

const INDIA = { timeZone: 'Asia/Kolkata', locale: 'en-IN' }
const NEW_YORK = { timeZone: 'America/New_York', locale: 'en-US' }

test('the same instant is another day in another zone', () => {
  expect(dayOf('2026-01-15T20:00:00Z', INDIA.timeZone)).toBe('2026-01-16')
  expect(dayOf('2026-01-15T20:00:00Z', NEW_YORK.timeZone)).toBe('2026-01-15')
})

test('yesterday is judged by the business, not by the reader', () => {
  const now = new Date('2026-01-15T20:00:00Z')
  expect(formatRelativeDay('2026-01-15T10:00:00Z', INDIA, now)).toBe('Yesterday, 3:30 pm')
  expect(formatRelativeDay('2026-01-15T10:00:00Z', NEW_YORK, now)).toBe('Today, 5:00 AM')
  expect(formatRelativeDay('2025-03-02T10:00:00Z', INDIA, now)).toBe('2 Mar 2025, 3:30 pm')
})

test('the exact instant names its offset', () => {
  expect(formatInstant('2026-01-15T10:00:05Z', INDIA, 'exact')).toContain('GMT+05:30')
})

test.each([
  [184, '₹1.84'],
  [0, '₹0.00'],
  [99_999, '₹999.99'],
  [12_345_678, '₹1,23,457'],
])('%d paise reads %s', (paise, text) => {
  expect(formatRupees(paise)).toBe(text)
})

test('a tenth of a paisa is not nothing', () => {
  expect(formatLedgerRupees(0.1)).toBe('₹0.001')
})

test.each([
  [5, '0:05', '5 s'],
  [65, '1:05', '1 min 5 s'],
  [3725, '1:02:05', '62 min 5 s'],
])('%d seconds', (seconds, clock, words) => {
  expect(formatDuration(seconds)).toBe(clock)
  expect(spellDuration(seconds)).toBe(words)
})

test('milliseconds turn into seconds when they are many', () => {
  expect([formatMs(212.4), formatMs(1240), formatMs(12_400)]).toEqual(['212 ms', '1.24 s', '12.4 s'])
})

test('an unknown region still has a locale', () => {
  expect([localeOf('IN'), localeOf('GB')]).toEqual(['en-IN', 'en-GB'])
})
