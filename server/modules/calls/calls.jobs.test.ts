import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FaultInput } from '../../../simulators/lib/faults'
import { startOpenAiSimulator } from '../../../simulators/openai/start-openai-simulator'
import type { CallFact } from '../../domain/calls/call-record'
import { type EmbeddedRunner, startEmbeddedRunner } from '../../inngest/embedded-runner/runner'
import { type AppUnderTest, EVENT_KEY, SIGNING_KEY, startAppUnderTest } from '../../inngest/embedded-runner/testing/app-under-test'
import { createFunctions } from '../../inngest/functions'
import { createJobQueue } from '../../inngest/job-queue'
import type { JobEvent, JobQueue } from '../../ports/job-queue'
import { manualClock, recordingBus } from '../../testing/recording-ports'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { readExotelDelivery } from '../../vendors/exotel/webhook-fields'
import { createMemoryRateLimits } from '../../vendors/memory/memory-rate-limits'
import { createOpenAiLanguageModel } from '../../vendors/openai/openai-language-model'
import { createAuditService } from '../audit/audit.service'
import { createInsightsService } from '../insights/insights.service'
import { createWebhooksService } from '../webhooks/webhooks.service'
import { createCallsService } from './calls.service'

/** A busy machine takes its time; what is waited for comes or never does. */
const SOON = { timeout: 15_000 }
const done = async () => ({ next: 'done' as const })
const NO_OUTBOUND_CALLS = { dial: done, lookUp: done, giveUp: async () => {}, resendOverdue: async () => 0 }
const NO_IMPORTS = { takePiece: async () => ({ isDone: true }), giveUp: async () => {}, resendRunning: async () => 0 }
const NO_LINKS = { links: { link: done }, recordingIntake: { copy: done } }
const NO_RINGCENTRAL = {
  apply: async () => undefined,
  follow: async () => ({ isOver: true, isToBeCopied: false, retryAfterMs: 0 }),
  giveUp: async () => undefined,
  copyRecording: async () => undefined,
  upkeep: async () => 0,
}
const NO_OUTCOMES = { apply: done, reconcile: async () => 0, ask: async () => true, copyRecording: done }
const sender = () => ({ unverifiedSecret: tenant.exotelSecret, address: 'test' })

let database: TestDatabase
let tenant: TenantFixture
let model: Awaited<ReturnType<typeof startOpenAiSimulator>>
const clock = manualClock()
const stops: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  tenant = await createTenantFixture(database.database)
  const capacity = { capacity: 100, activeCalls: 0, isDraining: false, heartbeatAt: new Date('2027-01-01T00:00:00Z') }
  await database.database.shared.mediaServer.create({ data: { id: 'm1', ...capacity } })
})
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
  await database.asOwner('DROP SCHEMA IF EXISTS embedded_runner CASCADE')
})

type World = {
  app: AppUnderTest
  runner: EmbeddedRunner
  calls: ReturnType<typeof createCallsService>
  webhooks: ReturnType<typeof createWebhooksService>
  jobs: JobQueue
  /** Moves the clock once nothing is under way. */
  pass(ms: number): Promise<void>
}

/** The product's own functions over its own services, run by the embedded runner; the language model is the simulated one. */
async function start(fault: FaultInput | null = null, lose: (event: JobEvent) => boolean = () => false): Promise<World> {
  model = await startOpenAiSimulator({ ...(fault && { fault }) })
  const languageModel = createOpenAiLanguageModel({ apiKey: 'test', baseUrl: model.baseUrl, model: 'any' })
  const world: { jobs?: JobQueue; port: number } = { port: 0 }
  const jobs: JobQueue = { send: async (event) => (lose(event) ? undefined : world.jobs?.send(event)) }
  const deps = { db: database.database, clock, jobs, eventBus: recordingBus(), telephony: null, mediaUrl: 'wss://media.test' }
  const calls = createCallsService(deps)
  const webhooks = createWebhooksService({
    ...deps,
    rateLimits: createMemoryRateLimits(clock),
    readExotelDelivery,
    audit: createAuditService(deps),
    calls,
  })
  const audit = createAuditService(deps)
  const insights = createInsightsService({ ...deps, audit, languageModel, languageModelPricedAs: 'gpt-4o-mini', calls })
  const app = await startAppUnderTest(
    () => world.port,
    (inngest) =>
      createFunctions(inngest, {
        calls,
        webhooks,
        insights,
        outbound: NO_OUTBOUND_CALLS,
        outcomes: NO_OUTCOMES,
        ringCentral: NO_RINGCENTRAL,
        imports: NO_IMPORTS,
        ...NO_LINKS,
      }),
  )
  world.jobs = createJobQueue(app.inngest, (error) => {
    throw error
  })
  const log = { info() {}, warn() {}, error() {} }
  const keys = { eventKey: EVENT_KEY, signingKey: SIGNING_KEY }
  const runner = await startEmbeddedRunner({ databaseUrl: database.url, serveUrl: app.serveUrl, ...keys, port: 0, clock, log })
  world.port = runner.port
  stops.push(() => model.close(), app.stop, runner.stop)
  await expect.poll(async () => (await runner.health()).status, SOON).toBe('ok')
  const pass = async (ms: number) => {
    await expect.poll(async () => (await runner.health()).running, SOON).toBe(0)
    clock.advance(ms)
    runner.wake()
  }
  return { app, runner, calls, webhooks, jobs, pass }
}

