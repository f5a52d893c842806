import { TRPCClientError } from '@trpc/client'
import { expect, test } from 'vitest'
import { readSignUpRefusal } from './sign-up-refusal'

const refused = (message: string, data: object) => TRPCClientError.from({ error: { code: -32600, message, data } } as never)

test('a known address is told at its field, and only there', () => {
  const error = refused('There is an account with this e-mail address already.', {
    httpStatus: 409,
    domainCode: 'email_taken',
    details: { field: 'email' },
  })
  expect(readSignUpRefusal(error)).toEqual({ email: 'There is an account with this e-mail address already.', other: null })
})

test('what is wrong with the address comes without the rest of the list', () => {
  const error = refused('Input is not valid', { httpStatus: 400, fieldErrors: { email: 'Enter an e-mail address' } })
  expect(readSignUpRefusal(error)).toEqual({ email: 'Enter an e-mail address', other: null })
})

test.each([
  [429, 'Too many tries. Wait a moment, then try again.'],
  [500, 'Something went wrong on our side. Nothing was changed; try again in a moment.'],
])('status %i is told at the button', (httpStatus, other) => {
  expect(readSignUpRefusal(refused('…', { httpStatus }))).toEqual({ email: null, other })
})

test('so is a server out of reach', () => {
  expect(readSignUpRefusal(new TypeError('fetch failed')).other).toContain('could not be reached')
})
