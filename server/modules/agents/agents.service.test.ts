import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Scope } from '../../domain/access/scope'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture
let scope: Scope
let agentId: string

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  stranger = await createTenantFixture(database.database)
})

beforeEach(async () => {
  tenant = await createTenantFixture(database.database)
  scope = tenant.users.ADMIN.scope
  agentId = tenant.agent.id
})

const save = (greeting: string, revision?: string | null) => services.agents.saveDraft(scope, { agentId, revision, config: { greeting } })

describe('a draft', () => {
  test('holds changes without touching what callers hear', async () => {
    const view = await services.agents.saveDraft(scope, { agentId, config: { greeting: 'Namaste!', settings: { silencePrompts: 1 } } })
    expect(view.published?.config.greeting).toBe('Hello, how can I help you?')
    expect(view.draft?.config).toMatchObject({ greeting: 'Namaste!', settings: { silencePrompts: 1, personaName: 'Maya' } })
    expect(view.changes.map((change) => change.path)).toEqual(['greeting', 'settings.silencePrompts'])
  })

  test('is saved piece by piece', async () => {
    const first = await save('Namaste!')
    const second = await services.agents.saveDraft(scope, { agentId, revision: first.draft?.revision, config: { language: 'hi-IN' } })
    expect(second.draft?.config).toMatchObject({ greeting: 'Namaste!', language: 'hi-IN' })
  })

  test('saved by two at once: the later one is told, and nothing of the first is lost', async () => {
    const { draft } = await save('First')
    await save('Second', draft?.revision)
    await expect(save('Third', draft?.revision)).rejects.toMatchObject({ code: 'draft_changed' })
    await expect(save('Fourth')).rejects.toMatchObject({ code: 'draft_changed' })
    expect((await services.agents.get(scope, agentId)).draft?.config.greeting).toBe('Second')
  })

  test('of two first saves at the same moment one wins', async () => {
    const saving = await database.database.tenantDb(scope, async (tx) => {
      // Both get as far as they can while nobody may touch the agent or its versions.
      await tx.$queryRaw`SELECT 1 AS locked FROM "Agent" WHERE "id" = ${agentId}::uuid FOR UPDATE`
      await tx.$queryRaw`SELECT 1 AS locked FROM "AgentVersion" FOR UPDATE`
      const both = ['One', 'Other'].map((greeting) =>
        save(greeting).then(
          () => 'saved',
          (error: { code: string }) => error.code,
        ),
      )
      await vi.waitFor(async () => {
        const waiting = await database.asOwner(
          `SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`,
        )
        expect(waiting).toHaveLength(2)
      })
      return { both }
    })
    expect((await Promise.all(saving.both)).sort()).toEqual(['draft_changed', 'saved'])
  })

  test('that changes nothing is not made', async () => {
    expect((await save('Hello, how can I help you?')).draft).toBeNull()
  })

  test('can be discarded, also after a test call was made with it', async () => {
    const { draft } = await save('Namaste!')
    await database.database.tenantDb(scope, (tx) =>
      tx.call.create({ data: { tenantId: tenant.tenantId, isTest: true, agentVersionId: draft?.versionId } }),
    )
    expect((await services.agents.discardDraft(scope, agentId)).draft).toBeNull()
  })

  test('a name is changed at once', async () => {
    expect((await services.agents.saveDraft(scope, { agentId, name: 'Front desk', config: {} })).name).toBe('Front desk')
  })

  test.each([
    ['an extraction nobody knows', { extractionSchemas: ['horoscope'] }, 'unknown_extraction_schema'],
    ['a transfer number that is none', { settings: { transferNumber: '12' } }, 'invalid_phone'],
  ])('with %s is refused', async (_case, config, code) => {
    await expect(services.agents.saveDraft(scope, { agentId, config })).rejects.toMatchObject({ code })
  })

  test('a transfer number is kept in E.164 however it is written', async () => {
    const view = await services.agents.saveDraft(scope, { agentId, config: { settings: { transferNumber: '098765 43210' } } })
    expect(view.draft?.config.settings.transferNumber).toBe('+919876543210')
  })
})

