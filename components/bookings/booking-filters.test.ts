import { expect, test } from 'vitest'
import { emptyReason, readBookingFilters } from './booking-filters'

test.each([
  ['', 'from-today'],
  ['period=all', 'none-yet'],
  ['period=past', 'filters'],
  ['q=asha', 'filters'],
  ['period=all&q=asha', 'filters'],
  ['status=CANCELLED', 'filters'],
  // Neither is a filter: a list that ignores them must not ask for fewer.
  ['q=+&status=nonsense', 'from-today'],
])('an empty list under “%s” is empty because of: %s', (address, reason) => {
  expect(emptyReason(readBookingFilters(new URLSearchParams(address)))).toBe(reason)
})
