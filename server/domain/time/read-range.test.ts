import { expect, test } from 'vitest'
import { readRange } from './read-range'

const read = (from: string | null, to: string | null, zone = 'Asia/Kolkata') => {
  const range = readRange({ from, to }, zone)
  return [range.from?.toISOString() ?? null, range.before?.toISOString() ?? null]
}

test('a date is the whole day in the zone', () => {
  expect(read('2026-01-01', '2026-01-01')).toEqual(['2025-12-31T18:30:00.000Z', '2026-01-01T18:30:00.000Z'])
})
test('the day the clocks change is still one day', () => {
  expect(read('2026-03-29', '2026-03-29', 'Europe/London')).toEqual(['2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'])
})
test('an instant is itself, a time without a zone is local', () => {
  expect(read('2026-01-01T10:00:00Z', '2026-01-01T10:00:00')).toEqual(['2026-01-01T10:00:00.000Z', '2026-01-01T04:30:00.000Z'])
})
test('nothing asked for is no bound', () => {
  expect(read(null, null)).toEqual([null, null])
})
test.each(['yesterday', '2026-13-01', '2026-02-30', '1', '+010000-01-01', '\u0000'])('%j is refused', (text) => {
  expect(() => readRange({ from: text }, 'Asia/Kolkata')).toThrow(
    expect.objectContaining({ code: 'invalid_date', details: { field: 'from' } }),
  )
})
