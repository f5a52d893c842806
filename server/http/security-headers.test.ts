import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './security-headers'

const policy = (more: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) => {
  const text = contentSecurityPolicy({ nonce: 'abc', mediaUrl: 'wss://media.example:4443/x', isDevelopment: false, isHttps: true, ...more })
  return new Map(text.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]))
}

test('scripts run by nonce only', () => {
  expect(policy().get('script-src')).toEqual(["'self'", "'nonce-abc'", "'strict-dynamic'"])
})
test('pages reach themselves and the media-server, and nothing else', () => {
  expect(policy().get('connect-src')).toEqual(["'self'", 'wss://media.example:4443'])
  expect(policy().get('default-src')).toEqual(["'self'"])
})
test('nobody frames a page, no plugin runs, no base is set', () => {
  for (const name of ['frame-ancestors', 'object-src', 'base-uri']) expect(policy().get(name)).toEqual(["'none'"])
})
test('plain http on one machine stays reachable', () => {
  expect(policy({ isHttps: false }).has('upgrade-insecure-requests')).toBe(false)
  expect(policy().has('upgrade-insecure-requests')).toBe(true)
})
