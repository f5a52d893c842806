import { beforeAll, describe, expect, test } from 'vitest'
import type { CallFact } from '../../domain/calls/call-record'
import type { IncomingAnswer } from '../../domain/calls/incoming-resource'
import { manualClock, recordingBus, recordingJobs } from '../../testing/recording-ports'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import type { IncomingCall } from './call-opening.service'
import { type CallsService, createCallsService } from './calls.service'

let test_: TestDatabase
let calls: CallsService
let tenant: TenantFixture
let stranger: TenantFixture
const clock = manualClock()
const jobs = recordingJobs()
const eventBus = recordingBus()

beforeAll(async () => {
  test_ = await createTestDatabase()
  calls = createCallsService({ db: test_.database, clock, jobs, eventBus, telephony: null, mediaUrl: 'wss://media.test' })
  tenant = await createTenantFixture(test_.database, { fallbackNumber: '+918000000001' })
  stranger = await createTenantFixture(test_.database)
  await mediaServer({})
})

let lastSid = 0
const incoming = (more: Partial<IncomingCall> = {}): IncomingCall => {
  lastSid += 1
  return { vendorCallId: `sid-${lastSid}`, from: '09876543210', to: tenant.phoneNumber.number, direction: 'INBOUND', ...more }
}
const open = (more: Partial<IncomingCall> = {}) => calls.openInbound(tenant.scope, incoming(more))
const tokenOf = (answer: IncomingAnswer) => (answer.action === 'bridge' ? new URL(answer.url).pathname.slice('/exotel/'.length) : '')
const claim = (unverifiedToken: string, transport: 'exotel' | 'browser' = 'exotel') =>
  calls.claimStream({ unverifiedToken, transport, mediaServerId: 'm1' })
const row = async (callId: string) => {
  const [found] = await test_.asOwner<Record<string, unknown>>(`SELECT *, "status"::text FROM "Call" WHERE id = $1`, [callId])
  if (!found) throw new Error('no such call')
  return found
}
async function mediaServer(more: { capacity?: number; activeCalls?: number; isDraining?: boolean; heartbeatAt?: Date }) {
  const data = { capacity: 1000, activeCalls: 0, isDraining: false, heartbeatAt: clock.now(), ...more }
  await test_.database.shared.mediaServer.upsert({ where: { id: 'm1' }, create: { id: 'm1', ...data }, update: data })
}

