import { randomUUID } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Method, RouteHandler } from '@/server/http/doors'
import { createTenantFixture, type TenantFixture } from '@/server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '@/server/testing/test-database'
import { createTestServices, type TestServices } from '@/server/testing/test-services'
import { serveWith } from '@/server/testing/web-settings'
import { readRingCentralEvent } from '@/server/vendors/ringcentral/ringcentral-events'
import { createRingCentralCalls } from '@/server/vendors/ringcentral/ringcentral-recorded-calls'
import { startRingCentralSimulator } from '@/simulators/ringcentral/start-ringcentral-simulator'
import * as door from './route'

const doors: Record<Method, RouteHandler> = door
const TOKEN = 'token_of_the_installation'
let database: TestDatabase
let services: TestServices
/** Without an account of its own: the installation's serves it. */
let tenant: TenantFixture
/** With one. */
let other: TenantFixture
let ownToken: string

beforeAll(async () => {
  const ringcentral = await startRingCentralSimulator()
  database = await createTestDatabase()
  services = createTestServices(database.database, {
    ringCentral: {
      api: createRingCentralCalls({ baseUrl: ringcentral.baseUrl, mediaBaseUrl: ringcentral.baseUrl, now: () => new Date() }),
      readEvent: readRingCentralEvent,
      account: null,
      verificationToken: TOKEN,
      isSimulated: true,
    },
  })
  serveWith(services)
  tenant = await createTenantFixture(database.database)
  other = await createTenantFixture(database.database)
  const view = await services.ringCentral.connect(other.scope, { clientId: 'other', clientSecret: 'secret', jwt: 'jwt' })
  ownToken = view.verificationToken ?? ''
  return async () => ringcentral.close()
})
beforeEach(() => {
  services.clock.advance(61_000)
  services.jobs.sent.length = 0
})

async function send(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}, method: Method = 'POST') {
  const init: RequestInit = { method, headers, ...(method === 'GET' ? {} : { body }) }
  const request = new Request('https://desk.example.test/webhooks/ringcentral', init)
  const response = await doors[method](request, { params: Promise.resolve({}) })
  return { status: response.status, headers: response.headers, body: await response.json() }
}
const proven = (body: string, token = TOKEN) => send(body, { 'content-type': 'application/json', 'verification-token': token })

const SESSIONS = '/restapi/v1.0/account/809646016/telephony/sessions'
function session(sessionId: string, code: string, { to = tenant.phoneNumber.number, uuid = randomUUID() as string } = {}): string {
  const party = {
    id: 'p-1',
    direction: 'Inbound',
    to: { phoneNumber: to },
    from: { phoneNumber: '+919811112222' },
    status: { code },
    recordings: [{ id: '401547458008', active: false }],
  }
  const body = { sequence: 3, telephonySessionId: sessionId, eventTime: '2026-11-21T10:03:00.123Z', parties: [party] }
  return JSON.stringify({ uuid, event: SESSIONS, timestamp: '2026-11-21T10:03:00.200Z', subscriptionId: 's', ownerId: '304', body })
}
function insights(sessionId: string, uuid: string = randomUUID()): string {
  const body = { sourceSessionId: sessionId, sourceRecordId: '401547458008', insights: { Sentiment: [{ value: 'Positive' }] } }
  return JSON.stringify({ uuid, event: '/ai/ringsense/v1/public/accounts/809646016/domains/pbx/insights', body })
}
const inbox = (of: TenantFixture) =>
  database.asOwner<{ source: string; vendorCallId: string | null; type: string }>(
    `SELECT source, "vendorCallId", payload->>'type' AS type FROM "WebhookInbox" WHERE "tenantId" = $1 ORDER BY "receivedAt", id`,
    [of.tenantId],
  )

describe('a subscription request', () => {
  test('is answered with its token, in a few bytes of JSON', async () => {
    const { status, headers, body } = await send('', { 'validation-token': 'b0a4f2c1-7d' })
    expect({ status, echoed: headers.get('validation-token') }).toEqual({ status: 200, echoed: 'b0a4f2c1-7d' })
    expect(headers.get('content-type')).toContain('application/json')
    expect(JSON.stringify(body).length).toBeLessThan(100)
  })

  test.each([TOKEN, 'x'.repeat(201), 'nön-äscii'])('whose token cannot be one gets nothing back: %#', async (token) => {
    const { status, headers } = await send('', { 'validation-token': token })
    expect({ status, echoed: headers.get('validation-token') }).toEqual({ status: 400, echoed: null })
  })

  test("that carries a tenant's own token gets nothing back", async () => {
    expect((await send('', { 'validation-token': ownToken })).headers.get('validation-token')).toBeNull()
  })
})

