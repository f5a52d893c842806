import { beforeAll, describe, expect, test } from 'vitest'
import { listCallsQuery } from '../../domain/calls/call-resource'
import { listCallsInput } from '../../domain/calls/call-view'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture
let ids: string[]

const START = Date.parse('2026-11-20T18:00:00Z')

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
  const { tenantId } = tenant
  ids = await database.database.tenantDb(tenant.scope, async (tx) => {
    const rows = []
    for (let index = 0; index < 12; index += 1) {
      // An hour apart; every second two start in the same millisecond.
      const startedAt = new Date(START + Math.floor(index / 2) * 3_600_000)
      const status = index % 3 === 0 ? 'COMPLETED' : index % 3 === 1 ? 'NO_ANSWER' : 'IN_PROGRESS'
      rows.push(
        await tx.call.create({
          data: {
            tenantId,
            startedAt,
            status,
            costPaise: index % 4,
            durationSeconds: index % 3 === 2 ? null : index * 10,
            fromPhone: `+9198765432${10 + index}`,
            contactId: index === 4 ? tenant.contact.id : null,
            isTest: index === 11,
          },
        }),
      )
    }
    return rows.map(({ id }) => id)
  })
  await database.database.tenantDb(stranger.scope, (tx) => tx.call.create({ data: { tenantId: stranger.tenantId, status: 'IN_PROGRESS' } }))
})

const list = (input: Parameters<typeof listCallsInput.parse>[0] = {}) => services.calls.list(tenant.scope, listCallsInput.parse(input))
const page = (query: Record<string, string> = {}) => services.calls.listPage(tenant.scope, listCallsQuery.parse(query))

describe('the list', () => {
  test.each(['newest', 'oldest', 'longest', 'costliest'] as const)(
    'pages in order of %s without repeating or skipping a call',
    async (sort) => {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const found: Awaited<ReturnType<typeof list>> = await list({ sort, limit: 5, cursor })
        seen.push(...found.items.map(({ id }) => id))
        cursor = found.nextCursor
      } while (cursor)
      expect([...seen].sort()).toEqual([...ids].sort())
      const all = (await list({ sort, limit: 100 })).items
      expect(seen).toEqual(all.map(({ id }) => id))
      const values = all.map(
        (call) =>
          ({
            newest: -Date.parse(call.startedAt),
            oldest: Date.parse(call.startedAt),
            longest: -(call.durationSeconds ?? -1),
            costliest: -call.costPaise,
          })[sort],
      )
      expect(values).toEqual([...values].sort((a, b) => a - b))
    },
  )

  test('is narrowed by status, person, number and test', async () => {
    const count = async (filters: object) => (await list({ filters, limit: 100 })).items.length
    expect(await count({ status: ['COMPLETED'] })).toBe(4)
    expect(await count({ status: ['COMPLETED', 'NO_ANSWER'] })).toBe(8)
    expect(await count({ contactId: tenant.contact.id })).toBe(1)
    expect(await count({ query: '098765 43210' })).toBe(1)
    expect(await count({ query: '9876543' })).toBe(12)
    expect(await count({ query: 'caller' })).toBe(1)
    expect(await count({ query: '%' })).toBe(0)
    expect(await count({ query: '\u0000zz' })).toBe(0)
    expect(await count({ isTest: true })).toBe(1)
    expect(await count({ contactId: stranger.contact.id })).toBe(0)
  })

  test('leaves out calls that are only planned, unless they are asked for', async () => {
    const planned = await database.database.tenantDb(tenant.scope, (tx) =>
      tx.call.create({
        data: { tenantId: tenant.tenantId, status: 'SCHEDULED', direction: 'OUTBOUND', startedAt: new Date(START + 90 * 86_400_000) },
      }),
    )
    expect((await list({ limit: 100 })).items.map(({ id }) => id)).not.toContain(planned.id)
    const dueAt = new Date(START + 91 * 86_400_000)
    const { tenantId, contact } = tenant
    await database.database.tenantDb(tenant.scope, (tx) =>
      tx.outboundCall.create({ data: { id: planned.id, tenantId, contactId: contact.id, dueAt } }),
    )
    const { items } = await list({ filters: { status: ['SCHEDULED'] }, limit: 100 })
    expect(items).toMatchObject([{ id: planned.id, dueAt: dueAt.toISOString() }])
    await database.asOwner('DELETE FROM "Call" WHERE id = $1', [planned.id])
  })

  test('reads dates in the zone of the tenant', async () => {
    // 18:00 UTC is half past eleven in the evening in Kolkata: one hour later it is the next day.
    expect((await list({ filters: { to: '2026-11-20' }, limit: 100 })).items).toHaveLength(2)
    expect((await list({ filters: { from: '2026-11-21', to: '2026-11-21' }, limit: 100 })).items).toHaveLength(10)
    expect((await list({ filters: { from: '2026-11-20T23:00:00Z' }, limit: 100 })).items).toHaveLength(2)
    await expect(list({ filters: { from: 'soon' } })).rejects.toMatchObject({ code: 'invalid_date' })
  })

  test('a cursor of another list or nobody is refused', async () => {
    const { nextCursor } = await list({ sort: 'costliest', limit: 1 })
    for (const cursor of ['x', '\u0000', 'e30']) await expect(list({ cursor })).rejects.toMatchObject({ code: 'invalid_cursor' })
    await expect(list({ sort: 'newest', cursor: `${nextCursor}x` })).rejects.toMatchObject({ code: 'invalid_cursor' })
  })
})

test('calls under way are those of the tenant', async () => {
  expect((await services.calls.live(tenant.scope)).map(({ id }) => id).sort()).toEqual(ids.filter((_, index) => index % 3 === 2).sort())
})

describe('the REST list', () => {
  test('counts pages and takes words in any case', async () => {
    expect((await page({ limit: '5' })).pagination).toEqual({ total: 12, page: 1, pages: 3 })
    expect((await page({ limit: '5', page: '3' })).calls).toHaveLength(2)
    expect((await page({ page: '99' })).calls).toEqual([])
    expect((await page({ status: 'completed' })).pagination.total).toBe(4)
    expect((await page({ status: 'completed,no-answer' })).pagination.total).toBe(8)
    expect((await page({ direction: 'outbound' })).pagination).toEqual({ total: 0, page: 1, pages: 0 })
  })

  test.each([{ page: '0' }, { page: 'x' }, { limit: '101' }, { limit: '-1' }, { status: 'gone' }, { contact_id: 'x' }, { page: '1e99' }])(
    '%j is refused',
    (query) => {
      expect(listCallsQuery.safeParse(query).success).toBe(false)
    },
  )
})

test('a call of another tenant does not exist', async () => {
  await expect(services.calls.get(stranger.scope, ids[0] ?? '')).rejects.toMatchObject({ code: 'not_found' })
  expect(await services.calls.exists(stranger.scope, ids[0] ?? '')).toBe(false)
})
