import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientAddress, notePeerAddresses } from './client-address'

const server = createServer((asked, response) => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(asked.headers)) headers.set(name, String(value))
  response.end(clientAddress(headers, Number(asked.url?.slice(1))))
})

beforeAll(async () => {
  notePeerAddresses()
  notePeerAddresses()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

function ask(trustedProxies: number, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo
    const sent = request({ port, host: '127.0.0.1', path: `/${trustedProxies}`, headers, agent: false }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('without proxies the connection alone says where a request comes from', async () => {
  expect(await ask(0, {})).toBe('127.0.0.1')
  expect(await ask(0, { 'x-forwarded-for': '9.9.9.9', 'x-voicedesk-peer': '8.8.8.8' })).toBe('127.0.0.1')
})

test('with proxies it is what the outermost of ours wrote, not what the client did', async () => {
  expect(await ask(1, { 'x-forwarded-for': '6.6.6.6, 203.0.113.7' })).toBe('203.0.113.7')
  expect(await ask(2, { 'x-forwarded-for': '6.6.6.6, 203.0.113.7, 10.0.0.1' })).toBe('203.0.113.7')
  expect(await ask(1, {})).toBe('127.0.0.1')
  expect(await ask(3, { 'x-forwarded-for': '203.0.113.7' })).toBe('127.0.0.1')
  expect(await ask(1, { 'x-forwarded-for': 'x'.repeat(1000) })).toBe('127.0.0.1')
})
