import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startExotelSimulator } from '@/simulators/exotel/start-exotel-simulator'
import type { FaultInput } from '@/simulators/lib/faults'
import { VendorError } from '../../domain/errors/vendor-error'
import { createExotelTelephony } from './call-details'

const recorded = JSON.parse(readFileSync(new URL('./fixtures/call-details.json', import.meta.url), 'utf8')).Call
const never = new AbortController().signal
let simulator: Awaited<ReturnType<typeof startExotelSimulator>>
beforeAll(async () => {
  simulator = await startExotelSimulator({ calls: [recorded] })
})
afterAll(() => simulator.close())
beforeEach(() => {
  simulator.control({ fault: null })
})
const telephony = (timeoutMs?: number) =>
  createExotelTelephony({
    accountSid: 'acme1',
    apiKey: 'key',
    apiToken: 'hush',
    baseUrl: simulator.baseUrl,
    ...(timeoutMs ? { timeoutMs } : {}),
  })

test('a known call comes back in our words, its times read as Indian', async () => {
  expect(await telephony().fetchCallDetails('56b1c2d3e4', never)).toEqual({
    vendorCallId: '56b1c2d3e4',
    status: 'completed',
    startedAt: new Date('2026-11-21T04:30:02Z'),
    endedAt: new Date('2026-11-21T04:32:03Z'),
    durationSeconds: 121,
    recordingUrl: 'https://recordings.exotel.com/exotelrecordings/acme1/56b1c2d3e4.mp3',
  })
})

test('the lower-case variant and a call under way are the same thing', async () => {
  simulator.know({
    Sid: 'low',
    Status: 'unused',
    sid: 'low',
    status: 'in-progress',
    start_time: '2026-11-21 10:00:02',
    EndTime: '1970-01-01 05:30:00',
    Duration: null,
  })
  expect(await telephony().fetchCallDetails('low', never)).toMatchObject({
    status: 'in-progress',
    startedAt: new Date('2026-11-21T04:30:02Z'),
    endedAt: null,
    durationSeconds: null,
    recordingUrl: null,
  })
})

test('an unknown call is null, ids cannot leave their place in the path', async () => {
  expect(await telephony().fetchCallDetails('nobody', never)).toBeNull()
  expect(await telephony().fetchCallDetails('../../../healthz?x=', never)).toBeNull()
})

test.each<[string, FaultInput, { retryable: boolean; status?: number; retryAfterMs?: number }]>([
  ['too many requests', { status: 429, retryAfterSeconds: 3 }, { retryable: true, status: 429, retryAfterMs: 3000 }],
  ['a server error', { status: 503 }, { retryable: true, status: 503 }],
  ['a wrong token', { status: 401 }, { retryable: false, status: 401 }],
  ['garbage', { garbageAfterPieces: 0 }, { retryable: true }],
  ['a cut answer', { cutAfterPieces: 0 }, { retryable: true }],
])('%s becomes a VendorError', async (_name, fault, expected) => {
  simulator.control({ fault })
  const error = await telephony()
    .fetchCallDetails('56b1c2d3e4', never)
    .catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(VendorError)
  expect((error as VendorError).options).toMatchObject(expected)
  expect(String(error)).not.toContain('hush')
})

test('silence runs into the limit, an abort throws', async () => {
  simulator.control({ fault: { hang: true } })
  await expect(telephony(40).fetchCallDetails('56b1c2d3e4', never)).rejects.toThrow('took longer')
  await expect(telephony().fetchCallDetails('56b1c2d3e4', AbortSignal.timeout(20))).rejects.toThrow()
})
