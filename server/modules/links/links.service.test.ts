import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Prisma } from '../../db/generated/client'
import { toLinkResource } from '../../domain/linking/link-view'
import { type RecordingInput, recordingInput } from '../../domain/recordings/recording-input'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture
let john: { id: string; bookingId: string }

/** The document's own call. */
const TRANSCRIPT = "Hi, this is John Smith. I'm calling about my hibachi party next Friday for 30 people. Can I add vegetarian options?"
const INSIGHTS = {
  sentiment: 'positive',
  topics: ['catering', 'dietary'],
  intent: 'modification',
  action_items: ['Add vegetarian options'],
}

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  stranger = await createTenantFixture(database.database)
})

beforeEach(async () => {
  tenant = await createTenantFixture(database.database, { timezone: 'America/Los_Angeles', callbackNumber: '+19167408768' })
  john = await database.database.tenantDb(tenant.scope, async (tx) => {
    const { tenantId } = tenant
    const contact = await tx.contact.create({ data: { tenantId, phone: '+12025550123', name: 'John Smith' } })
    const booking = await tx.booking.create({
      data: {
        tenantId,
        contactId: contact.id,
        startsAt: new Date('2024-11-22T18:00:00-08:00'),
        type: 'Hibachi party',
        partySize: 30,
        status: 'CONFIRMED',
      },
    })
    return { id: contact.id, bookingId: booking.id }
  })
})

function recording(more: Partial<Record<keyof RecordingInput, unknown>> = {}): RecordingInput {
  return recordingInput.parse({
    external_id: 'rec-1',
    provider: 'ringcentral',
    from_phone: '+1 (202) 555-0123',
    to_phone: '+19167408768',
    call_type: 'inbound',
    call_started_at: '2024-11-15T10:27:00-08:00',
    duration_seconds: 180,
    transcript: TRANSCRIPT,
    ai_insights: INSIGHTS,
    ...more,
  })
}

async function takeIn(more: Partial<Record<keyof RecordingInput, unknown>> = {}) {
  const { callId } = await services.recordingIntake.takeIn(tenant.scope, recording(more))
  await services.links.link({ tenantId: tenant.tenantId, callId })
  return callId
}
const linkOf = async (callId: string) => toLinkResource(await services.links.get(tenant.scope, callId))
const callOf = (callId: string) => services.calls.get(tenant.scope, callId)

describe('a recorded call', () => {
  test('finds its customer and booking, and says why', async () => {
    const callId = await takeIn()
    const link = await linkOf(callId)
    expect(link).toMatchObject({ status: 'linked', customer_id: john.id, booking_id: john.bookingId })
    expect(link.candidates[0]?.reasons.length).toBeGreaterThan(1)
    expect(link.candidates[0]?.score).toBe(link.candidates[0]?.reasons.reduce((sum, { points }) => sum + points, 0))
    const call = await callOf(callId)
    expect(call).toMatchObject({
      contactId: john.id,
      bookingId: john.bookingId,
      provider: 'RINGCENTRAL',
      status: 'COMPLETED',
      durationSeconds: 180,
      sentiment: 'POSITIVE',
    })
    expect(call.turns.map(({ text }) => text).join(' ')).toBe(TRANSCRIPT)
  })

  test('told again is the same call; what comes later is added, a correction replaces', async () => {
    const first = await takeIn({ transcript: undefined, ai_insights: undefined })
    expect(await linkOf(first)).toMatchObject({ status: 'linked', customer_id: john.id })
    const again = await takeIn()
    expect(again).toBe(first)
    expect(await linkOf(first)).toMatchObject({ booking_id: john.bookingId })
    await takeIn({ transcript: 'Customer: Wrong number, sorry.' })
    expect((await callOf(first)).turns).toMatchObject([{ role: 'caller', text: 'Wrong number, sorry.' }])
    const rows = await database.asOwner('SELECT count(*)::int AS calls FROM "Call" WHERE "tenantId" = $1', [tenant.tenantId])
    expect(rows[0]).toEqual({ calls: 1 })
  })

  test('of an unknown number is nobody, and is left to be judged by a person', async () => {
    const callId = await takeIn({ from_phone: '+12025550199', transcript: 'Hello, what are your opening hours?' })
    expect(await linkOf(callId)).toMatchObject({ status: 'unmatched', customer_id: null, booking_id: null })
    const page = await services.links.review(tenant.scope, { status: 'UNMATCHED', limit: 10, cursor: null })
    expect(page).toMatchObject({ total: 1, items: [{ callId, excerpt: 'Hello, what are your opening hours?' }] })
    await services.links.set(tenant.scope, { callId, contactId: null, bookingId: null })
    expect(await services.links.review(tenant.scope, { status: 'UNMATCHED', limit: 10, cursor: null })).toMatchObject({
      total: 0,
      items: [],
    })
  })

  test('from an unknown number finds who says their full name among hundreds of others called the same in part', async () => {
    await database.asOwner(
      `INSERT INTO "Contact" ("id", "tenantId", "phone", "name", "updatedAt")
       SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, '+1415555' || lpad(n::text, 4, '0'), CASE n % 2 WHEN 0 THEN 'John Doe' ELSE 'Mary Smith' END, now()
       FROM generate_series(1, 500) n`,
      [tenant.tenantId],
    )
    const { candidates } = await linkOf(await takeIn({ from_phone: '+12025550177' }))
    expect(candidates.map((candidate) => candidate.customer_id)).toContain(john.id)
  })

  test('from an unknown number finds whose name was heard in another spelling', async () => {
    const [priyanka] = await database.asOwner<{ id: string }>(
      `INSERT INTO "Contact" ("id", "tenantId", "phone", "name", "updatedAt")
       VALUES (gen_random_uuid(), $1, '+14155559301', 'Priyanka Banerjee', now()) RETURNING id`,
      [tenant.tenantId],
    )
    const transcript = 'Hello, this is Priyanca Bannerji speaking, are you open on Sundays?'
    const { candidates } = await linkOf(await takeIn({ from_phone: '+12025550178', transcript }))
    expect(candidates.map((candidate) => candidate.customer_id)).toContain(priyanka?.id)
  })

  test.each([[null], ['anonymous'], ['']])('with a withheld number (%s) is taken in', async (from) => {
    const callId = await takeIn({ from_phone: from, transcript: 'Hello?' })
    expect(await callOf(callId)).toMatchObject({ from: null })
    expect(await linkOf(callId)).toMatchObject({ status: 'unmatched' })
  })

  test('with a time that is none, or an address inside our network, is refused', async () => {
    await expect(services.recordingIntake.takeIn(tenant.scope, recording({ call_started_at: 'yesterday' }))).rejects.toMatchObject({
      code: 'invalid_time',
    })
    for (const url of ['http://127.0.0.1/a.wav', 'http://169.254.169.254/latest', 'http://[::1]/a.wav', 'http://10.0.0.8/a.mp3']) {
      await expect(services.recordingIntake.takeIn(tenant.scope, recording({ recording_url: url }))).rejects.toMatchObject({
        code: 'private_url',
      })
    }
  })

  test('leaves its action items as tasks, once each', async () => {
    await takeIn()
    await takeIn({ duration_seconds: 181 })
    const rows = await database.asOwner('SELECT title FROM "Task" WHERE "tenantId" = $1', [tenant.tenantId])
    expect(rows).toEqual([{ title: 'Add vegetarian options' }])
  })
})

