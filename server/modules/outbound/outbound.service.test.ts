import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RetellSimulatorOptions } from '../../../simulators/retell/retell-simulator'
import { startRetellSimulator } from '../../../simulators/retell/start-retell-simulator'
import type { PlaceOutboundInput } from '../../domain/outbound/outbound-input'
import { placeOutboundInput } from '../../domain/outbound/outbound-input'
import type { OutboundCallView } from '../../domain/outbound/outbound-view'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'
import { createRetellOutboundCaller } from '../../vendors/retell/retell-outbound-caller'

const NUMBER = '+918047491899'
/** Noon in India on a Monday. */
const NOON = new Date('2026-11-23T06:30:00.000Z')
const SECOND = 1000
const MINUTE = 60 * SECOND

let database: TestDatabase
let services: TestServices
let retell: Awaited<ReturnType<typeof startRetellSimulator>>
let tenant: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  retell = await startRetellSimulator()
  services = createTestServices(database.database, {
    outboundCaller: createRetellOutboundCaller({ baseUrl: retell.baseUrl }),
    outboundLimits: { apiKey: 'key_shared', placeTimeoutMs: 3000, maxConcurrentCalls: 1000 },
  })
})
afterAll(() => retell.close())

beforeEach(async () => {
  services.clock.set(NOON)
  retell.control({ fault: null, placing: [], forget: true, unpaidKeys: [], listDelayMs: 0 })
  tenant = await createCallingTenant()
  stranger = await createCallingTenant()
})

async function createCallingTenant(): Promise<TenantFixture> {
  const fixture = await createTenantFixture(database.database)
  await services.outbound.saveSettings(fixture.users.ADMIN.scope, { retellNumber: NUMBER, retellAgentId: null, policy: emptyPolicy() })
  return fixture
}

function emptyPolicy() {
  return {
    windows: { SERVICE: null, PROMOTIONAL: null },
    weekdaysOff: { SERVICE: [], PROMOTIONAL: [] },
    holidays: [],
    maxCallsPerContactPerDay: null,
    maxCallsPerDay: null,
    maxConcurrentCalls: null,
  }
}

type Wish = Partial<PlaceOutboundInput>
const place = (wish: Wish = {}, key?: string, scope = tenant.users.MEMBER.scope) =>
  services.outbound.placeOutbound(scope, placeOutboundInput.parse({ contactId: tenant.contact.id, purpose: 'SERVICE', ...wish }), key)
const get = (callId: string) => services.outbound.get(tenant.scope, callId)
const ref = (callId: string) => ({ tenantId: tenant.tenantId, outboundId: callId })

/** What the job does with the newest event of a call, without waiting: the clock is where the test put it. */
async function ring(callId: string): Promise<OutboundCallView> {
  const event = services.jobs.sent.findLast(
    ({ name, data }) => name === 'outbound.due' && 'outboundId' in data && data.outboundId === callId,
  )
  if (event?.name !== 'outbound.due') throw new Error('No event was sent')
  await services.outbound.dial(event.data)
  return get(callId)
}

async function addBooking(startsAt: Date, fields: object = {}) {
  const { tenantId } = tenant
  const data = { tenantId, contactId: tenant.contact.id, startsAt, ...fields }
  return database.database.tenantDb(tenant.scope, (tx) => tx.booking.create({ data }))
}

const inMinutes = (minutes: number) => new Date(services.clock.now().getTime() + minutes * MINUTE)

