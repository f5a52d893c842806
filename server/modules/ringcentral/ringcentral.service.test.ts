import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { callOrder } from '@/simulators/ringcentral/calls'
import { startRingCentralSimulator } from '@/simulators/ringcentral/start-ringcentral-simulator'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'
import { createSafeFetch } from '../../vendors/http/safe-fetch'
import { readRingCentralEvent } from '../../vendors/ringcentral/ringcentral-events'
import { createRingCentralCalls } from '../../vendors/ringcentral/ringcentral-recorded-calls'

const TOKEN = 'token_of_the_installation'
const OWN = { clientId: 'own', clientSecret: 'a secret of theirs', jwt: 'a credential of theirs' }
let database: TestDatabase
let vendor: Awaited<ReturnType<typeof startRingCentralSimulator>>
let services: TestServices
let tenant: TenantFixture
let other: TenantFixture

/** A machine of our own network, and what it was asked for with what. */
const inside = {
  requests: [] as IncomingMessage['headers'][],
  handle: (_: IncomingMessage, response: ServerResponse) => void response.end(),
}
const insideServer = createServer((request, response) => {
  inside.requests.push(request.headers)
  inside.handle(request, response)
})
let insideOrigin: string
const desk = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const header = (name: string) => (request.headers[name] === undefined ? null : String(request.headers[name]))
    const tokens = { verificationToken: header('verification-token'), validationToken: header('validation-token') }
    services.ringCentral.receive({ ...tokens, body: Buffer.concat(chunks), address: 'ringcentral' }).then(
      ({ handshake }) => response.writeHead(200, handshake === null ? {} : { 'validation-token': handshake }).end(),
      () => response.writeHead(401).end(),
    )
  })
})
const listen = (server: typeof desk) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const originOf = (server: typeof desk) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

beforeAll(async () => {
  await Promise.all([listen(insideServer), listen(desk)])
  insideOrigin = originOf(insideServer)
  database = await createTestDatabase()
})
afterAll(async () => {
  for (const server of [insideServer, desk]) {
    server.closeAllConnections()
    server.close()
  }
})
beforeEach(async () => {
  inside.requests.length = 0
  vendor = await startRingCentralSimulator()
  tenant = await createTenantFixture(database.database)
  other = await createTenantFixture(database.database)
  services = createServicesWith({})
  return async () => vendor.close()
})

function createServicesWith(
  fetching: Partial<Parameters<typeof createSafeFetch>[0]>,
  downloadLimits = { maxBytes: 1_000_000, totalMs: 10_000 },
): TestServices {
  const made = createTestServices(database.database, {
    appUrl: originOf(desk),
    downloadLimits,
    remoteFiles: createSafeFetch({ trustedBaseUrls: [vendor.baseUrl], ...fetching }),
    ringCentral: {
      api: createRingCentralCalls({ baseUrl: vendor.baseUrl, mediaBaseUrl: vendor.baseUrl, now: () => new Date(), timeoutMs: 2000 }),
      readEvent: readRingCentralEvent,
      account: { clientId: 'installation', clientSecret: 'secret', jwt: 'jwt' },
      verificationToken: TOKEN,
      isSimulated: true,
    },
  })
  made.clock.set(new Date())
  return made
}

/** Other tests' accounts are sealed with other keys. */
const fail = (error: unknown, tenantId: string | null) => {
  if (tenantId === null || tenantId === tenant.tenantId) throw error
}
const upkeep = async () => {
  services.clock.advance(600_000)
  await services.ringCentral.upkeep(fail)
}
const place = async (order: Partial<z.input<typeof callOrder>> = {}) => {
  const given = {
    from: tenant.contact.phone,
    to: tenant.phoneNumber.number,
    startedAt: new Date(Date.now() - 300_000).toISOString(),
    ...order,
  }
  const { sessionId } = vendor.control({ call: given }) as { sessionId: string }
  await vendor.settled()
  return sessionId
}
/** A call whose events all came, taken in and asked for. @returns its id and what became of its sound */
async function copied(order: Partial<z.input<typeof callOrder>> = {}) {
  const sessionId = await place(order)
  const ref = { tenantId: tenant.tenantId, sessionId }
  await services.ringCentral.follow(ref)
  const result = await services.ringCentral.copyRecording(ref)
  const [call] = await database.asOwner<{ id: string }>(`SELECT id FROM "Call" WHERE "tenantId" = $1 AND "externalId" = $2`, [
    tenant.tenantId,
    sessionId,
  ])
  const { events, recordingUrl, status } = await services.calls.get(tenant.scope, call?.id ?? '')
  return { result, recordingUrl, status, failed: events.find(({ type, data }) => type === 'recording' && data.failed)?.data.failed }
}

