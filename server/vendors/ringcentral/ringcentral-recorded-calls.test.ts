import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRingCentralSimulator } from '@/simulators/ringcentral/start-ringcentral-simulator'
import { VendorError } from '../../domain/errors/vendor-error'
import type { RecordedCalls } from '../../ports/recorded-calls'
import { createRingCentralCalls } from './ringcentral-recorded-calls'

const ACCOUNT = { clientId: 'client', clientSecret: 'secret', jwt: 'jwt' }
const never = new AbortController().signal
let vendor: Awaited<ReturnType<typeof startRingCentralSimulator>>
let api: RecordedCalls
let now = new Date()

beforeAll(async () => {
  vendor = await startRingCentralSimulator()
})
afterAll(() => vendor.close())
beforeEach(() => {
  now = new Date()
  vendor.control({ forget: true, fault: null, hasInsights: true })
  api = createRingCentralCalls({ baseUrl: vendor.baseUrl, mediaBaseUrl: 'https://media.ringcentral.com', now: () => now, timeoutMs: 500 })
})

const call = (order: object = {}) => (vendor.control({ call: order }) as { sessionId: string }).sessionId
const signIns = () => vendor.requests.filter((request) => request.endsWith('/oauth/token')).length
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as VendorError,
  )

test('one sign-in serves until its token ends; it is renewed before', async () => {
  await Promise.all([api.readAccountId(ACCOUNT, never), api.readAccountId(ACCOUNT, never)])
  await api.readAccountId(ACCOUNT, never)
  const first = signIns()
  expect(first).toBeLessThanOrEqual(2)
  now = new Date(now.getTime() + 3_550_000)
  await api.readAccountId(ACCOUNT, never)
  expect(signIns()).toBe(first + 1)
})

test('a token that was taken back is replaced', async () => {
  await api.readAccountId(ACCOUNT, never)
  vendor.control({ expireTokens: true })
  await expect(api.readAccountId(ACCOUNT, never)).resolves.toMatch(/^\d+$/)
})

test('an account that is busy is not asked again before its time, by nobody and for nothing; others are', async () => {
  vendor.control({ fault: { status: 429, retryAfterSeconds: 600, times: 1 } })
  await errorOf(api.findCall(ACCOUNT, 'session', never))
  const asked = () => vendor.requests.length
  const before = asked()
  now = new Date(now.getTime() + 590_000)
  const refused = await errorOf(api.listSubscriptions(ACCOUNT, never))
  expect(refused).toMatchObject({ retryable: true, options: { status: 429, retryAfterMs: 10_000 } })
  expect(asked()).toBe(before)
  await api.readAccountId({ ...ACCOUNT, clientId: 'another' }, never)
  now = new Date(now.getTime() + 10_000)
  await expect(api.readAccountId(ACCOUNT, never)).resolves.toMatch(/^\d+$/)
})

test('a key without an app is an access token as it is', async () => {
  await errorOf(api.readAccountId({ clientId: '', clientSecret: '', jwt: 'token' }, never))
  expect(signIns()).toBe(0)
})

test('a credential that is not known is no reason to try again', async () => {
  vendor.control({ jwts: ['another'] })
  const error = await errorOf(api.readAccountId({ ...ACCOUNT, jwt: 'wrong' }, never))
  expect(error).toBeInstanceOf(VendorError)
  expect(error?.retryable).toBe(false)
  vendor.control({ jwts: ['jwt'] })
})

test('a call is found by its session, with where its recording is', async () => {
  await api.readAccountId(ACCOUNT, never)
  const sessionId = call({ from: '+12025550123', to: '+19167408768' })
  const found = await api.findCall(ACCOUNT, sessionId, never)
  expect(found).toMatchObject({ sessionId, direction: 'INBOUND', from: '+12025550123', to: '+19167408768', durationSeconds: 180 })
  expect(found?.recordings[0]?.url).toContain('/content')
  expect(await api.findCall(ACCOUNT, 's-of-nobody', never)).toBeNull()
})

test('the log is read page by page', async () => {
  await api.readAccountId(ACCOUNT, never)
  const startedAt = new Date(now.getTime() - 60_000).toISOString()
  for (let index = 0; index < 260; index += 1) call({ startedAt })
  call({ startedAt, isRecorded: false })
  const span = { since: new Date(now.getTime() - 120_000), until: now }
  expect(await api.listCalls(ACCOUNT, span, never)).toHaveLength(260)
  expect(await api.listCalls(ACCOUNT, { ...span, until: span.since }, never)).toEqual([])
})

test('what was understood is read; what is not there yet is nothing', async () => {
  await api.readAccountId(ACCOUNT, never)
  const sessionId = call()
  expect(await api.findAnalyses(ACCOUNT, sessionId, never)).toMatchObject([{ sessionId, sentiment: 'Positive', transcript: { length: 3 } }])
  expect(await api.findAnalyses(ACCOUNT, 's-of-nobody', never)).toEqual([])
  vendor.control({ hasInsights: false })
  expect(await errorOf(api.findAnalyses(ACCOUNT, sessionId, never))).toMatchObject({ retryable: false, options: { status: 403 } })
})

test('what proves us is shown at the vendor’s own origins alone', async () => {
  const { origins, headers } = await api.authorize(ACCOUNT, never)
  expect(origins).toEqual([new URL(vendor.baseUrl).origin, 'https://media.ringcentral.com'])
  expect(headers.authorization).toMatch(/^Bearer \S+$/)
  expect(api.recordingUrl('4015/../x')).toBe('https://media.ringcentral.com/restapi/v1.0/account/~/recording/4015%2F..%2Fx/content')
})

test('a subscription that is gone already can be ended', async () => {
  await expect(api.unsubscribe(ACCOUNT, 'of-nobody', never)).resolves.toBeUndefined()
})

test('an address that does not shake hands is refused by the vendor', async () => {
  const error = await errorOf(api.subscribe(ACCOUNT, { address: `${vendor.origin}/nowhere`, verificationToken: 't' }, never))
  expect(error).toMatchObject({ retryable: false, options: { status: 400 } })
})

test('an answer without end is not read to its end', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const write = () => {
      while (!response.destroyed && response.write(' '.repeat(1_000_000)));
    }
    response.on('drain', write)
    write()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const endless = createRingCentralCalls({ baseUrl, mediaBaseUrl: baseUrl, now: () => now, timeoutMs: 30_000 })
  const error = await errorOf(endless.readAccountId({ clientId: '', clientSecret: '', jwt: 'token' }, never))
  expect(error?.message).toContain('more than can be read')
  server.closeAllConnections()
  server.close()
})

describe('a vendor in trouble', () => {
  test.each<[string, object, object]>([
    ['is busy', { status: 429, retryAfterSeconds: 7 }, { retryable: true, options: { status: 429, retryAfterMs: 7000 } }],
    ['is broken', { status: 503 }, { retryable: true, options: { status: 503 } }],
    ['cuts its answer', { cutAfterPieces: 0 }, { retryable: true }],
    ['sends no JSON', { garbageAfterPieces: 0 }, { retryable: true }],
    ['does not answer', { hang: true }, { retryable: true }],
    ['answers too slowly', { delayMs: 1000 }, { retryable: true }],
    ['forbids it', { status: 403 }, { retryable: false }],
  ])('that %s is told apart', async (_case, fault, expected) => {
    await api.readAccountId(ACCOUNT, never)
    vendor.control({ fault: { ...fault, times: 1 } })
    expect(await errorOf(api.findCall(ACCOUNT, 's-1', never))).toMatchObject(expected)
  })
})
