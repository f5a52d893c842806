import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { callPolicy } from './call-policy'
import type { CallPurpose } from './call-purpose'
import { decideGate, type GateQuestion, type GateReason, gateRecord, recordGate } from './decide-gate'

const INDIA = '+919876543210'
const UK = '+447403305280'
const US = '+12125550123'
const GERMANY = '+4915112345678'
const SPAIN = '+34612345678'
const UAE = '+971501234567'
const JAMAICA = '+18765550123'
const TOLL_FREE = '+80012345678'

type Case = {
  name: string
  phone?: string
  timezone?: string | null
  purpose?: CallPurpose
  /** Local to `in`, default the person's zone; or an instant with its offset. */
  at: string
  in?: string
  policy?: object | null
  status?: GateQuestion['tenant']['status']
  tenantTimezone?: string
  isSuppressed?: boolean
  /** Of the purpose asked about; absent: never asked. */
  consent?: boolean
  calledAt?: string[]
  tenantDays?: { date: string; count: number }[]
  /** Empty: allowed. */
  expected: GateReason[]
  /** Local to the person's zone; null: never. Absent when allowed. */
  opens?: string | null
}

function ask(one: Case): { question: GateQuestion; zone: string } {
  const { phone = INDIA, timezone = null, purpose = 'SERVICE', at } = one
  const zone =
    one.in ??
    timezone ??
    { [INDIA]: 'Asia/Kolkata', [UK]: 'Europe/London', [GERMANY]: 'Europe/Berlin', [UAE]: 'Asia/Dubai' }[phone] ??
    'UTC'
  const consent = { SERVICE: null, PROMOTIONAL: null, [purpose]: one.consent ?? null }
  const local = (text: string) => DateTime.fromISO(text, { zone }).toJSDate()
  return {
    zone,
    question: {
      now: local(at),
      purpose,
      tenant: {
        status: one.status ?? 'ACTIVE',
        timezone: one.tenantTimezone ?? 'Asia/Kolkata',
        policy: one.policy === null ? null : callPolicy.parse(one.policy ?? {}),
      },
      called: { phone, timezone, isSuppressed: one.isSuppressed ?? false, consent },
      usage: { calledAt: (one.calledAt ?? []).map(local), tenantDays: one.tenantDays ?? [] },
    },
  }
}

const OUTSIDE: GateReason[] = ['outside_calling_window']
const NEW_YORK = 'America/New_York'

