import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { analyticsView } from '@/server/domain/analytics/analytics-view'
import { callListResource, callResource } from '@/server/domain/calls/call-resource'
import type { Method, RouteHandler } from '@/server/http/doors'
import { createTenantFixture, type TenantFixture } from '@/server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '@/server/testing/test-database'
import { createTestServices, type TestServices } from '@/server/testing/test-services'
import { serveWith } from '@/server/testing/web-settings'
import * as unknown from './[...unknown]/route'
import * as complete from './calls/[callId]/complete/route'
import * as extraction from './calls/[callId]/extraction/route'
import * as transcript from './calls/[callId]/transcript/route'
import * as openapi from './openapi.json/route'
import * as analytics from './tenants/[tenantId]/analytics/route'
import * as calls from './tenants/[tenantId]/calls/route'
import * as live from './tenants/[tenantId]/live/route'
import * as recording from './v1/calls/[callId]/recording/route'
import * as call from './v1/calls/[callId]/route'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  serveWith(services)
  tenant = await createTenantFixture(database.database)
})
beforeEach(() => services.clock.advance(61_000))

type Door = Record<Method, RouteHandler>
type Sent = { key?: string; headers?: Record<string, string>; query?: Record<string, string>; signal?: AbortSignal } & (
  | { json?: unknown }
  | { raw: BodyInit; type: string | null }
)

async function send(door: Door, method: Method, id: string, sent: Sent = {}): Promise<Response> {
  const url = new URL('https://desk.example.test/door')
  for (const [name, value] of Object.entries(sent.query ?? {})) url.searchParams.append(name, value)
  const headers: Record<string, string> = { authorization: `Bearer ${sent.key ?? tenant.apiKey.plain}`, ...sent.headers }
  const init: RequestInit = { method, headers, ...(sent.signal ? { signal: sent.signal } : {}) }
  if ('raw' in sent) {
    init.body = sent.raw
    if (sent.type) headers['content-type'] = sent.type
  } else if (sent.json !== undefined) {
    init.body = JSON.stringify(sent.json)
    headers['content-type'] = 'application/json'
  }
  return door[method](new Request(url, init), { params: Promise.resolve({ callId: id, tenantId: id }) })
}
const read = async (response: Response) => ({ status: response.status, body: await response.json() })
const post = async (door: Door, id: string, json: unknown) => read(await send(door, 'POST', id, { json }))
const get = async (id: string) => (await read(await send(call, 'GET', id))).body

async function newCall(data: object = {}): Promise<string> {
  const row = await database.database.tenantDb(tenant.scope, (tx) =>
    tx.call.create({ data: { tenantId: tenant.tenantId, externalId: randomUUID(), startedAt: services.clock.now(), ...data } }),
  )
  return row.id
}
const chunk = (more: object = {}) => ({
  role: 'caller',
  content: "I'd like to book an appointment",
  timestamp: services.clock.now().toISOString(),
  ...more,
})

