import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { Prisma } from '../../db/generated/client'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

const NOW = new Date('2026-11-20T10:00:00Z')
const SOON = new Date('2026-11-21T10:00:00Z')
const answeredAt = new Date('2026-11-20T09:00:05Z')

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture

type NewCall = Omit<Prisma.CallUncheckedCreateInput, 'tenantId'>

const CALLS: NewCall[] = [
  { status: 'COMPLETED', answeredAt },
  { status: 'COMPLETED', answeredAt },
  // Told to us afterwards: a conversation, though nobody said when it was answered.
  { status: 'COMPLETED' },
  { status: 'IN_PROGRESS', answeredAt },
  { status: 'RINGING' },
  { status: 'NO_ANSWER' },
  { status: 'BUSY' },
  { status: 'FAILED' },
  // Broken before anybody had said a word.
  { status: 'FAILED', answeredAt },
  { direction: 'OUTBOUND', status: 'COMPLETED', answeredAt },
  { direction: 'OUTBOUND', status: 'NO_ANSWER' },
  { direction: 'OUTBOUND', status: 'BUSY' },
  { direction: 'OUTBOUND', status: 'FAILED' },
  { direction: 'OUTBOUND', status: 'SCHEDULED', startedAt: NOW },
  { direction: 'OUTBOUND', status: 'CANCELLED' },
  { status: 'NO_ANSWER', isTest: true },
  { status: 'COMPLETED', answeredAt, isTest: true },
]

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  services.clock.set(NOW)
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
  await write(tenant, CALLS)
  await write(stranger, [{ status: 'NO_ANSWER' }, { status: 'FAILED' }])
})

async function write({ scope, tenantId }: TenantFixture, calls: NewCall[]) {
  const startedAt = new Date('2026-11-20T09:00:00Z')
  await database.database.tenantDb(scope, async (tx) => {
    const ids = calls.map(() => randomUUID())
    await tx.call.createMany({ data: calls.map((call, index) => ({ id: ids[index], tenantId, startedAt, ...call })) })
    const waits = [200, 300, 2500]
    await tx.transcriptTurn.createMany({
      data: waits.map((firstFrameMs, index) => ({
        ...{ tenantId, callId: ids[0] ?? '', index, role: 'AGENT' as const, text: 'x', startedMs: 0, endedMs: 1 },
        timings: { firstFrameMs },
      })),
    })
  })
}

const figures = (whose: TenantFixture) => services.analytics.summary(whose.scope, { period: 'today' })

test('only calls that were made are counted, and each of them once', async () => {
  expect(await figures(tenant)).toMatchObject({
    totalCalls: 13,
    completedCalls: 4,
    inboundCalls: 8,
    answeredCalls: 4,
    missedCalls: 2,
    failedCalls: 3,
    unreachedCalls: 2,
    daily: [{ calls: 13, completed: 4, missed: 2, failed: 3, unreached: 2 }],
  })
})

test('the overview and the analytics of the same day say the same', async () => {
  const summary = await figures(tenant)
  const { today, lastSevenDays } = await services.tenants.overview(tenant.scope)
  expect([today.answered, today.missed, today.typicalResponseMs]).toEqual([
    summary.answeredCalls,
    summary.missedCalls,
    summary.responseMs.p50,
  ])
  expect(lastSevenDays.at(-1)).toMatchObject({ answered: summary.answeredCalls, missed: summary.missedCalls })
  expect(today.typicalResponseMs).toBe(300)
})

test('another tenant’s calls are not among them, nor yesterday’s', async () => {
  expect(await figures(stranger)).toMatchObject({ totalCalls: 2, missedCalls: 1, failedCalls: 1 })
  services.clock.set(SOON)
  expect(await figures(stranger)).toMatchObject({ totalCalls: 0, inboundCalls: 0, responseMs: { p50: null, p95: null } })
})
