import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Action, can, type Role } from '@/server/domain/access/can'
import { METHODS, type Method, type RouteHandler, rule, tenantRoutes } from '@/server/http/doors'
import { createTenantFixture, type TenantFixture } from '@/server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '@/server/testing/test-database'
import { createTestServices, type TestServices } from '@/server/testing/test-services'
import { serveWith, sessionCookie } from '@/server/testing/web-settings'

/** `collection`: all a tenant has of something; the tenant is the key's own, or named in the query. */
type Subject = 'call' | 'contact' | 'booking' | 'tenant' | 'collection'
/** `status`: several where a second person does what a first one did before. */
type Expected = { action: Action; status: number | number[]; body?: unknown }
type Rule =
  /** Routes of one tenant's resource: which methods there are, who may use them, and what a good request is answered with. */
  | { about: Subject; methods: Partial<Record<Method, Expected>> }
  /** The tenant is proven by the secret in the URL: app/webhooks/exotel/doors.test.ts. */
  | { about: 'secret' }
  /** Nobody's data. */
  | { about: 'nothing' }
  /** Proves its tenant in a way of its own, tested where it lives. */
  | { about: 'itself'; testedIn: string }

/** Every route of the product. One without an entry fails below. */
const RULES: Record<string, Rule> = {
  'api/calls/[callId]/transcript': {
    about: 'call',
    methods: {
      POST: { action: 'calls.write', status: 201, body: { role: 'caller', content: 'Hello', timestamp: '2026-11-21T10:00:00Z' } },
    },
  },
  'api/calls/[callId]/extraction': {
    about: 'call',
    methods: {
      POST: { action: 'extractions.write', status: 201, body: { type: 'appointment', data: { day: 'Monday' }, confidence: 0.9 } },
    },
  },
  'api/calls/[callId]/complete': {
    about: 'call',
    methods: { POST: { action: 'calls.write', status: 200, body: { status: 'completed', duration: 3 } } },
  },
  'api/v1/calls/[callId]': { about: 'call', methods: { GET: { action: 'calls.read', status: 200 } } },
  'api/v1/calls/[callId]/recording': { about: 'call', methods: { GET: { action: 'calls.read', status: 404 } } },
  'api/v1/recordings': {
    about: 'collection',
    methods: {
      POST: {
        action: 'calls.write',
        status: 202,
        body: { external_id: 'r-1', provider: 'other', call_type: 'inbound', call_started_at: '2026-11-21T10:00:00Z', duration_seconds: 9 },
      },
    },
  },
  'api/v1/recordings/[callId]/link': {
    about: 'call',
    methods: {
      GET: { action: 'calls.read', status: 200 },
      PUT: { action: 'links.write', status: 200, body: { customer_id: null } },
    },
  },
  'api/v1/mappings': {
    about: 'collection',
    methods: { GET: { action: 'mappings.read', status: 200 }, PUT: { action: 'mappings.write', status: 200, body: { overrides: [] } } },
  },
  'api/v1/mapping-logs': { about: 'collection', methods: { GET: { action: 'mappings.read', status: 200 } } },
  // The business has no number to call from.
  'api/v1/contacts/[contactId]/calls': {
    about: 'contact',
    methods: { POST: { action: 'calls.place_service', status: 409, body: { purpose: 'service' } } },
  },
  'api/v1/contacts': {
    about: 'collection',
    methods: {
      GET: { action: 'contacts.read', status: 200 },
      POST: { action: 'contacts.write', status: [200, 201], body: { phone: '+919811113333' } },
    },
  },
  'api/v1/contacts/import': { about: 'collection', methods: { POST: { action: 'contacts.write', status: 200, body: [] } } },
  'api/v1/contacts/[contactId]': {
    about: 'contact',
    methods: {
      GET: { action: 'contacts.read', status: 200 },
      PATCH: { action: 'contacts.write', status: 200, body: { name: 'Renamed' } },
      // There is a call under way with the person.
      DELETE: { action: 'contacts.erase', status: 409 },
    },
  },
  'api/v1/bookings': {
    about: 'collection',
    methods: {
      GET: { action: 'bookings.read', status: 200 },
      POST: {
        action: 'bookings.write',
        status: [200, 201],
        body: { external_id: 'A-1', contact_phone: '+919811113333', starts_at: '2026-12-24T10:00' },
      },
    },
  },
  'api/v1/bookings/import': { about: 'collection', methods: { POST: { action: 'bookings.write', status: 200, body: [] } } },
  'api/v1/bookings/[bookingId]': {
    about: 'booking',
    methods: {
      GET: { action: 'bookings.read', status: 200 },
      PATCH: { action: 'bookings.write', status: 200, body: { type: 'Changed' } },
    },
  },
  'api/v1/suppressions': {
    about: 'collection',
    methods: {
      GET: { action: 'contacts.read', status: 200 },
      POST: { action: 'suppressions.write', status: [200, 201], body: { phone: '+919811114444', reason: 'Asked' } },
      // Which number is not said.
      DELETE: { action: 'suppressions.write', status: 400 },
    },
  },
  'api/v1/conversations/customer/[contactId]': { about: 'contact', methods: { GET: { action: 'calls.read', status: 200 } } },
  'api/v1/conversations/customer/[contactId]/context': { about: 'contact', methods: { GET: { action: 'calls.read', status: 200 } } },
  'api/v1/conversations/booking/[bookingId]': { about: 'booking', methods: { GET: { action: 'calls.read', status: 200 } } },
  // Without a word to look for.
  'api/v1/conversations/search': { about: 'collection', methods: { GET: { action: 'calls.read', status: 400 } } },
  'api/v1/contacts/[contactId]/variables': { about: 'contact', methods: { GET: { action: 'contacts.read', status: 200 } } },
  'api/tenants/[tenantId]/calls': { about: 'tenant', methods: { GET: { action: 'calls.read', status: 200 } } },
  // Which file, import or table is not said.
  'api/tenants/[tenantId]/imports': { about: 'tenant', methods: { POST: { action: 'contacts.write', status: 400 } } },
  'api/tenants/[tenantId]/imports/report': { about: 'tenant', methods: { GET: { action: 'contacts.read', status: 400 } } },
  'api/tenants/[tenantId]/exports/contacts': { about: 'tenant', methods: { GET: { action: 'exports.create', status: 200 } } },
  'api/tenants/[tenantId]/exports/bookings': { about: 'tenant', methods: { GET: { action: 'exports.create', status: 200 } } },
  'api/tenants/[tenantId]/analytics': { about: 'tenant', methods: { GET: { action: 'analytics.read', status: 200 } } },
  'api/tenants/[tenantId]/live': { about: 'tenant', methods: { GET: { action: 'calls.read', status: 200 } } },
  'webhooks/exotel/incoming': { about: 'secret' },
  'webhooks/exotel/status': { about: 'secret' },
  'webhooks/exotel/passthru': { about: 'secret' },
  'api/openapi.json': { about: 'nothing' },
  'api/[...unknown]': { about: 'nothing' },
  'webhooks/[...unknown]': { about: 'nothing' },
  'api/health': { about: 'nothing' },
  'webhooks/ringcentral': { about: 'itself', testedIn: 'app/webhooks/ringcentral' },
  'api/webhook/call-outcome': { about: 'itself', testedIn: 'app/api/webhook/call-outcome' },
  'api/inngest': { about: 'itself', testedIn: 'server/inngest' },
  'api/auth/[...nextauth]': { about: 'itself', testedIn: 'server/auth' },
  'api/trpc/[trpc]': { about: 'itself', testedIn: 'server/trpc' },
}

