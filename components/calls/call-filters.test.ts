import { expect, test } from 'vitest'
import { readCallFilters } from './call-filters'

const now = new Date('2026-01-15T20:00:00Z')
const read = (query: string, zone = 'Asia/Kolkata') => readCallFilters(new URLSearchParams(query), zone, now)

test('nothing asked is every call, newest first', () => {
  expect(read('')).toEqual({ filters: {}, sort: 'newest' })
})

test('filters come from the address bar', () => {
  expect(read('status=FAILED,NO_ANSWER&direction=INBOUND&q=98765&tests=hide&sort=longest')).toEqual({
    filters: { status: ['FAILED', 'NO_ANSWER'], direction: 'INBOUND', query: '98765', isTest: false },
    sort: 'longest',
  })
})

test('today is the day of the business, not of the reader', () => {
  expect(read('period=today').filters.from).toBe('2026-01-16')
  expect(read('period=today', 'America/New_York').filters.from).toBe('2026-01-15')
  expect(read('period=7d').filters.from).toBe('2026-01-10')
})

test('a mangled link shows everything instead of failing', () => {
  expect(read('status=LOST&direction=sideways&period=yesteryear&sort=loudest&q=%20%20')).toEqual({ filters: {}, sort: 'newest' })
})