describe('the subscription', () => {
  test('is made once, and left alone while it is good', async () => {
    await upkeep()
    await upkeep()
    expect(vendor.subscriptions).toMatchObject([
      { status: 'Active', verificationToken: TOKEN, address: `${originOf(desk)}/webhooks/ringcentral` },
    ])
  })

  test('is renewed before it ends', async () => {
    await upkeep()
    vendor.control({ subscriptions: 'near_end' })
    await upkeep()
    expect(vendor.requests.filter((request) => request.endsWith('/renew'))).toHaveLength(1)
    expect(vendor.subscriptions[0]?.expiresAtMs).toBeGreaterThan(Date.now() + 86_400_000)
  })

  test.each(['blacklist', 'forget'] as const)('is made anew after the vendor has given up on us: %s', async (how) => {
    await upkeep()
    const [before] = vendor.subscriptions
    vendor.control({ subscriptions: how })
    await upkeep()
    expect(vendor.subscriptions).toMatchObject([{ status: 'Active' }])
    expect(vendor.subscriptions[0]?.id).not.toBe(before?.id)
    await place()
    expect(vendor.deliveries.at(-1)).toBe(200)
  })

  test('of somebody else in the same account is none of ours', async () => {
    await upkeep()
    const [ours] = vendor.subscriptions
    if (!ours) throw new Error('no subscription')
    vendor.subscriptions.push(
      { ...ours, id: 'theirs', address: 'https://elsewhere.example.test/', status: 'Blacklisted' },
      { ...ours, id: 'double' },
    )
    await upkeep()
    expect(vendor.subscriptions.map(({ id }) => id)).toContain('theirs')
    expect(vendor.subscriptions).toHaveLength(2)
  })
})

describe('an account of one’s own', () => {
  test('is tried, kept sealed, and brings its calls to nobody else', async () => {
    const view = await services.ringCentral.connect(tenant.scope, OWN)
    expect(view).toMatchObject({ mode: 'own', clientId: 'own', subscription: { status: 'active' }, problem: null })
    const [row] = await database.asOwner(`SELECT row_to_json(c)::text AS text FROM "RingCentralConnection" c WHERE "tenantId" = $1`, [
      tenant.tenantId,
    ])
    for (const secret of [OWN.clientSecret, OWN.jwt, view.verificationToken ?? '?']) expect(row?.text).not.toContain(secret)
    // The number named is that of another business: whose account it is counts.
    const sessionId = await place({ account: 'own', to: other.phoneNumber.number })
    await services.ringCentral.follow({ tenantId: tenant.tenantId, sessionId })
    const calls = await database.asOwner(`SELECT "tenantId" FROM "Call" WHERE "externalId" = $1`, [sessionId])
    expect(calls).toEqual([{ tenantId: tenant.tenantId }])
    expect((await services.ringCentral.connection(tenant.scope)).lastEventAt).not.toBeNull()
    expect((await services.ringCentral.connection(other.scope)).lastEventAt).toBeNull()
  })

  test('that RingCentral does not know is refused at the field', async () => {
    vendor.control({ jwts: ['another'] })
    await expect(services.ringCentral.connect(tenant.scope, OWN)).rejects.toMatchObject({
      code: 'ringcentral_refused',
      details: { field: 'jwt' },
    })
    expect(await services.ringCentral.connection(tenant.scope)).toMatchObject({ mode: 'shared', verificationToken: null })
  })

  test('shows what is wrong with it, until it is right again', async () => {
    await services.ringCentral.connect(tenant.scope, OWN)
    vendor.control({ fault: { status: 403 } })
    expect(await services.ringCentral.check(tenant.scope)).toMatchObject({ problem: 'forbidden' })
    vendor.control({ fault: null })
    expect(await services.ringCentral.check(tenant.scope)).toMatchObject({ problem: null })
  })

  test('can be replaced without its address having to be pasted again, and left', async () => {
    const first = await services.ringCentral.connect(tenant.scope, OWN)
    const second = await services.ringCentral.connect(tenant.scope, { ...OWN, clientId: 'second' })
    expect(second.verificationToken).toBe(first.verificationToken)
    expect(await services.ringCentral.disconnect(tenant.scope)).toMatchObject({ mode: 'shared', clientId: null })
    expect(vendor.subscriptions.filter(({ accountId }) => accountId === second.accountId)).toEqual([])
  })

  test('whose events never came is compared with its call log', async () => {
    await services.ringCentral.connect(tenant.scope, OWN)
    vendor.control({ subscriptions: 'forget' })
    const sessionId = await place({ account: 'own' })
    services.jobs.sent.length = 0
    await upkeep()
    const [job] = services.jobs.sent.filter(({ name }) => name === 'ringcentral.received')
    if (job?.name !== 'ringcentral.received') throw new Error('no job')
    expect(job.data.tenantId).toBe(tenant.tenantId)
    expect(await services.ringCentral.apply(job.data)).toBe('applied')
    const calls = await database.asOwner(`SELECT "tenantId" FROM "Call" WHERE "externalId" = $1`, [sessionId])
    expect(calls).toEqual([{ tenantId: tenant.tenantId }])
  })
})

