import { expect, test } from 'vitest'
import { isSameOrigin } from './same-origin'

const from = (origin: string | null, host = 'desk.example.test') =>
  isSameOrigin(
    new Request('https://desk.example.test/x', { method: 'POST', headers: { host, ...(origin === null ? {} : { origin }) } }),
    'https://desk.example.test',
  )

test.each([
  ['https://desk.example.test', true],
  ['https://desk.example.test:443', true],
  ['http://127.0.0.1:3000', false],
  ['https://evil.test', false],
  ['https://desk.example.test.evil.test', false],
  ['null', false],
  ['', false],
  ['not an origin', false],
  [null, false],
])('a write from %j: %s', (origin, expected) => {
  expect(from(origin)).toBe(expected)
})

test('a page is same-origin by the name it was asked under, too', () => {
  expect(from('http://localhost:3000', 'localhost:3000')).toBe(true)
})
