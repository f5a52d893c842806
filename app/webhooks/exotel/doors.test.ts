import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Method, RouteHandler } from '@/server/http/doors'
import { createTenantFixture, type TenantFixture } from '@/server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '@/server/testing/test-database'
import { createTestServices, type TestServices } from '@/server/testing/test-services'
import { serveWith } from '@/server/testing/web-settings'
import * as incoming from './incoming/route'
import * as passthru from './passthru/route'
import * as status from './status/route'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database, { webhookWindowMs: 0 })
  serveWith(services)
  tenant = await createTenantFixture(database.database, { fallbackNumber: '+918000000001' })
  stranger = await createTenantFixture(database.database)
})

// The clock stands still otherwise: limits count per minute.
beforeEach(async () => {
  services.clock.advance(61_000)
  await services.mediaServers.heartbeat({ id: 'm1', capacity: 1000, activeCalls: 0, isDraining: false, calls: [] })
})

let lastSid = 0
const newSid = () => {
  lastSid += 1
  return `sid-${lastSid}`
}

type Door = Record<Method, RouteHandler>
type Delivery = {
  method?: Method
  secret?: string | null
  query?: Record<string, string>
  form?: Record<string, string>
  multipart?: Record<string, string>
  json?: unknown
  raw?: { type: string | null; body: BodyInit }
  headers?: Record<string, string>
}

