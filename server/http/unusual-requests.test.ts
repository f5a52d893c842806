import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { refuseUnusualRequests } from './unusual-requests'

let server: Server
let port: number
let passed: string[] = []

beforeAll(async () => {
  refuseUnusualRequests()
  server = createServer((request, response) => {
    passed.push(`${request.method} ${request.url}`)
    request.resume()
    response.end('next')
  })
  // As Next does: whatever it does not know is cut off.
  server.on('upgrade', (_request, socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
beforeEach(() => {
  passed = []
})
afterAll(() => server.close())

/** As bytes: clients of a library cannot be made to send most of this. */
async function send(line: string, headers: Record<string, string> = {}): Promise<{ status: number; head: string; body: string }> {
  const socket = connect(port, '127.0.0.1')
  const extra = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`${line} HTTP/1.1\r\nHost: desk.test\r\n${extra.join('')}Connection: ${headers.Upgrade ? 'Upgrade' : 'close'}\r\n\r\n`)
  let text = ''
  for await (const part of socket) {
    text += part
    if (headers.Upgrade && text.endsWith('next')) socket.end()
  }
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body }
}

test.each([
  ['GET /%', 400, 'malformed_url'],
  ['GET /webhooks/%ff?secret=s', 400, 'malformed_url'],
  ['GET *?secret=s', 400, 'malformed_url'],
  ['OPTIONS *', 400, 'malformed_url'],
  ['TRACE /api/health', 405, 'method_not_allowed'],
  ['PROPFIND /api/health', 405, 'method_not_allowed'],
  ['GET /webhooks%2Fexotel%2Fincoming?secret=s', 404, 'not_found'],
  ['GET /webhooks%5cexotel', 404, 'not_found'],
])('%s gets %i %s', async (line, status, code) => {
  const answer = await send(line)
  expect(answer.status).toBe(status)
  expect(JSON.parse(answer.body)).toEqual({ error: { code, message: expect.any(String) } })
  expect(answer.head).toContain('x-content-type-options: nosniff')
  expect(passed).toEqual([])
})

test('a look at a vendor’s door without its body is not let through: there, looking is telling', async () => {
  const answer = await send('HEAD /webhooks/exotel/incoming?CallSid=1')
  expect([answer.status, answer.body]).toEqual([405, ''])
  expect(answer.head).toContain('allow: get, post')
  await send('HEAD /api/health')
  expect(passed).toEqual(['HEAD /api/health'])
})

test.each([
  ['GET http://desk.test/api/health?a=%2F', 'GET /api/health?a=%2F'],
  ['GET https://169.254.169.254/api', 'GET /api'],
  ['GET /api/calls/%E0%A4%95', 'GET /api/calls/%E0%A4%95'],
  ['OPTIONS /api/v1/calls', 'OPTIONS /api/v1/calls'],
])('%s is let through as %s', async (line, as) => {
  expect((await send(line)).body).toContain('next')
  expect(passed).toEqual([as])
})

test.each(['h2c', 'websocket', 'TLS/1.0'])('the offer of %s is not taken up, and the request answered', async (protocol) => {
  expect((await send('GET /api/health', { Upgrade: protocol })).body).toContain('next')
  expect(passed).toEqual(['GET /api/health'])
})
