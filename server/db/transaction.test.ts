import { beforeAll, expect, test } from 'vitest'
import { createTenantFixture, type TenantFixture } from '../testing/tenant-fixture'
import { createTestDatabase } from '../testing/test-database'
import { isUniqueViolation } from './errors'
import { newId } from './transaction'

const { database } = await createTestDatabase()
let a: TenantFixture
let b: TenantFixture

beforeAll(async () => {
  a = await createTenantFixture(database)
  b = await createTenantFixture(database)
})

test('a transaction bound to a tenant sees that tenant and nothing of another', async () => {
  const seen = await database.tenantDb(a.scope, (db) => db.contact.findMany())
  expect(seen.map((contact) => contact.id)).toEqual([a.contact.id])
  expect(await database.tenantDb(a.scope, (db) => db.tenant.findMany())).toHaveLength(1)
})

test('raw SQL is bound like everything else', async () => {
  const rows = await database.tenantDb(a.scope, (db) => db.$queryRaw<{ id: string }[]>`SELECT id FROM "Contact"`)
  expect(rows.map((row) => row.id)).toEqual([a.contact.id])
})

test('the binding ends with its transaction, on every connection', async () => {
  await Promise.all(Array.from({ length: 12 }, () => database.tenantDb(a.scope, (db) => db.contact.count())))
  const counts = await Promise.all(Array.from({ length: 12 }, () => database.userDb(newId(), (db) => db.contact.count())))
  expect(counts).toEqual(Array(12).fill(0))
})

test('several relations of a row are asked for one after the other: a transaction has one connection', async () => {
  const warnings: string[] = []
  const keep = ({ message }: Error) => warnings.push(message)
  process.on('warning', keep)
  const contacts = await database.tenantDb(a.scope, (db) =>
    db.contact.findMany({ include: { calls: true, bookings: true, groups: true, consents: true } }),
  )
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', keep)
  expect(contacts).toHaveLength(1)
  expect(warnings).toEqual([])
})

test('a failing transaction leaves nothing behind', async () => {
  const phone = '+919800000001'
  const work = database.tenantDb(a.scope, async (db) => {
    await db.contact.create({ data: { tenantId: a.tenantId, phone } })
    throw new Error('changed my mind')
  })
  await expect(work).rejects.toThrow('changed my mind')
  expect(await database.tenantDb(a.scope, (db) => db.contact.count({ where: { phone } }))).toBe(0)
})

test("a person sees their own row and every tenant they belong to, but not another tenant's people", async () => {
  const owner = a.users.OWNER
  await database.tenantDb(b.scope, (db) => db.membership.create({ data: { tenantId: b.tenantId, userId: owner.id, role: 'MEMBER' } }))
  const seen = await database.userDb(owner.id, async (db) => ({
    users: await db.user.findMany({ select: { id: true } }),
    tenants: await db.tenant.findMany({ select: { id: true } }),
    memberships: await db.membership.count(),
    contacts: await db.contact.count(),
  }))
  expect(seen.users).toEqual([{ id: owner.id }])
  expect(seen.tenants.map((tenant) => tenant.id).sort()).toEqual([a.tenantId, b.tenantId].sort())
  expect(seen).toMatchObject({ memberships: 2, contacts: 0 })
})

test('a tenant sees its members and cannot change their rows', async () => {
  const members = await database.tenantDb(a.scope, (db) => db.user.findMany())
  expect(members.map((user) => user.id).sort()).toEqual(
    Object.values(a.users)
      .map((user) => user.id)
      .sort(),
  )
  const { count } = await database.tenantDb(a.scope, (db) => db.user.updateMany({ data: { name: 'overwritten' } }))
  expect(count).toBe(0)
})

test('the same call id of the same vendor is stored once a tenant', async () => {
  const create = (tenantId: string) => database.tenantDb({ tenantId }, (db) => db.call.create({ data: { tenantId, externalId: 'CA1' } }))
  await create(a.tenantId)
  await create(b.tenantId)
  const error = await create(a.tenantId).catch((caught: unknown) => caught)
  expect(isUniqueViolation(error, 'externalId')).toBe(true)
  expect(isUniqueViolation(error, 'phone')).toBe(false)
})
