import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decodeWav } from '@/server/domain/audio/wav'
import { isRetellSignature } from '@/server/vendors/retell/retell-signature'
import { startRetellSimulator } from './start-retell-simulator'

type Notice = { event: string; call: Record<string, unknown>; isSigned: boolean }
const notices: Notice[] = []
let answers: number[] = []
let webhookUrl: string
let retell: Awaited<ReturnType<typeof startRetellSimulator>>

const desk = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    const header = String(request.headers['x-retell-signature'])
    const isSigned = isRetellSignature({ header, body, apiKey: 'key_a', nowMs: Date.now() })
    try {
      notices.push({ ...JSON.parse(body.toString('utf8')), isSigned })
    } catch {
      notices.push({ event: 'garbage', call: {}, isSigned })
    }
    response.writeHead(answers.shift() ?? 200).end()
  })
})
beforeAll(async () => {
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve))
  webhookUrl = `http://127.0.0.1:${(desk.address() as AddressInfo).port}/hook`
  retell = await startRetellSimulator({ webhookUrl, keys: ['key_a'] })
})
afterAll(async () => {
  desk.close()
  await retell.close()
})
beforeEach(() => {
  notices.length = 0
  answers = []
  retell.control({ forget: true, fault: null, placing: [], webhooks: {} })
})

const api = (path: string, body?: unknown, key = 'key_a') =>
  fetch(retell.baseUrl + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const order = { from_number: '+918047491899', to_number: '+919876543210', metadata: { session_id: 's1' } }
const place = async (changes: object = {}) => {
  const response = await api('/v2/create-phone-call', { ...order, ...changes })
  const call = await response.json()
  await retell.settled()
  return { status: response.status, call }
}

test('a call rings, is answered, ends and is analysed; each is told, signed, without what comes later', async () => {
  const { status, call } = await place({ retell_llm_dynamic_variables: { customer_name: 'Asha', appointment_date: 'Monday' } })
  expect({ status, call }).toMatchObject({
    status: 201,
    call: { call_status: 'registered', call_type: 'phone_call', metadata: { session_id: 's1' } },
  })
  expect(notices.map(({ event, isSigned }) => [event, isSigned])).toEqual([
    ['call_started', true],
    ['call_ended', true],
    ['call_analyzed', true],
  ])
  const [started, ended, analyzed] = notices
  expect(started?.call).not.toHaveProperty('end_timestamp')
  expect(ended?.call).not.toHaveProperty('call_analysis')
  expect(ended?.call).toMatchObject({ call_status: 'ended', transcript: expect.stringContaining('Asha') })
  expect(analyzed?.call).toMatchObject({ call_analysis: { custom_analysis_data: { appointment_outcome: 'confirmed' } } })
})

test('a call that does not connect is never told as begun', async () => {
  await place({ to_number: '+919876540405' })
  expect(notices.map(({ event, call }) => [event, call.call_status, call.disconnection_reason])).toEqual([
    ['call_ended', 'not_connected', 'dial_busy'],
  ])
})

test('what the API does not know is ignored, as the real one does', async () => {
  const { call } = await place({ agent_id: 'agent_x', webhook_url: 'http://elsewhere', webhook_metadata: { a: 1 } })
  expect(call).toMatchObject({ agent_id: 'agent_bound_to_the_number' })
  expect((await place({ override_agent_id: 'agent_x' })).call).toMatchObject({ agent_id: 'agent_x' })
})

test.each<[string, object]>([
  ['a variable that is a number', { retell_llm_dynamic_variables: { slot: 4 } }],
  ['a variable that is null', { retell_llm_dynamic_variables: { slot: null } }],
  ['a number that is not E.164', { to_number: '09876543210' }],
  ['no number to call from', { from_number: undefined }],
])('%s is refused with 422', async (_case, changes) => {
  expect((await place(changes)).status).toBe(422)
  expect(retell.calls).toEqual([])
})

test('a wrong key is refused', async () => {
  expect((await api('/v2/create-phone-call', order, 'key_x')).status).toBe(401)
})

test('the list is filtered, in pages, and without transcripts', async () => {
  for (const session of ['s1', 's2', 's1', 's1']) await place({ metadata: { session_id: session } })
  const criteria = { metadata: [{ type: 'string', op: 'eq', key: 'session_id', value: 's1' }] }
  const first = await (await api('/v3/list-calls', { filter_criteria: criteria, limit: 2 })).json()
  expect(first).toMatchObject({ has_more: true, items: [{ metadata: { session_id: 's1' } }, { metadata: { session_id: 's1' } }] })
  expect(first.items[0]).not.toHaveProperty('transcript')
  const second = await (await api('/v3/list-calls', { filter_criteria: criteria, limit: 2, pagination_key: first.pagination_key })).json()
  expect(second).toMatchObject({ has_more: false, items: [{ metadata: { session_id: 's1' } }] })
})

test('the recording has the user left and the agent right', async () => {
  const { call } = await place()
  const { recording_multi_channel_url: url } = await (await api(`/v2/get-call/${call.call_id}`)).json()
  const wav = decodeWav(new Uint8Array(await (await fetch(url)).arrayBuffer()))
  expect(wav).toMatchObject({ channels: 2, sampleRateHz: 8000 })
})

describe('misbehaviour', () => {
  test('what is not taken is sent again, three times in all', async () => {
    answers = [500, 500, 500, 500, 200]
    await place({ to_number: '+919876540405' })
    expect(notices).toHaveLength(3)
    await place({ to_number: '+919876540405' })
    expect(notices).toHaveLength(5)
  })

  test.each<[string, object, Partial<Notice>[]]>([
    ['twice', { copies: 2, omit: ['call_started', 'call_analyzed'] }, [{ event: 'call_ended' }, { event: 'call_ended' }]],
    ['last first', { isReversed: true }, [{ event: 'call_analyzed' }, { event: 'call_ended' }, { event: 'call_started' }]],
    ['forged', { isForged: true, omit: ['call_started', 'call_analyzed'] }, [{ isSigned: false }]],
    ['stale', { ageMs: 301_000, omit: ['call_started', 'call_analyzed'] }, [{ isSigned: false }]],
    ['broken', { isGarbage: true, omit: ['call_started', 'call_analyzed'] }, [{ event: 'garbage', isSigned: true }]],
    ['not at all', { omit: ['call_started', 'call_ended', 'call_analyzed'] }, []],
  ])('notices come %s', async (_case, webhooks, expected) => {
    retell.control({ webhooks })
    await place()
    expect(notices).toMatchObject(expected)
    expect(notices).toHaveLength(expected.length)
  })

  test('goes wrong by chance, the same way for the same seed', async () => {
    const outcomes = async () => {
      retell.control({ forget: true, seed: 7, placing: [{ how: 'throttle', share: 0.5, retryAfterSeconds: 2 }] })
      const statuses = []
      for (let index = 0; index < 12; index += 1) statuses.push((await place()).status)
      return statuses
    }
    const statuses = await outcomes()
    expect(new Set(statuses)).toEqual(new Set([201, 429]))
    expect(await outcomes()).toEqual(statuses)
  })

  test('lines run out', async () => {
    retell.control({ concurrencyLimit: 1, pace: { ringMs: 60_000 } })
    await api('/v2/create-phone-call', order)
    const second = await api('/v2/create-phone-call', order)
    expect({ status: second.status, wait: second.headers.get('retry-after') }).toEqual({ status: 429, wait: '1' })
    expect(await (await api('/get-concurrency')).json()).toMatchObject({ current_concurrency: 1, concurrency_limit: 1 })
  })
})
