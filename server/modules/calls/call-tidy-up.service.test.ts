import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CallFact } from '../../domain/calls/call-record'
import type { Telephony, VendorCallDetails } from '../../ports/telephony'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
/** What the telephone company says when asked about any call; `down` when it does not answer. */
let vendorSays: VendorCallDetails['status'] | 'down' | null = null

const telephony: Telephony = {
  async fetchCallDetails(vendorCallId) {
    if (vendorSays === 'down') throw new Error('no answer')
    return vendorSays && { vendorCallId, status: vendorSays, startedAt: null, endedAt: null, durationSeconds: 0, recordingUrl: null }
  },
}

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database, { telephony })
  tenant = await createTenantFixture(database.database)
})
beforeEach(() => {
  vendorSays = null
})

let lastSid = 0
const heartbeat = (calls: { tenantId: string; callId: string }[] = []) =>
  services.mediaServers.heartbeat({ id: 'm1', capacity: 100, activeCalls: calls.length, isDraining: false, calls })

async function ring() {
  await heartbeat()
  lastSid += 1
  const answer = await services.calls.openInbound(tenant.scope, {
    vendorCallId: `tidy-${lastSid}`,
    from: null,
    to: tenant.phoneNumber.number,
    direction: 'INBOUND',
  })
  if (answer.action !== 'bridge') throw new Error('not bridged')
  return { ref: { tenantId: tenant.tenantId, callId: answer.callId }, token: answer.url.split('/').at(-1) ?? '' }
}
async function answer() {
  const { ref, token } = await ring()
  await services.calls.claimStream({ unverifiedToken: token, transport: 'exotel', mediaServerId: 'm1' })
  await services.calls.applyFacts(ref, [{ type: 'answered', key: 'answered', at: services.clock.now().toISOString() }])
  return ref
}
const callerTurn = (index: number): CallFact => ({
  type: 'turn',
  key: `turn:${index}`,
  turn: {
    index,
    role: 'caller',
    text: 'Hello?',
    heardText: null,
    interrupted: false,
    startedMs: 0,
    endedMs: 500,
    language: null,
    confidence: null,
    timings: null,
  },
})
const view = (ref: { callId: string }) => services.calls.get(tenant.scope, ref.callId)
const endedJobs = (ref: { callId: string }) => services.jobs.sent.filter(({ id }) => id === `call.ended:${ref.callId}`)
/** What a loop every ten seconds does in that time. */
async function pass(seconds: number) {
  for (let second = 0; second < seconds; second += 10) {
    services.clock.advance(10_000)
    await services.calls.tidyUp((error) => {
      throw error
    })
  }
}

describe('a stream nobody opens', () => {
  test('is given up within 60 seconds', async () => {
    const { ref } = await ring()
    await pass(30)
    expect(await view(ref)).toMatchObject({ status: 'RINGING' })
    await pass(20)
    expect(await view(ref)).toMatchObject({ status: 'NO_ANSWER', endReason: 'stream_never_opened' })
    await pass(600)
    // Nobody spoke: there is nothing to do after it.
    expect(endedJobs(ref)).toHaveLength(0)
  })

  test.each([
    ['busy', { status: 'BUSY' }],
    ['failed', { status: 'FAILED', endReason: 'call_failed' }],
    ['completed', { status: 'NO_ANSWER', endReason: 'caller_hung_up' }],
    ['in-progress', { status: 'NO_ANSWER', endReason: 'stream_never_opened' }],
    ['down', { status: 'NO_ANSWER', endReason: 'stream_never_opened' }],
  ] as const)('is what the telephone company says when asked (%s)', async (says, expected) => {
    const { ref } = await ring()
    vendorSays = says
    await pass(50)
    expect(await view(ref)).toMatchObject(expected)
  })

  test('no longer counts against capacity once its token is dead', async () => {
    const small = await createTenantFixture(database.database, { maxConcurrentCalls: 1 })
    const open = (vendorCallId: string) =>
      services.calls.openInbound(small.scope, { vendorCallId, from: null, to: small.phoneNumber.number, direction: 'INBOUND' })
    await heartbeat()
    expect(await open('cap-1')).toMatchObject({ action: 'bridge' })
    expect(await open('cap-2')).toMatchObject({ action: 'fallback' })
    services.clock.advance(40_000)
    await heartbeat()
    expect(await open('cap-3')).toMatchObject({ action: 'bridge' })
  })
})