describe('a ringing phone', () => {
  test('is answered with a socket of its own and a known caller', async () => {
    const answer = await open({ from: tenant.contact.phone.replace('+91', '0') })
    expect(answer).toMatchObject({
      action: 'bridge',
      callerId: tenant.phoneNumber.number,
      url: expect.stringMatching(/^wss:\/\/media\.test\/exotel\/[\w-]{40,}$/),
    })
    expect(await row(answer.callId)).toMatchObject({
      tenantId: tenant.tenantId,
      status: 'RINGING',
      fromPhone: tenant.contact.phone,
      toPhone: tenant.phoneNumber.number,
      contactId: tenant.contact.id,
      agentId: tenant.agent.id,
      agentVersionId: tenant.agent.versionId,
      isTest: false,
    })
    expect(eventBus.published).toContainEqual({
      type: 'call_opening',
      tenantId: tenant.tenantId,
      callId: answer.callId,
      agentId: tenant.agent.id,
    })
  })

  test('a new caller becomes a contact, counted once however often the call is announced', async () => {
    const call = incoming({ from: '+919811112222' })
    await calls.openInbound(tenant.scope, call)
    await calls.openInbound(tenant.scope, call)
    const contacts = await test_.asOwner(`SELECT "totalCalls" FROM "Contact" WHERE "tenantId" = $1 AND phone = '+919811112222'`, [
      tenant.tenantId,
    ])
    expect(contacts).toEqual([{ totalCalls: 1 }])
  })

  test.each([null, '', 'anonymous', '\u0000'])('a withheld caller (%j) is served too', async (from) => {
    const answer = await open({ from })
    expect(await row(answer.callId)).toMatchObject({ fromPhone: null, contactId: null })
  })

  test.each([(number: string) => number.replace('+91', '0'), (number: string) => number.slice(1), (number: string) => number])(
    'the dialled number is known in every spelling',
    async (spell) => {
      expect(await open({ to: spell(tenant.phoneNumber.number) })).toMatchObject({ action: 'bridge' })
    },
  )

  test('the same call again is the same call; the fresh token works, the older one is dead', async () => {
    const call = incoming()
    const first = await calls.openInbound(tenant.scope, call)
    const second = await calls.openInbound(tenant.scope, call)
    expect(second.callId).toBe(first.callId)
    expect(await claim(tokenOf(first))).toBeNull()
    expect(await claim(tokenOf(second))).toMatchObject({ callId: first.callId })
  })

  test('a call that is over gets the fallback, not a socket that nobody would answer', async () => {
    const call = incoming()
    const first = await calls.openInbound(tenant.scope, call)
    await claim(tokenOf(first))
    await test_.asOwner(`UPDATE "Call" SET status = 'COMPLETED', "endReason" = 'caller_hung_up' WHERE id = $1`, [first.callId])
    expect(await calls.openInbound(tenant.scope, call)).toMatchObject({
      callId: first.callId,
      action: 'fallback',
      reason: 'call_over',
      fallbackNumber: '+918000000001',
    })
  })

  test('two deliveries of one call at the same moment make one call and one usable token', async () => {
    const call = incoming()
    const answers = await Promise.all([
      calls.openInbound(tenant.scope, call),
      calls.openInbound(tenant.scope, call),
      calls.openInbound(tenant.scope, call),
    ])
    expect(new Set(answers.map(({ callId }) => callId)).size).toBe(1)
    const claims = await Promise.all(answers.map((answer) => claim(tokenOf(answer))))
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1)
  })

  test('a number of nobody, or of another tenant, is unknown', async () => {
    for (const to of ['+918012345678', stranger.phoneNumber.number, 'rubbish', ''])
      await expect(open({ to })).rejects.toMatchObject({ code: 'unknown_number' })
  })

  test('a suspended tenant, a tenant at its limit and full or absent media-servers get the fallback', async () => {
    const suspended = await createTenantFixture(test_.database, { status: 'SUSPENDED', fallbackNumber: '+918000000002' })
    const answer = await calls.openInbound(suspended.scope, incoming({ to: suspended.phoneNumber.number }))
    expect(answer).toMatchObject({
      action: 'fallback',
      reason: 'tenant_suspended',
      fallbackNumber: '+918000000002',
      callerId: suspended.phoneNumber.number,
    })
    expect(await row(answer.callId)).toMatchObject({ status: 'BUSY', endReason: 'tenant_suspended', endedAt: clock.now() })

    const small = await createTenantFixture(test_.database, { maxConcurrentCalls: 1 })
    const held = incoming({ to: small.phoneNumber.number })
    expect(await calls.openInbound(small.scope, held)).toMatchObject({ action: 'bridge' })
    expect(await calls.openInbound(small.scope, held)).toMatchObject({ action: 'bridge' })
    expect(await calls.openInbound(small.scope, incoming({ to: small.phoneNumber.number }))).toMatchObject({
      action: 'fallback',
      reason: 'no_capacity',
      fallbackNumber: null,
    })

    const reminding = await createTenantFixture(test_.database, { maxConcurrentCalls: 1 })
    const reminder = await calls.openInbound(reminding.scope, incoming({ to: reminding.phoneNumber.number }))
    await test_.asOwner(`UPDATE "Call" SET "provider" = 'RETELL' WHERE "id" = $1`, [reminder.callId])
    expect(await calls.openInbound(reminding.scope, incoming({ to: reminding.phoneNumber.number }))).toMatchObject({ action: 'bridge' })

    await mediaServer({ capacity: 5, activeCalls: 5 })
    expect(await open()).toMatchObject({ action: 'fallback', reason: 'no_capacity' })
    await mediaServer({ isDraining: true })
    expect(await open()).toMatchObject({ action: 'fallback' })
    await mediaServer({ heartbeatAt: new Date(clock.now().getTime() - 60_000) })
    expect(await open()).toMatchObject({ action: 'fallback' })
    await mediaServer({})
    expect(await open()).toMatchObject({ action: 'bridge' })
  })
})

