import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { localHourAt, localTimeAt, offsetAt, readInstant } from './zoned-time'

const ZONES = [
  'Europe/London',
  'Asia/Kolkata',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'America/St_Johns',
  'Pacific/Apia',
  'UTC',
]
const instants = fc.integer({ min: Date.parse('1970-01-03T00:00:00Z'), max: Date.parse('2099-12-31T23:59:59Z') })

test('a local time is what a calendar library says it is, in every zone at every instant', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, instant) => {
      const expected = DateTime.fromMillis(instant, { zone })
      expect(localTimeAt(zone, instant)).toEqual({
        year: expected.year,
        month: expected.month,
        day: expected.day,
        weekday: expected.weekday % 7,
        hour: expected.hour,
        minute: expected.minute,
      })
      expect(localHourAt(zone, instant)).toBe(expected.hour)
    }),
    { numRuns: 2000 },
  )
})

describe('around a change of the clocks, to the millisecond', () => {
  test.each([
    ['Europe/London', '2024-03-31T01:00:00Z'],
    ['Europe/London', '2024-10-27T01:00:00Z'],
    ['America/New_York', '2024-03-10T07:00:00Z'],
    ['America/New_York', '2024-11-03T06:00:00Z'],
    ['Australia/Lord_Howe', '2024-10-05T15:30:00Z'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s at %s', (zone, change) => {
    const at = Date.parse(change)
    for (const instant of [at - 1, at, at + 1]) {
      expect(offsetAt(zone, instant)).toBe(DateTime.fromMillis(instant, { zone }).offset * 60_000)
    }
    expect(offsetAt(zone, at - 1)).not.toBe(offsetAt(zone, at))
  })
})

test('every instant is read back from the text it is written as', () => {
  fc.assert(
    fc.property(instants, (instant) => void expect(readInstant(new Date(instant).toISOString(), 'Asia/Kolkata')).toBe(instant)),
    { numRuns: 2000 },
  )
})

test('a day the calendar does not have is no time, in whatever form', () => {
  const digits = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'))
  fc.assert(
    fc.property(fc.integer({ min: 1970, max: 2399 }), digits, digits, digits, digits, (year, month, day, hour, minute) => {
      const text = `${year}-${month}-${day}T${hour}:${minute}:00.000Z`
      const expected = DateTime.fromISO(text)
      const isReal = expected.isValid && hour !== '24'
      for (const form of [text, text.replace('.000Z', 'Z'), text.replace('.000Z', '+00:00')]) {
        expect(readInstant(form, 'UTC'), form).toBe(isReal ? expected.toMillis() : null)
      }
    }),
    { numRuns: 3000 },
  )
})

test('a local time that exists is read as a calendar library reads it; one the clocks skip moves on', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, instant) => {
      const local = DateTime.fromMillis(Math.floor(instant / 60_000) * 60_000, { zone })
      const read = readInstant(local.toFormat("yyyy-MM-dd'T'HH:mm"), zone)
      // An hour that comes twice is its first.
      expect([local.toMillis(), ...local.getPossibleOffsets().map((one) => one.toMillis())]).toContain(read)
    }),
    { numRuns: 1000 },
  )
  expect(readInstant('2024-03-31T01:30', 'Europe/London')).toBe(Date.parse('2024-03-31T01:30:00Z'))
  expect(readInstant('2024-11-03T01:30', 'America/New_York')).toBe(Date.parse('2024-11-03T05:30:00Z'))
})

test('a zone that is none has no time', () => {
  expect(localTimeAt('Mars/Olympus', 0)).toBeNull()
  expect(readInstant('2024-01-15T10:00', 'Mars/Olympus')).toBeNull()
  expect(localTimeAt('UTC', Number.NaN)).toBeNull()
})
