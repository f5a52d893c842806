import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createAesSecretBox } from './aes-secret-box'

const key = randomBytes(32).toString('base64')
const box = createAesSecretBox(() => key)

test('what is sealed opens again, and is not readable in between', () => {
  const sealed = box.seal('s3cret ₹')
  expect(sealed).not.toContain('s3cret')
  expect(box.open(sealed)).toBe('s3cret ₹')
})

test('the same secret looks different each time', () => {
  expect(box.seal('same')).not.toBe(box.seal('same'))
})

test('a changed text, another key and another scheme are refused', () => {
  const sealed = box.seal('secret')
  const changed = sealed.slice(0, 20) + (sealed[20] === 'A' ? 'B' : 'A') + sealed.slice(21)
  expect(() => box.open(changed)).toThrow()
  expect(() => createAesSecretBox(() => randomBytes(32).toString('base64')).open(sealed)).toThrow()
  expect(() => box.open(sealed.replace('v1', 'v9'))).toThrow('unknown scheme')
})
