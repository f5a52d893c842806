import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RawDelivery } from '../../domain/telephony/call-delivery'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database, { webhookWindowMs: 60_000 })
})
// A window of a tenant's own for every test: they do not end while one runs.
beforeEach(async () => {
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
  services.jobs.sent.length = 0
  services.clock.advance(1000)
  await services.mediaServers.heartbeat({ id: 'm1', capacity: 100, activeCalls: 0, isDraining: false, calls: [] })
})

let lastSid = 0
const newSid = () => {
  lastSid += 1
  return `sid-${lastSid}`
}
const raw = (fields: Record<string, string>) => async (): Promise<RawDelivery> => ({
  query: new URLSearchParams(fields),
  contentType: null,
  body: new Uint8Array(),
})
const sender = (of: TenantFixture) => ({ unverifiedSecret: of.exotelSecret, address: 'test' })
const notice = (fields: Record<string, string>, of = tenant) => services.webhooks.receiveNotice(sender(of), 'exotel.status', raw(fields))
const ring = (CallSid: string, of = tenant) => services.webhooks.receiveIncoming(sender(of), raw({ CallSid, To: of.phoneNumber.number }))
const rows = (of = tenant) =>
  database.asOwner<{ id: string; status: string; error: string | null }>(
    `SELECT id, status::text, error FROM "WebhookInbox" WHERE "tenantId" = $1 ORDER BY "receivedAt", id`,
    [of.tenantId],
  )

test('a storm of notices starts one run, and that run applies them all', async () => {
  const calls = []
  for (let index = 0; index < 5; index += 1) {
    const CallSid = newSid()
    calls.push(await ring(CallSid))
    await notice({ CallSid, Status: 'busy' })
  }
  expect(services.jobs.sent).toHaveLength(1)
  const [job] = services.jobs.sent
  if (job?.name !== 'webhook.received') throw new Error('no job')
  expect(await services.webhooks.apply(job.data)).toBe('applied')
  for (const { callId } of calls) expect(await services.calls.get(tenant.scope, callId)).toMatchObject({ status: 'BUSY' })
  expect((await rows()).map(({ status }) => status)).toEqual(Array(5).fill('APPLIED'))
  expect(await services.webhooks.apply(job.data)).toBe('applied')
})

test('each tenant has a run of its own', async () => {
  await notice({ CallSid: newSid(), Status: 'busy' })
  await notice({ CallSid: newSid(), Status: 'busy' }, stranger)
  expect(services.jobs.sent.map(({ data }) => data.tenantId)).toEqual([tenant.tenantId, stranger.tenantId])
})

test('a run of one tenant leaves the notices of another alone', async () => {
  const CallSid = newSid()
  const { callId } = await ring(CallSid, stranger)
  await notice({ CallSid, Status: 'busy' }, stranger)
  const [theirs] = await rows(stranger)
  expect(await services.webhooks.apply({ tenantId: tenant.tenantId, webhookId: theirs?.id ?? '' })).toBe('gone')
  expect(await services.calls.get(stranger.scope, callId)).toMatchObject({ status: 'RINGING' })
})

test('a notice whose call is not known waits, and its call brings it along', async () => {
  const CallSid = newSid()
  expect(await notice({ CallSid, Status: 'busy' })).toEqual({ callId: null, isTransferAsked: false })
  const [kept] = await rows()
  const named = { tenantId: tenant.tenantId, webhookId: kept?.id ?? '' }
  expect(await services.webhooks.apply(named)).toBe('waiting')
  const { callId, waitingWebhookIds } = await ring(CallSid)
  expect(waitingWebhookIds).toEqual([kept?.id])
  expect(await services.webhooks.apply(named)).toBe('applied')
  expect(await services.calls.get(tenant.scope, callId)).toMatchObject({ status: 'BUSY' })
})