const CASES: Case[] = [
  // India
  { name: 'India, service, a second before nine', at: '2026-11-21T08:59:59', expected: OUTSIDE, opens: '2026-11-21T09:00:00' },
  { name: 'India, service, at nine', at: '2026-11-21T09:00:00', expected: [] },
  { name: 'India, service, a millisecond before nine in the evening', at: '2026-11-21T20:59:59.999', expected: [] },
  { name: 'India, service, at nine in the evening: half-open', at: '2026-11-21T21:00:00', expected: OUTSIDE, opens: '2026-11-22T09:00:00' },
  { name: 'India, service, at midnight', at: '2026-11-22T00:00:00', expected: OUTSIDE, opens: '2026-11-22T09:00:00' },
  { name: 'India, service, on the last night of the year', at: '2026-12-31T22:00:00', expected: OUTSIDE, opens: '2027-01-01T09:00:00' },
  {
    name: 'India, promotional, at nine',
    purpose: 'PROMOTIONAL',
    consent: true,
    at: '2026-11-21T09:00:00',
    expected: OUTSIDE,
    opens: '2026-11-21T10:00:00',
  },
  { name: 'India, promotional, at ten', purpose: 'PROMOTIONAL', consent: true, at: '2026-11-21T10:00:00', expected: [] },
  {
    name: 'India, promotional, at nine in the evening',
    purpose: 'PROMOTIONAL',
    consent: true,
    at: '2026-11-21T21:00:00',
    expected: OUTSIDE,
    opens: '2026-11-22T10:00:00',
  },
  { name: 'India, by UTC’s clock', in: 'UTC', at: '2026-11-21T03:29:59', expected: OUTSIDE },
  { name: 'India, by UTC’s clock, open', in: 'UTC', at: '2026-11-21T03:30:00', expected: [] },
  { name: 'India, by the old name of its zone', timezone: 'Asia/Calcutta', at: '2026-11-21T20:30:00', expected: [] },
  // UK and its clock changes
  { name: 'UK at eight', phone: UK, at: '2026-11-23T08:00:00', expected: [] },
  { name: 'UK before eight', phone: UK, at: '2026-11-23T07:59:59', expected: OUTSIDE, opens: '2026-11-23T08:00:00' },
  { name: 'UK at nine in the evening', phone: UK, at: '2026-11-23T21:00:00', expected: OUTSIDE, opens: '2026-11-24T08:00:00' },
  { name: 'UK, promotional without consent', phone: UK, purpose: 'PROMOTIONAL', at: '2026-11-23T12:00:00', expected: [] },
  { name: 'UK in winter: eight is eight UTC', phone: UK, in: 'UTC', at: '2026-03-28T07:30:00', expected: OUTSIDE },
  { name: 'UK on the day the clocks go forward: eight is seven UTC', phone: UK, in: 'UTC', at: '2026-03-29T07:00:00', expected: [] },
  {
    name: 'UK on the evening before the clocks go forward',
    phone: UK,
    at: '2026-03-28T22:00:00',
    expected: OUTSIDE,
    opens: '2026-03-29T08:00:00',
  },
  { name: 'UK on the day the clocks go back: seven UTC is seven', phone: UK, in: 'UTC', at: '2026-10-25T07:00:00', expected: OUTSIDE },
  { name: 'UK in the hour that comes twice', phone: UK, in: 'UTC', at: '2026-10-25T01:30:00', expected: OUTSIDE },
  {
    name: 'UK on the evening before the clocks go back',
    phone: UK,
    at: '2026-10-24T21:30:00',
    expected: OUTSIDE,
    opens: '2026-10-25T08:00:00',
  },
  { name: 'UK by an alias of its zone', phone: UK, timezone: 'GB', at: '2026-11-23T08:30:00', expected: [] },
  // US
  { name: 'US number, zone not known', phone: US, at: '2026-11-23T15:00:00', expected: ['timezone_unknown'], opens: null },
  { name: 'US at eight in New York', phone: US, timezone: NEW_YORK, at: '2026-11-23T08:00:00', expected: [] },
  {
    name: 'US before eight in New York',
    phone: US,
    timezone: NEW_YORK,
    at: '2026-11-23T07:59:00',
    expected: OUTSIDE,
    opens: '2026-11-23T08:00:00',
  },
  {
    name: 'US at nine in the evening',
    phone: US,
    timezone: NEW_YORK,
    at: '2026-11-23T21:00:00',
    expected: OUTSIDE,
    opens: '2026-11-24T08:00:00',
  },
  {
    name: 'New York’s nine is Los Angeles’ six',
    phone: US,
    timezone: 'America/Los_Angeles',
    in: NEW_YORK,
    at: '2026-11-23T09:00:00',
    expected: OUTSIDE,
  },
  { name: 'Los Angeles at eight of its own', phone: US, timezone: 'America/Los_Angeles', at: '2026-11-23T08:00:00', expected: [] },
  {
    name: 'Phoenix keeps its clock when others change',
    phone: US,
    timezone: 'America/Phoenix',
    in: 'UTC',
    at: '2026-07-01T15:00:00',
    expected: [],
  },
  { name: 'Phoenix before eight', phone: US, timezone: 'America/Phoenix', in: 'UTC', at: '2026-07-01T14:59:00', expected: OUTSIDE },
  { name: 'Honolulu', phone: US, timezone: 'Pacific/Honolulu', in: 'UTC', at: '2026-11-23T18:00:00', expected: [] },
  { name: 'US on the day the clocks go forward', phone: US, timezone: NEW_YORK, in: 'UTC', at: '2026-03-08T12:00:00', expected: [] },
  { name: 'US on the day before', phone: US, timezone: NEW_YORK, in: 'UTC', at: '2026-03-07T12:00:00', expected: OUTSIDE },
  {
    name: 'US on the evening before the clocks go back',
    phone: US,
    timezone: NEW_YORK,
    at: '2026-10-31T21:00:00',
    expected: OUTSIDE,
    opens: '2026-11-01T08:00:00',
  },
  { name: 'US by an alias of its zone', phone: US, timezone: 'US/Eastern', at: '2026-11-23T20:30:00', expected: [] },
  {
    name: 'US, promotional without consent',
    phone: US,
    timezone: NEW_YORK,
    purpose: 'PROMOTIONAL',
    at: '2026-11-23T12:00:00',
    expected: ['consent_missing'],
    opens: null,
  },
  {
    name: 'US, promotional with consent',
    phone: US,
    timezone: NEW_YORK,
    purpose: 'PROMOTIONAL',
    consent: true,
    at: '2026-11-23T12:00:00',
    expected: [],
  },
  // Elsewhere, and numbers that say little
  { name: 'Germany before nine', phone: GERMANY, at: '2026-11-23T08:30:00', expected: OUTSIDE, opens: '2026-11-23T09:00:00' },
  { name: 'Germany at nine', phone: GERMANY, at: '2026-11-23T09:00:00', expected: [] },
  { name: 'Germany at eight in the evening', phone: GERMANY, at: '2026-11-23T20:00:00', expected: OUTSIDE, opens: '2026-11-24T09:00:00' },
  { name: 'United Arab Emirates', phone: UAE, at: '2026-11-23T19:59:59', expected: [] },
  { name: 'Spain has two times', phone: SPAIN, at: '2026-11-23T12:00:00', expected: ['timezone_unknown'], opens: null },
  { name: 'Spain, on the Canary Islands', phone: SPAIN, timezone: 'Atlantic/Canary', at: '2026-11-23T09:00:00', expected: [] },
  { name: 'Jamaica shares the US prefix and has one time', phone: JAMAICA, in: 'America/Jamaica', at: '2026-11-23T09:00:00', expected: [] },
  { name: 'Jamaica is not the US', phone: JAMAICA, in: 'America/Jamaica', at: '2026-11-23T08:30:00', expected: OUTSIDE },
  { name: 'a number of no country', phone: TOLL_FREE, at: '2026-11-23T12:00:00', expected: ['timezone_unknown'], opens: null },
  {
    name: 'a number of no country with a zone',
    phone: TOLL_FREE,
    timezone: 'Europe/London',
    at: '2026-11-23T08:30:00',
    expected: OUTSIDE,
    opens: '2026-11-23T09:00:00',
  },
  { name: 'no number at all', phone: 'soon', at: '2026-11-23T12:00:00', expected: ['invalid_phone', 'timezone_unknown'], opens: null },
  {
    name: 'a zone nobody knows is not replaced by a guess',
    timezone: 'Mars/Phobos',
    in: 'Asia/Kolkata',
    at: '2026-11-23T12:00:00',
    expected: ['timezone_unknown'],
    opens: null,
  },
  {
    name: 'an Indian number in London: London’s clock, both laws',
    timezone: 'Europe/London',
    at: '2026-11-23T08:30:00',
    expected: OUTSIDE,
    opens: '2026-11-23T09:00:00',
  },
  {
    name: 'an Indian number in Dubai in the evening: the tighter end',
    timezone: 'Asia/Dubai',
    at: '2026-11-23T20:30:00',
    expected: OUTSIDE,
    opens: '2026-11-24T09:00:00',
  },
  {
    name: 'an Indian number abroad still needs consent',
    timezone: 'Europe/London',
    purpose: 'PROMOTIONAL',
    at: '2026-11-23T12:00:00',
    expected: ['consent_missing'],
    opens: null,
  },
  {
    name: 'a zone without a country',
    phone: US,
    timezone: 'Etc/GMT+5',
    at: '2026-11-23T08:30:00',
    expected: OUTSIDE,
    opens: '2026-11-23T09:00:00',
  },
  { name: 'half an hour off: Kathmandu', phone: '+9779841234567', in: 'Asia/Kathmandu', at: '2026-11-23T09:00:00', expected: [] },
  {
    name: 'clocks that change at midnight: Beirut',
    phone: '+96171123456',
    in: 'Asia/Beirut',
    timezone: 'Asia/Beirut',
    at: '2026-03-28T21:00:00',
    expected: OUTSIDE,
    opens: '2026-03-29T09:00:00',
  },
  // People
  { name: 'suppressed', isSuppressed: true, at: '2026-11-21T12:00:00', expected: ['suppressed'], opens: null },
  {
    name: 'suppressed at night: both are said',
    isSuppressed: true,
    at: '2026-11-21T03:00:00',
    expected: ['suppressed', 'outside_calling_window'],
    opens: null,
  },
  {
    name: 'India, promotional without consent',
    purpose: 'PROMOTIONAL',
    at: '2026-11-21T12:00:00',
    expected: ['consent_missing'],
    opens: null,
  },
  {
    name: 'promotional, consent withdrawn',
    purpose: 'PROMOTIONAL',
    consent: false,
    at: '2026-11-21T12:00:00',
    expected: ['consent_withdrawn'],
    opens: null,
  },
  { name: 'service needs no consent', at: '2026-11-21T12:00:00', expected: [] },
  {
    name: 'service, consent withdrawn',
    consent: false,
    at: '2026-11-21T12:00:00',
    expected: ['consent_withdrawn'],
    opens: null,
  },
  {
    name: 'UK, promotional, consent withdrawn',
    phone: UK,
    purpose: 'PROMOTIONAL',
    consent: false,
    at: '2026-11-23T12:00:00',
    expected: ['consent_withdrawn'],
    opens: null,
  },
  // Tenants
  { name: 'suspended', status: 'SUSPENDED', at: '2026-11-21T12:00:00', expected: ['tenant_suspended'], opens: null },
  { name: 'on trial', status: 'TRIAL', at: '2026-11-21T12:00:00', expected: [] },
  { name: 'rules that cannot be read', policy: null, at: '2026-11-21T12:00:00', expected: ['policy_unreadable'], opens: null },
  {
    name: 'tighter hours',
    policy: { windows: { SERVICE: { from: '10:30', to: '18:00' } } },
    at: '2026-11-21T10:29:59',
    expected: OUTSIDE,
    opens: '2026-11-21T10:30:00',
  },
  {
    name: 'tighter hours, in the evening',
    policy: { windows: { SERVICE: { from: '10:30', to: '18:00' } } },
    at: '2026-11-21T18:00:00',
    expected: OUTSIDE,
    opens: '2026-11-22T10:30:00',
  },
  {
    name: 'tighter hours of the other purpose',
    policy: { windows: { PROMOTIONAL: { from: '12:00', to: '18:00' } } },
    at: '2026-11-21T10:00:00',
    expected: [],
  },
  {
    name: 'hours beyond the law are cut off',
    policy: { windows: { SERVICE: { from: '08:00', to: '21:00' } } },
    at: '2026-11-21T08:30:00',
    expected: OUTSIDE,
    opens: '2026-11-21T09:00:00',
  },
  {
    name: 'hours that leave nothing',
    policy: { windows: { SERVICE: { from: '08:00', to: '09:00' } } },
    at: '2026-11-21T12:00:00',
    expected: OUTSIDE,
    opens: null,
  },
  // Days off
  {
    name: 'a weekday off',
    policy: { weekdaysOff: { SERVICE: [7] } },
    at: '2026-11-22T12:00:00',
    expected: OUTSIDE,
    opens: '2026-11-23T09:00:00',
  },
  {
    name: 'the evening before a weekday off',
    policy: { weekdaysOff: { SERVICE: [7] } },
    at: '2026-11-21T21:30:00',
    expected: OUTSIDE,
    opens: '2026-11-23T09:00:00',
  },
  { name: 'a weekday off for the other purpose', policy: { weekdaysOff: { PROMOTIONAL: [7] } }, at: '2026-11-22T12:00:00', expected: [] },
  {
    name: 'a holiday',
    policy: { holidays: [{ date: '2026-11-21', purposes: ['SERVICE'] }] },
    at: '2026-11-21T12:00:00',
    expected: OUTSIDE,
    opens: '2026-11-22T09:00:00',
  },
  {
    name: 'a holiday of the other purpose',
    policy: { holidays: [{ date: '2026-11-21', purposes: ['PROMOTIONAL'] }] },
    at: '2026-11-21T12:00:00',
    expected: [],
  },
  {
    name: 'two holidays and a Sunday',
    policy: {
      weekdaysOff: { SERVICE: [7] },
      holidays: [
        { date: '2026-11-20', purposes: ['SERVICE'] },
        { date: '2026-11-21', purposes: ['SERVICE', 'PROMOTIONAL'] },
      ],
    },
    at: '2026-11-20T12:00:00',
    expected: OUTSIDE,
    opens: '2026-11-23T09:00:00',
  },
  {
    name: 'a holiday is the person’s date, not UTC’s',
    policy: { holidays: [{ date: '2026-11-24', purposes: ['SERVICE'] }] },
    phone: US,
    timezone: 'America/Los_Angeles',
    in: 'UTC',
    at: '2026-11-24T02:00:00',
    expected: [],
  },
  {
    name: 'no calls for more than a year',
    policy: {
      weekdaysOff: { SERVICE: [1, 2, 3, 4, 5, 6] },
      holidays: Array.from({ length: 60 }, (_, week) => ({
        date: DateTime.fromISO('2026-11-22').plus({ weeks: week }).toFormat('yyyy-MM-dd'),
        purposes: ['SERVICE'],
      })),
    },
    at: '2026-11-21T12:00:00',
    expected: OUTSIDE,
    opens: null,
  },
  // Caps
  {
    name: 'one call short of the person’s cap',
    policy: { maxCallsPerContactPerDay: 2 },
    calledAt: ['2026-11-21T09:30:00'],
    at: '2026-11-21T12:00:00',
    expected: [],
  },
  {
    name: 'the person’s cap',
    policy: { maxCallsPerContactPerDay: 2 },
    calledAt: ['2026-11-21T09:30:00', '2026-11-21T10:30:00'],
    at: '2026-11-21T12:00:00',
    expected: ['daily_cap_reached'],
    opens: '2026-11-22T09:00:00',
  },
  {
    name: 'yesterday does not count',
    policy: { maxCallsPerContactPerDay: 1 },
    calledAt: ['2026-11-20T20:30:00'],
    at: '2026-11-21T09:00:00',
    expected: [],
  },
  {
    name: 'a cap nobody can switch off',
    calledAt: Array(25).fill('2026-11-21T09:30:00'),
    at: '2026-11-21T12:00:00',
    expected: ['daily_cap_reached'],
    opens: '2026-11-22T09:00:00',
  },
  {
    name: 'the tenant’s cap',
    policy: { maxCallsPerDay: 10 },
    tenantDays: [{ date: '2026-11-21', count: 10 }],
    at: '2026-11-21T12:00:00',
    expected: ['daily_cap_reached'],
    opens: '2026-11-22T09:00:00',
  },
  {
    name: 'the tenant’s cap on another day',
    policy: { maxCallsPerDay: 10 },
    tenantDays: [{ date: '2026-11-20', count: 10 }],
    at: '2026-11-21T12:00:00',
    expected: [],
  },
  {
    name: 'the tenant’s day ends during the person’s',
    policy: { maxCallsPerDay: 10 },
    tenantDays: [{ date: '2026-11-23', count: 10 }],
    phone: US,
    timezone: NEW_YORK,
    at: '2026-11-23T10:00:00',
    expected: ['daily_cap_reached'],
    opens: '2026-11-23T13:30:00',
  },
  {
    name: 'a cap and a holiday after it',
    policy: { maxCallsPerContactPerDay: 1, holidays: [{ date: '2026-11-22', purposes: ['SERVICE'] }] },
    calledAt: ['2026-11-21T09:30:00'],
    at: '2026-11-21T12:00:00',
    expected: ['daily_cap_reached'],
    opens: '2026-11-23T09:00:00',
  },
]

