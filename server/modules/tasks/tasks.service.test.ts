import { beforeAll, beforeEach, expect, test } from 'vitest'
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

async function left(
  title: string,
  { dueOn, isTest = false, contactId = null }: { dueOn?: string; isTest?: boolean; contactId?: string | null } = {},
) {
  const { tenantId } = tenant
  return database.database.tenantDb(tenant.scope, async (tx) => {
    const call = await tx.call.create({ data: { tenantId, isTest, contactId, status: 'COMPLETED', fromPhone: '+919811110000' } })
    const task = await tx.task.create({
      data: { tenantId, callId: call.id, title, dedupeKey: title, dueOn: dueOn ? new Date(dueOn) : null },
    })
    return { callId: call.id, taskId: task.id }
  })
}
const list = async (input: { contactId?: string; callId?: string; withDone?: boolean } = {}, limit = 20) =>
  services.tasks.list(tenant.scope, { withDone: false, limit, ...input })
const titles = async (...input: Parameters<typeof list>) => (await list(...input)).items.map(({ title }) => title)

test('what is due first comes first, then what is newest', async () => {
  await left('Old')
  await left('Friday', { dueOn: '2026-11-20' })
  await left('New')
  await left('Today', { dueOn: '2026-11-18' })
  expect(await titles()).toEqual(['Today', 'Friday', 'New', 'Old'])
  expect(await list({}, 2)).toMatchObject({ items: [{ title: 'Today' }, { title: 'Friday' }], totalOpen: 4 })
})

test('a call and a contact have their own; calls made to try an agent are left out of everybody’s', async () => {
  const { callId } = await left('Theirs', { contactId: tenant.contact.id })
  const tried = await left('Tried', { isTest: true })
  expect(await titles()).toEqual(['Theirs'])
  expect(await titles({ contactId: tenant.contact.id })).toEqual(['Theirs'])
  expect(await titles({ callId })).toEqual(['Theirs'])
  expect(await titles({ callId: tried.callId })).toEqual(['Tried'])
})

test('ticked off it is gone from what is open, with who did it; taken back it is there again', async () => {
  const { taskId } = await left('Call back')
  const member = tenant.users.MEMBER
  const done = await services.tasks.setDone(member.scope, { taskId, isDone: true })
  expect(done).toMatchObject({ isDone: true, doneBy: expect.stringContaining('MEMBER') })
  await services.tasks.setDone(tenant.users.OWNER.scope, { taskId, isDone: true })
  expect(await list({ withDone: true })).toMatchObject({ items: [{ doneBy: done.doneBy }], totalOpen: 0 })
  expect(await titles()).toEqual([])
  expect(await services.tasks.setDone(member.scope, { taskId, isDone: false })).toMatchObject({ isDone: false, doneBy: null, doneAt: null })
  expect(await titles()).toEqual(['Call back'])
})

test('a stranger finds no task, contact or call', async () => {
  const { callId, taskId } = await left('Call back', { contactId: tenant.contact.id })
  const ask = (input: object) => services.tasks.list(stranger.scope, { withDone: false, limit: 5, ...input })
  expect((await ask({})).items).toEqual([])
  await expect(ask({ callId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(ask({ contactId: tenant.contact.id })).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.tasks.setDone(stranger.scope, { taskId, isDone: true })).rejects.toMatchObject({ code: 'not_found' })
  expect(await titles()).toEqual(['Call back'])
})
