import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startRetellSimulator } from '@/simulators/retell/start-retell-simulator'
import { retellSignature } from '@/simulators/retell/webhooks'
import { newId } from '../../db/transaction'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'
import { createSafeFetch } from '../../vendors/http/safe-fetch'
import { createRetellOutboundCaller } from '../../vendors/retell/retell-outbound-caller'

const GLOBAL_KEY = 'key_of_the_installation'
let test_: TestDatabase
let services: TestServices
let retell: Awaited<ReturnType<typeof startRetellSimulator>>
let tenant: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  test_ = await createTestDatabase()
  retell = await startRetellSimulator()
  services = createTestServices(test_.database, {
    webhookWindowMs: 0,
    outboundLimits: { apiKey: GLOBAL_KEY },
    outboundCaller: createRetellOutboundCaller({ baseUrl: retell.baseUrl }),
    remoteFiles: createSafeFetch({ trustedBaseUrls: [retell.baseUrl] }),
  })
})
afterAll(() => retell.close())
beforeEach(async () => {
  tenant = await createTenantFixture(test_.database)
  stranger = await createTenantFixture(test_.database)
  services.jobs.sent.length = 0
  services.clock.advance(60_000)
})

type Placed = { callId: string; vendorCallId: string; bookingId: string; tenant: TenantFixture; phone: string }

/** A call that was taken on by the vendor a minute ago, about a booking; `isNamed` false: the reply was lost. */
async function place(of: TenantFixture = tenant, { isNamed = true } = {}): Promise<Placed> {
  const callId = newId()
  const vendorCallId = `call_${callId.replaceAll('-', '')}`
  const startedAt = new Date(services.clock.now().getTime() - 60_000)
  const bookingId = newId()
  await test_.database.tenantDb(of.scope, async (db) => {
    const { tenantId } = of
    const contactId = of.contact.id
    await db.booking.create({
      data: {
        id: bookingId,
        tenantId,
        contactId,
        startsAt: new Date('2026-12-24T10:00:00Z'),
        updatedAt: new Date(startedAt.getTime() - 1000),
      },
    })
    await db.call.create({
      data: {
        id: callId,
        tenantId,
        contactId,
        bookingId,
        provider: 'RETELL',
        direction: 'OUTBOUND',
        status: 'RINGING',
        externalId: isNamed ? vendorCallId : null,
        fromPhone: '+918047491899',
        toPhone: of.contact.phone,
        startedAt,
        progress: { dialledAt: startedAt.toISOString() },
      },
    })
    await db.outboundCall.create({
      data: { id: callId, tenantId, contactId, bookingId, status: isNamed ? 'PLACED' : 'DIALLING', dueAt: startedAt },
    })
    await db.callAttempt.create({
      data: { tenantId, outboundId: callId, number: 1, state: isNamed ? 'ACCEPTED' : 'STARTED', decision: {}, startedAt },
    })
  })
  return { callId, vendorCallId, bookingId, tenant: of, phone: of.contact.phone }
}

