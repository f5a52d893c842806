import { expect, test } from 'vitest'
import { type CallPlan, readCallPlan } from './call-plan'
import { leadText } from './outbound-reminder-text'

const PLAN: CallPlan = {
  mode: 'now',
  when: '2026-01-20T14:30',
  lead: '2',
  leadUnit: 'hours',
  bookingId: '',
  purpose: 'SERVICE',
  ifOutsideWindow: 'RESCHEDULE',
}

test('a call now names no time', () => {
  expect(readCallPlan(PLAN, 'Asia/Kolkata').request).toEqual({ purpose: 'SERVICE', ifOutsideWindow: 'RESCHEDULE' })
})

test('a time is the business’s', () => {
  expect(readCallPlan({ ...PLAN, mode: 'at' }, 'Asia/Kolkata').request?.when).toBe('2026-01-20T09:00:00.000Z')
})

test('a reminder counts back from its booking', () => {
  const plan = { ...PLAN, mode: 'before' as const, bookingId: 'b1' }
  expect(readCallPlan(plan, 'Asia/Kolkata').request).toMatchObject({ bookingId: 'b1', minutesBeforeBooking: 120 })
})

test.each<[string, Partial<CallPlan>, string]>([
  ['no time', { mode: 'at', when: '' }, 'when'],
  ['half an hour', { mode: 'before', lead: '0.5' }, 'minutesBeforeBooking'],
  ['nothing', { mode: 'before', lead: '' }, 'minutesBeforeBooking'],
  ['five weeks', { mode: 'before', lead: '35', leadUnit: 'days' }, 'minutesBeforeBooking'],
])('%s is said at its field', (_, changes, field) => {
  expect(Object.keys(readCallPlan({ ...PLAN, ...changes }, 'Asia/Kolkata').errors ?? {})).toEqual([field])
})

test.each([
  [0, 'at its time'],
  [30, '30 minutes before'],
  [60, '1 hour before'],
  [2880, '2 days before'],
])('%i minutes are said as “%s”', (minutes, text) => {
  expect(leadText(minutes)).toBe(text)
})
