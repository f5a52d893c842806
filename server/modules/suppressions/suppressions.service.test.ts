import { beforeAll, beforeEach, expect, test } from 'vitest'
import { listSuppressionsInput } from '../../domain/suppressions/suppression-view'
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
})
beforeEach(async () => {
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
})

const list = (of: TenantFixture, input: object = {}) => services.suppressions.list(of.scope, listSuppressionsInput.parse(input))

test('a number is read as people write it, is on the list once, and the first reason stays', async () => {
  const first = await services.suppressions.add(tenant.scope, { phone: '098765 43210', reason: 'Asked by letter' })
  expect(first).toMatchObject({ isNew: true, suppression: { phone: '+919876543210', reason: 'Asked by letter', source: 'user' } })
  const again = await services.suppressions.add(tenant.scope, { phone: '+919876543210', reason: 'Other' })
  expect(again).toEqual({ isNew: false, suppression: first.suppression })
  expect((await list(tenant)).items).toEqual([first.suppression])
  expect(await services.suppressions.isSuppressed(tenant.scope, '+919876543210')).toBe(true)
})

test('a number taken off is callable again; one that is not there is not found', async () => {
  await services.suppressions.add(tenant.scope, { phone: '+919876543210' })
  await services.suppressions.remove(tenant.scope, '98765 43210')
  expect(await services.suppressions.isSuppressed(tenant.scope, '+919876543210')).toBe(false)
  await expect(services.suppressions.remove(tenant.scope, '+919876543210')).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.suppressions.add(tenant.scope, { phone: 'nobody' })).rejects.toMatchObject({ code: 'invalid_phone' })
})

test('the list pages newest first and is searched by any part of a number', async () => {
  for (let index = 0; index < 5; index += 1) await services.suppressions.add(tenant.scope, { phone: `+91987650000${index}` })
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(tenant, { limit: 2, cursor })
    seen.push(...page.items.map(({ phone }) => phone))
    cursor = page.nextCursor
  } while (cursor)
  expect(new Set(seen).size).toBe(5)
  expect(seen).toHaveLength(5)
  expect((await list(tenant, { query: '0 98765-00003' })).items.map(({ phone }) => phone)).toEqual(['+919876500003'])
  await expect(list(tenant, { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' })
})

test('what decides about calling is read as it is now: the newest consent by purpose, the number, the flag', async () => {
  const facts = () => services.contacts.callingFacts(tenant.scope, tenant.contact.id)
  expect(await facts()).toEqual({
    phone: tenant.contact.phone,
    timezone: null,
    doNotCall: false,
    isSuppressed: false,
    consent: { SERVICE: null, PROMOTIONAL: null },
  })
  const { tenantId } = tenant
  const consent = (isGranted: boolean, at: string, purpose: 'SERVICE' | 'PROMOTIONAL') => ({
    tenantId,
    contactId: tenant.contact.id,
    purpose,
    isGranted,
    source: 'form',
    at: new Date(at),
  })
  await database.database.tenantDb(tenant.scope, async (tx) => {
    await tx.consent.createMany({
      data: [
        consent(false, '2026-03-01', 'PROMOTIONAL'),
        consent(true, '2026-02-01', 'PROMOTIONAL'),
        consent(true, '2026-01-01', 'SERVICE'),
      ],
    })
    await tx.contact.update({ where: { id: tenant.contact.id }, data: { timezone: 'Asia/Dubai', doNotCall: true } })
  })
  await services.suppressions.add(tenant.scope, { phone: tenant.contact.phone })
  expect(await facts()).toEqual({
    phone: tenant.contact.phone,
    timezone: 'Asia/Dubai',
    doNotCall: true,
    isSuppressed: true,
    consent: { SERVICE: true, PROMOTIONAL: false },
  })
})

test('another tenant’s list is its own', async () => {
  await services.suppressions.add(stranger.scope, { phone: tenant.contact.phone })
  expect((await list(tenant)).items).toEqual([])
  expect(await services.contacts.callingFacts(tenant.scope, tenant.contact.id)).toMatchObject({ isSuppressed: false })
  await expect(services.suppressions.remove(tenant.scope, tenant.contact.phone)).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.contacts.callingFacts(tenant.scope, stranger.contact.id)).rejects.toMatchObject({ code: 'not_found' })
})