describe('asking for a call', () => {
  test('now: it is due at once and dialled once, with what the mapping says and ids to know it by', async () => {
    const booking = await addBooking(inMinutes(24 * 60), { type: 'Haircut' })
    const placed = await place()
    expect(placed).toEqual({ callId: expect.any(String), status: 'SCHEDULED', scheduledAt: NOON.toISOString(), reason: null })
    const view = await ring(placed.callId)
    expect(view).toMatchObject({
      state: 'PLACED',
      callStatus: 'RINGING',
      attempts: [{ number: 1, state: 'ACCEPTED', decision: { isAllowed: true } }],
    })
    expect(retell.requests).toHaveLength(1)
    expect(retell.requests[0]).toMatchObject({
      from_number: NUMBER,
      to_number: tenant.contact.phone,
      metadata: {
        tenant_id: tenant.tenantId,
        contact_id: tenant.contact.id,
        session_id: `call_${placed.callId}_1`,
        call_id: placed.callId,
        booking_id: booking.id,
      },
      retell_llm_dynamic_variables: { business_name: tenant.name },
    })
    const call = await services.calls.get(tenant.scope, placed.callId)
    expect(call).toMatchObject({ provider: 'RETELL', direction: 'OUTBOUND', to: tenant.contact.phone, bookingId: booking.id })
    const { items } = await services.mappings.logs(tenant.scope, { limit: 5, callId: placed.callId })
    expect(items).toMatchObject([{ isSuccessful: true, retellCallId: retell.calls[0]?.call_id }])
  })

  test('at a time: without a zone it is the business’s, and nothing is dialled before', async () => {
    const placed = await place({ when: '2026-11-24T10:30' })
    expect(placed.scheduledAt).toBe('2026-11-24T05:00:00.000Z')
    expect(await ring(placed.callId)).toMatchObject({ state: 'SCHEDULED', callStatus: 'SCHEDULED', attempts: [] })
    services.clock.set(new Date(placed.scheduledAt))
    expect(await ring(placed.callId)).toMatchObject({ state: 'PLACED' })
  })

  test.each([
    ['is past', { when: '2026-11-23T06:24:59Z' }, 'time_in_the_past'],
    ['is none', { when: 'soon' }, 'invalid_time'],
    ['is a day alone', { when: '2026-11-24' }, 'invalid_time'],
    ['is years ahead', { when: '2030-11-24T10:00' }, 'invalid_time'],
  ])('a time that %s is refused', async (_, wish, code) => {
    await expect(place(wish)).rejects.toMatchObject({ code })
  })

  test('a time a few minutes past is now', async () => {
    expect(await place({ when: '2026-11-23T06:26:00Z' })).toMatchObject({ scheduledAt: NOON.toISOString() })
  })

  test('outside the hours it is moved to the next opening, or refused', async () => {
    services.clock.set(new Date('2026-11-23T17:00:00Z'))
    expect(await place()).toMatchObject({ scheduledAt: '2026-11-24T03:30:00.000Z', reason: 'outside_calling_window' })
    await expect(place({ ifOutsideWindow: 'REJECT' })).rejects.toMatchObject({ code: 'outside_calling_window' })
  })

  test('promotional calls open later; missing consent is said, and stops the call when it is dialled', async () => {
    services.clock.set(new Date('2026-11-23T04:00:00Z'))
    const scope = tenant.users.ADMIN.scope
    const placed = await place({ purpose: 'PROMOTIONAL' }, undefined, scope)
    expect(placed).toMatchObject({ scheduledAt: '2026-11-23T04:30:00.000Z', reason: 'outside_calling_window' })
    services.clock.set(new Date(placed.scheduledAt))
    expect(await place({ purpose: 'PROMOTIONAL', when: '2026-11-23T12:00' }, undefined, scope)).toMatchObject({ reason: 'consent_missing' })
    expect(await ring(placed.callId)).toMatchObject({
      state: 'FAILED',
      callStatus: 'FAILED',
      failureReason: 'consent_missing',
      attempts: [{ state: 'HELD', decision: { isAllowed: false, reasons: [{ code: 'consent_missing' }] } }],
    })
    expect(retell.requests).toEqual([])
  })

  test('a member may not place promotional calls', async () => {
    await expect(place({ purpose: 'PROMOTIONAL' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('what stands against the person or the business for good is said at once', async () => {
    const { tenantId } = tenant
    const set = (data: object) =>
      database.database.tenantDb(tenant.scope, (tx) =>
        tx.contact.update({ where: { tenantId_id: { tenantId, id: tenant.contact.id } }, data }),
      )
    await set({ doNotCall: true })
    await expect(place()).rejects.toMatchObject({ code: 'suppressed' })
    await set({ doNotCall: false, timezone: 'Mars/Phobos' })
    await expect(place()).rejects.toMatchObject({ code: 'timezone_unknown' })
    await set({ timezone: null, phone: '+12125550123' })
    await expect(place()).rejects.toMatchObject({ code: 'timezone_unknown' })
    await set({ phone: '+919811112345' })
    await services.suppressions.add(tenant.users.ADMIN.scope, { phone: '+919811112345', reason: 'Asked' })
    await expect(place()).rejects.toMatchObject({ code: 'suppressed' })
    await database.asOwner(`UPDATE "Tenant" SET "status" = 'SUSPENDED' WHERE "id" = $1`, [tenantId])
    await expect(place()).rejects.toMatchObject({ code: 'tenant_suspended' })
  })

  test('without a number to call from', async () => {
    await services.outbound.saveSettings(tenant.users.ADMIN.scope, { retellNumber: null, retellAgentId: null, policy: emptyPolicy() })
    await expect(place()).rejects.toMatchObject({ code: 'outbound_not_configured' })
  })

  test('a call under way stands in the way of another, one scheduled for later does not', async () => {
    await place({ when: '2026-11-24T10:00' })
    const placed = await place()
    await expect(place()).rejects.toMatchObject({ code: 'call_already_active' })
    await ring(placed.callId)
    await expect(place()).rejects.toMatchObject({ code: 'call_already_active' })
    const ended = {
      type: 'outbound_ended' as const,
      at: NOON.toISOString(),
      status: 'COMPLETED' as const,
      reason: 'user_hangup',
      durationSeconds: 5,
    }
    await services.calls.applySigns({ tenantId: tenant.tenantId, callId: placed.callId }, [ended])
    await expect(place()).resolves.toMatchObject({ status: 'SCHEDULED' })
  })

  test('two at the same moment: one of them', async () => {
    const outcomes = await Promise.allSettled([place(), place(), place()])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('an idempotency key makes the same request the same call, and another request a mistake', async () => {
    const wish = { when: '2026-11-24T10:00' }
    const all = await Promise.all([place(wish, 'k1'), place(wish, 'k1'), place(wish, 'k1')])
    expect(new Set(all.map(({ callId }) => callId)).size).toBe(1)
    await expect(place({ when: '2026-11-24T11:00' }, 'k1')).rejects.toMatchObject({ code: 'idempotency_key_reused' })
    expect((await place(wish, 'k2')).callId).not.toBe(all[0]?.callId)
  })
})

describe('reminders', () => {
  test('are due before their booking, move with it and die with it', async () => {
    const booking = await addBooking(new Date('2026-11-25T10:00:00Z'))
    const placed = await place({ minutesBeforeBooking: 120 })
    expect(placed.scheduledAt).toBe('2026-11-25T08:00:00.000Z')
    const move = (data: object) =>
      database.database.tenantDb(tenant.scope, (tx) =>
        tx.booking.update({ where: { tenantId_id: { tenantId: tenant.tenantId, id: booking.id } }, data }),
      )
    await move({ startsAt: new Date('2026-11-26T10:00:00Z') })
    await services.outbound.bookingChanged(tenant.tenantId, booking.id)
    expect(await get(placed.callId)).toMatchObject({ state: 'SCHEDULED', dueAt: '2026-11-26T08:00:00.000Z' })
    await move({ status: 'CANCELLED' })
    await services.outbound.bookingChanged(tenant.tenantId, booking.id)
    expect(await get(placed.callId)).toMatchObject({ state: 'CANCELLED', callStatus: 'CANCELLED', endReason: 'booking_closed' })
  })

  test('a booking that moved without a word is noticed when the reminder is due', async () => {
    const booking = await addBooking(new Date('2026-11-25T10:00:00Z'))
    const placed = await place({ bookingId: booking.id, minutesBeforeBooking: 60 })
    await database.asOwner(`UPDATE "Booking" SET "startsAt" = '2026-11-26T10:00:00Z' WHERE "id" = $1`, [booking.id])
    services.clock.set(new Date(placed.scheduledAt))
    expect(await ring(placed.callId)).toMatchObject({ state: 'SCHEDULED', dueAt: '2026-11-26T09:00:00.000Z' })
    expect(retell.requests).toEqual([])
    await database.asOwner(`UPDATE "Booking" SET "status" = 'CANCELLED' WHERE "id" = $1`, [booking.id])
    services.clock.set(new Date('2026-11-26T09:00:00Z'))
    expect(await ring(placed.callId)).toMatchObject({ state: 'FAILED', failureReason: 'booking_closed' })
  })

  test('one whose next opening is after the booking is refused', async () => {
    await addBooking(new Date('2026-11-24T03:00:00Z'))
    services.clock.set(new Date('2026-11-23T17:00:00Z'))
    await expect(place({ minutesBeforeBooking: 60 })).rejects.toMatchObject({ code: 'outside_calling_window' })
  })

  test('without a booking there is nothing to be reminded of', async () => {
    await expect(place({ minutesBeforeBooking: 60 })).rejects.toMatchObject({ code: 'no_booking' })
  })
})

describe('dialling', () => {
  const trouble = (placing: RetellSimulatorOptions['placing']) => retell.control({ placing })

  test('asked again and again, one request is made', async () => {
    const { callId } = await place()
    await Promise.all(Array.from({ length: 6 }, () => ring(callId)))
    await ring(callId)
    expect(retell.requests).toHaveLength(1)
    expect(await get(callId)).toMatchObject({ state: 'PLACED', attempts: [{ number: 1 }] })
  })

  test.each(['lose_reply', 'error_after', 'garbage_after', 'hang_after'] as const)(
    '%s: it is found at the vendor’s and never dialled again',
    async (how) => {
      trouble([{ how }])
      const { callId } = await place()
      expect(await ring(callId)).toMatchObject({ state: 'DIALLING', callStatus: 'SCHEDULED', attempts: [{ state: 'STARTED' }] })
      expect(await ring(callId)).toMatchObject({ state: 'DIALLING' })
      services.clock.advance(5 * SECOND)
      expect(await services.outbound.lookUp(ref(callId))).toEqual({ next: 'done' })
      expect(await get(callId)).toMatchObject({
        state: 'PLACED',
        callStatus: 'RINGING',
        attempts: [{ state: 'ACCEPTED', vendorCallId: retell.calls[0]?.call_id }],
      })
      expect(retell.requests).toHaveLength(1)
    },
  )

  test.each(['lose_request', 'error_before'] as const)('%s: it is tried again once the list can be trusted, not before', async (how) => {
    trouble([{ how, times: 1 }])
    const { callId } = await place()
    await ring(callId)
    const waits: unknown[] = []
    for (
      let step = await services.outbound.lookUp(ref(callId));
      step.next === 'look_up';
      step = await services.outbound.lookUp(ref(callId))
    ) {
      waits.push((Date.parse(step.at) - NOON.getTime()) / SECOND)
      services.clock.set(new Date(step.at))
    }
    expect(waits).toEqual([5, 30, 120, 600])
    expect(retell.requests).toHaveLength(1)
    expect(await ring(callId)).toMatchObject({ state: 'PLACED', attempts: [{ state: 'NOT_SENT' }, { state: 'ACCEPTED' }] })
    expect(retell.calls.map(({ metadata }) => metadata)).toMatchObject([{ session_id: `call_${callId}_2` }])
  })

  test('a vendor that never gets anything is given up after a few tries', async () => {
    trouble([{ how: 'lose_request' }])
    const { callId } = await place()
    for (let round = 0; round < 5; round += 1) {
      await ring(callId)
      services.clock.advance(11 * MINUTE)
      await services.outbound.lookUp(ref(callId))
    }
    expect(await get(callId)).toMatchObject({ state: 'FAILED', callStatus: 'FAILED', failureReason: 'not_sent', attempts: { length: 5 } })
    expect(retell.calls).toEqual([])
  })

  test('when nobody can say what became of it, that is said, and it is not dialled again', async () => {
    trouble([{ how: 'lose_reply' }])
    const { callId } = await place()
    await ring(callId)
    retell.control({ fault: { status: 500 } })
    for (
      let step = await services.outbound.lookUp(ref(callId));
      step.next === 'look_up';
      step = await services.outbound.lookUp(ref(callId))
    ) {
      services.clock.set(new Date(step.at))
    }
    expect(await get(callId)).toMatchObject({
      state: 'FAILED',
      callStatus: 'FAILED',
      failureReason: 'reply_lost',
      attempts: [{ state: 'STARTED' }],
    })
    retell.control({ fault: null })
    expect(await services.outbound.learnPlaced(tenant.tenantId, { sessionId: `call_${callId}_1`, vendorCallId: 'call_found' })).toBe(true)
    expect(await get(callId)).toMatchObject({
      state: 'PLACED',
      failureReason: null,
      attempts: [{ state: 'ACCEPTED', vendorCallId: 'call_found' }],
    })
    expect(retell.requests).toHaveLength(1)
  })

  test('a worker that died before it sent anything: nothing is sent late', async () => {
    const { callId } = await place()
    const dead = createTestServices(database.database, {
      clock: services.clock,
      jobs: services.jobs,
      outboundLimits: { apiKey: 'key_shared', maxConcurrentCalls: 1000 },
      outboundCaller: { place: () => Promise.reject(new Error('killed')), findBySession: async () => [], fetch: async () => null },
    })
    await dead.outbound.dial({ ...ref(callId), generation: 1 })
    expect(await ring(callId)).toMatchObject({ state: 'DIALLING', attempts: [{ state: 'STARTED' }] })
    services.clock.advance(10 * MINUTE)
    await services.outbound.lookUp(ref(callId))
    expect(await ring(callId)).toMatchObject({ state: 'PLACED', attempts: [{ state: 'NOT_SENT' }, { state: 'ACCEPTED' }] })
    expect(retell.calls).toHaveLength(1)
  })

  test('throttled: it is moved by as much as the vendor asks for', async () => {
    trouble([{ how: 'throttle', retryAfterSeconds: 17, times: 1 }])
    const { callId } = await place()
    expect(await ring(callId)).toMatchObject({
      state: 'SCHEDULED',
      dueAt: inMinutes(17 / 60).toISOString(),
      dueReason: 'rate_limited',
      attempts: [{ state: 'REFUSED' }],
    })
    services.clock.advance(17 * SECOND)
    expect(await ring(callId)).toMatchObject({
      state: 'PLACED',
      attempts: [{ state: 'REFUSED', error: 'rate_limited' }, { state: 'ACCEPTED' }],
    })
  })

  test.each([
    [402, 'payment_required'],
    [422, 'invalid_request'],
    [401, 'unauthorized'],
  ])('%i: failed, for that reason, and not tried again', async (status, reason) => {
    retell.control({ fault: { status } })
    const { callId } = await place()
    expect(await ring(callId)).toMatchObject({ state: 'FAILED', callStatus: 'FAILED', endReason: reason, failureReason: reason })
    retell.control({ fault: null })
    await ring(callId)
    expect(retell.calls).toEqual([])
  })

  test('the hours are judged again when it is dialled: late by a night, it waits for the morning', async () => {
    const { callId } = await place({ when: '2026-11-23T20:59' })
    services.clock.set(new Date('2026-11-23T15:31:00Z'))
    expect(await ring(callId)).toMatchObject({
      state: 'SCHEDULED',
      dueAt: '2026-11-24T03:30:00.000Z',
      dueReason: 'outside_calling_window',
      attempts: [{ state: 'HELD' }],
    })
    services.clock.set(new Date('2026-11-24T03:30:00Z'))
    expect(await ring(callId)).toMatchObject({ state: 'PLACED' })
  })

  test('and one that was to be refused then, fails', async () => {
    const { callId } = await place({ when: '2026-11-23T20:59', ifOutsideWindow: 'REJECT' })
    services.clock.set(new Date('2026-11-23T15:31:00Z'))
    expect(await ring(callId)).toMatchObject({ state: 'FAILED', failureReason: 'outside_calling_window' })
  })

  test('whoever asked not to be called meanwhile is not called', async () => {
    const { callId } = await place({ when: '2026-11-24T10:00' })
    await services.suppressions.add(tenant.users.ADMIN.scope, { phone: tenant.contact.phone, reason: 'Asked' })
    services.clock.set(new Date('2026-11-24T04:30:00Z'))
    expect(await ring(callId)).toMatchObject({ state: 'FAILED', failureReason: 'suppressed' })
    expect(retell.requests).toEqual([])
  })

  test('no more lines than the business allows itself', async () => {
    await services.outbound.saveSettings(tenant.users.ADMIN.scope, {
      retellNumber: NUMBER,
      retellAgentId: null,
      policy: { ...emptyPolicy(), maxConcurrentCalls: 1 },
    })
    const other = await database.database.tenantDb(tenant.scope, (tx) =>
      tx.contact.create({ data: { tenantId: tenant.tenantId, phone: '+919812345678' } }),
    )
    const first = await place()
    const second = await place({ contactId: other.id })
    await ring(first.callId)
    expect(await ring(second.callId)).toMatchObject({ state: 'SCHEDULED', dueReason: 'lines_busy', attempts: [] })
  })

  test('the caps of a day', async () => {
    await services.outbound.saveSettings(tenant.users.ADMIN.scope, {
      retellNumber: NUMBER,
      retellAgentId: null,
      policy: { ...emptyPolicy(), maxCallsPerDay: 1 },
    })
    const other = await database.database.tenantDb(tenant.scope, (tx) =>
      tx.contact.create({ data: { tenantId: tenant.tenantId, phone: '+919812345678' } }),
    )
    const first = await place()
    const second = await place({ contactId: other.id })
    await ring(first.callId)
    expect(await ring(second.callId)).toMatchObject({
      state: 'SCHEDULED',
      dueAt: '2026-11-24T03:30:00.000Z',
      dueReason: 'daily_cap_reached',
    })
  })

  test('a tenant’s own key is used, kept unreadable and never shown', async () => {
    const input = { retellNumber: NUMBER, retellAgentId: 'agent_7', policy: emptyPolicy(), apiKey: 'key_of_their_own' }
    expect(await services.outbound.saveSettings(tenant.users.ADMIN.scope, input)).toMatchObject({ hasOwnApiKey: true, missing: [] })
    expect(JSON.stringify(await services.outbound.settings(tenant.scope))).not.toContain('key_of_their_own')
    const [row] = await database.asOwner<{ sealed: string }>(`SELECT "retellApiKeyEncrypted" AS sealed FROM "Tenant" WHERE "id" = $1`, [
      tenant.tenantId,
    ])
    expect(row?.sealed).not.toContain('key_of_their_own')
    retell.control({ unpaidKeys: ['key_of_their_own'] })
    const { callId } = await place()
    expect(await ring(callId)).toMatchObject({ state: 'FAILED', failureReason: 'payment_required' })
  })

  test('events that were lost are sent again', async () => {
    const { callId } = await place()
    const sent = () => services.jobs.sent.filter(({ data }) => 'outboundId' in data && data.outboundId === callId)
    await services.outbound.resendOverdue()
    expect(sent()).toHaveLength(1)
    services.clock.advance(3 * MINUTE)
    await services.outbound.resendOverdue()
    expect(sent()).toMatchObject([{ data: { generation: 1 } }, { data: { generation: 1 } }])
  })
})

describe('while it waits', () => {
  test('it can be moved: the old timer does nothing', async () => {
    const { callId } = await place({ when: '2026-11-24T10:00' })
    expect(await services.outbound.reschedule(tenant.scope, { callId, when: '2026-11-24T12:00' })).toMatchObject({
      dueAt: '2026-11-24T06:30:00.000Z',
    })
    services.clock.set(new Date('2026-11-24T04:30:00Z'))
    expect(await services.outbound.dial({ ...ref(callId), generation: 1 })).toEqual({ next: 'done' })
    expect(await get(callId)).toMatchObject({ state: 'SCHEDULED' })
    services.clock.set(new Date('2026-11-24T06:30:00Z'))
    expect(await ring(callId)).toMatchObject({ state: 'PLACED' })
    await expect(services.outbound.reschedule(tenant.scope, { callId, when: '2026-11-25T12:00' })).rejects.toMatchObject({
      code: 'call_already_dialled',
    })
  })

  test('it can be taken back', async () => {
    const { callId } = await place({ when: '2026-11-24T10:00' })
    expect(await services.outbound.cancel(tenant.users.MEMBER.scope, callId)).toMatchObject({ state: 'CANCELLED', callStatus: 'CANCELLED' })
    services.clock.set(new Date('2026-11-24T04:30:00Z'))
    expect(await ring(callId)).toMatchObject({ state: 'CANCELLED' })
    expect(retell.requests).toEqual([])
  })

  test('it is listed soonest first, and afterwards newest first, page by page', async () => {
    const ids: string[] = []
    for (const hour of [12, 10, 11]) ids.push((await place({ when: `2026-11-24T${hour}:00` })).callId)
    const [twelve, ten, eleven] = ids
    const first = await services.outbound.list(tenant.scope, { show: 'waiting', limit: 2 })
    expect(first.items.map(({ id }) => id)).toEqual([ten, eleven])
    const second = await services.outbound.list(tenant.scope, { show: 'waiting', limit: 2, cursor: first.nextCursor })
    expect(second).toMatchObject({ items: [{ id: twelve }], nextCursor: null })
    for (const id of ids) await services.outbound.cancel(tenant.scope, id)
    const recent = await services.outbound.list(tenant.scope, { show: 'recent', limit: 10, contactId: tenant.contact.id })
    expect(recent.items.map(({ id }) => id)).toEqual([twelve, eleven, ten])
  })
})

test('hours looser than the law of the business’s country are refused', async () => {
  const policy = { ...emptyPolicy(), windows: { SERVICE: { from: '08:30', to: '20:00' }, PROMOTIONAL: null } }
  const saving = services.outbound.saveSettings(tenant.users.ADMIN.scope, { retellNumber: NUMBER, retellAgentId: null, policy })
  await expect(saving).rejects.toMatchObject({ code: 'looser_than_law' })
})

test('another tenant’s contacts, bookings and calls are not there', async () => {
  const booking = await addBooking(inMinutes(600))
  const { callId } = await place({ when: '2026-11-24T10:00' })
  const theirs = stranger.users.OWNER.scope
  await expect(place({}, undefined, theirs)).rejects.toMatchObject({ code: 'not_found' })
  await expect(place({ contactId: stranger.contact.id, bookingId: booking.id }, undefined, theirs)).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(services.outbound.get(theirs, callId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.outbound.cancel(theirs, callId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.outbound.reschedule(theirs, { callId, when: '2026-11-25T10:00' })).rejects.toMatchObject({ code: 'not_found' })
  expect((await services.outbound.list(theirs, { show: 'waiting', limit: 10 })).items).toEqual([])
  expect(await services.outbound.learnPlaced(stranger.tenantId, { sessionId: `call_${callId}_1`, vendorCallId: 'x' })).toBe(false)
  await services.outbound.bookingChanged(stranger.tenantId, booking.id)
  expect(await get(callId)).toMatchObject({ state: 'SCHEDULED' })
})
