import { expect, test } from 'vitest'
import { localPath } from './local-path'

test.each([
  ['/city-clinic/calls?status=FAILED', '/city-clinic/calls?status=FAILED'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?from=/x', '/'],
  ['/api/auth/signout', '/'],
  [undefined, '/'],
])('%j leads to %s', (path, target) => {
  expect(localPath(path)).toBe(target)
})
