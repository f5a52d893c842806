import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { createTenantFixture, type TenantFixture } from '../testing/tenant-fixture'
import { createTestDatabase } from '../testing/test-database'
import { createTestServices, type TestServices } from '../testing/test-services'
import { appRouter } from './app-router'
import { createCallerFactory } from './trpc'

let services: TestServices
let tenant: TenantFixture

beforeAll(async () => {
  const { database } = await createTestDatabase()
  services = createTestServices(database)
  tenant = await createTenantFixture(database)
})

const callerOf = (role: 'OWNER' | 'MEMBER') => {
  const { id, email } = tenant.users[role]
  return createCallerFactory(appRouter)({ services, person: { userId: id, email, name: null }, isForeignWrite: false, address: 'test' })
}
const refusals = async () => (await services.audit.list(tenant.users.OWNER.scope, { limit: 100, outcome: 'refused' })).items

test('a look at a call that is not there is one refusal, however many questions the screen asks', async () => {
  const tenantSlug = tenant.slug
  const callId = randomUUID()
  const look = (role: 'OWNER' | 'MEMBER', id: string) =>
    Promise.allSettled([
      callerOf(role).calls.get({ tenantSlug, callId: id }),
      callerOf(role).calls.get({ tenantSlug, callId: id }),
      callerOf(role).insights.get({ tenantSlug, callId: id }),
    ])
  await look('MEMBER', callId)
  await look('MEMBER', callId)
  expect(await refusals()).toMatchObject([
    { actorId: tenant.users.MEMBER.id, action: 'calls.read', targetType: 'call', targetId: callId, details: { reason: 'not_found' } },
  ])
  await look('OWNER', callId)
  await look('MEMBER', randomUUID())
  expect(await refusals()).toHaveLength(3)
  services.clock.advance(60_000)
  await look('MEMBER', callId)
  expect(await refusals()).toHaveLength(4)
})

test('a request about several things is written down each time', async () => {
  const before = (await refusals()).length
  const ask = () => callerOf('OWNER').calls.correctExtraction({ tenantSlug: tenant.slug, callId: randomUUID(), extractionId, data: {} })
  const extractionId = randomUUID()
  await Promise.allSettled([ask(), ask()])
  expect(await refusals()).toHaveLength(before + 2)
})
