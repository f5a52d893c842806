import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalizePhone } from './normalize-phone'

test.each([
  ['+919876543210', ['IN'], '+919876543210'],
  ['09876543210', ['IN'], '+919876543210'],
  ['9876543210', ['IN'], '+919876543210'],
  ['919876543210', ['IN'], '+919876543210'],
  ['08047491899', ['IN', 'US'], '+918047491899'],
  ['00919876543210', ['IN'], '+919876543210'],
  ['+91 98765-43210', ['US'], '+919876543210'],
  ['447403305280', ['IN'], '+447403305280'],
  ['(212) 555-2368', ['US'], '+12125552368'],
  ['+44 7403 305280 ext. 5', ['IN'], '+447403305280'],
])('%s in %j is %s', (raw, regions, expected) => {
  expect(normalizePhone(raw, regions)).toBe(expected)
})

test.each(['', ' ', 'anonymous', 'Restricted', '+', '12', '+00', '9'.repeat(41), '+91987654321\u0000', 'call 9876543210 now'])(
  '%j is no number',
  (raw) => {
    expect(normalizePhone(raw, ['IN'])).toBeNull()
  },
)

test('any text is read or refused, never thrown on', () => {
  fc.assert(fc.property(fc.string(), (raw) => void normalizePhone(raw, ['IN', 'US'])))
})