describe('a link set by hand', () => {
  test('survives redelivery and linking again, is audited, and can be taken back', async () => {
    const callId = await takeIn()
    const other = await database.database.tenantDb(tenant.scope, (tx) =>
      tx.contact.create({ data: { tenantId: tenant.tenantId, phone: '+12025550144', name: 'Jane Doe' } }),
    )
    await services.links.set(tenant.users.MEMBER.scope, { callId, contactId: other.id, bookingId: null })
    await takeIn({ transcript: 'This is John Smith again.' })
    expect(await linkOf(callId)).toMatchObject({ status: 'linked', customer_id: other.id, booking_id: null, confidence: 100 })
    const entries = await services.audit.list(tenant.users.OWNER.scope, { limit: 10, action: 'links.write' })
    expect(entries.items).toContainEqual(expect.objectContaining({ targetId: callId, actorId: tenant.users.MEMBER.id }))
    await services.links.reset(tenant.users.MEMBER.scope, callId)
    expect(await linkOf(callId)).toMatchObject({ customer_id: john.id })
  })

  test('names a contact of ours and a booking of that contact', async () => {
    const callId = await takeIn()
    const set = (contactId: string, bookingId: string | null) => services.links.set(tenant.scope, { callId, contactId, bookingId })
    await expect(set(stranger.contact.id, null)).rejects.toMatchObject({ code: 'not_found' })
    await expect(set(tenant.contact.id, john.bookingId)).rejects.toMatchObject({ code: 'booking_of_another' })
  })
})

test('a booking made later links the call it was about', async () => {
  const callId = await takeIn({
    from_phone: tenant.contact.phone,
    transcript: 'I am calling about my dinner on Saturday for 12 people, can we move it to 8 pm?',
  })
  expect(await linkOf(callId)).toMatchObject({ customer_id: tenant.contact.id, booking_id: null })
  services.clock.set?.(new Date('2024-11-15T20:00:00Z'))
  const booking = await database.database.tenantDb(tenant.scope, (tx) =>
    tx.booking.create({
      data: {
        tenantId: tenant.tenantId,
        contactId: tenant.contact.id,
        startsAt: new Date('2024-11-16T19:00:00-08:00'),
        type: 'Dinner',
        partySize: 12,
      },
    }),
  )
  await services.links.bookingChanged(tenant.tenantId, booking.id)
  for (const { name, data } of services.jobs.sent) if (name === 'call.transcribed') await services.links.link(data)
  expect(await linkOf(callId)).toMatchObject({ status: 'linked', booking_id: booking.id })
})

test('of two visits the one that was cancelled while they talked is what the call was about', async () => {
  const { tenantId, contact } = tenant
  const book = (startsAt: string, more: Partial<Prisma.BookingUncheckedCreateInput> = {}) =>
    database.database.tenantDb(tenant.scope, (tx) =>
      tx.booking.create({
        data: { tenantId, contactId: contact.id, startsAt: new Date(startsAt), createdAt: new Date('2024-11-01T10:00:00Z'), ...more },
      }),
    )
  await book('2024-11-20T19:00:00-08:00', { updatedAt: new Date('2024-11-01T10:00:00Z') })
  const cancelled = await book('2024-11-27T19:00:00-08:00', { status: 'CANCELLED', updatedAt: new Date('2024-11-15T10:29:00-08:00') })
  const callId = await takeIn({ from_phone: contact.phone, transcript: 'Hi, something came up. Please cancel my booking.' })
  expect(await linkOf(callId)).toMatchObject({ status: 'linked', booking_id: cancelled.id })
})

test('another tenant neither sees nor sets a link', async () => {
  const callId = await takeIn()
  await expect(services.links.get(stranger.scope, callId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.links.set(stranger.scope, { callId, contactId: null, bookingId: null })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await services.links.link({ tenantId: stranger.tenantId, callId })).toBeNull()
  expect((await services.links.review(stranger.scope, { status: 'UNMATCHED', limit: 10, cursor: null })).items).toEqual([])
})