let lastSid = 0
async function ring(calls: World['calls']) {
  lastSid += 1
  const answer = await calls.openInbound(tenant.scope, {
    vendorCallId: `job-${lastSid}`,
    from: '+919811110000',
    to: tenant.phoneNumber.number,
    direction: 'INBOUND',
  })
  const token = answer.action === 'bridge' ? new URL(answer.url).pathname.slice('/exotel/'.length) : ''
  return { tenantId: tenant.tenantId, callId: answer.callId, token, vendorCallId: `job-${lastSid}` }
}

async function talk(calls: World['calls'], said: string[]) {
  const { token, ...ref } = await ring(calls)
  await calls.claimStream({ unverifiedToken: token, transport: 'exotel', mediaServerId: 'm1' })
  const at = clock.now().toISOString()
  const turn = (index: number, text: string) => ({
    index,
    role: index % 2 === 0 ? ('agent' as const) : ('caller' as const),
    text,
    heardText: index % 2 === 0 ? text : null,
    interrupted: false,
    startedMs: index * 1000,
    endedMs: index * 1000 + 900,
    language: null,
    confidence: null,
    timings: null,
  })
  const facts: CallFact[] = [
    { type: 'answered', key: 'answered', at },
    ...said.map((text, index) => ({ type: 'turn' as const, key: `turn:${index}`, turn: turn(index, text) })),
    { type: 'ended', key: 'ended', at, endReason: 'caller_hung_up', hadConversation: said.length > 1, failed: false },
  ]
  await calls.applyFacts(ref, facts)
  return ref
}

async function callRow({ callId }: { callId: string }) {
  const rows = await database.asOwner(`SELECT status::text, "endReason", summary, sentiment::text, "tidyUpAt" FROM "Call" WHERE id = $1`, [
    callId,
  ])
  return rows[0]
}
const notice = (fields: Record<string, string>) => ({ query: new URLSearchParams(fields), contentType: null, body: new Uint8Array() })
const CONVERSATION = ['Hello, how can I help you?', 'I would like an appointment on Tuesday, thank you', 'I have noted Tuesday.']