const said = [
  { role: 'agent', content: 'Hello, this is the clinic.', words: [{ word: 'Hello', start: 0.2, end: 1.9 }] },
  { role: 'user', content: 'Yes, I will be there.', words: [{ word: 'Yes', start: 2.1, end: 3.4 }] },
]
type Vendor = Record<string, unknown>
function vendorCall(placed: Placed, changes: Vendor = {}): Vendor {
  const started = services.clock.now().getTime() - 50_000
  return {
    call_id: placed.vendorCallId,
    call_type: 'phone_call',
    call_status: 'ended',
    direction: 'outbound',
    from_number: '+918047491899',
    to_number: placed.phone,
    metadata: { tenant_id: placed.tenant.tenantId, session_id: `call_${placed.callId}_1`, call_id: placed.callId },
    start_timestamp: started,
    end_timestamp: started + 20_000,
    duration_ms: 20_000,
    disconnection_reason: 'user_hangup',
    transcript_object: said,
    call_cost: { combined_cost: 10.5 },
    ...changes,
  }
}
const analysis = (custom: Vendor = { appointment_outcome: 'confirmed' }, more: Vendor = {}): Vendor => ({
  call_analysis: {
    call_summary: 'They will come.',
    user_sentiment: 'Positive',
    call_successful: true,
    in_voicemail: false,
    custom_analysis_data: custom,
    ...more,
  },
})
const started = (placed: Placed) => ({
  event: 'call_started',
  call: vendorCall(placed, {
    call_status: 'ongoing',
    end_timestamp: undefined,
    duration_ms: undefined,
    disconnection_reason: undefined,
    transcript_object: undefined,
    call_cost: undefined,
  }),
})
const ended = (placed: Placed, changes: Vendor = {}) => ({ event: 'call_ended', call: vendorCall(placed, changes) })
const analyzed = (placed: Placed, custom?: Vendor, changes: Vendor = {}) => ({
  event: 'call_analyzed',
  call: vendorCall(placed, { ...analysis(custom), ...changes }),
})

type Sending = { key?: string; ageMs?: number; address?: string; signature?: string | null }
function deliver(body: unknown, { key = GLOBAL_KEY, ageMs = 0, address = newId(), signature }: Sending = {}) {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
  const signed = signature === undefined ? retellSignature(bytes, key, services.clock.now().getTime() - ageMs) : signature
  return services.outcomes.receive({ signature: signed, body: bytes, address })
}

/** What the jobs would do. */
async function work(): Promise<void> {
  while (services.jobs.sent.length > 0) {
    const job = services.jobs.sent.shift()
    if (job?.name === 'outcome.received') await services.outcomes.apply(job.data)
    if (job?.name === 'recording.offered') await services.outcomes.copyRecording(job.data)
    if (job) done.push(job.name)
  }
}
const done: string[] = []
async function deliverAll(...bodies: unknown[]): Promise<void> {
  for (const body of bodies) {
    await deliver(body)
    await work()
  }
}

const view = (placed: Placed) => services.calls.get(placed.tenant.scope, placed.callId)
const contactOf = async (of: TenantFixture) =>
  (
    await test_.asOwner<{ totalCalls: number; callAttempts: number; lastCallAt: Date | null }>(
      `SELECT "totalCalls", "callAttempts", "lastCallAt" FROM "Contact" WHERE id = $1`,
      [of.contact.id],
    )
  )[0]
const bookingOf = async (placed: Placed) =>
  (await test_.asOwner<{ status: string }>(`SELECT status::text FROM "Booking" WHERE id = $1`, [placed.bookingId]))[0]?.status
const suppressed = async (of: TenantFixture) =>
  (await test_.asOwner<{ phone: string }>(`SELECT phone, source, "callId" FROM "Suppression" WHERE "tenantId" = $1`, [of.tenantId])).length
const inbox = (of: TenantFixture) =>
  test_.asOwner<{ status: string }>(`SELECT status::text, "eventId" FROM "WebhookInbox" WHERE "tenantId" = $1 ORDER BY "receivedAt"`, [
    of.tenantId,
  ])
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  )
/** Everything a call and what hangs on it amount to, without ids and moments of writing. */
async function stateOf(placed: Placed) {
  const { id: _id, contact: _contact, booking: _booking, events, extractions, ...call } = await view(placed)
  return {
    ...call,
    callSid: null,
    contactId: null,
    contactName: null,
    bookingId: null,
    from: null,
    to: null,
    turns: call.turns,
    extractions: extractions.map(({ type, data }) => ({ type, data })),
    events: events
      .map(({ type }) => type)
      .filter((type) => type !== 'status')
      .sort(),
    contact: await contactOf(placed.tenant).then((found) => found?.totalCalls),
    booking: await bookingOf(placed),
    suppressed: await suppressed(placed.tenant),
  }
}