describe('the gate', () => {
  test.each(CASES)('$name', (one) => {
    const { question, zone } = ask(one)
    const decision = decideGate(question)
    expect(decision.reasons.map(({ code }) => code)).toEqual(one.expected)
    expect(decision.isAllowed).toBe(one.expected.length === 0)
    if (decision.isAllowed) expect(decision.nextOpeningAt).toEqual(question.now)
    if (one.opens === undefined) return
    const opens = decision.nextOpeningAt && DateTime.fromJSDate(decision.nextOpeningAt, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss")
    expect(opens).toBe(one.opens)
  })

  test('says which hours hold, and in which zone', () => {
    const { question } = ask({ name: '', at: '2026-11-21T22:15:00', expected: [] })
    const decision = decideGate(question)
    expect(decision.window).toEqual({ timezone: 'Asia/Kolkata', from: '09:00', to: '21:00' })
    expect(decision.reasons[0]?.message).toBe('It is 22:15 where this person is; calls are made from 09:00 to 21:00.')
    expect(gateRecord.parse(JSON.parse(JSON.stringify(recordGate(question.now, decision))))).toMatchObject({
      nextOpeningAt: '2026-11-22T03:30:00.000Z',
    })
  })
})

describe('whatever the clock', () => {
  const PLACES = [
    { phone: INDIA, timezone: null, zone: 'Asia/Kolkata', SERVICE: [9, 21], PROMOTIONAL: [10, 21] },
    { phone: UK, timezone: null, zone: 'Europe/London', SERVICE: [8, 21], PROMOTIONAL: [8, 21] },
    { phone: US, timezone: NEW_YORK, zone: NEW_YORK, SERVICE: [8, 21], PROMOTIONAL: [8, 21] },
    { phone: US, timezone: 'America/Los_Angeles', zone: 'America/Los_Angeles', SERVICE: [8, 21], PROMOTIONAL: [8, 21] },
    { phone: GERMANY, timezone: null, zone: 'Europe/Berlin', SERVICE: [9, 20], PROMOTIONAL: [9, 20] },
    { phone: '+96171123456', timezone: null, zone: 'Asia/Beirut', SERVICE: [9, 20], PROMOTIONAL: [9, 20] },
    { phone: '+61412345678', timezone: 'Australia/Lord_Howe', zone: 'Australia/Lord_Howe', SERVICE: [9, 20], PROMOTIONAL: [9, 20] },
    { phone: '+56912345678', timezone: 'America/Santiago', zone: 'America/Santiago', SERVICE: [9, 20], PROMOTIONAL: [9, 20] },
  ] as const
  const time = fc
    .integer({ min: 8 * 4, max: 21 * 4 - 1 })
    .map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`)
  const hours = fc
    .tuple(time, time)
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({ from, to }))
  const first = Date.UTC(2026, 0, 1)
  const instant = fc.integer({ min: 0, max: 3 * 365 * 86_400_000 }).map((ms) => new Date(first + ms))
  const question = fc
    .record({
      place: fc.constantFrom(...PLACES),
      now: instant,
      purpose: fc.constantFrom('SERVICE' as const, 'PROMOTIONAL' as const),
      windows: fc.record({ SERVICE: fc.option(hours), PROMOTIONAL: fc.option(hours) }),
      weekdaysOff: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
      holidaysIn: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 5 }),
      maxCallsPerContactPerDay: fc.option(fc.integer({ min: 1, max: 3 })),
      calledBefore: fc.array(fc.integer({ min: 0, max: 36 * 3600_000 }), { maxLength: 4 }),
      maxCallsPerDay: fc.option(fc.integer({ min: 1, max: 3 })),
      tenantToday: fc.integer({ min: 0, max: 4 }),
    })
    .map((one) => {
      const { place, now, purpose, windows, maxCallsPerContactPerDay, maxCallsPerDay } = one
      const dateIn = (days: number) => DateTime.fromJSDate(now, { zone: place.zone }).plus({ days }).toFormat('yyyy-MM-dd')
      const weekdaysOff = { SERVICE: one.weekdaysOff, PROMOTIONAL: one.weekdaysOff }
      const holidays = one.holidaysIn.map((days) => ({ date: dateIn(days), purposes: ['SERVICE', 'PROMOTIONAL'] }))
      const asked: GateQuestion = {
        now,
        purpose,
        tenant: {
          status: 'ACTIVE',
          timezone: 'Asia/Kolkata',
          policy: callPolicy.parse({ windows, weekdaysOff, holidays, maxCallsPerContactPerDay, maxCallsPerDay }),
        },
        called: {
          phone: place.phone,
          timezone: place.timezone,
          isSuppressed: false,
          consent: { SERVICE: true, PROMOTIONAL: true },
        },
        usage: {
          calledAt: one.calledBefore.map((ms) => new Date(now.getTime() - ms)),
          tenantDays: [{ date: DateTime.fromJSDate(now, { zone: 'Asia/Kolkata' }).toFormat('yyyy-MM-dd'), count: one.tenantToday }],
        },
      }
      return { asked, place }
    })

  test('an allowed moment lies within the hours where the person is', () => {
    fc.assert(
      fc.property(question, ({ asked, place }) => {
        if (!decideGate(asked).isAllowed) return
        const local = DateTime.fromJSDate(asked.now, { zone: place.zone })
        const minute = local.hour * 60 + local.minute
        const [from, to] = place[asked.purpose]
        expect(minute).toBeGreaterThanOrEqual(from * 60)
        expect(minute).toBeLessThan(to * 60)
        const own = asked.tenant.policy?.windows[asked.purpose]
        if (own) expect(local.toFormat('HH:mm') >= own.from && local.toFormat('HH:mm') < own.to).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })

  test('the next opening is allowed, not earlier than now, and nothing before it is', () => {
    fc.assert(
      fc.property(question, fc.double({ min: 0, max: 1, noNaN: true }), ({ asked }, share) => {
        const { nextOpeningAt, isAllowed } = decideGate(asked)
        if (nextOpeningAt === null) {
          expect(isAllowed).toBe(false)
          return
        }
        const wait = nextOpeningAt.getTime() - asked.now.getTime()
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait === 0).toBe(isAllowed)
        expect(decideGate({ ...asked, now: nextOpeningAt }).isAllowed).toBe(true)
        if (wait === 0) return
        expect(decideGate({ ...asked, now: new Date(nextOpeningAt.getTime() - 1) }).isAllowed).toBe(false)
        expect(decideGate({ ...asked, now: new Date(asked.now.getTime() + Math.floor(wait * share * 0.999)) }).isAllowed).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
