import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startOpenAiSimulator } from '../../../simulators/openai/start-openai-simulator'
import { type RecordingInput, recordingInput } from '../../domain/recordings/recording-input'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'
import { createOpenAiLanguageModel } from '../../vendors/openai/openai-language-model'

let database: TestDatabase
let model: Awaited<ReturnType<typeof startOpenAiSimulator>>
/** Without a language model, and with one. */
let services: TestServices
let withModel: TestServices
let tenant: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  model = await startOpenAiSimulator()
  services = createTestServices(database.database)
  const languageModel = createOpenAiLanguageModel({ apiKey: 'test', baseUrl: model.baseUrl, model: 'any' })
  withModel = createTestServices(database.database, { languageModel })
  stranger = await createTenantFixture(database.database)
})
beforeEach(async () => {
  tenant = await createTenantFixture(database.database, { businessType: 'restaurant' })
})
afterAll(() => model.close())

const WISHES = 'Please call me back tomorrow at 5 pm. Could you also send me the menu on WhatsApp?'

function recording(more: Partial<Record<keyof RecordingInput, unknown>> = {}): RecordingInput {
  return recordingInput.parse({
    external_id: 'rec-1',
    provider: 'exotel',
    from_phone: tenant.contact.phone,
    to_phone: tenant.phoneNumber.number,
    call_type: 'inbound',
    call_started_at: '2026-11-18T12:00:00+05:30',
    duration_seconds: 40,
    transcript: WISHES,
    ...more,
  })
}

/** As its job works on a recording. */
async function takeIn(more: Partial<Record<keyof RecordingInput, unknown>> = {}, by = services) {
  const { callId } = await by.recordingIntake.takeIn(tenant.scope, recording(more))
  const ref = { tenantId: tenant.tenantId, callId }
  await by.links.link(ref)
  if (await by.insights.prepare(ref)) await by.insights.understand(ref)
  return ref
}
const accountOf = ({ callId }: { callId: string }) => services.insights.get(tenant.scope, callId)
const tasksOf = async ({ callId }: { callId: string }) =>
  (await services.tasks.list(tenant.scope, { callId, withDone: true, limit: 50 })).items
const titlesOf = async (ref: { callId: string }) => (await tasksOf(ref)).map(({ title }) => title).sort()

describe('a call nobody else tells of', () => {
  test('is told by rules where there is no model', async () => {
    const ref = await takeIn()
    expect(await accountOf(ref)).toMatchObject({
      summary: 'Called and asked to be called back tomorrow at 5 PM. Asked us to send the menu on WhatsApp.',
      sentiment: 'neutral',
      intent: 'call back',
      topics: ['menu'],
      by: { summary: 'rules', sentiment: 'rules', intent: 'rules', topics: 'rules' },
    })
    expect(await services.calls.get(tenant.scope, ref.callId)).toMatchObject({ summary: expect.any(String), sentiment: 'NEUTRAL' })
  })

  test('leaves its tasks, each with who, what and when', async () => {
    const ref = await takeIn()
    expect(await tasksOf(ref)).toMatchObject([
      { title: 'Call back', doer: 'business', due: 'tomorrow at 5 PM', dueOn: '2026-11-19', contact: { id: tenant.contact.id } },
      { title: 'Send the menu on WhatsApp', doer: 'business', due: null, dueOn: null },
    ])
  })

  test('is told by the model where there is one, once for the same words, and its cost is in the ledger', async () => {
    const asked = model.requests.length
    const ref = await takeIn({ transcript: 'Customer: I want to complain, this is terrible. Agent: I am sorry.' }, withModel)
    await withModel.insights.understand(ref)
    expect(await withModel.insights.prepare(ref)).toBeNull()
    expect(model.requests.length - asked).toBe(1)
    expect(await accountOf(ref)).toMatchObject({ intent: 'complaint', sentiment: 'negative', by: { summary: 'model' } })
    expect(await titlesOf(ref)).toEqual(['Call the caller back'])
    const { cost } = await services.calls.get(tenant.scope, ref.callId)
    expect(cost.lines.map(({ kind, provider }) => [kind, provider])).toEqual(
      expect.arrayContaining([
        ['llm_input', 'summary:gpt-4o-mini'],
        ['llm_output', 'summary:gpt-4o-mini'],
      ]),
    )
    expect(cost.totalPaise).toBeGreaterThan(0)
  })

  test('is told by rules where the model will not answer', async () => {
    const unknown = createOpenAiLanguageModel({ apiKey: 'test', baseUrl: `${model.baseUrl}/nowhere`, model: 'any' })
    const ref = await takeIn({}, createTestServices(database.database, { languageModel: unknown }))
    expect(await accountOf(ref)).toMatchObject({ by: { summary: 'rules' }, intent: 'call back' })
    expect(await titlesOf(ref)).toEqual(['Call back', 'Send the menu on WhatsApp'])
  })

  test('in which nobody spoke is not told at all', async () => {
    const ref = await takeIn({ transcript: undefined })
    expect(await accountOf(ref)).toMatchObject({ summary: null, sentiment: null, intent: null, topics: [], isCorrected: false })
  })

  test('is read again when its words are put right, and its tasks with it', async () => {
    const ref = await takeIn()
    await takeIn({ transcript: 'Sorry, wrong number.' })
    expect(await accountOf(ref)).toMatchObject({ intent: 'wrong number', summary: 'Called by mistake: wrong number.' })
    expect(await titlesOf(ref)).toEqual([])
  })
})