describe('a call that goes well', () => {
  test('is told in the vendor’s words when its analysis comes, whoever summed it up before, and those who look are told', async () => {
    const placed = await place()
    const ref = { tenantId: tenant.tenantId, callId: placed.callId }
    await deliverAll(started(placed), ended(placed))
    await services.insights.understand(ref)
    const { summary } = await view(placed)
    expect(summary).toBeTruthy()
    expect(summary).not.toBe('They will come.')
    services.eventBus.published.length = 0
    await deliverAll(analyzed(placed))
    expect(await view(placed)).toMatchObject({ summary: 'They will come.', sentiment: 'POSITIVE' })
    expect(services.eventBus.published).toContainEqual({ type: 'call_changed', ...ref, status: 'COMPLETED' })
    await services.insights.understand(ref)
    expect(await view(placed)).toMatchObject({ summary: 'They will come.', sentiment: 'POSITIVE' })
  })

  test('is answered, ends, is analysed; its cost, turns and booking follow', async () => {
    const placed = await place()
    await deliverAll(started(placed))
    expect(await view(placed)).toMatchObject({ status: 'IN_PROGRESS' })
    await deliverAll(ended(placed))
    expect(await view(placed)).toMatchObject({
      status: 'COMPLETED',
      endReason: 'user_hangup',
      durationSeconds: 20,
      costPaise: 945,
      turns: [
        { index: 0, role: 'agent', text: 'Hello, this is the clinic.', startedMs: 200, endedMs: 1900 },
        { index: 1, role: 'caller', text: 'Yes, I will be there.', startedMs: 2100, endedMs: 3400 },
      ],
      cost: { lines: [{ kind: 'conversation', provider: 'retell', quantity: 10.5, unit: 'cent', priceDate: '2026-05-01' }] },
    })
    await deliverAll(analyzed(placed))
    expect(await view(placed)).toMatchObject({
      summary: 'They will come.',
      sentiment: 'POSITIVE',
      extractions: [{ type: 'call_analysis', data: { custom: { appointment_outcome: 'confirmed' }, booking_outcome: 'confirmed' } }],
    })
    expect(await bookingOf(placed)).toBe('CONFIRMED')
    expect(await contactOf(tenant)).toMatchObject({ totalCalls: 1 })
    expect(done).toContain('call.ended')
    expect((await inbox(tenant)).map(({ status }) => status)).toEqual(['APPLIED', 'APPLIED', 'APPLIED'])
  })

  test('another business sees nothing of it', async () => {
    const theirs = await place(stranger)
    const before = await stateOf(theirs)
    const placed = await place()
    await deliverAll(started(placed), ended(placed), analyzed(placed))
    expect(await stateOf(theirs)).toEqual(before)
    expect(await inbox(stranger)).toEqual([])
  })
})

describe('order and repetition', () => {
  test('change nothing', async () => {
    const reference = await place()
    await deliverAll(started(reference), ended(reference), analyzed(reference))
    const { startedAt: _s, answeredAt: _a, endedAt: _e, ...expected } = await stateOf(reference)
    const parts = ['started', 'ended', 'analyzed', 'started', 'ended', 'analyzed'] as const
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...parts], { minLength: 6, maxLength: 6 }), async (order) => {
        tenant = await createTenantFixture(test_.database)
        const placed = await place()
        const bodies = { started: started(placed), ended: ended(placed), analyzed: analyzed(placed) }
        for (const part of order) await deliver(bodies[part])
        await work()
        const { startedAt: _1, answeredAt: _2, endedAt: _3, ...state } = await stateOf(placed)
        expect(state).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  }, 90_000)

  test('a notice that is applied again after everything changes nothing', async () => {
    const placed = await place()
    await deliver(ended(placed))
    const [job] = services.jobs.sent
    if (job?.name !== 'outcome.received') throw new Error('no job')
    await deliverAll(analyzed(placed))
    const before = await stateOf(placed)
    for (let again = 0; again < 3; again += 1) expect(await services.outcomes.apply(job.data)).toBe('applied')
    expect(await stateOf(placed)).toEqual(before)
  })

  test('a corrected transcript replaces the first one, a shorter one too', async () => {
    const placed = await place()
    await deliverAll(ended(placed))
    await deliverAll(analyzed(placed, undefined, { transcript_object: [{ role: 'user', content: 'Yes.', words: [] }] }))
    expect((await view(placed)).turns).toMatchObject([{ index: 0, role: 'caller', text: 'Yes.' }])
  })

  test('a corrected cost replaces the first one', async () => {
    const placed = await place()
    await deliverAll(ended(placed), analyzed(placed, undefined, { call_cost: { combined_cost: 20 } }))
    expect((await view(placed)).costPaise).toBe(1800)
  })
})

