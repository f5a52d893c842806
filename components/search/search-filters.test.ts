import { expect, test } from 'vitest'
import { isSameSearch } from '@/server/domain/conversations/saved-search'
import { countFilters, NO_FILTERS, readSearchFilters, toSearchParams } from './search-filters'

const CONTACT = '0199a0f0-0000-7000-8000-000000000001'

test('filters survive the address bar', () => {
  const filters = { ...NO_FILTERS, query: 'late "my order"', customerId: CONTACT, from: '2030-11-01', sentiment: 'negative' as const }
  const params = new URLSearchParams(Object.entries(toSearchParams(filters)).flatMap(([name, value]) => (value ? [[name, value]] : [])))
  expect(params.get('q')).toBe('late "my order"')
  expect(isSameSearch(readSearchFilters(params), filters)).toBe(true)
  expect(countFilters(filters)).toBe(3)
})

test('what the address cannot have meant is ignored', () => {
  const params = new URLSearchParams({ q: ` ${'a'.repeat(300)}`, contact: 'nobody', from: 'yesterday', to: '2030-13', sentiment: 'angry' })
  expect(readSearchFilters(params)).toEqual({ ...NO_FILTERS, query: 'a'.repeat(200) })
})

test('a search that differs in one filter is another search', () => {
  const one = { ...NO_FILTERS, query: 'parking' }
  expect(isSameSearch(one, { ...one, query: ' parking ' })).toBe(true)
  expect(isSameSearch(one, { ...one, to: '2030-11-01' })).toBe(false)
})
