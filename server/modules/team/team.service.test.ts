import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  stranger = await createTenantFixture(database.database)
})
beforeEach(async () => {
  tenant = await createTenantFixture(database.database)
})

const owner = () => tenant.users.OWNER.scope
const admin = () => tenant.users.ADMIN.scope

describe('adding somebody', () => {
  test('new makes an account with a password to hand over, which works', async () => {
    const email = `new-${tenant.slug}@example.test`
    const { member, temporaryPassword } = await services.team.add(admin(), { email, name: 'Meera', role: 'MEMBER' })
    expect(member).toMatchObject({ email, name: 'Meera', role: 'MEMBER', isYou: false })
    expect(temporaryPassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    const person = await services.account.verifyCredentials({ email, password: temporaryPassword ?? '', address: 'a' })
    expect(person?.userId).toBe(member.userId)
    await expect(services.access.proveTenant(member.userId, tenant.slug, 'calls.read')).resolves.toMatchObject({
      tenantId: tenant.tenantId,
    })
  })

  test('who has an account elsewhere gives no password and touches nothing of theirs', async () => {
    const { member, temporaryPassword } = await services.team.add(admin(), {
      email: stranger.users.MEMBER.email,
      name: 'Renamed',
      role: 'ADMIN',
    })
    expect(temporaryPassword).toBeNull()
    expect(member).toMatchObject({ userId: stranger.users.MEMBER.id, role: 'ADMIN' })
    expect(member.name).toMatch(/^MEMBER/)
    await expect(services.access.proveTenant(member.userId, stranger.slug, 'agents.write')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('twice is refused', async () => {
    await expect(services.team.add(admin(), { email: tenant.users.MEMBER.email, role: 'ADMIN' })).rejects.toMatchObject({
      code: 'already_a_member',
    })
  })
})

describe('roles', () => {
  test('an admin makes a member an admin, and it holds with their next request', async () => {
    const { id } = tenant.users.MEMBER
    await expect(services.access.proveTenant(id, tenant.slug, 'agents.write')).rejects.toMatchObject({ code: 'forbidden' })
    await services.team.changeRole(admin(), { userId: id, role: 'ADMIN' })
    await expect(services.access.proveTenant(id, tenant.slug, 'agents.write')).resolves.toBeDefined()
  })

  test('an admin neither makes nor unmakes an owner', async () => {
    await expect(services.team.changeRole(admin(), { userId: tenant.users.ADMIN.id, role: 'OWNER' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(services.team.changeRole(admin(), { userId: tenant.users.OWNER.id, role: 'MEMBER' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(services.team.remove(admin(), tenant.users.OWNER.id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('one owner always remains, also when two leave at the same moment', async () => {
    await expect(services.team.remove(owner(), tenant.users.OWNER.id)).rejects.toMatchObject({ code: 'last_owner' })
    await services.team.changeRole(owner(), { userId: tenant.users.ADMIN.id, role: 'OWNER' })
    const second = { ...admin(), actor: { type: 'user' as const, id: tenant.users.ADMIN.id, role: 'OWNER' as const } }
    const leaving = await database.database.tenantDb(tenant.scope, async (tx) => {
      // Both get as far as they can while nobody may touch a membership.
      await tx.$queryRaw`SELECT 1 AS locked FROM "Membership" FOR UPDATE`
      const both = [
        services.team.remove(owner(), tenant.users.OWNER.id),
        services.team.changeRole(second, { userId: tenant.users.ADMIN.id, role: 'MEMBER' }),
      ].map((work) =>
        work.then(
          () => 'done',
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
    expect((await Promise.all(leaving.both)).sort()).toEqual(['done', 'last_owner'])
    expect((await services.team.list(owner())).filter((member) => member.role === 'OWNER')).toHaveLength(1)
  })
})

describe('handing the business over', () => {
  test('makes the other the owner and oneself an admin, with the next request', async () => {
    const { id } = tenant.users.MEMBER
    expect(await services.team.changeOwner(owner(), { userId: id })).toMatchObject({ userId: id, role: 'OWNER' })
    await expect(services.access.proveTenant(id, tenant.slug, 'tenant.delete')).resolves.toBeDefined()
    const before = services.access.proveTenant(tenant.users.OWNER.id, tenant.slug, 'tenant.delete')
    await expect(before).rejects.toMatchObject({ code: 'forbidden' })
    await expect(services.access.proveTenant(tenant.users.OWNER.id, tenant.slug, 'team.write')).resolves.toBeDefined()
    const { items } = await services.audit.list(tenant.scope, { limit: 10, action: 'tenant.change_owner', outcome: 'allowed' })
    expect(items).toMatchObject([{ actorId: tenant.users.OWNER.id, targetId: id, details: { from: tenant.users.OWNER.id } }])
  })

  test('to oneself, or to somebody who is no member, changes nothing', async () => {
    await expect(services.team.changeOwner(owner(), { userId: tenant.users.OWNER.id })).rejects.toMatchObject({ code: 'conflict' })
    const toStranger = services.team.changeOwner(owner(), { userId: stranger.users.ADMIN.id })
    await expect(toStranger).rejects.toMatchObject({ code: 'not_found' })
    await expect(services.access.proveTenant(tenant.users.OWNER.id, tenant.slug, 'tenant.delete')).resolves.toBeDefined()
  })
})

test('somebody removed loses access with their next request, and keeps their account', async () => {
  const { id } = tenant.users.MEMBER
  await services.team.remove(admin(), id)
  await expect(services.access.proveTenant(id, tenant.slug, 'calls.read')).rejects.toMatchObject({ code: 'not_found' })
  expect(await services.account.findPerson({ userId: id })).not.toBeNull()
})

test('people of another tenant are not there', async () => {
  expect((await services.team.list(admin())).map((member) => member.userId)).toEqual(
    [tenant.users.OWNER, tenant.users.ADMIN, tenant.users.MEMBER].map((user) => user.id),
  )
  await expect(services.team.changeRole(owner(), { userId: stranger.users.ADMIN.id, role: 'MEMBER' })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(services.team.remove(owner(), stranger.users.ADMIN.id)).rejects.toMatchObject({ code: 'not_found' })
})