describe('an event', () => {
  test('is kept before it is answered, and its call is looked after', async () => {
    expect(await proven(session('s-1', 'Disconnected'))).toMatchObject({ status: 200, body: { received: true } })
    expect(await inbox(tenant)).toContainEqual({ source: 'ringcentral', vendorCallId: 's-1', type: 'session' })
    expect(services.jobs.sent).toMatchObject([{ name: 'ringcentral.received', data: { tenantId: tenant.tenantId } }])
  })

  test('that comes again is kept once', async () => {
    const before = (await inbox(tenant)).length
    for (let time = 0; time < 3; time += 1) await proven(session('s-2', 'Disconnected', { uuid: 'the same one' }))
    expect((await inbox(tenant)).length).toBe(before + 1)
    expect(services.jobs.sent).toHaveLength(1)
  })

  test('may carry its token in the way of older subscriptions, which is never sent back', async () => {
    const headers = { 'validation-token': TOKEN }
    const answer = await send(session('s-3', 'Disconnected'), headers)
    expect({ status: answer.status, echoed: answer.headers.get('validation-token') }).toEqual({ status: 200, echoed: null })
    expect(await inbox(tenant)).toContainEqual(expect.objectContaining({ vendorCallId: 's-3' }))
  })

  test('of a call under way is kept and needs nothing done', async () => {
    await proven(session('s-4', 'Answered'))
    expect(await inbox(tenant)).toContainEqual(expect.objectContaining({ vendorCallId: 's-4' }))
    expect(services.jobs.sent).toEqual([])
  })

  test('nobody knows the kind of is kept', async () => {
    await proven(session('s-5', 'Disconnected'))
    expect(await proven('{"event":"/restapi/v1.0/account/1/presence","body":{"a":1}}', ownToken)).toMatchObject({ status: 200 })
    expect(await inbox(other)).toContainEqual({ source: 'ringcentral.own', vendorCallId: null, type: 'other' })
  })

  test.each(['{"uuid":', '[1]', '{"body":{}}', '"text"'])('that is broken is told to who is proven: %s', async (body) => {
    expect(await proven(body)).toMatchObject({ status: 400, body: { error: { code: 'malformed_json' } } })
    expect(await proven(body, ownToken)).toMatchObject({ status: 400 })
    expect(await proven(body, 'wrong')).toMatchObject({ status: 401 })
  })

  test('with text no column can hold is kept without it', async () => {
    expect(await proven(session('s-6\u0000', 'Disconnected', { uuid: 'a\u0000b' }))).toMatchObject({ status: 200 })
    expect(await proven(session('s-7', 'Disc\u0000onnected\ud800'))).toMatchObject({ status: 200 })
  })
})

describe('whose an event is', () => {
  test("of the installation's account: of the business whose number it names", async () => {
    await proven(session('s-10', 'Disconnected'))
    expect(await inbox(tenant)).toContainEqual(expect.objectContaining({ vendorCallId: 's-10' }))
    expect(await inbox(other)).not.toContainEqual(expect.objectContaining({ vendorCallId: 's-10' }))
  })

  test("never of a business with an account of its own, whatever number it names: the installation's token does not open that", async () => {
    expect(await proven(session('s-11', 'Disconnected', { to: other.phoneNumber.number }))).toMatchObject({ status: 200 })
    expect(await inbox(other)).not.toContainEqual(expect.objectContaining({ vendorCallId: 's-11' }))
  })

  test("with a business's own token: of that one, though it names the number of another", async () => {
    await proven(session('s-12', 'Disconnected', { to: tenant.phoneNumber.number }), ownToken)
    expect(await inbox(other)).toContainEqual({ source: 'ringcentral.own', vendorCallId: 's-12', type: 'session' })
    expect(await inbox(tenant)).not.toContainEqual(expect.objectContaining({ vendorCallId: 's-12' }))
  })

  test('insights name no number: they wait for their call, and go where it goes', async () => {
    expect(await proven(insights('s-13'))).toMatchObject({ status: 200 })
    expect(await inbox(tenant)).not.toContainEqual(expect.objectContaining({ vendorCallId: 's-13' }))
    await proven(session('s-13', 'Disconnected'))
    const types = (await inbox(tenant)).filter(({ vendorCallId }) => vendorCallId === 's-13').map(({ type }) => type)
    expect(types.sort()).toEqual(['analysis', 'session'])
    await proven(insights('s-13'))
    expect((await inbox(tenant)).filter(({ vendorCallId }) => vendorCallId === 's-13')).toHaveLength(3)
  })

  test("what another business says of a call in its own account does not make the installation's insights its own", async () => {
    await proven(session('s-14', 'Disconnected'), ownToken)
    await proven(insights('s-14'))
    const types = (await inbox(other)).filter(({ vendorCallId }) => vendorCallId === 's-14').map(({ type }) => type)
    expect(types).toEqual(['session'])
  })
})

describe('refusals', () => {
  test.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['a wrong token', { 'verification-token': 'wrong' }],
    ['an empty token', { 'verification-token': '' }],
    ['a wrong token in the old way', { 'validation-token': 'wrong' }],
    ['the token where keys are', { authorization: `Bearer ${TOKEN}` }],
  ])('%s', async (_case, headers) => {
    const { status, body, headers: answered } = await send(session('s-20', 'Disconnected'), headers)
    expect({ status, body }).toEqual({ status: 401, body: { error: { code: 'unauthorized', message: expect.any(String) } } })
    expect(answered.get('validation-token')).toBeNull()
  })

  test('too many of them are answered with how long to wait, and count for one minute; good ones go on', async () => {
    for (let index = 0; index < 60; index += 1) expect((await proven(session('s-21', 'Disconnected'), 'wrong')).status).toBe(401)
    const { status, headers } = await proven(session('s-21', 'Disconnected'), 'wrong')
    expect({ status, wait: Number(headers.get('retry-after')) > 0 }).toEqual({ status: 429, wait: true })
    expect((await proven(session('s-21', 'Disconnected'))).status).toBe(200)
    services.clock.advance(61_000)
    expect((await proven(session('s-21', 'Disconnected'), 'wrong')).status).toBe(401)
  })

  test('a body over 5 MB', async () => {
    expect(await send(new Uint8Array(5 * 1024 * 1024 + 1), { 'verification-token': TOKEN })).toMatchObject({ status: 413 })
  })

  test.each<Method>(['GET', 'PUT', 'PATCH', 'DELETE'])('%s', async (method) => {
    expect(await send('', {}, method)).toMatchObject({ status: 405 })
  })
})