const ROLES: Role[] = ['OWNER', 'ADMIN', 'MEMBER']
const ABSENT = '0199a000-0000-7000-8000-000000000000'
const files = await readdir('app', { recursive: true })
const routes = files
  .filter((file) => /\/route\.tsx?$/.test(file))
  .map((file) => file.replace(/\/route\.tsx?$/, ''))
  .sort()

const PARAMS: Record<Subject, string> = {
  call: 'callId',
  contact: 'contactId',
  booking: 'bookingId',
  tenant: 'tenantId',
  collection: 'tenant',
}
const idsOf = (tenant: Tenant, about: Subject): string[] =>
  ({
    call: [tenant.callId],
    contact: [tenant.contact.id],
    booking: [tenant.bookingId],
    tenant: [tenant.tenantId, tenant.slug],
    collection: [tenant.slug],
  })[about]

type Tenant = TenantFixture & { callId: string; bookingId: string; marks: string[]; cookies: Record<Role, string> }

let database: TestDatabase
let services: TestServices
let mine: Tenant
let theirs: Tenant

async function createTenant(): Promise<Tenant> {
  const fixture = await createTenantFixture(database.database)
  const { tenantId } = fixture
  const { call, booking } = await database.database.tenantDb(fixture.scope, async (tx) => ({
    call: await tx.call.create({
      data: { tenantId, contactId: fixture.contact.id, fromPhone: fixture.contact.phone, toPhone: fixture.phoneNumber.number },
    }),
    booking: await tx.booking.create({ data: { tenantId, contactId: fixture.contact.id, startsAt: new Date('2026-12-01T10:00:00Z') } }),
    underWay: await tx.call.create({ data: { tenantId, contactId: fixture.contact.id, status: 'IN_PROGRESS' } }),
  }))
  const cookies = await Promise.all(ROLES.map((role) => sessionCookie(services, fixture.users[role].id)))
  return {
    ...fixture,
    callId: call.id,
    bookingId: booking.id,
    marks: [tenantId, fixture.slug, call.id, booking.id, fixture.contact.id, fixture.contact.phone, fixture.phoneNumber.number],
    cookies: { OWNER: cookies[0] ?? '', ADMIN: cookies[1] ?? '', MEMBER: cookies[2] ?? '' },
  }
}

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  serveWith(services)
  mine = await createTenant()
  theirs = await createTenant()
})

