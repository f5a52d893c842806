import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRetellSimulator } from '@/simulators/retell/start-retell-simulator'
import { OutboundRefused } from '../../domain/errors/outbound-refused'
import { VendorError } from '../../domain/errors/vendor-error'
import type { OutboundCaller, PlaceCall } from '../../ports/outbound-caller'
import { createRetellOutboundCaller } from './retell-outbound-caller'

let retell: Awaited<ReturnType<typeof startRetellSimulator>>
let caller: OutboundCaller
beforeAll(async () => {
  retell = await startRetellSimulator({ keys: ['key_a', 'key_b', 'key_poor'], unpaidKeys: ['key_poor'] })
  caller = createRetellOutboundCaller({ baseUrl: `${retell.baseUrl}/`, placeTimeoutMs: 500, readTimeoutMs: 500 })
})
afterAll(() => retell.close())
beforeEach(() => {
  retell.control({ fault: null, placing: [], forget: true, listDelayMs: 0 })
})

const never = new AbortController().signal
const order = (changes: Partial<PlaceCall> = {}): PlaceCall => ({
  apiKey: 'key_a',
  from: '+918047491899',
  to: '+919876543210',
  agentId: 'agent_7',
  variables: { customer_name: 'Asha', business_name: 'City Clinic' },
  metadata: { tenant_id: 't1', contact_id: 'c1', session_id: 'call_1_1', call_id: '1' },
  ...changes,
})
const bySession = { apiKey: 'key_a', sessionId: 'call_1_1', to: '+919876543210', since: new Date(Date.now() - 1000) }
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

test('a call is placed with exactly the fields the vendor knows', async () => {
  const { vendorCallId } = await caller.place(order(), never)
  expect(retell.requests).toEqual([
    {
      from_number: '+918047491899',
      to_number: '+919876543210',
      override_agent_id: 'agent_7',
      metadata: { tenant_id: 't1', contact_id: 'c1', session_id: 'call_1_1', call_id: '1' },
      retell_llm_dynamic_variables: { customer_name: 'Asha', business_name: 'City Clinic' },
    },
  ])
  expect(retell.calls.map(({ call_id }) => call_id)).toEqual([vendorCallId])
})

test("without an agent of ours the number's own one calls", async () => {
  const { agentId: _, ...rest } = order()
  await caller.place(rest, never)
  expect(retell.requests[0]).not.toHaveProperty('override_agent_id')
})

test('what became of a call is read back', async () => {
  const { vendorCallId } = await caller.place(order(), never)
  await retell.settled()
  const report = await caller.fetch({ apiKey: 'key_a', vendorCallId }, never)
  expect(report).toMatchObject({
    vendorCallId,
    status: 'ended',
    from: '+918047491899',
    to: '+919876543210',
    metadata: { session_id: 'call_1_1' },
    disconnectionReason: 'user_hangup',
    analysis: { sentiment: 'POSITIVE', isSuccessful: true, isVoicemail: false, custom: { appointment_outcome: 'confirmed' } },
  })
  expect(report?.transcript[0]).toMatchObject({ role: 'agent', text: expect.stringContaining('Asha'), startedMs: 0 })
  expect(report?.costCents).toBeGreaterThan(0)
  expect(report?.multiChannelRecordingUrl).toContain(vendorCallId)
})

test('a call nobody knows, or of another account, is null', async () => {
  const { vendorCallId } = await caller.place(order(), never)
  expect(await caller.fetch({ apiKey: 'key_b', vendorCallId }, never)).toBeNull()
  expect(await caller.fetch({ apiKey: 'key_a', vendorCallId: 'call_../secret' }, never)).toBeNull()
})