describe('a notice stored at the same moment as its call, neither seeing the other', () => {
  const missEachOther = async () => {
    const CallSid = newSid()
    const { callId } = await ring(CallSid)
    await notice({ CallSid, Status: 'busy' })
    await database.asOwner(`UPDATE "WebhookInbox" SET status = 'WAITING' WHERE "tenantId" = $1`, [tenant.tenantId])
    return callId
  }

  test('is applied with the next one', async () => {
    const callId = await missEachOther()
    await notice({ CallSid: newSid(), Status: 'busy' })
    const another = (await rows()).at(-1)
    await services.webhooks.apply({ tenantId: tenant.tenantId, webhookId: another?.id ?? '' })
    expect(await services.calls.get(tenant.scope, callId)).toMatchObject({ status: 'BUSY' })
    expect((await rows()).map(({ status }) => status).sort()).toEqual(['APPLIED', 'WAITING'])
  })

  test('is found when none follows', async () => {
    await missEachOther()
    services.clock.advance(61_000)
    services.jobs.sent.length = 0
    await services.webhooks.resendPending()
    expect(services.jobs.sent.filter(({ data }) => data.tenantId === tenant.tenantId)).toHaveLength(1)
  })
})

test('of a storm, an answered call gets its line charged and its work started, a silent one leaves nothing to do', async () => {
  const spoken = newSid()
  const silent = newSid()
  const { callId } = await ring(spoken)
  const { callId: silentId } = await ring(silent)
  const at = services.clock.now().toISOString()
  await services.calls.applySigns({ tenantId: tenant.tenantId, callId }, [{ type: 'answered', at }, { type: 'conversation' }])
  services.jobs.sent.length = 0
  await services.calls.applyExotelSigns(tenant.tenantId, [
    {
      vendorCallId: spoken,
      signs: [
        {
          type: 'stream_ended',
          at: new Date(Date.parse(at) + 61_000).toISOString(),
          endReason: 'caller_hung_up',
          hadConversation: true,
          failed: false,
        },
      ],
    },
    { vendorCallId: silent, signs: [{ type: 'vendor_ended', at, status: 'completed', durationSeconds: 3 }] },
    { vendorCallId: 'of-nobody', signs: [] },
  ])
  expect(await services.calls.get(tenant.scope, callId)).toMatchObject({ status: 'COMPLETED', durationSeconds: 61, costPaise: 100 })
  expect(await services.calls.get(tenant.scope, silentId)).toMatchObject({
    status: 'NO_ANSWER',
    events: [{ type: 'status', data: { status: 'NO_ANSWER' } }],
  })
  expect(services.jobs.sent.map(({ id }) => id)).toEqual([`call.ended:${callId}`])
  services.clock.advance(3_600_000)
  await services.calls.tidyUp()
  expect(services.jobs.sent.map(({ id }) => id)).not.toContain(`call.ended:${silentId}`)
})

test('a notice nobody can read any more holds up no other', async () => {
  const CallSid = newSid()
  const { callId } = await ring(CallSid)
  await notice({ CallSid, Status: 'busy' })
  await database.asOwner(
    `INSERT INTO "WebhookInbox" (id, "tenantId", source, "eventId", payload) VALUES (gen_random_uuid(), $1, 'exotel.status', 'old', '{"of":"another release"}')`,
    [tenant.tenantId],
  )
  const [job] = services.jobs.sent
  if (job?.name !== 'webhook.received') throw new Error('no job')
  await services.webhooks.apply(job.data)
  expect(await services.calls.get(tenant.scope, callId)).toMatchObject({ status: 'BUSY' })
  expect(await rows()).toContainEqual(expect.objectContaining({ status: 'FAILED', error: 'unreadable' }))
})

test('what was stored and never applied is started again after a minute, once a tenant', async () => {
  for (const CallSid of ['lost-1', 'lost-2']) {
    await ring(CallSid)
    await notice({ CallSid, Status: 'busy' })
  }
  services.jobs.sent.length = 0
  await services.webhooks.resendPending()
  expect(services.jobs.sent.filter(({ data }) => data.tenantId === tenant.tenantId)).toEqual([])
  services.clock.advance(61_000)
  await services.webhooks.resendPending()
  const again = services.jobs.sent.filter(({ data }) => data.tenantId === tenant.tenantId)
  expect(again).toEqual([
    { name: 'webhook.received', id: expect.any(String), data: { tenantId: tenant.tenantId, webhookId: (await rows())[0]?.id } },
  ])
  services.clock.advance(60_000)
  await services.webhooks.resendPending()
  expect(services.jobs.sent.filter(({ data }) => data.tenantId === tenant.tenantId)).toHaveLength(2)
})
