import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Method, RouteHandler } from '@/server/http/doors'
import { createTenantFixture, type TenantFixture } from '@/server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '@/server/testing/test-database'
import { createTestServices, type TestServices } from '@/server/testing/test-services'
import { serveWith } from '@/server/testing/web-settings'
import { retellSignature } from '@/simulators/retell/webhooks'
import * as door from './route'

const doors: Record<Method, RouteHandler> = door
const KEY = 'key_of_the_installation'
let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let callId: string

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database, { webhookWindowMs: 0, outboundLimits: { apiKey: KEY } })
  serveWith(services)
  tenant = await createTenantFixture(database.database)
  const { tenantId } = tenant
  callId = await database.database.tenantDb(tenant.scope, async (db) => {
    const call = {
      tenantId,
      provider: 'RETELL' as const,
      direction: 'OUTBOUND' as const,
      externalId: 'call_1',
      contactId: tenant.contact.id,
    }
    const { id } = await db.call.create({ data: call })
    await db.outboundCall.create({ data: { id, tenantId, contactId: tenant.contact.id, dueAt: new Date(), status: 'PLACED' } })
    return id
  })
})
beforeEach(() => services.clock.advance(61_000))

const now = () => services.clock.now().getTime()
async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, method: Method = 'POST') {
  const init: RequestInit = { method, headers, ...(method === 'GET' ? {} : { body }) }
  const request = new Request('https://desk.example.test/api/webhook/call-outcome', init)
  const response = await doors[method](request, { params: Promise.resolve({}) })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
const signed = (body: string, key = KEY) => ({
  'content-type': 'application/json',
  'x-retell-signature': retellSignature(body, key, now()),
})
const sendSigned = (body: string, key?: string) => send(body, signed(body, key))
const event = (name: string, more: object = {}) =>
  JSON.stringify({ event: name, call: { call_id: 'call_1', call_status: 'ongoing', ...more } })

test('a signed notice is kept and answered', async () => {
  expect(await sendSigned(event('call_started'))).toMatchObject({ status: 200, body: { received: true, call_id: callId } })
  expect(services.jobs.sent.at(-1)).toMatchObject({ name: 'outcome.received', data: { tenantId: tenant.tenantId } })
})

test('the signature is over the bytes as they came, not over what they say', async () => {
  const spaced = '{ "event" : "call_started" , "call":{"call_id":"call_1", "note":"\\u0928मस्ते"} }'
  expect(await sendSigned(spaced)).toMatchObject({ status: 200 })
  expect(await send(JSON.stringify(JSON.parse(spaced)), signed(spaced))).toMatchObject({ status: 401 })
})

test('an event nobody knows is kept', async () => {
  expect(await sendSigned(event('call_reincarnated'))).toMatchObject({ status: 200, body: { received: true, call_id: callId } })
  const kept = await database.asOwner(`SELECT payload->>'event' AS event FROM "WebhookInbox" WHERE "tenantId" = $1`, [tenant.tenantId])
  expect(kept).toContainEqual({ event: 'call_reincarnated' })
})

test.each(['{"event":', '[1]', ''])('broken JSON that is signed is answered with 400: %s', async (body) => {
  expect(await sendSigned(body)).toMatchObject({ status: 400, body: { error: { code: 'malformed_json' } } })
  expect(await sendSigned(body, 'key_x')).toMatchObject({ status: 401 })
})

test('what a text cannot hold is kept without it', async () => {
  const odd = event('call_ended', { transcript: 'User: a\u0000b \ud800 c', call_status: 'ended' })
  expect(await sendSigned(odd)).toMatchObject({ status: 200 })
})

describe('refusals', () => {
  test.each<[string, Record<string, string>]>([
    ['no signature', {}],
    ['a signature that is none', { 'x-retell-signature': 'v=1,d=2' }],
    ['a key in its place', { authorization: `Bearer ${KEY}` }],
  ])('%s', async (_case, headers) => {
    const { status, body } = await send(event('call_ended'), headers)
    expect({ status, body }).toEqual({ status: 401, body: { error: { code: 'unauthorized', message: expect.any(String) } } })
  })

  test('an API key of the tenant opens nothing here', async () => {
    expect(await send(event('call_ended'), { authorization: `Bearer ${tenant.apiKey.plain}` })).toMatchObject({ status: 401 })
  })

  test('too many of them are answered with how long to wait, and count for one minute', async () => {
    for (let index = 0; index < 60; index += 1) expect((await sendSigned(event('call_ended'), 'key_x')).status).toBe(401)
    const { status, headers } = await sendSigned(event('call_ended'), 'key_x')
    expect({ status, wait: Number(headers.get('retry-after')) > 0 }).toEqual({ status: 429, wait: true })
    services.clock.advance(61_000)
    expect((await sendSigned(event('call_ended'), 'key_x')).status).toBe(401)
  })

  test('a body over 5 MB', async () => {
    expect(await send(new Uint8Array(5 * 1024 * 1024 + 1))).toMatchObject({ status: 413 })
  })

  test.each<Method>(['GET', 'PUT', 'PATCH', 'DELETE'])('%s', async (method) => {
    expect(await send('', {}, method)).toMatchObject({ status: 405 })
  })
})
