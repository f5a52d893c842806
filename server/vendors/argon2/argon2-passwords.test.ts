import { expect, test } from 'vitest'
import { createArgon2Passwords } from './argon2-passwords'

const passwords = createArgon2Passwords()

test('a password matches its hash and no other', async () => {
  const stored = await passwords.hash('correct horse battery')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await passwords.verify(stored, 'correct horse battery')).toBe(true)
  expect(await passwords.verify(stored, 'correct horse batterz')).toBe(false)
})

test('the same password hashes differently each time', async () => {
  expect(await passwords.hash('correct horse battery')).not.toBe(await passwords.hash('correct horse battery'))
})

test('nobody’s password never matches, and its hash is as costly as a real one', async () => {
  expect(await passwords.verify(null, '')).toBe(false)
  expect(await passwords.verify(null, 'nobody')).toBe(false)
})