test('a call whose provider may yet tell of it is left to them a while before the model is paid', async () => {
  const { callId } = await withModel.recordingIntake.takeIn(tenant.scope, recording({ provider: 'retell' }))
  const ref = { tenantId: tenant.tenantId, callId }
  expect(await withModel.insights.prepare(ref)).toMatchObject({ waits: true })
  await withModel.recordingIntake.takeIn(tenant.scope, recording({ provider: 'retell', ai_insights: { summary: 'Wants a call.' } }))
  const asked = model.requests.length
  expect(await withModel.insights.understand(ref)).toBe('rules')
  expect(model.requests.length).toBe(asked)
  expect(await accountOf(ref)).toMatchObject({
    summary: 'Wants a call.',
    intent: 'call back',
    by: { summary: 'provider', intent: 'rules' },
  })
})

describe('a provider’s account', () => {
  const THEIRS = {
    sentiment: 'positive',
    topics: ['catering', 'dietary'],
    intent: 'modification',
    action_items: ['Add vegetarian options'],
  }

  test('comes before ours, which fills what it leaves out', async () => {
    const ref = await takeIn({ ai_insights: THEIRS })
    expect(await accountOf(ref)).toMatchObject({
      sentiment: 'positive',
      topics: ['catering', 'dietary'],
      intent: 'modification',
      summary: expect.stringContaining('asked to be called back'),
      by: { sentiment: 'provider', topics: 'provider', intent: 'provider', summary: 'rules' },
    })
    expect(await titlesOf(ref)).toEqual(['Add vegetarian options'])
  })

  test('that comes later takes the place of ours, and a correction of it the place of the first', async () => {
    const ref = await takeIn()
    await takeIn({ ai_insights: THEIRS })
    expect(await titlesOf(ref)).toEqual(['Add vegetarian options'])
    await takeIn({ ai_insights: { ...THEIRS, summary: 'Asked for Jain food.', action_items: ['Add Jain food'], sentiment: 'negative' } })
    expect(await accountOf(ref)).toMatchObject({ summary: 'Asked for Jain food.', sentiment: 'negative', by: { summary: 'provider' } })
    expect(await titlesOf(ref)).toEqual(['Add Jain food'])
  })

  test('with a summary costs no question to the model', async () => {
    const asked = model.requests.length
    await takeIn({ ai_insights: { ...THEIRS, summary: 'Asked for vegetarian food.' } }, withModel)
    expect(model.requests.length).toBe(asked)
  })

  test('an orchestrator’s counts as one', async () => {
    const ref = await takeIn()
    await services.calls.complete(tenant.scope, ref.callId, { status: 'COMPLETED', summary: 'Theirs', sentiment: 'POSITIVE', duration: 5 })
    expect(await accountOf(ref)).toMatchObject({
      summary: 'Theirs',
      sentiment: 'positive',
      topics: ['menu'],
      by: { summary: 'provider', topics: 'rules' },
    })
    await takeIn({ transcript: 'I want to cancel my table.' })
    expect(await accountOf(ref)).toMatchObject({ summary: 'Theirs', intent: 'cancellation', by: { summary: 'provider', intent: 'rules' } })
  })

  test('that tells of one thing only is not lost', async () => {
    const ref = await takeIn({ ai_insights: { topics: ['seafood'] } })
    expect(await accountOf(ref)).toMatchObject({ topics: ['seafood'], intent: 'call back', by: { topics: 'provider', intent: 'rules' } })
  })
})