// The clock stands still otherwise, and a key may make 300 requests a minute.
beforeEach(() => services.clock.advance(61_000))

type Ask = { id: string; about: Subject; method: Method; headers: Record<string, string>; body?: unknown; rawBody?: string }

async function ask(handlers: Record<Method, RouteHandler>, { id, about, method, headers, body, rawBody }: Ask) {
  const abort = new AbortController()
  const sent = method === 'GET' ? undefined : (rawBody ?? JSON.stringify(body ?? {}))
  const query = about === 'collection' && id ? `?${new URLSearchParams({ tenant: id })}` : ''
  const request = new Request(`https://desk.example.test/route${query}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    signal: abort.signal,
    ...(sent === undefined ? {} : { body: sent }),
  })
  const response = await handlers[method](request, { params: Promise.resolve({ [PARAMS[about]]: id }) })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false
  if (isStream) abort.abort()
  return { status: response.status, text: isStream ? '' : await response.text() }
}

/** Everything these credentials of ours get out of another tenant's resource that they should not: a leak a line. */
async function findLeaks(handlers: Record<Method, RouteHandler>, about: Subject, headers: Record<string, string>): Promise<string[]> {
  const leaks: string[] = []
  for (const method of METHODS) {
    for (const id of idsOf(theirs, about)) {
      // A body that would be refused shows whether anything is judged before the tenant is.
      for (const rawBody of ['{}', '{broken']) {
        const { status, text } = await ask(handlers, { id, about, method, headers, rawBody })
        if (status !== 404) leaks.push(`${method} of another tenant's ${about}: ${status}`)
        const marks = theirs.marks.filter((mark) => text.includes(mark))
        if (marks.length > 0) leaks.push(`${method} of another tenant's ${about} says ${marks.join(', ')}`)
      }
    }
  }
  return leaks
}

const credentials = (): [string, Record<string, string>][] => [
  ...ROLES.map((role): [string, Record<string, string>] => [
    `session of ${role}`,
    { cookie: mine.cookies[role], origin: 'https://desk.example.test' },
  ]),
  ['API key', { authorization: `Bearer ${mine.apiKey.plain}` }],
]

test('every route has a rule, and every rule a route', () => {
  expect(routes).toEqual(Object.keys(RULES).sort())
})

test('every route answers every method itself: Next would answer the rest with nothing', async () => {
  const silent: string[] = []
  for (const route of routes) {
    const handlers: Partial<Record<Method, RouteHandler>> = await import(/* @vite-ignore */ resolve('app', route, 'route.ts'))
    silent.push(...METHODS.filter((method) => !handlers[method]).map((method) => `${method} /${route}`))
  }
  expect(silent).toEqual([])
})

test.each(['api/health', 'api/openapi.json', 'api/auth/[...nextauth]', 'api/trpc/[trpc]'])(
  '/%s says which methods it has',
  async (route) => {
    const handlers: Record<Method, RouteHandler> = await import(/* @vite-ignore */ resolve('app', route, 'route.ts'))
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      const response = await handlers[method](new Request(`https://desk.example.test/${route}`, { method }), {
        params: Promise.resolve({}),
      })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toMatch(/^GET/)
      expect(await response.json()).toEqual({
        error: { code: 'method_not_allowed', message: expect.any(String), details: { allow: expect.any(Array) } },
      })
    }
  },
)