describe('a refusal', () => {
  test.each<[string, Partial<PlaceCall>, object]>([
    ['a wrong key', { apiKey: 'key_x' }, { reason: 'unauthorized', options: { isRetryable: false, status: 401 } }],
    ['an unpaid account', { apiKey: 'key_poor' }, { reason: 'payment_required', options: { isRetryable: false, status: 402 } }],
    ['a number that is none', { to: '12' }, { reason: 'invalid_request', options: { isRetryable: false, status: 422 } }],
  ])('%s is certain', async (_case, changes, expected) => {
    const error = await errorOf(caller.place(order(changes), never))
    expect(error).toBeInstanceOf(OutboundRefused)
    expect(error).toMatchObject(expected)
    expect(retell.calls).toEqual([])
  })

  test('for haste says how long to wait', async () => {
    retell.control({ placing: [{ how: 'throttle', retryAfterSeconds: 3 }] })
    expect(await errorOf(caller.place(order(), never))).toMatchObject({
      reason: 'rate_limited',
      options: { isRetryable: true, status: 429, retryAfterMs: 3000 },
    })
  })

  test('shows neither the key nor the number', async () => {
    const error = await errorOf(caller.place(order({ apiKey: 'key_x' }), never))
    expect(String(error)).not.toMatch(/key_x|9876543210/)
  })
})

describe('an outcome that is not known', () => {
  test.each([
    ['a lost request', { how: 'lose_request' }, 0],
    ['a lost reply', { how: 'lose_reply' }, 1],
    ['an error before the call', { how: 'error_before' }, 0],
    ['an error after it', { how: 'error_after', status: 503 }, 1],
    ['half an answer', { how: 'garbage_after' }, 1],
    ['no answer', { how: 'hang_after' }, 1],
  ])('%s is told as such, after one request', async (_case, trouble, placed) => {
    retell.control({ placing: [trouble] })
    const error = await errorOf(caller.place(order(), never))
    expect(error).toBeInstanceOf(VendorError)
    expect(error).not.toBeInstanceOf(OutboundRefused)
    expect(retell.requests).toHaveLength(1)
    expect(retell.calls).toHaveLength(placed)
  })

  test.each([408, 409, 500])('so is an answer of %d', async (status) => {
    retell.control({ fault: { status } })
    expect(await errorOf(caller.place(order(), never))).not.toBeInstanceOf(OutboundRefused)
  })

  test('the call is found again by its session, and no other', async () => {
    retell.control({ placing: [{ how: 'lose_reply' }] })
    await errorOf(caller.place(order(), never))
    await errorOf(caller.place(order({ metadata: { session_id: 'call_1_2' } }), never))
    await errorOf(caller.place(order({ apiKey: 'key_b' }), never))
    const found = await caller.findBySession(bySession, never)
    expect(found.map(({ vendorCallId }) => vendorCallId)).toEqual([retell.calls[0]?.call_id])
  })

  test('a call that is not listed yet is not found', async () => {
    await caller.place(order(), never)
    retell.control({ listDelayMs: 60_000 })
    expect(await caller.findBySession(bySession, never)).toEqual([])
  })
})

describe('a vendor that does not filter', () => {
  const serve = async (answer: (page: number) => unknown) => {
    let pages = 0
    const server = createServer((_request, response) => {
      pages += 1
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(pages)))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const asked = await createRetellOutboundCaller({ baseUrl: `http://127.0.0.1:${port}` })
      .findBySession(bySession, never)
      .catch((error: unknown) => error)
    server.close()
    return { asked, pages }
  }
  const item = (id: string, session: string, at = Date.now()) => ({ call_id: id, metadata: { session_id: session }, start_timestamp: at })

  test('is read page by page, until the calls are older than ours', async () => {
    const { asked, pages } = await serve((page) =>
      page === 1
        ? { items: [item('a', 'other')], has_more: true, pagination_key: 'a' }
        : { items: [item('b', 'call_1_1'), item('c', 'other', 1)], has_more: true, pagination_key: 'c' },
    )
    expect(asked).toMatchObject([{ vendorCallId: 'b' }])
    expect(pages).toBe(2)
  })

  test('and never ends, is given up', async () => {
    const { asked, pages } = await serve(() => ({ items: [item('a', 'other')], has_more: true, pagination_key: 'a' }))
    expect(asked).toBeInstanceOf(VendorError)
    expect(pages).toBe(10)
  })

  test('answers something else', async () => {
    expect((await serve(() => [])).asked).toBeInstanceOf(VendorError)
  })
})
