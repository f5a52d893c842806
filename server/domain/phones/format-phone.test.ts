import { expect, test } from 'vitest'
import { formatPhone } from './format-phone'

test.each([
  ['+919876543210', '+91 98765 43210'],
  ['+447403305280', '+44 7403 305280'],
  ['+14155550132', '+1 415 555 0132'],
])('%s reads %s', (phone, readable) => {
  expect(formatPhone(phone)).toBe(readable)
})

test('what is no phone number is shown as it is', () => {
  expect(formatPhone('anonymous')).toBe('anonymous')
})
