import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isRetellSignature } from './retell-signature'

const apiKey = 'key_of_a_tenant'
const nowMs = Date.parse('2026-11-21T10:00:00Z')
const body = new TextEncoder().encode('{"event":"call_ended","call":{"call_id":"c1","note":"नमस्ते"}}')
const sign = (bytes: Uint8Array, sentMs: number, key = apiKey) =>
  `v=${sentMs},d=${createHmac('sha256', key)
    .update(Buffer.concat([bytes, Buffer.from(String(sentMs))]))
    .digest('hex')}`
const isGood = (header: string | null, bytes = body, key = apiKey) => isRetellSignature({ header, body: bytes, apiKey: key, nowMs })

test('what was signed with the key just now is good', () => {
  expect(isGood(sign(body, nowMs))).toBe(true)
})

test("the vendor's own algorithm, on a fixed example", () => {
  const header = 'v=1700000000000,d=d90c1027c53deef08ef605e0c99af58ed765526d37cc8d0a5f0ceba2b99bd759'
  expect(isRetellSignature({ header, body, apiKey, nowMs: 1_700_000_000_000 })).toBe(true)
})

test.each([
  ['five minutes old', -300_000, true],
  ['older', -300_001, false],
  ['five minutes ahead', 300_000, true],
  ['further ahead', 300_001, false],
])('%s', (_case, byMs, expected) => {
  expect(isGood(sign(body, nowMs + byMs))).toBe(expected)
})

test('other bytes, another key, another moment are forgeries', () => {
  const header = sign(body, nowMs)
  expect(isGood(header, new TextEncoder().encode('{"event":"call_ended","call":{"call_id":"c2"}}'))).toBe(false)
  expect(isGood(sign(body, nowMs, 'key_of_another'))).toBe(false)
  expect(isGood(header.replace(`v=${nowMs}`, `v=${nowMs + 1}`))).toBe(false)
  expect(isGood(header.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBe(false)
})

test.each([
  null,
  '',
  'v=,d=',
  `v=${nowMs}`,
  `d=${'0'.repeat(64)}`,
  `v=${nowMs},d=${'0'.repeat(63)}`,
  `v=${nowMs},d=${'G'.repeat(64)}`,
  sign(body, nowMs).toUpperCase(),
  ` ${sign(body, nowMs)}`,
  `${sign(body, nowMs)},`,
])('%s is no signature', (header) => {
  expect(isGood(header)).toBe(false)
})

test('without a key nothing is good', () => {
  expect(isGood(sign(body, nowMs, ''), body, '')).toBe(false)
})