describe('forgeries', () => {
  test.each<[string, (placed: Placed) => Sending]>([
    ['without a signature', () => ({ signature: null })],
    ['with an empty one', () => ({ signature: '' })],
    ['signed with another key', () => ({ key: 'key_x' })],
    ['signed more than five minutes ago', () => ({ ageMs: 300_001 })],
    ['signed more than five minutes ahead', () => ({ ageMs: -300_001 })],
    ['with the signature of another body', () => ({ signature: retellSignature('{}', GLOBAL_KEY, services.clock.now().getTime()) })],
  ])('%s are refused and change nothing', async (_case, how) => {
    const placed = await place()
    expect(await errorOf(deliver(ended(placed), how(placed)))).toMatchObject({ code: 'unauthorized' })
    await work()
    expect(await view(placed)).toMatchObject({ status: 'RINGING' })
    expect(await inbox(tenant)).toEqual([])
  })

  test('of one address are soon not listened to any more', async () => {
    const placed = await place()
    const refused = () => errorOf(deliver(ended(placed), { key: 'key_x', address: 'a guesser' }))
    for (let index = 0; index < 60; index += 1) expect(await refused()).toMatchObject({ code: 'unauthorized' })
    expect(await refused()).toMatchObject({ code: 'rate_limited', details: { retryAfterSeconds: expect.any(Number) } })
    expect(await deliver(ended(placed), { address: 'somebody else' })).toMatchObject({ callId: placed.callId })
  })

  test.each(['{"event":"call_ended","call":', '[]', '"call_ended"', '{"call":{"call_id":"c"}}', '', '\u0000'])(
    'a broken body is told to who signed it, %s',
    async (body) => {
      expect(await errorOf(deliver(body))).toMatchObject({ code: 'malformed_json' })
      expect(await errorOf(deliver(body, { key: 'key_x' }))).toMatchObject({ code: 'unauthorized' })
    },
  )
})

describe('a tenant with a key of its own', () => {
  const ownKey = async (of: TenantFixture, key: string) =>
    test_.database.tenantDb(of.scope, (db) =>
      db.tenant.update({ where: { id: of.tenantId }, data: { retellApiKeyEncrypted: services.adapters.secrets.seal(key) } }),
    )

  test('is believed with that key alone', async () => {
    await ownKey(tenant, 'key_own')
    const placed = await place()
    expect(await errorOf(deliver(ended(placed)))).toMatchObject({ code: 'unauthorized' })
    expect(await deliver(ended(placed), { key: 'key_own' })).toEqual({ callId: placed.callId, isNew: true })
    await work()
    expect(await view(placed)).toMatchObject({ status: 'COMPLETED' })
  })

  test('moves no call of another tenant, whatever the notice names', async () => {
    await ownKey(stranger, 'key_of_the_stranger')
    const placed = await place()
    const theirs = await place(stranger)
    const forged = [
      ended(placed),
      ended(placed, { metadata: { tenant_id: stranger.tenantId, call_id: theirs.callId, session_id: `call_${theirs.callId}_1` } }),
      ended(theirs, { call_id: placed.vendorCallId }),
    ]
    for (const body of forged) expect(await errorOf(deliver(body, { key: 'key_of_the_stranger' }))).toMatchObject({ code: 'unauthorized' })
    await work()
    expect(await view(placed)).toMatchObject({ status: 'RINGING' })
    expect(await view(theirs)).toMatchObject({ status: 'RINGING' })
  })

  test('does not get hold of a call by bringing in a recording with its name', async () => {
    const placed = await place()
    await ownKey(stranger, 'key_of_the_stranger')
    await test_.database.tenantDb(stranger.scope, (db) =>
      db.call.create({ data: { tenantId: stranger.tenantId, provider: 'RETELL', externalId: placed.vendorCallId, status: 'COMPLETED' } }),
    )
    expect(await deliver(ended(placed))).toMatchObject({ callId: placed.callId })
  })
})