describe('publishing', () => {
  test('makes the draft what callers hear, tells the media-servers and is audited', async () => {
    await save('Namaste!')
    const view = await services.agents.publish(scope, { agentId, note: 'Warmer' })
    expect(view).toMatchObject({ published: { number: 2, config: { greeting: 'Namaste!' } }, draft: null, changes: [] })
    expect(view.versions.map(({ number, isCurrent, note }) => ({ number, isCurrent, note }))).toEqual([
      { number: 2, isCurrent: true, note: 'Warmer' },
      { number: 1, isCurrent: false, note: null },
    ])
    expect(view.versions[0]?.publishedByName).toMatch(/^ADMIN/)
    expect(services.eventBus.published).toContainEqual({ type: 'agent_published', tenantId: tenant.tenantId, agentId })
    const { items } = await services.audit.list(scope, { limit: 10 })
    expect(items[0]).toMatchObject({
      action: 'agents.publish',
      outcome: 'allowed',
      targetId: agentId,
      details: { versionNumber: 2, changed: ['greeting'] },
    })
  })

  test('without changes is refused', async () => {
    await expect(services.agents.publish(scope, { agentId })).rejects.toMatchObject({ code: 'nothing_to_publish' })
    const { draft } = await save('Namaste!')
    await save('Hello, how can I help you?', draft?.revision)
    await expect(services.agents.publish(scope, { agentId })).rejects.toMatchObject({ code: 'nothing_to_publish' })
  })

  test('a draft somebody changed since is refused', async () => {
    const { draft } = await save('First')
    await save('Second', draft?.revision)
    await expect(services.agents.publish(scope, { agentId, revision: draft?.revision })).rejects.toMatchObject({ code: 'draft_changed' })
  })
})

describe('rolling back', () => {
  beforeEach(async () => {
    await save('Second greeting')
    await services.agents.publish(scope, { agentId })
  })

  test('publishes a new version equal to the old one', async () => {
    const view = await services.agents.rollBack(scope, { agentId, versionNumber: 1 })
    expect(view.published).toMatchObject({ number: 3, config: { greeting: 'Hello, how can I help you?' } })
    expect(view.versions.map((version) => version.number)).toEqual([3, 2, 1])
    expect(await services.agents.diff(scope, { agentId, fromVersion: 1, toVersion: 3 })).toEqual([])
  })

  test('keeps a draft, which then comes after it', async () => {
    await save('Third greeting')
    const view = await services.agents.rollBack(scope, { agentId, versionNumber: 1 })
    expect(view.draft?.config.greeting).toBe('Third greeting')
    const published = await services.agents.publish(scope, { agentId })
    expect(published.versions.map((version) => version.number)).toEqual([4, 3, 2, 1])
  })

  test('to what is published already, or to a version that is not there, is refused', async () => {
    await expect(services.agents.rollBack(scope, { agentId, versionNumber: 2 })).rejects.toMatchObject({ code: 'nothing_to_publish' })
    await expect(services.agents.rollBack(scope, { agentId, versionNumber: 9 })).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('a new agent starts as a draft from the template of the business', async () => {
  const view = await services.agents.create(scope, { name: 'Night desk' })
  expect(view).toMatchObject({
    name: 'Night desk',
    isDefault: false,
    published: null,
    draft: { config: { settings: { personaName: 'Sam' } } },
  })
  await expect(services.agents.discardDraft(scope, view.id)).rejects.toMatchObject({ code: 'conflict' })
  expect(await services.agents.list(scope)).toHaveLength(2)
})

test('another tenant’s agent is not there, whatever is asked of it', async () => {
  const theirs = stranger.agent.id
  const attempts = [
    () => services.agents.get(scope, theirs),
    () => services.agents.saveDraft(scope, { agentId: theirs, config: { greeting: 'Mine now' } }),
    () => services.agents.publish(scope, { agentId: theirs }),
    () => services.agents.rollBack(scope, { agentId: theirs, versionNumber: 1 }),
    () => services.agents.discardDraft(scope, theirs),
    () => services.agents.diff(scope, { agentId: theirs }),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
  expect((await services.agents.list(scope)).map((agent) => agent.id)).not.toContain(theirs)
})

test('a voice without a key here is offered as unavailable', async () => {
  const voices = await services.agents.voices(scope)
  expect(voices.find((voice) => voice.id === 'embedded:slt')?.isAvailable).toBe(true)
  expect(voices.filter((voice) => voice.provider === 'elevenlabs').every((voice) => !voice.isAvailable)).toBe(true)
})