describe('an outside orchestrator', () => {
  test('tells a whole call, each thing twice', async () => {
    const id = await newCall()
    services.clock.advance(2_000)
    const hello = chunk({ role: 'agent', content: 'City Clinic, good morning.' })
    services.clock.advance(3_000)
    const wish = chunk({ confidence: 0.9, language: 'en-IN' })
    for (const [index, said] of [hello, wish].entries()) {
      expect(await post(transcript, id, said)).toEqual({ status: 201, body: { call_id: id, index } })
      expect(await post(transcript, id, said)).toEqual({ status: 201, body: { call_id: id, index } })
    }
    expect(await get(id)).toMatchObject({ status: 'IN_PROGRESS' })
    const appointment = { type: 'appointment', data: { patient_name: 'Rahul Sharma', preferred_time: '10:00 AM' }, confidence: 0.95 }
    const first = await post(extraction, id, appointment)
    expect(first).toMatchObject({ status: 201, body: { call_id: id, id: expect.any(String) } })
    expect(await post(extraction, id, { ...appointment, data: { preferred_time: '10:00 AM', patient_name: 'Rahul Sharma' } })).toEqual(
      first,
    )
    const end = { status: 'completed', duration: 180, summary: 'Patient Rahul Sharma called.', sentiment: 'positive' }
    expect(await post(complete, id, end)).toEqual({ status: 200, body: { call_id: id, status: 'COMPLETED' } })
    expect(await post(complete, id, end)).toEqual({ status: 200, body: { call_id: id, status: 'COMPLETED' } })

    const found = callResource.parse(await get(id))
    expect(found).toMatchObject({
      status: 'COMPLETED',
      duration_seconds: 180,
      summary: end.summary,
      sentiment: 'POSITIVE',
      recording_url: null,
    })
    expect(found.turns).toMatchObject([
      { index: 0, role: 'agent', text: hello.content, heard_text: hello.content, started_ms: 0 },
      { index: 1, role: 'caller', text: wish.content, heard_text: null, started_ms: 3000, confidence: 0.9, language: 'en-IN' },
    ])
    expect(found.extractions).toMatchObject([{ type: 'appointment', confidence: 0.95, data: appointment.data }])
    expect(found.events.map(({ type, data }) => [type, data.status])).toEqual([
      ['status', 'IN_PROGRESS'],
      ['status', 'COMPLETED'],
    ])
    expect(services.jobs.sent).toContainEqual({
      name: 'call.ended',
      id: `call.ended:${id}`,
      data: { tenantId: tenant.tenantId, callId: id },
    })
  })

  test('many at once keep the order of the transcript whole', async () => {
    const id = await newCall()
    await Promise.all(Array.from({ length: 8 }, (_, index) => post(transcript, id, chunk({ content: `line ${index}` }))))
    const { turns } = await get(id)
    expect(turns.map(({ index }: { index: number }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(new Set(turns.map(({ text }: { text: string }) => text)).size).toBe(8)
  })

  test('an example copied from a document does not stretch the call over years', async () => {
    const id = await newCall()
    for (const timestamp of ['2024-01-15T10:30:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00+14:00'])
      expect((await post(transcript, id, chunk({ timestamp }))).status).toBe(201)
    await post(complete, id, { status: 'completed' })
    expect((await get(id)).duration_seconds).toBeLessThan(60)
  })

  test('a call that is over stays what it is', async () => {
    const id = await newCall()
    await post(complete, id, { status: 'failed' })
    services.clock.advance(1)
    expect(await post(complete, id, { status: 'completed' })).toMatchObject({ body: { status: 'FAILED' } })
  })
})

describe('bad input', () => {
  const bad: [string, Door, Sent, number, string][] = [
    ['no body', transcript, {}, 415, 'unsupported_media_type'],
    ['an empty body', transcript, { raw: '', type: 'application/json' }, 400, 'malformed_json'],
    ['broken JSON', transcript, { raw: '{"role":', type: 'application/json' }, 400, 'malformed_json'],
    ['invalid UTF-8', transcript, { raw: Buffer.from([0x22, 0xff, 0x22]), type: 'application/json' }, 400, 'malformed_json'],
    [
      'deep JSON',
      extraction,
      { raw: `{"type":"x","data":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`, type: 'application/json' },
      400,
      'malformed_json',
    ],
    ['an unclosed pile of brackets', extraction, { raw: '['.repeat(1_000_000), type: 'application/json' }, 400, 'malformed_json'],
    ['text', transcript, { raw: 'x', type: 'text/plain' }, 415, 'unsupported_media_type'],
    ['a form', transcript, { raw: new URLSearchParams({ role: 'caller' }), type: null }, 415, 'unsupported_media_type'],
    ['more than 5 MB', transcript, { raw: `"${'x'.repeat(5 * 1024 * 1024)}"`, type: 'application/json' }, 413, 'payload_too_large'],
    [
      'more than 5 MB without saying so',
      transcript,
      { raw: new Blob(['x'.repeat(6 * 1024 * 1024)]).stream() as BodyInit, type: 'application/json' },
      413,
      'payload_too_large',
    ],
    ['a list', transcript, { json: [] }, 400, 'invalid_input'],
    ['null', complete, { json: null }, 400, 'invalid_input'],
    ['an unknown role', transcript, { json: { role: 'ghost', content: 'x', timestamp: '2026-11-21T10:00:00Z' } }, 400, 'invalid_input'],
    [
      'blank content',
      transcript,
      { json: { role: 'caller', content: ' \u0000', timestamp: '2026-11-21T10:00:00Z' } },
      400,
      'invalid_input',
    ],
    [
      'a time without a zone',
      transcript,
      { json: { role: 'caller', content: 'x', timestamp: '2026-11-21T10:00:00' } },
      400,
      'invalid_input',
    ],
    [
      'a list for a scalar',
      transcript,
      { json: { role: 'caller', content: ['x'], timestamp: '2026-11-21T10:00:00Z' } },
      400,
      'invalid_input',
    ],
    [
      'a huge text',
      transcript,
      { json: { role: 'caller', content: 'x'.repeat(20_001), timestamp: '2026-11-21T10:00:00Z' } },
      400,
      'invalid_input',
    ],
    ['data that is a list', extraction, { json: { type: 'x', data: [1] } }, 400, 'invalid_input'],
    ['a confidence over 1', extraction, { json: { type: 'x', data: {}, confidence: 2 } }, 400, 'invalid_input'],
    ['an unknown status', complete, { json: { status: 'gone' } }, 400, 'invalid_input'],
    ['a status that is not final', complete, { json: { status: 'ringing' } }, 400, 'invalid_input'],
    ['a negative duration', complete, { json: { status: 'completed', duration: -1 } }, 400, 'invalid_input'],
  ]

  test.each(bad)('%s', async (_, door, sent, status, code) => {
    const id = await newCall()
    const init = 'raw' in sent && sent.raw instanceof ReadableStream ? { ...sent, duplex: 'half' } : sent
    const response = 'duplex' in init ? await sendStream(door, id, init.raw as ReadableStream) : await send(door, 'POST', id, sent)
    expect(await read(response)).toMatchObject({ status, body: { error: { code, message: expect.any(String) } } })
  })

  async function sendStream(door: Door, id: string, body: ReadableStream): Promise<Response> {
    const headers = { authorization: `Bearer ${tenant.apiKey.plain}`, 'content-type': 'application/json' }
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
    return door.POST(new Request('https://desk.example.test/door', init), { params: Promise.resolve({ callId: id }) })
  }

  test('what a database cannot hold is kept without it', async () => {
    const id = await newCall()
    expect((await post(transcript, id, chunk({ content: 'a\u0000b\ud800' }))).status).toBe(201)
    const data = { 'k\u0000': ['\u0000', '\udfff', { __proto__: null, constructor: 1 }], n: 1e308 }
    expect((await post(extraction, id, { type: 't\u0000', data })).status).toBe(201)
    const { turns, extractions } = await get(id)
    expect(turns[0].text).toBe('ab\ufffd')
    expect(extractions[0]).toMatchObject({ type: 't', data: { k: ['', '\ufffd', { constructor: 1 }] } })
  })

  test.each<Record<string, string>>([
    { page: '0' },
    { limit: '1000' },
    { status: 'gone' },
    { from: 'soon' },
    { to: '\u0000' },
    { contact_id: "'" },
    { from: '2026-13-01' },
  ])('query %j', async (query) => {
    expect((await read(await send(calls, 'GET', tenant.tenantId, { query }))).status).toBe(400)
  })
})

describe('keys', () => {
  test('a key stops working when it is revoked or expires, and its tenant is told', async () => {
    const owner = tenant.users.OWNER.scope
    const { key, apiKey } = await services.apiKeys.create(owner, { name: 'n8n', role: 'MEMBER', scopes: [] })
    const id = await newCall()
    expect((await send(call, 'GET', id, { key })).status).toBe(200)
    await services.apiKeys.revoke(owner, apiKey.id)
    expect((await send(call, 'GET', id, { key })).status).toBe(401)
    const soon = await services.apiKeys.create(owner, {
      name: 'short',
      role: 'ADMIN',
      scopes: [],
      expiresAt: new Date(services.clock.now().getTime() + 1000).toISOString(),
    })
    expect((await send(call, 'GET', id, { key: soon.key })).status).toBe(200)
    services.clock.advance(1000)
    expect((await send(call, 'GET', id, { key: soon.key })).status).toBe(401)
    const refused = await services.audit.list(owner, { limit: 10, action: 'api_keys.use' })
    expect(refused.items.map(({ details }) => details)).toEqual([{ reason: 'key_expired' }, { reason: 'key_revoked' }])
    expect(JSON.stringify(await database.asOwner('SELECT * FROM "ApiKey"'))).not.toContain(key)
  })

  test('a key does what its role and scopes allow', async () => {
    const owner = tenant.users.OWNER.scope
    const member = await services.apiKeys.create(owner, { name: 'member', role: 'MEMBER', scopes: [] })
    const narrow = await services.apiKeys.create(owner, { name: 'narrow', role: 'ADMIN', scopes: ['analytics.read'] })
    const id = await newCall()
    expect((await send(transcript, 'POST', id, { key: member.key, json: chunk() })).status).toBe(403)
    expect((await send(call, 'GET', id, { key: narrow.key })).status).toBe(403)
    expect((await send(analytics, 'GET', tenant.tenantId, { key: narrow.key })).status).toBe(200)
  })

  test('a key may make 300 requests a minute', async () => {
    const { key } = await services.apiKeys.create(tenant.users.OWNER.scope, { name: 'busy', role: 'ADMIN', scopes: [] })
    const statuses = await Promise.all(Array.from({ length: 301 }, async () => (await send(calls, 'GET', randomUUID(), { key })).status))
    expect(statuses.filter((status) => status === 404)).toHaveLength(300)
    const refused = await send(calls, 'GET', tenant.tenantId, { key })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await send(calls, 'GET', tenant.tenantId)).status).toBe(200)
    services.clock.advance(60_000)
    expect((await send(calls, 'GET', tenant.tenantId, { key })).status).toBe(200)
  })
})

describe('a tenant', () => {
  test('lists its calls by id or slug', async () => {
    await newCall({ status: 'COMPLETED' })
    for (const id of [tenant.tenantId, tenant.slug, tenant.tenantId.toUpperCase()]) {
      const { status, body } = await read(await send(calls, 'GET', id, { query: { status: 'completed', limit: '1' } }))
      expect(status).toBe(200)
      expect(callListResource.parse(body).calls).toHaveLength(1)
    }
  })

  test('sees its calls in figures, in its zone, without test calls', async () => {
    const busy = await createTenantFixture(database.database)
    const now = services.clock.now()
    const yesterday = new Date(now.getTime() - 24 * 3_600_000)
    await database.database.tenantDb(busy.scope, async (tx) => {
      const { tenantId } = busy
      const one = await tx.call.create({
        data: { tenantId, startedAt: now, status: 'COMPLETED', durationSeconds: 100, costPaise: 120, sentiment: 'POSITIVE' },
      })
      await tx.call.create({ data: { tenantId, startedAt: yesterday, status: 'COMPLETED', durationSeconds: 191, costPaise: 130 } })
      await tx.call.create({ data: { tenantId, startedAt: yesterday, status: 'NO_ANSWER' } })
      await tx.call.create({ data: { tenantId, startedAt: now, status: 'COMPLETED', isTest: true, durationSeconds: 9 } })
      await tx.call.create({ data: { tenantId, startedAt: new Date(now.getTime() - 40 * 24 * 3_600_000), status: 'FAILED' } })
      await tx.extraction.create({ data: { tenantId, callId: one.id, type: 'appointment', data: {}, dedupeKey: 'a' } })
      await tx.extraction.create({ data: { tenantId, callId: one.id, type: 'enquiry', data: {}, dedupeKey: 'b' } })
      await tx.transcriptTurn.create({
        data: { tenantId, callId: one.id, index: 0, role: 'AGENT', text: 'x', startedMs: 0, endedMs: 1, timings: { firstFrameMs: 420 } },
      })
    })
    const body = analyticsView.parse(await (await send(analytics, 'GET', busy.tenantId, { key: busy.apiKey.plain })).json())
    expect(body).toMatchObject({
      period: 'last_30_days',
      totalCalls: 3,
      completedCalls: 2,
      missedCalls: 1,
      failedCalls: 0,
      avgDuration: 145.5,
      totalCostPaise: 250,
      extractions: { appointments: 1, orders: 0, enquiries: 1 },
      sentiment: { positive: 1, neutral: 0, negative: 0 },
      responseMs: { p50: 420, p95: 420 },
    })
    expect(body.daily).toHaveLength(30)
    expect(body.daily.at(-1)).toMatchObject({ calls: 1, completed: 1, costPaise: 120 })
    expect(body.daily.at(-2)).toMatchObject({ calls: 2, missed: 1 })
    expect(body.byHour.reduce((sum, calls) => sum + calls, 0)).toBe(3)
    expect((await send(analytics, 'GET', busy.tenantId, { key: busy.apiKey.plain, query: { period: 'ever' } })).status).toBe(400)
  })

  test('hears of its own changes and of nobody else’s, until it stops listening', async () => {
    const stranger = await createTenantFixture(database.database)
    const abort = new AbortController()
    const response = await send(live, 'GET', tenant.tenantId, { signal: abort.signal })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const text = new Response(response.body).text()
    const id = await newCall()
    await services.eventBus.publish({ type: 'call_changed', tenantId: stranger.tenantId, callId: id, status: 'RINGING' })
    await services.eventBus.publish({ type: 'call_changed', tenantId: tenant.tenantId, callId: id, status: 'IN_PROGRESS' })
    abort.abort()
    await services.eventBus.publish({ type: 'call_changed', tenantId: tenant.tenantId, callId: id, status: 'COMPLETED' })
    const events = (await text).split('\n').filter((line) => line.startsWith('data:'))
    expect(events).toEqual([
      `data: ${JSON.stringify({ type: 'call_changed', tenantId: tenant.tenantId, callId: id, status: 'IN_PROGRESS' })}`,
    ])
  })
})

describe('a recording', () => {
  async function recorded(): Promise<{ id: string; audio: Buffer }> {
    const id = await newCall()
    const folder = await mkdtemp(join(tmpdir(), 'recording-'))
    const audio = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 256))
    await writeFile(join(folder, 'audio'), audio)
    const key = `${tenant.tenantId}/${id}.wav`
    await services.adapters.recordings.putFile(key, join(folder, 'audio'), 'audio/wav')
    await rm(folder, { recursive: true })
    await services.calls.applyFacts({ tenantId: tenant.tenantId, callId: id }, [
      { type: 'recording', key: 'r', recordingKey: key, durationMs: 1000 },
    ])
    return { id, audio }
  }

  test('is heard whole and in parts', async () => {
    const { id, audio } = await recorded()
    expect(await get(id)).toMatchObject({ recording_url: `https://desk.example.test/api/v1/calls/${id}/recording` })
    const whole = await send(recording, 'GET', id)
    expect(whole.status).toBe(200)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': '1000',
      'accept-ranges': 'bytes',
    })
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(audio)
    const part = await send(recording, 'GET', id, { headers: { range: 'bytes=100-199' } })
    expect(part.status).toBe(206)
    expect(Object.fromEntries(part.headers)).toMatchObject({ 'content-range': 'bytes 100-199/1000', 'content-length': '100' })
    expect(Buffer.from(await part.arrayBuffer())).toEqual(audio.subarray(100, 200))
    const tail = await send(recording, 'GET', id, { headers: { range: 'bytes=-10' } })
    expect(Buffer.from(await tail.arrayBuffer())).toEqual(audio.subarray(990))
  })

  test('a range beyond its end is refused with its size, one that makes no sense ignored', async () => {
    const { id } = await recorded()
    const beyond = await send(recording, 'GET', id, { headers: { range: 'bytes=1000-' } })
    expect(beyond.status).toBe(416)
    expect(beyond.headers.get('content-range')).toBe('bytes */1000')
    const odd = await send(recording, 'GET', id, { headers: { range: 'bytes=5-1' } })
    expect(odd.status).toBe(200)
    await odd.body?.cancel()
  })

  test('of a call without one does not exist', async () => {
    expect((await send(recording, 'GET', await newCall())).status).toBe(404)
    const foreign = await newCall({ recordingKey: 'another-tenant/x.wav' })
    expect((await send(recording, 'GET', foreign)).status).toBe(404)
  })
})

test('a path nothing answers is told in JSON', async () => {
  const response = await unknown.POST(new Request('https://desk.example.test/api/nothing'), { params: Promise.resolve({}) })
  expect(await read(response)).toEqual({ status: 404, body: { error: { code: 'not_found', message: expect.any(String) } } })
})

test('the API describes itself to anybody', async () => {
  const response = await openapi.GET(new Request('https://desk.example.test/api/openapi.json'), { params: Promise.resolve({}) })
  expect(await read(response)).toMatchObject({ status: 200, body: { openapi: '3.1.0' } })
})
