import { expect, test } from 'vitest'
import { newPassword, passwordProblem } from './password-policy'

test.each([
  ['short-pw', 'at least 10'],
  ['a'.repeat(201), 'at most 200'],
  ['abababababab', 'three different'],
  ['Password-123', 'first guesses'],
  ['1234567890', 'first guesses'],
])('%s is refused', (password, reason) => {
  expect(passwordProblem(password)).toContain(reason)
  expect(newPassword.safeParse(password).success).toBe(false)
})

test.each(['correct horse battery', 'नमस्ते दुनिया शुभ', 'Tr0ub4dor&3x'])('%s is accepted', (password) => {
  expect(passwordProblem(password)).toBeNull()
})