describe('addresses RingCentral sends', () => {
  beforeEach(() => upkeep())

  test('the recording at the vendor’s own origin is copied, with what proves us', async () => {
    expect(await copied()).toMatchObject({ result: 'copied', status: 'COMPLETED', recordingUrl: expect.any(String) })
  })

  test.each([
    'http://127.0.0.1:9/recording',
    'http://localhost/recording',
    'http://[::1]/recording',
    'http://[::ffff:127.0.0.1]/recording',
    'http://10.0.0.8/recording',
    'http://172.16.3.4/recording',
    'http://192.168.1.1/recording',
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/recording',
    'http://100.64.0.1/recording',
    'http://0.0.0.0/recording',
    'http://2130706433/recording',
    'https://user:password@media.ringcentral.com/recording',
    'file:///etc/passwd',
    'ftp://media.ringcentral.com/recording',
    'no address at all',
  ])('contentUri %s is not fetched; the call stays, and says why', async (contentUri) => {
    expect(await copied({ contentUri })).toMatchObject({
      result: 'refused',
      recordingUrl: null,
      status: 'COMPLETED',
      failed: 'private_url',
    })
  })

  test('only the exact origins configured as vendor base URLs are exempt: another port of the same machine is not', async () => {
    expect(await copied({ contentUri: `${insideOrigin}/recording` })).toMatchObject({ result: 'refused', failed: 'private_url' })
    expect(inside.requests).toEqual([])
  })

  test.each(['http://169.254.169.254/latest/meta-data', 'http://10.0.0.8/', 'http://[::1]/', 'file:///etc/passwd'])(
    'a redirect from the vendor to %s is not followed',
    async (location) => {
      vendor.control({ content: { how: 'redirect', location } })
      expect(await copied()).toMatchObject({ result: 'refused', failed: 'private_url' })
    },
  )

  test('a redirect into our own network is not followed', async () => {
    vendor.control({ content: { how: 'redirect', location: `${insideOrigin}/recording` } })
    expect(await copied()).toMatchObject({ result: 'refused', failed: 'private_url' })
    expect(inside.requests).toEqual([])
  })

  test('what proves us to the vendor goes to nobody else: not to a foreign address, not along a redirect', async () => {
    services = createServicesWith({ isPublic: () => true })
    inside.handle = (_request, response) => void response.writeHead(200, { 'content-type': 'audio/wav' }).end('RIFF')
    await copied({ contentUri: `${insideOrigin}/foreign` })
    vendor.control({ content: { how: 'redirect', location: `${insideOrigin}/redirected` } })
    await copied()
    expect(inside.requests).toHaveLength(2)
    expect(inside.requests.map(({ authorization }) => authorization)).toEqual([undefined, undefined])
  })

  test('a page where sound was due is no recording', async () => {
    vendor.control({ content: { how: 'page' } })
    expect(await copied()).toMatchObject({ result: 'refused', failed: 'not_audio' })
  })

  test('a recording without end, or larger than can be kept, is given up before it fills the disk', async () => {
    vendor.control({ content: { how: 'endless' } })
    expect(await copied()).toMatchObject({ result: 'refused', status: 'COMPLETED', failed: 'file_too_large' })
    services = createServicesWith({}, { maxBytes: 1000, totalMs: 10_000 })
    vendor.control({ content: null })
    expect(await copied()).toMatchObject({ result: 'refused', failed: 'file_too_large' })
  })

  test.each([
    ['stops in the middle', { how: 'stall' }],
    ['is cut off', { how: 'half' }],
    ['is not to be had now', { how: 'status', status: 503 }],
  ] as const)('a recording that %s is tried again later', async (_case, content) => {
    services = createServicesWith({}, { maxBytes: 1_000_000, totalMs: 500 })
    vendor.control({ content })
    await expect(copied()).rejects.toMatchObject({ retryable: true })
  })

  test('addresses besides that of the recording are never asked for', async () => {
    await copied()
    const asked = new Set(vendor.requests.map((request) => request.replace(/[0-9a-f-]{20,}|s-[0-9a-z]+|\d{6,}/g, '…')))
    expect([...asked].filter((request) => /recording|ringsense/.test(request))).toEqual([
      expect.stringMatching(/^GET \/restapi\/v1\.0\/account\/[^/]+\/recording\/[^/]+\/content$/),
    ])
  })
})