describe.each(routes.filter((route) => (RULES[route]?.about ?? '') in PARAMS))('/%s', (route) => {
  const { about, methods } = RULES[route] as Extract<Rule, { methods: unknown }>
  const load = async (): Promise<Record<Method, RouteHandler>> => import(/* @vite-ignore */ resolve('app', route, 'route.ts'))
  const ours = () => idsOf(mine, about)[0] ?? ''

  test('without credentials, with bad ones, and with a key in the wrong place: 401', async () => {
    const handlers = await load()
    const key = mine.apiKey.plain
    const bad: Record<string, string>[] = [
      {},
      { authorization: 'Bearer vd_of-nobody-at-all-really' },
      { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      { authorization: key },
      { 'x-api-key': key },
      { cookie: '__Secure-next-auth.session-token=forged' },
      { cookie: mine.cookies.OWNER.slice(0, -4), origin: 'https://desk.example.test' },
    ]
    for (const [index, headers] of bad.entries()) {
      for (const method of index === 0 ? METHODS : (['GET', 'POST'] as const))
        expect(await ask(handlers, { id: ours(), about, method, headers })).toMatchObject({ status: 401 })
    }
  })

  test('of another tenant: 404 for every role and method, before the body is judged', async () => {
    const handlers = await load()
    for (const [who, headers] of credentials()) expect(await findLeaks(handlers, about, headers), who).toEqual([])
  })

  test('of nobody: 404, whatever the id looks like', async () => {
    const handlers = await load()
    for (const [, headers] of credentials().slice(2)) {
      for (const id of [ABSENT, 'x', '\u0000', '../..', 'x'.repeat(5000), "' OR 1=1", ...(about === 'collection' ? [] : [''])]) {
        for (const method of id === ABSENT ? METHODS : (['GET', 'POST'] as const)) {
          expect(await ask(handlers, { id, about, method, headers })).toMatchObject({ status: 404 })
        }
      }
    }
  })

  test('of our own: as the role says', async () => {
    const handlers = await load()
    for (const role of ROLES) {
      for (const method of METHODS) {
        const expected = methods[method]
        const statuses = [!expected ? 405 : can(role, expected.action) ? expected.status : 403].flat()
        const headers = { cookie: mine.cookies[role], origin: 'https://desk.example.test' }
        const { status, text } = await ask(handlers, { id: ours(), about, method, headers, body: expected?.body })
        expect(statuses, `${role} ${method}: ${status} ${text.slice(0, 200)}`).toContain(status)
      }
    }
  })

  test('a write that carries our cookie from another page is refused', async () => {
    const handlers = await load()
    const cookie = mine.cookies.OWNER
    const foreign: Record<string, string>[] = [{ cookie }, { cookie, origin: 'https://evil.test' }, { cookie, origin: 'null' }]
    for (const headers of foreign) {
      for (const method of METHODS.filter((method) => method !== 'GET')) {
        expect(await ask(handlers, { id: ours(), about, method, headers })).toMatchObject({ status: 403 })
      }
    }
  })
})

test('a route that forgets the tenant is found', async () => {
  const leaky: Record<Method, RouteHandler> = {
    ...tenantRoutes({ GET: rule({ action: 'calls.read', handle: async () => ({}) }) }),
    GET: async (_request, { params }) => Response.json({ id: (await params).tenantId }),
  }
  const [, headers] = credentials()[0] ?? ['', {}]
  expect(await findLeaks(leaky, 'tenant', headers)).toEqual(
    expect.arrayContaining([expect.stringContaining('GET of another tenant'), expect.stringContaining(theirs.tenantId)]),
  )
})

test('refusals are in the audit log of a tenant', async () => {
  const key = { authorization: `Bearer ${mine.apiKey.plain}` }
  const handlers: Record<Method, RouteHandler> = await import('./v1/calls/[callId]/route')
  await ask(handlers, { id: theirs.callId, about: 'call', method: 'GET', headers: key })
  const entries = await services.audit.list(mine.users.OWNER.scope, { limit: 100, action: 'calls.read', outcome: 'refused' })
  expect(entries.items).toContainEqual(
    expect.objectContaining({
      actorType: 'api_key',
      actorId: mine.apiKey.id,
      action: 'calls.read',
      targetType: 'call',
      targetId: theirs.callId,
      details: { code: 'not_found' },
    }),
  )
  const writes = await services.audit.list(mine.users.OWNER.scope, { limit: 100, action: 'calls.write' })
  expect(writes.items).toContainEqual(
    expect.objectContaining({ actorId: mine.users.MEMBER.id, outcome: 'refused', details: { code: 'forbidden' } }),
  )
  const told = await services.audit.list(theirs.users.OWNER.scope, { limit: 100, outcome: 'refused' })
  expect(told.items).toContainEqual(expect.objectContaining({ actorType: 'user', actorId: mine.users.OWNER.id }))
})