describe('a stream token', () => {
  test('is traded once for the call and its agent', async () => {
    const answer = await open()
    expect(await claim(tokenOf(answer))).toMatchObject({
      tenantId: tenant.tenantId,
      callId: answer.callId,
      transport: 'exotel',
      direction: 'inbound',
      agentId: tenant.agent.id,
      agent: { settings: { silencePromptAfterMs: 8000 } },
      transferTo: '+918000000001',
    })
    expect(await claim(tokenOf(answer))).toBeNull()
    expect(await row(answer.callId)).toMatchObject({ status: 'CONNECTING', mediaServerId: 'm1', heartbeatAt: clock.now() })
  })

  test('of many at the same moment one wins', async () => {
    const token = tokenOf(await open())
    const claims = await Promise.all(Array.from({ length: 5 }, () => claim(token)))
    expect(claims.filter((claimed) => claimed !== null)).toHaveLength(1)
  })

  test('is refused when made up, on another transport, or for a call that is over', async () => {
    for (const made of ['', 'x', '\u0000', 'x'.repeat(10_000)]) expect(await claim(made)).toBeNull()
    const token = tokenOf(await open())
    expect(await claim(token, 'browser')).toBeNull()
    expect(await claim(token)).not.toBeNull()
    const over = await open()
    await calls.applySigns({ tenantId: tenant.tenantId, callId: over.callId }, [
      { type: 'vendor_ended', at: clock.now().toISOString(), status: 'canceled', durationSeconds: null },
    ])
    expect(await claim(tokenOf(over))).toBeNull()
  })

  test('lives for 30 seconds', async () => {
    const answers = [await open(), await open()]
    const start = clock.now()
    clock.advance(29_999)
    expect(await claim(tokenOf(answers[0] as IncomingAnswer))).not.toBeNull()
    clock.advance(1)
    expect(await claim(tokenOf(answers[1] as IncomingAnswer))).toBeNull()
    clock.set(start)
  })

  test('can be used again when the upgrade did not complete', async () => {
    const answer = await open()
    const unverifiedToken = tokenOf(answer)
    await claim(unverifiedToken)
    await calls.releaseStream({ unverifiedToken, tenantId: tenant.tenantId, callId: answer.callId })
    expect(await claim(unverifiedToken)).toMatchObject({ callId: answer.callId })
  })
})