describe('notices of calls that are not known', () => {
  test('about nobody here are taken and dropped', async () => {
    expect(await deliver({ event: 'call_ended', call: { call_id: 'call_of_somebody' } })).toEqual({ callId: null, isNew: false })
    expect(await errorOf(deliver({ event: 'call_ended', call: { call_id: 'call_of_somebody' } }, { key: 'key_x' }))).toMatchObject({
      code: 'unauthorized',
    })
  })

  test('of a tenant that is named wait', async () => {
    const body = { event: 'call_ended', call: { call_id: 'call_unknown', metadata: { tenant_id: tenant.tenantId } } }
    expect(await deliver(body)).toEqual({ callId: null, isNew: true })
    expect((await inbox(tenant)).map(({ status }) => status)).toEqual(['WAITING'])
  })

  test('of an event nobody knows are kept', async () => {
    const placed = await place()
    await deliverAll(
      { event: 'call_teleported', call: vendorCall(placed, { call_status: 'ongoing' }) },
      { event: 'something_else', call: {} },
    )
    expect((await inbox(tenant)).map(({ status }) => status)).toEqual(['APPLIED'])
    expect(await view(placed)).toMatchObject({ status: 'IN_PROGRESS' })
  })

  test('name the call whose reply was lost', async () => {
    const placed = await place(tenant, { isNamed: false })
    await deliverAll(started(placed), ended(placed))
    expect(await view(placed)).toMatchObject({ callSid: placed.vendorCallId, status: 'COMPLETED' })
    const [attempt] = await test_.asOwner(`SELECT state::text, "vendorCallId" FROM "CallAttempt" WHERE "outboundId" = $1`, [placed.callId])
    expect(attempt).toEqual({ state: 'ACCEPTED', vendorCallId: placed.vendorCallId })
    expect(await contactOf(tenant)).toMatchObject({ totalCalls: 1, callAttempts: 1 })
  })

  test('of a second call under the name of the same one wait and change nothing', async () => {
    const placed = await place()
    await deliver(ended(placed, { call_id: 'call_another_one' }))
    await work()
    expect(await view(placed)).toMatchObject({ status: 'RINGING' })
    expect((await inbox(tenant)).map(({ status }) => status)).toEqual(['WAITING'])
  })
})

describe('how a call ended', () => {
  test.each<[string, string, string]>([
    ['dial_busy', 'not_connected', 'BUSY'],
    ['dial_no_answer', 'not_connected', 'NO_ANSWER'],
    ['dial_failed', 'not_connected', 'FAILED'],
    ['invalid_destination', 'not_connected', 'FAILED'],
    ['user_declined', 'not_connected', 'NO_ANSWER'],
    ['telephony_provider_unavailable', 'not_connected', 'FAILED'],
    ['something_new', 'not_connected', 'FAILED'],
    ['something_new', 'ended', 'COMPLETED'],
    ['voicemail_reached', 'ended', 'COMPLETED'],
    ['error_retell', 'error', 'FAILED'],
  ])('%s (%s) → %s', async (reason, call_status, status) => {
    const placed = await place()
    const silent = call_status === 'ended' ? {} : { transcript_object: [], start_timestamp: undefined, duration_ms: 0 }
    await deliverAll(ended(placed, { call_status, disconnection_reason: reason, ...silent }))
    expect(await view(placed)).toMatchObject({ status, endReason: reason })
    expect(await contactOf(tenant)).toMatchObject({ totalCalls: 1 })
  })

  test('a call that broke off in the middle of a conversation is a completed one', async () => {
    const placed = await place()
    await deliverAll(ended(placed, { call_status: 'error', disconnection_reason: 'error_asr' }))
    expect(await view(placed)).toMatchObject({ status: 'COMPLETED', endReason: 'error_asr' })
  })
})