async function deliver(
  door: Door,
  { method = 'POST', secret = tenant.exotelSecret, query = {}, form, multipart, json, raw, headers = {} }: Delivery,
) {
  const url = new URL('https://desk.example.test/webhooks/exotel')
  if (secret !== null) url.searchParams.set('secret', secret)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  const sent: RequestInit = { method, headers: { ...headers } }
  if (form) sent.body = new URLSearchParams(form)
  if (multipart) {
    const data = new FormData()
    for (const [name, value] of Object.entries(multipart)) data.append(name, value)
    sent.body = data
  }
  if (json !== undefined) Object.assign(sent, { body: JSON.stringify(json), headers: { ...headers, 'content-type': 'application/json' } })
  if (raw) Object.assign(sent, { body: raw.body, headers: { ...headers, ...(raw.type ? { 'content-type': raw.type } : {}) } })
  const response = await door[method](new Request(url, sent), { params: Promise.resolve({}) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
}

const ring = async (fields: Record<string, string> = {}) => {
  const CallSid = fields.CallSid ?? newSid()
  const answer = await deliver(incoming, { form: { CallSid, From: '09876543210', To: tenant.phoneNumber.number, ...fields } })
  return { CallSid, ...answer }
}
const callOf = (callId: string) => services.calls.get(tenant.scope, callId)
/** Runs the jobs that were started, as the job server does. */
async function work(): Promise<void> {
  for (const job of services.jobs.sent.splice(0)) if (job.name === 'webhook.received') await services.webhooks.apply(job.data)
}

describe('incoming', () => {
  const fields = () => ({
    CallSid: newSid(),
    CallFrom: '09876543210',
    CallTo: tenant.phoneNumber.number.replace('+91', '0'),
    Direction: 'incoming',
    CallStatus: 'ringing',
    CustomField: 'x',
  })

  test.each<[string, () => Delivery]>([
    ['query over GET', () => ({ method: 'GET', query: fields() })],
    ['query over POST', () => ({ query: fields() })],
    ['urlencoded', () => ({ form: fields() })],
    ['multipart', () => ({ multipart: fields() })],
    ['JSON', () => ({ json: fields() })],
    ['JSON with numbers', () => ({ json: { ...fields(), CallFrom: 9_876_543_210 } })],
  ])('is understood as %s', async (_, delivery) => {
    const { status: code, body } = await deliver(incoming, delivery())
    expect({ code, body }).toMatchObject({
      code: 200,
      body: {
        action: 'bridge',
        url: expect.stringMatching(/^ws:\/\/media\.test\/exotel\/[\w-]+$/),
        bridgeTo: body.url,
        callerId: tenant.phoneNumber.number,
        call_id: expect.any(String),
      },
    })
    expect(await callOf(body.call_id)).toMatchObject({
      from: '+919876543210',
      to: tenant.phoneNumber.number,
      status: 'RINGING',
      direction: 'INBOUND',
    })
  })

  test('From and To are read, too', async () => {
    const { body } = await deliver(incoming, { json: { CallSid: newSid(), From: '+919876543210', To: tenant.phoneNumber.number } })
    expect(await callOf(body.call_id)).toMatchObject({ from: '+919876543210' })
  })

  test('a bad secret is told before missing fields, those before an unknown number', async () => {
    expect(await deliver(incoming, { secret: 'wrong', form: {} })).toMatchObject({ status: 401, body: { error: { code: 'unauthorized' } } })
    expect(await deliver(incoming, { secret: null, form: {} })).toMatchObject({ status: 401 })
    expect(await deliver(incoming, { form: { From: '1' } })).toMatchObject({
      status: 400,
      body: { error: { code: 'missing_fields', details: { fields: ['CallSid', 'To'] } } },
    })
    expect(await deliver(incoming, { form: { To: '+918012345678' } })).toMatchObject({
      status: 400,
      body: { error: { details: { fields: ['CallSid'] } } },
    })
    expect(await deliver(incoming, { form: { CallSid: newSid(), To: '+918012345678' } })).toMatchObject({
      status: 404,
      body: { error: { code: 'unknown_number' } },
    })
  })

  test('another tenant cannot ring for us', async () => {
    expect(
      await deliver(incoming, { secret: stranger.exotelSecret, form: { CallSid: newSid(), To: tenant.phoneNumber.number } }),
    ).toMatchObject({ status: 404 })
  })

  test('a number that is not the tenant’s is in its audit log', async () => {
    await deliver(incoming, { form: { CallSid: newSid(), To: stranger.phoneNumber.number } })
    const { items } = await services.audit.list(tenant.users.OWNER.scope, { limit: 1 })
    expect(items).toMatchObject([
      { actorType: 'webhook', action: 'webhooks.exotel.incoming', outcome: 'refused', details: { code: 'unknown_number' } },
    ])
  })

  test('an outbound leg is the tenant’s by the number it shows', async () => {
    const { body } = await deliver(incoming, {
      form: { CallSid: newSid(), From: tenant.phoneNumber.number, To: '09876543210', Direction: 'outbound-dial' },
    })
    expect(await callOf(body.call_id)).toMatchObject({ direction: 'OUTBOUND', from: tenant.phoneNumber.number, to: '+919876543210' })
  })

  test('the same call of two tenants is two calls', async () => {
    const CallSid = newSid()
    const first = await ring({ CallSid })
    const second = await deliver(incoming, { secret: stranger.exotelSecret, form: { CallSid, To: stranger.phoneNumber.number } })
    expect(second).toMatchObject({ status: 200 })
    expect(second.body.call_id).not.toBe(first.body.call_id)
  })

  test('a suspended tenant answers with its fallback', async () => {
    const paused = await createTenantFixture(database.database, { status: 'SUSPENDED', fallbackNumber: '+918000000009' })
    const answer = await deliver(incoming, { secret: paused.exotelSecret, form: { CallSid: newSid(), To: paused.phoneNumber.number } })
    expect(answer).toMatchObject({
      status: 200,
      body: { action: 'fallback', url: null, bridgeTo: '+918000000009', callerId: paused.phoneNumber.number, reason: 'tenant_suspended' },
    })
  })
})

describe('status', () => {
  test.each<[string, (fields: Record<string, string>) => Delivery]>([
    ['urlencoded', (form) => ({ form })],
    ['multipart', (multipart) => ({ multipart })],
    ['JSON', (json) => ({ json })],
  ])('is kept as %s and then applied', async (_, delivery) => {
    const { CallSid, body } = await ring()
    expect(await deliver(status, delivery({ CallSid, Status: 'completed', Duration: '4' }))).toMatchObject({
      status: 200,
      body: { received: true, call_id: body.call_id },
    })
    await work()
    expect(await callOf(body.call_id)).toMatchObject({ status: 'NO_ANSWER', endReason: 'caller_hung_up' })
  })

  test('the documented spelling works: CallStatus and a numeric Duration', async () => {
    const { CallSid, body } = await ring()
    await deliver(status, { json: { CallSid, CallStatus: 'busy', Duration: 180 } })
    await work()
    expect(await callOf(body.call_id)).toMatchObject({ status: 'BUSY' })
  })

  test('of an unknown call is kept, and applied when the call comes', async () => {
    const CallSid = newSid()
    expect(await deliver(status, { form: { CallSid, Status: 'completed' } })).toMatchObject({
      status: 202,
      body: { received: true, call_id: null },
    })
    await work()
    const { body } = await ring({ CallSid })
    await work()
    expect(await callOf(body.call_id)).toMatchObject({ status: 'NO_ANSWER' })
  })

  test('of another tenant changes nothing here', async () => {
    const { CallSid, body } = await ring()
    expect(await deliver(status, { secret: stranger.exotelSecret, form: { CallSid, Status: 'failed' } })).toMatchObject({ status: 202 })
    await work()
    expect(await callOf(body.call_id)).toMatchObject({ status: 'RINGING' })
  })

  test('told twice is kept once; a later sending of the same notice is the same', async () => {
    const { CallSid } = await ring()
    for (const DateUpdated of ['2026-11-21 10:00:00', '2026-11-21 10:05:00'])
      await deliver(status, { form: { CallSid, Status: 'completed', DateUpdated } })
    const kept = await database.asOwner(`SELECT id FROM "WebhookInbox" WHERE payload->>'vendorCallId' = $1`, [CallSid])
    expect(kept).toHaveLength(1)
  })

  test('neither the secret nor a stream token is kept', async () => {
    const { CallSid, body } = await ring()
    await deliver(status, { form: { CallSid, Status: 'completed', 'Stream[StreamUrl]': body.url } })
    const [kept] = await database.asOwner<{ payload: unknown }>(`SELECT payload FROM "WebhookInbox" WHERE payload->>'vendorCallId' = $1`, [
      CallSid,
    ])
    expect(JSON.stringify(kept)).not.toContain(tenant.exotelSecret)
    expect(JSON.stringify(kept)).not.toContain(body.url.split('/').at(-1))
    expect(JSON.stringify(kept)).toContain('ws://media.test')
  })

  test('GET is no way to tell a status', async () => {
    expect(await deliver(status, { method: 'GET', query: { CallSid: 'x' } })).toMatchObject({
      status: 405,
      body: { error: { code: 'method_not_allowed' } },
    })
  })
})

describe('passthru', () => {
  test.each<[string, Delivery]>([
    ['bracketed query', { method: 'GET', query: { 'Stream[Status]': 'failed', 'Stream[Duration]': '0' } }],
    ['JSON in the query', { method: 'GET', query: { Stream: '{"Status":"failed","Duration":"0"}' } }],
    ['bracketed form', { form: { 'Stream[Status]': 'failed' } }],
    ['multipart', { multipart: { 'Stream[Status]': 'failed' } }],
    ['nested JSON', { json: { Stream: { Status: 'Failed' } } }],
  ])('a failed stream as %s fails the call, even if a later status says completed', async (_, delivery) => {
    const { CallSid, body } = await ring()
    const told = delivery.json ? { json: { CallSid, ...(delivery.json as object) } } : { query: { CallSid, ...delivery.query } }
    expect(await deliver(passthru, { ...delivery, ...told })).toMatchObject({ status: 200 })
    await deliver(status, { form: { CallSid, Status: 'completed', Duration: '30' } })
    await work()
    expect(await callOf(body.call_id)).toMatchObject({ status: 'FAILED', endReason: 'stream_failed' })
  })

  test('the caller hung up before the stream', async () => {
    const { CallSid, body } = await ring()
    await deliver(passthru, { method: 'GET', query: { CallSid, 'Stream[Status]': 'cancelled', 'Stream[DisconnectedBy]': 'user' } })
    await work()
    expect(await callOf(body.call_id)).toMatchObject({ status: 'NO_ANSWER' })
  })

  test('leads to the transfer when one was asked for, and past it otherwise', async () => {
    const { CallSid, body } = await ring()
    expect((await deliver(passthru, { method: 'GET', query: { CallSid } })).status).toBe(200)
    const at = services.clock.now().toISOString()
    await services.calls.applyFacts({ tenantId: tenant.tenantId, callId: body.call_id }, [
      { type: 'transfer_requested', key: 't', at, to: '+918000000001' },
    ])
    expect((await deliver(passthru, { method: 'GET', query: { CallSid } })).status).toBe(302)
    expect((await deliver(passthru, { form: { CallSid, 'Stream[Status]': 'completed' } })).status).toBe(302)
    expect((await deliver(passthru, { secret: stranger.exotelSecret, method: 'GET', query: { CallSid } })).status).toBe(202)
  })
})

test('any order of the same notices leaves the same call', async () => {
  const notices: [Door, Record<string, string>][] = [
    [passthru, { 'Stream[Status]': 'failed' }],
    [status, { Status: 'completed', Duration: '12' }],
    [status, { Status: 'no-answer' }],
  ]
  const orders = [
    [0, 1, 2],
    [2, 1, 0],
    [1, 0, 2, 0, 1],
  ]
  const outcomes = []
  for (const order of orders) {
    const { CallSid, body } = await ring()
    for (const index of order) {
      const [door, fields] = notices[index] ?? [status, {}]
      await deliver(door, { form: { CallSid, ...fields } })
      await work()
    }
    const { status: state, endReason } = await callOf(body.call_id)
    outcomes.push({ state, endReason })
  }
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome)))).toEqual(
    new Set([JSON.stringify({ state: 'FAILED', endReason: 'stream_failed' })]),
  )
})

