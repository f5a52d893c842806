import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Scope } from '../../domain/access/scope'
import { createSampleRows } from '../../testing/sample-rows'
import { listTables } from '../../testing/tenancy-audit'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture
let scope: Scope

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
  scope = tenant.users.ADMIN.scope
})

describe('proving a tenant', () => {
  const prove = (nameOrId: string, userId = tenant.users.MEMBER.id) => services.access.proveTenant(userId, nameOrId, 'calls.read')

  test('a member proves it by slug or id', async () => {
    const proven = { tenantId: tenant.tenantId, actor: { type: 'user', id: tenant.users.MEMBER.id, role: 'MEMBER' } }
    expect(await prove(tenant.slug)).toEqual(proven)
    expect(await prove(tenant.tenantId)).toEqual(proven)
  })

  test('a stranger gets what a tenant that does not exist gives, and the attempt is on record', async () => {
    const answers = await Promise.allSettled([
      prove(stranger.slug),
      prove(stranger.tenantId),
      prove('no-such-business'),
      prove('x\u0000/..'),
      prove(''),
    ])
    const messages = answers.map((answer) => (answer.status === 'rejected' ? `${answer.reason.code}: ${answer.reason.message}` : 'proven'))
    expect(new Set(messages).size).toBe(1)
    expect(messages[0]).toMatch(/^not_found/)
    const { items } = await services.audit.list(stranger.scope, { limit: 10 })
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({
      actorId: tenant.users.MEMBER.id,
      action: 'calls.read',
      outcome: 'refused',
      details: { reason: 'not_a_member' },
    })
  })
})

describe('settings', () => {
  test('only what is named changes, and numbers become E.164', async () => {
    await services.tenants.update(scope, { callbackNumber: '098765 43210', fallbackNumber: '+44 7403 305280' })
    const view = await services.tenants.update(scope, { name: 'City Clinic' })
    expect(view).toMatchObject({
      name: 'City Clinic',
      callbackNumber: '+919876543210',
      fallbackNumber: '+447403305280',
      timezone: 'Asia/Kolkata',
    })
    expect(await services.tenants.update(scope, { callbackNumber: '' })).toMatchObject({
      callbackNumber: null,
      fallbackNumber: '+447403305280',
    })
  })

  test.each([
    [{ timezone: 'Mars/Olympus' }, 'invalid_timezone', 'timezone'],
    [{ callbackNumber: '12' }, 'invalid_phone', 'callbackNumber'],
    [{ fallbackNumber: 'soon' }, 'invalid_phone', 'fallbackNumber'],
  ])('%j is refused with the field named', async (input, code, field) => {
    await expect(services.tenants.update(scope, input)).rejects.toMatchObject({ code, details: { field } })
  })

  test('never show the Exotel secret', async () => {
    expect(JSON.stringify(await services.tenants.get(scope))).not.toContain('xotel')
  })
})

describe('the overview', () => {
  let quiet: TenantFixture
  let busy: TenantFixture
  // 00:30 in Kolkata on 21 November: UTC is still on the day before.
  const NOW = new Date('2026-11-20T19:00:00Z')
  const minutesAgo = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000)

  beforeAll(async () => {
    services.clock.set(NOW)
    quiet = await createTenantFixture(database.database)
    busy = await createTenantFixture(database.database)
    const { tenantId } = busy
    await database.database.tenantDb(busy.scope, async (tx) => {
      const call = (startedAt: Date, more: object) => tx.call.create({ data: { tenantId, startedAt, ...more } })
      const answered = await call(minutesAgo(20), {
        status: 'COMPLETED',
        answeredAt: minutesAgo(20),
        costPaise: 150,
        sentiment: 'NEGATIVE',
      })
      await tx.transcriptTurn.create({
        data: {
          tenantId,
          callId: answered.id,
          index: 1,
          role: 'AGENT',
          text: 'Hi',
          startedMs: 0,
          endedMs: 1,
          timings: { firstFrameMs: 420 },
        },
      })
      await call(minutesAgo(10), { status: 'IN_PROGRESS', answeredAt: minutesAgo(10) })
      await call(minutesAgo(5), { status: 'COMPLETED', answeredAt: minutesAgo(5), isTest: true, costPaise: 50 })
      await call(minutesAgo(15), { status: 'NO_ANSWER', fromPhone: '+919800000001' })
      // Missed yesterday evening, got through today: nobody has to do anything about it.
      await call(minutesAgo(120), { status: 'NO_ANSWER', fromPhone: '+919800000002', costPaise: 10 })
      await call(minutesAgo(2), { status: 'COMPLETED', answeredAt: minutesAgo(2), fromPhone: '+919800000002' })
      const urgent = await call(minutesAgo(1), { status: 'COMPLETED', answeredAt: minutesAgo(1) })
      await tx.extraction.create({
        data: { tenantId, callId: urgent.id, type: 'appointment', dedupeKey: 'a', data: { urgency: 'emergency' } },
      })
      await tx.booking.create({ data: { tenantId, contactId: busy.contact.id, startsAt: NOW, createdAt: minutesAgo(3) } })
    })
  })

  test('counts the day of the tenant’s zone, without test calls but with what they cost', async () => {
    const { today, lastSevenDays } = await services.tenants.overview(busy.scope)
    expect(today).toEqual({ answered: 4, missed: 1, live: 1, bookings: 1, spentPaise: 200, typicalResponseMs: 420 })
    expect(lastSevenDays.map((day) => day.date)).toEqual([
      '2026-11-15',
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
    ])
    expect(lastSevenDays.at(-2)).toEqual({ date: '2026-11-20', answered: 0, missed: 1, bookings: 0, spentPaise: 10 })
  })

  test('lists what needs a person, newest first, and not who got through later', async () => {
    const { needsAttention } = await services.tenants.overview(busy.scope)
    expect(needsAttention.map((item) => [item.kind, item.phone])).toEqual([
      ['urgent_call', null],
      ['missed_call', '+919800000001'],
      ['negative_call', null],
    ])
  })

  test('of a business that has just begun shows the steps to take', async () => {
    const overview = await services.tenants.overview(quiet.scope)
    expect(overview).toMatchObject({
      today: { answered: 0, typicalResponseMs: null },
      needsAttention: [],
      recentCalls: [],
      defaultAgentId: quiet.agent.id,
    })
    expect(overview.firstRun).toEqual({
      isComplete: false,
      steps: [
        { key: 'listen_to_agent', isDone: false },
        { key: 'connect_number', isDone: true },
        { key: 'add_knowledge', isDone: false },
      ],
    })
  })

  test('the first step is done once a test call was answered', async () => {
    const { firstRun } = await services.tenants.overview(busy.scope)
    expect(firstRun.steps[0]).toEqual({ key: 'listen_to_agent', isDone: true })
  })
})