describe('what a media-server tells', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString()
  const turnFact = (index: number, role: 'caller' | 'agent', text: string): CallFact => ({
    type: 'turn',
    key: `turn:${index}`,
    turn: {
      index,
      role,
      text,
      heardText: role === 'agent' ? text : null,
      interrupted: false,
      startedMs: index * 1000,
      endedMs: index * 1000 + 900,
      language: 'en-IN',
      confidence: role === 'caller' ? 0.9 : null,
      timings: { addedMs: 4 },
    },
  })
  const facts: CallFact[] = [
    { type: 'answered', key: 'answered', at: at(1) },
    turnFact(0, 'agent', 'Hello, Acme.'),
    turnFact(1, 'caller', 'A table for two\u0000 please'),
    { type: 'dtmf', key: 'd1', at: at(4), digit: '4' },
    { type: 'dtmf', key: 'd2', at: at(5), digit: '2' },
    { type: 'event', key: 'e1', at: at(6), atMs: 5000, event: 'barge_in', data: { generation: 1 } },
    { type: 'extraction', key: 'x1', extractionType: 'reservation', data: { party_size: 2 }, confidence: 0.8 },
    { type: 'usage', key: 'u1', usage: [{ kind: 'stt', provider: 'deepgram-nova', quantity: 30, unit: 'second' }] },
    { type: 'usage', key: 'u2', usage: [{ kind: 'stt', provider: 'deepgram-nova', quantity: 60, unit: 'second' }] },
    { type: 'transfer_requested', key: 't1', at: at(30), to: '+918000000001' },
    { type: 'recording', key: 'r1', recordingKey: 'k.wav', durationMs: 60_000 },
    { type: 'ended', key: 'ended', at: at(61), endReason: 'caller_hung_up', hadConversation: true, failed: false },
  ]
  const startCall = async () => {
    const answer = await open()
    await claim(tokenOf(answer))
    return { tenantId: tenant.tenantId, callId: answer.callId }
  }

  test('becomes the call, its transcript, its events and its costs, however often it is told', async () => {
    const ref = await startCall()
    for (const fact of facts) await calls.applyFacts(ref, [fact])
    await calls.applyFacts(ref, facts)
    expect(await row(ref.callId)).toMatchObject({
      status: 'COMPLETED',
      endReason: 'caller_hung_up',
      durationSeconds: 60,
      dtmf: '42',
      transferTo: '+918000000001',
      recordingKey: 'k.wav',
      // One pulse of 50 paise and a minute of recognition at $0.0048.
      costPaise: 94,
    })
    const turns = await test_.asOwner(`SELECT "index", role::text, text FROM "TranscriptTurn" WHERE "callId" = $1 ORDER BY "index"`, [
      ref.callId,
    ])
    expect(turns).toEqual([
      { index: 0, role: 'AGENT', text: 'Hello, Acme.' },
      { index: 1, role: 'CALLER', text: 'A table for two please' },
    ])
    const events = await test_.asOwner<{ type: string }>(`SELECT type FROM "CallEvent" WHERE "callId" = $1 ORDER BY type`, [ref.callId])
    expect(events.map(({ type }) => type)).toEqual(['barge_in', 'dtmf', 'dtmf', 'status', 'status', 'status', 'transfer'])
    expect(await test_.asOwner(`SELECT type FROM "Extraction" WHERE "callId" = $1`, [ref.callId])).toEqual([{ type: 'reservation' }])
    expect(jobs.sent.filter((job) => job.id === `call.ended:${ref.callId}`)).toEqual([
      { name: 'call.ended', id: `call.ended:${ref.callId}`, data: ref },
    ])
    expect(eventBus.published.filter((event) => event.type === 'turn_added' && event.callId === ref.callId)).toHaveLength(2)
  })

  test('a turn told again with what was heard replaces itself', async () => {
    const ref = await startCall()
    const first = turnFact(0, 'agent', 'A long sentence.')
    await calls.applyFacts(ref, [first])
    if (first.type !== 'turn') throw new Error('unreachable')
    await calls.applyFacts(ref, [{ ...first, turn: { ...first.turn, heardText: 'A long', interrupted: true } }])
    expect(await test_.asOwner(`SELECT "heardText", interrupted FROM "TranscriptTurn" WHERE "callId" = $1`, [ref.callId])).toEqual([
      { heardText: 'A long', interrupted: true },
    ])
  })

  test('another tenant cannot add to a call', async () => {
    const ref = await startCall()
    await expect(calls.applyFacts({ tenantId: stranger.tenantId, callId: ref.callId }, facts)).rejects.toMatchObject({
      code: 'call_not_found',
    })
    expect(await calls.applySigns({ tenantId: stranger.tenantId, callId: ref.callId }, [{ type: 'never_opened', at: at(40) }])).toBe(false)
    expect(await row(ref.callId)).toMatchObject({ status: 'CONNECTING' })
  })
})
