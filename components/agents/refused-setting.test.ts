import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { refusedSetting } from './refused-setting'

const refused = (data: object) => TRPCClientError.from({ error: { code: -32600, message: 'This is not a phone number', data } } as never)

test.each([
  ['a rule', { httpStatus: 400, details: { field: 'settings.transferNumber' } }, 'config.settings.transferNumber'],
  ['the schema', { httpStatus: 400, fieldErrors: { 'config.greeting': 'This is not a phone number' } }, 'config.greeting'],
  ['the schema, for the name', { httpStatus: 400, fieldErrors: { name: 'This is not a phone number' } }, 'name'],
])('what %s refuses is found in the form', (_, data, name) => {
  expect(refusedSetting(refused(data))).toEqual({ name, message: 'This is not a phone number' })
})

test('a refusal that names no setting is about the whole draft', () => {
  expect(refusedSetting(refused({ httpStatus: 409 }))).toBeNull()
  expect(refusedSetting(new TypeError('fetch failed'))).toBeNull()
})