describe('too many wrong secrets', () => {
  test('are answered 429 with Retry-After; what is merely wrong does not count, and the right secret still works', async () => {
    for (let index = 0; index < 70; index += 1) expect((await deliver(status, { form: {} })).status).toBe(400)
    for (let index = 0; index < 60; index += 1) expect((await deliver(status, { secret: `wrong-${index}`, form: {} })).status).toBe(401)
    const refused = await deliver(incoming, { secret: 'wrong', form: {} })
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate_limited' } } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await ring()).status).toBe(200)
    services.clock.advance(61_000)
    expect((await deliver(incoming, { secret: 'wrong', form: {} })).status).toBe(401)
  })

  test('are counted by the address of the connection, which no header of the client changes', async () => {
    const from = (address: string, spoofed: string) => ({
      secret: 'wrong',
      form: {},
      headers: { 'x-voicedesk-peer': address, 'x-forwarded-for': spoofed },
    })
    for (let index = 0; index < 60; index += 1) await deliver(status, from('10.0.0.1', `1.2.3.${index}`))
    expect((await deliver(status, from('10.0.0.1', '9.9.9.9'))).status).toBe(429)
    expect((await deliver(status, from('10.0.0.2', '9.9.9.9'))).status).toBe(401)
  })
})

describe('garbage', () => {
  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`
  const garbage: [string, Delivery, number[]][] = [
    ['no body', { raw: { type: null, body: new Uint8Array() } }, [400]],
    ['broken JSON', { raw: { type: 'application/json', body: '{broken' } }, [400]],
    ['a JSON list', { json: [1] }, [400]],
    ['JSON null', { json: null }, [400]],
    ['a list for a scalar', { json: { CallSid: ['x'], To: ['y'] } }, [400]],
    ['an object for a scalar', { json: { CallSid: { a: 1 }, To: {} } }, [400]],
    ['a huge id', { form: { CallSid: 'x'.repeat(100_000), To: '1' } }, [400]],
    ['a NUL id', { json: { CallSid: '\u0000', To: '\u0000' } }, [400]],
    [
      'NUL inside',
      { json: { CallSid: 'nul-\u0000-1', To: '+910000000000', Extra: 'a\u0000b', 'Stream\u0000': { '\u0000': '\u0000' } } },
      [202, 404],
    ],
    ['half a surrogate pair', { raw: { type: 'application/json', body: '{"CallSid":"half-1","To":"\\ud800","X":"\\udfff"}' } }, [202, 404]],
    ['invalid UTF-8 in JSON', { raw: { type: 'application/json', body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]) } }, [400]],
    ['invalid UTF-8 in a form', { raw: { type: 'application/x-www-form-urlencoded', body: Buffer.from([0x43, 0xff, 0x3d, 0xfe]) } }, [400]],
    ['bad percent escapes', { raw: { type: 'application/x-www-form-urlencoded', body: 'CallSid=%E0%A4%A&To=%zz' } }, [202, 404]],
    ['multipart without a boundary', { raw: { type: 'multipart/form-data', body: 'x' } }, [400]],
    [
      'multipart cut off',
      { raw: { type: 'multipart/form-data; boundary=b', body: '--b\r\nContent-Disposition: form-data; name="CallSid"\r\n\r\nx' } },
      [400],
    ],
    ['deep JSON', { raw: { type: 'application/json', body: deep } }, [400]],
    ['deep brackets', { form: { CallSid: 'deep-1', To: '1', [`A${'[b]'.repeat(5000)}`]: 'x' } }, [202, 404]],
    ['prototype names', { json: { CallSid: 'proto-1', To: '1', __proto__: { x: 1 }, constructor: { prototype: 1 } } }, [202, 404]],
    ['another content type', { raw: { type: 'text/xml', body: '<x/>' } }, [415]],
    ['more than 5 MB', { raw: { type: 'application/json', body: `{"CallSid":"${'x'.repeat(5 * 1024 * 1024)}"}` } }, [413]],
    [
      'many fields',
      { form: { CallSid: 'many-1', To: '1', ...Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`f${index}`, 'x'])) } },
      [202, 404],
    ],
  ]

  test.each(garbage)('%s', async (_, delivery, allowed) => {
    for (const door of [incoming, status, passthru]) {
      const { status: code, body } = await deliver(door, delivery)
      expect(allowed).toContain(code)
      if (code >= 400)
        expect(body).toEqual({
          error: {
            code: expect.stringMatching(/^[a-z_]+$/),
            message: expect.any(String),
            ...(body.error.details ? { details: expect.anything() } : {}),
          },
        })
    }
    await work()
  })

  test.each(['x'.repeat(100_000), '\u0000', "' OR 1=1 --", '%', '[]'])('a secret of %.20j is refused', async (secret) => {
    expect((await deliver(incoming, { secret, form: {} })).status).toBe(401)
  })

  test('other methods', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      expect(await deliver(incoming, { method, form: {} })).toMatchObject({ status: 405 })
      expect(await deliver(incoming, { method, secret: 'wrong', form: {} })).toMatchObject({ status: 401 })
    }
  })
})