describe('the booking of a call', () => {
  test.each([
    ['confirmed', 'CONFIRMED'],
    ['reschedule requested', 'RESCHEDULED'],
    ['cancelled', 'CANCELLED'],
  ])('%s → %s', async (word, status) => {
    const placed = await place()
    await deliverAll(analyzed(placed, { appointment_outcome: word }))
    expect(await bookingOf(placed)).toBe(status)
  })

  test('is left alone once somebody changed it after the call had begun', async () => {
    const placed = await place()
    await test_.asOwner(`UPDATE "Booking" SET status = 'RESCHEDULED', "updatedAt" = $2 WHERE id = $1`, [
      placed.bookingId,
      services.clock.now(),
    ])
    await deliverAll(analyzed(placed, { appointment_outcome: 'cancelled' }))
    expect(await bookingOf(placed)).toBe('RESCHEDULED')
    expect((await view(placed)).events).toContainEqual(
      expect.objectContaining({ type: 'booking_outcome', data: { outcome: 'cancelled', is_applied: false, reason: 'changed_meanwhile' } }),
    )
  })

  test('is left alone when it is over', async () => {
    const placed = await place()
    await test_.asOwner(`UPDATE "Booking" SET status = 'COMPLETED' WHERE id = $1`, [placed.bookingId])
    await deliverAll(analyzed(placed, { appointment_outcome: 'cancelled' }))
    expect(await bookingOf(placed)).toBe('COMPLETED')
  })

  test('follows a corrected analysis, not the repetition of the one before', async () => {
    const placed = await place()
    const wrong = analyzed(placed, { appointment_outcome: 'cancelled' })
    await deliverAll(wrong)
    services.clock.advance(1000)
    await deliverAll(analyzed(placed, { appointment_outcome: 'confirmed' }))
    expect(await bookingOf(placed)).toBe('CONFIRMED')
    services.clock.advance(1000)
    await deliverAll(wrong)
    expect(await bookingOf(placed)).toBe('CONFIRMED')
  })

  test('no other booking of the person changes', async () => {
    const placed = await place()
    const other = await place()
    await deliverAll(analyzed(placed, { appointment_outcome: 'cancelled' }))
    expect(await bookingOf(other)).toBe('BOOKED')
  })
})

describe('a person who does not want to be called', () => {
  test.each<[string, Vendor, Vendor]>([
    ['says so', {}, { transcript_object: [{ role: 'user', content: 'Do not call me again!', words: [] }] }],
    ['is marked so', { mark_dnc_compliant: 'True' }, {}],
    ['says so in Hindi', {}, { transcript_object: [{ role: 'user', content: 'मुझे दोबारा कॉल मत करना', words: [] }] }],
  ])('and %s is not called again', async (_case, custom, changes) => {
    const placed = await place()
    await deliverAll(analyzed(placed, custom, changes), ended(placed, changes))
    expect(await services.suppressions.isSuppressed(tenant.scope, placed.phone)).toBe(true)
    expect(await services.suppressions.isSuppressed(stranger.scope, placed.phone)).toBe(false)
  })

  test('and is taken off the list by the team stays off it', async () => {
    const placed = await place()
    await deliverAll(analyzed(placed, { do_not_call: true }))
    await services.suppressions.remove(tenant.scope, placed.phone)
    await deliverAll(analyzed(placed, { do_not_call: true }, { duration_ms: 21_000 }))
    expect(await services.suppressions.isSuppressed(tenant.scope, placed.phone)).toBe(false)
  })
})