describe('the plan', () => {
  test('changes, and the audit log says from what', async () => {
    const owner = tenant.users.OWNER.scope
    expect(await services.tenants.changePlan(owner, { plan: 'PROFESSIONAL' })).toMatchObject({ plan: 'PROFESSIONAL' })
    const { items } = await services.audit.list(owner, { limit: 1, action: 'tenant.change_plan' })
    expect(items[0]).toMatchObject({ actorId: tenant.users.OWNER.id, details: { from: 'STARTER', to: 'PROFESSIONAL' } })
    expect(await services.tenants.get(stranger.users.OWNER.scope)).toMatchObject({ plan: 'STARTER' })
  })
})

describe('removing a business', () => {
  const countRows = async (tables: string[], tenantId: string) => {
    const counts = await Promise.all(
      tables.map((table) => database.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM "${table}" WHERE "tenantId" = $1`, [tenantId])),
    )
    return Object.fromEntries(tables.map((table, index) => [table, counts[index]?.[0]?.n]))
  }

  test('takes every row of every table with it, its recordings too, and nothing of another tenant', async () => {
    const gone = await createTenantFixture(database.database)
    const tables = (await listTables(database.asOwner)).filter(({ hasTenant }) => hasTenant).map(({ name }) => name)
    // The owner is a member already.
    const owner = gone.users.OWNER.id
    const samples = createSampleRows(database.asOwner, { User: { id: owner }, Membership: { tenantId: gone.tenantId, userId: owner } })
    for (const table of tables) await samples.insert(table, gone.tenantId)
    await database.asOwner(`UPDATE "Call" SET "status" = 'COMPLETED' WHERE "tenantId" = $1`, [gone.tenantId])
    const recordingKey = `${gone.tenantId}/a.wav`
    const file = join(mkdtempSync(join(tmpdir(), 'voicedesk-removal-')), 'a.wav')
    writeFileSync(file, 'RIFF')
    await services.adapters.recordings.putFile(recordingKey, file, 'audio/wav')
    await database.database.tenantDb(gone.scope, (tx) =>
      tx.call.create({
        data: {
          tenantId: gone.tenantId,
          status: 'COMPLETED',
          recordingKey,
          contactId: gone.contact.id,
          agentId: gone.agent.id,
          phoneNumberId: gone.phoneNumber.id,
        },
      }),
    )
    const before = await countRows(tables, stranger.tenantId)
    expect(Object.values(await countRows(tables, gone.tenantId)).every((n) => n !== 0)).toBe(true)

    await services.tenants.remove(gone.users.OWNER.scope, { confirmation: ` ${gone.name.toUpperCase()} ` })

    expect(await countRows(tables, gone.tenantId)).toEqual(Object.fromEntries(tables.map((table) => [table, 0])))
    expect(await database.asOwner(`SELECT 1 FROM "Tenant" WHERE "id" = $1`, [gone.tenantId])).toEqual([])
    expect(await services.adapters.recordings.read(recordingKey)).toBeNull()
    expect(await countRows(tables, stranger.tenantId)).toEqual(before)
    expect(services.removals).toEqual([{ tenantId: gone.tenantId, actorId: gone.users.OWNER.id }])
    await expect(services.access.proveTenant(gone.users.OWNER.id, gone.slug, 'tenant.read')).rejects.toMatchObject({ code: 'not_found' })
    expect(await services.account.me(gone.users.OWNER.id)).toMatchObject({ tenants: [] })
  })

  test('needs its name, typed', async () => {
    const kept = await createTenantFixture(database.database)
    const wrong = services.tenants.remove(kept.users.OWNER.scope, { confirmation: 'Something else' })
    await expect(wrong).rejects.toMatchObject({ code: 'not_confirmed', details: { field: 'confirmation' } })
    expect(await services.tenants.get(kept.users.OWNER.scope)).toMatchObject({ id: kept.tenantId })
  })

  test('waits for calls that are under way', async () => {
    const busy = await createTenantFixture(database.database)
    const { tenantId } = busy
    await database.database.tenantDb(busy.scope, (tx) => tx.call.create({ data: { tenantId, status: 'IN_PROGRESS' } }))
    const tooSoon = services.tenants.remove(busy.users.OWNER.scope, { confirmation: busy.name })
    await expect(tooSoon).rejects.toMatchObject({ code: 'calls_under_way' })
    expect(await services.tenants.get(busy.users.OWNER.scope)).toMatchObject({ id: tenantId })
  })
})