describe('when a call has ended', () => {
  test('it gets a summary and a mood, once', async () => {
    const { calls } = await start()
    const ref = await talk(calls, CONVERSATION)
    await expect
      .poll(() => callRow(ref), SOON)
      .toMatchObject({ summary: expect.stringContaining('appointment'), sentiment: 'POSITIVE', tidyUpAt: null })
    expect(model.requests).toHaveLength(1)
  })

  test('what the summary used is in the ledger of the call', async () => {
    const { calls } = await start()
    const ref = await talk(calls, CONVERSATION)
    await expect.poll(() => callRow(ref), SOON).toMatchObject({ tidyUpAt: null })
    const lines = await database.asOwner(
      `SELECT kind, provider, "costMicroPaise" > 0 AS "costs" FROM "CostLine" WHERE "callId" = $1 ORDER BY kind`,
      [ref.callId],
    )
    expect(lines).toEqual(
      expect.arrayContaining([
        { kind: 'llm_input', provider: 'summary:gpt-4o-mini', costs: true },
        { kind: 'llm_output', provider: 'summary:gpt-4o-mini', costs: true },
      ]),
    )
    const [call] = await database.asOwner('SELECT "costPaise" FROM "Call" WHERE id = $1', [ref.callId])
    expect(call).toMatchObject({ costPaise: expect.any(Number) })
    expect(Number(call?.costPaise)).toBeGreaterThan(0)
  })

  test('a call in which nobody spoke gets none, and the model is not asked', async () => {
    const { calls } = await start()
    const ref = await talk(calls, ['Hello?'])
    await expect.poll(() => callRow(ref), SOON).toMatchObject({ summary: null, sentiment: null, tidyUpAt: null })
    expect(model.requests).toHaveLength(0)
  })

  test('a model that is busy is asked again later', async () => {
    const { calls, pass } = await start({ status: 503, times: 1 })
    const ref = await talk(calls, CONVERSATION)
    await expect.poll(async () => (await database.asOwner('SELECT 1 FROM embedded_runner.queue WHERE attempt = 1')).length, SOON).toBe(1)
    expect(await callRow(ref)).toMatchObject({ summary: null })
    await pass(2_000)
    await expect.poll(() => callRow(ref), SOON).toMatchObject({ summary: expect.any(String) })
  })

  test('a call whose model never answers is read by rules', async () => {
    const { calls, pass } = await start({ status: 500 })
    const ref = await talk(calls, CONVERSATION)
    for (let attempt = 1; attempt <= 4; attempt++) {
      const waiting = () => database.asOwner('SELECT 1 FROM embedded_runner.queue WHERE attempt = $1 AND claimed_at IS NULL', [attempt])
      await expect.poll(async () => (await waiting()).length, SOON).toBe(1)
      await pass(600_000)
    }
    await expect
      .poll(() => callRow(ref), SOON)
      .toMatchObject({
        summary: 'Called to book an appointment for Nov 24.',
        sentiment: 'NEUTRAL',
        tidyUpAt: null,
      })
  })

  test('an app killed while the model thinks finishes the work when it is back', async () => {
    const { calls, app, pass } = await start({ hang: true, times: 1 })
    const ref = await talk(calls, CONVERSATION)
    await expect.poll(() => app.requests.filter((request) => request.startsWith('app-call-insights')).length).toBe(1)
    await app.kill()
    await app.restart()
    await pass(2_000)
    await expect.poll(() => callRow(ref), SOON).toMatchObject({ summary: expect.any(String) })
  })
})

describe('the tidy-up', () => {
  /** One round is at the full minute, two follow. */
  const toNextMinute = () => 60_000 - (clock.now().getTime() % 60_000)

  test('a stream nobody opened is a call nobody answered within a minute', async () => {
    const { calls, pass } = await start()
    await pass(toNextMinute() + 5_000)
    const ref = await ring(calls)
    for (let second = 5; second < 60; second += 5) {
      await pass(5_000)
      await expect
        .poll(async () => (await database.asOwner(`SELECT 1 FROM embedded_runner.queue WHERE due_at <= $1`, [clock.now()])).length)
        .toBe(0)
    }
    expect(await callRow(ref)).toMatchObject({ status: 'NO_ANSWER', endReason: expect.any(String) })
  })

  test('work after a call whose event was lost is started again', async () => {
    let isLost = true
    const { calls, pass } = await start(null, (event) => event.name === 'call.ended' && isLost)
    const ref = await talk(calls, CONVERSATION)
    isLost = false
    await pass(5 * 60_000 + toNextMinute())
    await expect.poll(() => callRow(ref), { timeout: 15_000 }).toMatchObject({ summary: expect.any(String) })
  })

  test('a notice whose event was lost is applied', async () => {
    let isLost = true
    const { calls, webhooks, pass } = await start(null, (event) => event.name === 'webhook.received' && isLost)
    const { token, ...ref } = await ring(calls)
    await calls.claimStream({ unverifiedToken: token, transport: 'exotel', mediaServerId: 'm1' })
    await webhooks.receiveNotice(sender(), 'exotel.status', async () => notice({ CallSid: ref.vendorCallId, CallStatus: 'completed' }))
    isLost = false
    await pass(60_000 + toNextMinute())
    await expect
      .poll(() => database.asOwner(`SELECT status::text FROM "WebhookInbox" WHERE "tenantId" = $1`, [tenant.tenantId]), { timeout: 15_000 })
      .toEqual([{ status: 'APPLIED' }])
  })
})

test('a notice is applied by its job', async () => {
  const { calls, webhooks } = await start()
  const { vendorCallId } = await ring(calls)
  await webhooks.receiveNotice(sender(), 'exotel.status', async () => notice({ CallSid: vendorCallId, CallStatus: 'busy' }))
  await expect
    .poll(() => database.asOwner(`SELECT status::text FROM "Call" WHERE "externalId" = $1`, [vendorCallId]))
    .toEqual([{ status: 'BUSY' }])
})
