import { once } from 'node:events'
import { createServer, request as open, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { clientAddress, notePeerAddresses } from './client-address'
import { answerWebhooksDirectly } from './direct-webhooks'
import { MAX_BODY_BYTES } from './read-body'
import { answerJson } from './respond'
import { webhookDoor } from './webhook-door'

let server: Server
let origin: string
/** What came Next's way. */
let passed: string[] = []
let handled = 0

/** Says what it was given. */
const door = webhookDoor(async ({ method, url, headers, readBody }) => {
  handled += 1
  const text = Buffer.from(await readBody()).toString()
  if (text === 'fail') throw new Error('nobody foresaw this')
  const told = { method, query: url.searchParams.get('secret'), type: headers.get('Content-Type'), from: clientAddress(headers, 0), text }
  return answerJson(told, 202, { 'x-of-the-door': 'yes' })
})

beforeAll(async () => {
  notePeerAddresses()
  answerWebhooksDirectly({ '/webhooks/one': door })
  server = createServer((request, response) => {
    passed.push(`${request.method} ${request.url}`)
    request.resume()
    response.end('next')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  passed = []
})
afterAll(() => server.close())

test('a delivery is answered by its door, with the headers every answer of ours has', async () => {
  const body = new URLSearchParams({ CallSid: 'a b' })
  const answer = await fetch(`${origin}/webhooks/one?secret=s%20t`, { method: 'POST', body, headers: { 'x-voicedesk-peer': 'forged' } })
  expect(answer.status).toBe(202)
  expect(await answer.json()).toEqual({
    method: 'POST',
    query: 's t',
    type: 'application/x-www-form-urlencoded;charset=UTF-8',
    from: '127.0.0.1',
    text: 'CallSid=a+b',
  })
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'x-of-the-door': 'yes',
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'strict-transport-security': expect.any(String),
  })
  expect(passed).toEqual([])
})

test.each(['GET', 'PUT', 'PATCH', 'DELETE'])('%s without a body, too', async (method) => {
  const answer = await fetch(`${origin}/webhooks/one`, { method })
  expect(await answer.json()).toMatchObject({ method, text: '' })
  expect(passed).toEqual([])
})

test('what nobody foresaw is answered as everywhere', async () => {
  const answer = await fetch(`${origin}/webhooks/one`, { method: 'POST', body: 'fail' })
  expect([answer.status, await answer.json()]).toMatchObject([500, { error: { code: 'internal_error' } }])
})

test.each([
  ['another path', 'POST', '/webhooks/two'],
  ['a path below', 'POST', '/webhooks/one/more'],
  ['a method no route has', 'OPTIONS', '/webhooks/one'],
  ['a head alone', 'HEAD', '/webhooks/one'],
])('%s goes Next’s way', async (_name, method, path) => {
  await fetch(`${origin}${path}`, { method })
  expect(passed).toEqual([`${method} ${path}`])
})

function send(headers: Record<string, string | number>, body: string, method = 'POST'): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = open(`${origin}/webhooks/one`, { method, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString()))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

test('so does a body that does not say its length, that is too large, or that a GET brings', async () => {
  expect(await send({ 'transfer-encoding': 'chunked' }, 'x')).toBe('next')
  expect(await send({ 'content-length': MAX_BODY_BYTES + 1 }, 'x'.repeat(MAX_BODY_BYTES + 1))).toBe('next')
  expect(await send({ 'content-length': 1 }, 'x', 'GET')).toBe('next')
  expect(passed).toHaveLength(3)
  expect(await send({ 'content-length': MAX_BODY_BYTES }, 'x'.repeat(MAX_BODY_BYTES))).toContain('"POST"')
})

test('half a delivery reaches no handler, and the next one is answered', async () => {
  const connected = once(server, 'connection') as Promise<[Socket]>
  const sender = connect((server.address() as AddressInfo).port, '127.0.0.1')
  const [arriving] = await connected
  const head = 'POST /webhooks/one HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf'
  sender.write(head)
  await expect.poll(() => arriving.bytesRead).toBe(head.length)
  const told = handled
  sender.destroy()
  // `once` would reject: half a request is an error of the connection's.
  await new Promise((resolve) => arriving.once('close', resolve))
  await new Promise((resolve) => setImmediate(resolve))
  expect(handled).toBe(told)
  expect(await (await fetch(`${origin}/webhooks/one`)).json()).toMatchObject({ method: 'GET' })
})

test('an answer that cannot be written is our fault, and said so', async () => {
  answerWebhooksDirectly({ '/webhooks/one': async () => answerJson({}, 200, { 'x-bad': 'two\nlines' }) })
  expect((await fetch(`${origin}/webhooks/one`)).status).toBe(500)
})