describe('what never arrived', () => {
  async function placeAtVendor(outcome: string) {
    retell.control({ outcomes: { '*': outcome } })
    const placed = await place(tenant, { isNamed: false })
    const { vendorCallId } = await createRetellOutboundCaller({ baseUrl: retell.baseUrl }).place(
      {
        apiKey: GLOBAL_KEY,
        from: '+918047491899',
        to: placed.phone,
        variables: { customer_name: 'Asha' },
        metadata: { tenant_id: tenant.tenantId, session_id: `call_${placed.callId}_1`, call_id: placed.callId },
      },
      new AbortController().signal,
    )
    await retell.settled()
    await services.outbound.learnPlaced(tenant.tenantId, { sessionId: `call_${placed.callId}_1`, vendorCallId })
    return { ...placed, vendorCallId }
  }
  const reconcile = () =>
    services.outcomes.reconcile((error) => {
      throw error
    })

  test('is asked for and taken in as if it had come by itself', async () => {
    const placed = await placeAtVendor('confirmed')
    expect(await reconcile()).toBeGreaterThan(0)
    await work()
    expect(await view(placed)).toMatchObject({ status: 'COMPLETED', sentiment: 'POSITIVE', recordingUrl: expect.any(String) })
    expect(await bookingOf(placed)).toBe('CONFIRMED')
    await retell.control({ webhookUrl: null })
    const before = await stateOf(placed)
    await services.outcomes.ask({ tenantId: tenant.tenantId, callId: placed.callId })
    await work()
    expect(await stateOf(placed)).toEqual(before)
  })

  test('the sound is copied to our own store, once', async () => {
    const placed = await placeAtVendor('confirmed')
    await services.outcomes.ask({ tenantId: tenant.tenantId, callId: placed.callId })
    expect(services.jobs.sent.map(({ name }) => name)).toContain('recording.offered')
    await work()
    const { body, sizeBytes } = await services.recordings.open(tenant.scope, placed.callId, null)
    body.destroy()
    expect(sizeBytes).toBeGreaterThan(1000)
    expect((await view(placed)).recordingDurationMs).toBeGreaterThan(1000)
    expect(await services.outcomes.copyRecording({ tenantId: tenant.tenantId, callId: placed.callId })).toBe('nothing_to_copy')
  })

  test('sound at a private address is not fetched, and the call says so', async () => {
    const placed = await place()
    await deliverAll(ended(placed, { recording_multi_channel_url: 'http://169.254.169.254/latest/meta-data' }))
    expect(await view(placed)).toMatchObject({ recordingUrl: null })
    expect((await view(placed)).events).toContainEqual(expect.objectContaining({ type: 'recording', data: { failed: 'private_url' } }))
  })

  test('a call the vendor does not know is given up once it is old enough', async () => {
    const placed = await place()
    const ref = { tenantId: tenant.tenantId, callId: placed.callId }
    await services.outcomes.ask(ref)
    expect(await view(placed)).toMatchObject({ status: 'RINGING' })
    services.clock.advance(11 * 60_000)
    await services.outcomes.ask(ref)
    expect(await view(placed)).toMatchObject({ status: 'FAILED', endReason: 'unknown_to_vendor' })
  })

  test('a vendor that does not answer leaves the call as it is', async () => {
    const placed = await place()
    retell.control({ fault: { status: 500 } })
    expect(await errorOf(services.outcomes.ask({ tenantId: tenant.tenantId, callId: placed.callId }))).toMatchObject({
      name: 'VendorError',
    })
    retell.control({ fault: null })
    expect(await view(placed)).toMatchObject({ status: 'RINGING' })
  })
})