describe('what a person put right', () => {
  test('stays whatever comes later, and can be taken back', async () => {
    const ref = await takeIn()
    const member = tenant.users.MEMBER.scope
    await services.insights.correct(member, { callId: ref.callId, summary: 'Wants the new menu.', sentiment: 'positive' })
    await takeIn({
      transcript: 'I want to cancel my table.',
      ai_insights: { summary: 'Cancelled.', sentiment: 'negative', topics: ['table'] },
    })
    await services.calls.complete(tenant.scope, ref.callId, { status: 'COMPLETED', summary: 'Theirs', sentiment: 'NEGATIVE', duration: 5 })
    expect(await accountOf(ref)).toMatchObject({
      summary: 'Wants the new menu.',
      sentiment: 'positive',
      topics: ['table'],
      by: { summary: 'person', sentiment: 'person', topics: 'provider' },
      isCorrected: true,
    })
    expect(await services.calls.get(tenant.scope, ref.callId)).toMatchObject({ summary: 'Wants the new menu.', sentiment: 'POSITIVE' })
    await services.insights.uncorrect(member, ref.callId)
    expect(await accountOf(ref)).toMatchObject({ summary: 'Cancelled.', sentiment: 'negative', isCorrected: false })
  })

  test('is in the record of who did what', async () => {
    const ref = await takeIn()
    await services.insights.correct(tenant.users.MEMBER.scope, { callId: ref.callId, intent: 'order' })
    const { items } = await services.audit.list(tenant.users.OWNER.scope, { limit: 5 })
    expect(items[0]).toMatchObject({ action: 'insights.correct', targetId: ref.callId, details: { fields: ['intent'] } })
  })

  test('a task that was done stays done when the call is read again', async () => {
    const ref = await takeIn()
    const [callBack] = await tasksOf(ref)
    await services.tasks.setDone(tenant.users.MEMBER.scope, { taskId: callBack?.id ?? '', isDone: true })
    await takeIn({ transcript: `${WISHES} Thanks.` })
    expect((await tasksOf(ref)).map(({ title, isDone }) => [title, isDone])).toEqual([
      ['Send the menu on WhatsApp', false],
      ['Call back', true],
    ])
  })
})

test('however often and at once the work is done, there is one set of tasks', async () => {
  const { callId } = await services.recordingIntake.takeIn(tenant.scope, recording())
  const ref = { tenantId: tenant.tenantId, callId }
  await Promise.all([1, 2, 3, 4].map(() => services.insights.prepare(ref)))
  await services.insights.giveUp(ref)
  expect(await titlesOf(ref)).toEqual(['Call back', 'Send the menu on WhatsApp'])
})

test('work that dies half-way leaves nothing half done', async () => {
  const { callId } = await services.recordingIntake.takeIn(tenant.scope, recording())
  const ref = { tenantId: tenant.tenantId, callId }
  // The last write of the work is refused: as when the process dies before it is committed.
  await database.asOwner(`ALTER TABLE "Task" ADD CONSTRAINT killed CHECK ("callId" <> '${callId}')`)
  await expect(services.insights.prepare(ref)).rejects.toThrow()
  expect(await accountOf(ref)).toMatchObject({ summary: null })
  await database.asOwner('ALTER TABLE "Task" DROP CONSTRAINT killed')
  await services.insights.prepare(ref)
  expect(await accountOf(ref)).toMatchObject({ summary: expect.any(String) })
  expect(await titlesOf(ref)).toEqual(['Call back', 'Send the menu on WhatsApp'])
})

test('a booking’s own change is no news of the call that was about it', async () => {
  const { tenantId, contact } = tenant
  const bookingId = await database.database.tenantDb(tenant.scope, async (tx) => {
    const { id } = await tx.booking.create({
      data: { tenantId, contactId: contact.id, startsAt: new Date('2026-11-21T13:30:00Z'), partySize: 6 },
    })
    return id
  })
  const ref = await takeIn({ transcript: 'Can you move my table on Saturday to Sunday?' })
  expect(await accountOf(ref)).toMatchObject({ summary: 'Called to move the Nov 21 table (6 guests) to Nov 22.' })
  await services.bookings.update(tenant.users.MEMBER.scope, bookingId, { starts_at: '2026-11-22T19:00:00+05:30' })
  await services.links.link(ref)
  await services.insights.prepare(ref)
  expect(await accountOf(ref)).toMatchObject({ summary: 'Called to move the Nov 21 table (6 guests) to Nov 22.' })
})

test('a stranger finds no account and puts none right', async () => {
  const { callId } = await takeIn()
  const not = { code: 'not_found' }
  await expect(services.insights.get(stranger.scope, callId)).rejects.toMatchObject(not)
  await expect(services.insights.correct(stranger.scope, { callId, summary: 'Theirs' })).rejects.toMatchObject(not)
  await expect(services.insights.uncorrect(stranger.scope, callId)).rejects.toMatchObject(not)
  expect(await services.insights.prepare({ tenantId: stranger.tenantId, callId })).toBeNull()
  expect(await accountOf({ callId })).toMatchObject({ isCorrected: false })
})