describe('a media-server that is killed', () => {
  test('leaves calls that are final within 120 seconds, turns kept', async () => {
    const ref = await answer()
    await services.calls.applyFacts(ref, [callerTurn(0)])
    services.clock.advance(5_000)
    await heartbeat([ref])
    const lastSeen = services.clock.now().toISOString()
    await pass(30)
    expect(await view(ref)).toMatchObject({ status: 'IN_PROGRESS' })
    await pass(30)
    expect(await view(ref)).toMatchObject({
      status: 'COMPLETED',
      endReason: 'media_server_lost',
      endedAt: lastSeen,
      durationSeconds: 5,
      turns: [{ text: 'Hello?' }],
    })
    expect(endedJobs(ref)).toHaveLength(1)
  })

  test('before any conversation leaves a failed call', async () => {
    const ref = await answer()
    await pass(60)
    expect(await view(ref)).toMatchObject({ status: 'FAILED', endReason: 'media_server_lost' })
  })

  test('leaves the reason even when the telephone company closed the call first', async () => {
    const ref = await answer()
    await services.calls.applyFacts(ref, [callerTurn(0)])
    await services.calls.applySigns(ref, [
      { type: 'vendor_ended', at: services.clock.now().toISOString(), status: 'completed', durationSeconds: 9 },
    ])
    expect(await view(ref)).toMatchObject({ status: 'COMPLETED' })
    expect(endedJobs(ref)).toHaveLength(0)
    await pass(60)
    expect(await view(ref)).toMatchObject({ status: 'COMPLETED', endReason: 'media_server_lost' })
    expect(endedJobs(ref)).toHaveLength(1)
  })

  test('and whose journal is read after all, corrects the call', async () => {
    const ref = await answer()
    await services.calls.applyFacts(ref, [callerTurn(0)])
    await pass(60)
    const at = services.clock.now().toISOString()
    await services.calls.applyFacts(ref, [
      callerTurn(1),
      { type: 'ended', key: 'ended', at, endReason: 'caller_hung_up', hadConversation: true, failed: false },
    ])
    const after = await view(ref)
    expect(after).toMatchObject({ status: 'COMPLETED', endReason: 'caller_hung_up' })
    expect(after.turns).toHaveLength(2)
  })

  test('a call whose media-server lives is left alone', async () => {
    const ref = await answer()
    for (let minute = 0; minute < 10; minute += 1) {
      services.clock.advance(30_000)
      await heartbeat([ref])
      await services.calls.tidyUp()
    }
    expect(await view(ref)).toMatchObject({ status: 'IN_PROGRESS' })
    const other = await createTenantFixture(database.database)
    await heartbeat([{ tenantId: other.tenantId, callId: ref.callId }])
    await pass(60)
    expect(await view(ref)).toMatchObject({ status: 'FAILED' })
  })
})

describe('work after a call', () => {
  test('is started again until it reports back, then never', async () => {
    const ref = await answer()
    const at = services.clock.now().toISOString()
    await services.calls.applyFacts(ref, [
      { type: 'ended', key: 'ended', at, endReason: 'caller_hung_up', hadConversation: false, failed: false },
    ])
    services.jobs.sent.length = 0
    await pass(5 * 60 + 10)
    expect(endedJobs(ref)).toHaveLength(1)
    services.jobs.sent.length = 0
    await services.calls.finishAftercare(ref)
    await pass(600)
    expect(endedJobs(ref)).toHaveLength(0)
  })

  test('is not there after a call answered by the fallback', async () => {
    const paused = await createTenantFixture(database.database, { status: 'SUSPENDED' })
    const { callId } = await services.calls.openInbound(paused.scope, {
      vendorCallId: 'paused-1',
      from: null,
      to: paused.phoneNumber.number,
      direction: 'INBOUND',
    })
    await pass(600)
    expect(endedJobs({ callId })).toHaveLength(0)
  })
})
