import { beforeEach, expect, test } from 'vitest'
import type { Scope } from '../../domain/access/scope'
import { searchFilters } from '../../domain/conversations/saved-search'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase } from '../../testing/test-database'
import { createTestServices } from '../../testing/test-services'

const { database } = await createTestDatabase()
const { savedSearches, team } = createTestServices(database)
const complaints = searchFilters.parse({ query: 'complaint -refund', sentiment: 'negative', from: '2030-11-01' })

let tenant: TenantFixture
beforeEach(async () => {
  tenant = await createTenantFixture(database)
})
const as = (of: TenantFixture, role: 'OWNER' | 'MEMBER'): Scope => ({
  tenantId: of.tenantId,
  actor: { type: 'user', id: of.users[role].id, role },
})

test('a search is kept with its filters, renamed, changed, and listed by name', async () => {
  const me = as(tenant, 'MEMBER')
  const kept = await savedSearches.create(me, { name: 'Unhappy', search: complaints })
  await savedSearches.create(me, { name: 'Parking', search: searchFilters.parse({ query: 'parking' }) })
  expect((await savedSearches.list(me)).map(({ name }) => name)).toEqual(['Parking', 'Unhappy'])
  await savedSearches.update(me, { savedSearchId: kept.id, name: 'Complaints' })
  await savedSearches.update(me, { savedSearchId: kept.id, search: { ...complaints, sentiment: null } })
  expect(await savedSearches.list(me)).toContainEqual({ id: kept.id, name: 'Complaints', search: { ...complaints, sentiment: null } })
})

test('a name is used once, and one taken away is free again', async () => {
  const me = as(tenant, 'MEMBER')
  const kept = await savedSearches.create(me, { name: 'Unhappy', search: complaints })
  const other = await savedSearches.create(me, { name: 'Other', search: complaints })
  await expect(savedSearches.create(me, { name: 'Unhappy', search: complaints })).rejects.toMatchObject({ code: 'search_name_taken' })
  await expect(savedSearches.update(me, { savedSearchId: other.id, name: 'Unhappy' })).rejects.toMatchObject({ code: 'search_name_taken' })
  await savedSearches.remove(me, kept.id)
  await savedSearches.create(me, { name: 'Unhappy', search: complaints })
  await expect(savedSearches.remove(me, kept.id)).rejects.toMatchObject({ code: 'not_found' })
})

test('they are a person’s own: colleagues and other businesses neither see nor touch them', async () => {
  const kept = await savedSearches.create(as(tenant, 'MEMBER'), { name: 'Mine', search: complaints })
  const stranger = await createTenantFixture(database)
  for (const other of [as(tenant, 'OWNER'), as(stranger, 'MEMBER'), as(stranger, 'OWNER')]) {
    expect(await savedSearches.list(other)).toEqual([])
    await expect(savedSearches.update(other, { savedSearchId: kept.id, name: 'Theirs' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(savedSearches.remove(other, kept.id)).rejects.toMatchObject({ code: 'not_found' })
  }
  await savedSearches.create(as(tenant, 'OWNER'), { name: 'Mine', search: complaints })
  expect((await savedSearches.list(as(tenant, 'MEMBER'))).map(({ id }) => id)).toEqual([kept.id])
})

test('they go with the person who leaves, and a key keeps none', async () => {
  await savedSearches.create(as(tenant, 'MEMBER'), { name: 'Mine', search: complaints })
  await team.remove(as(tenant, 'OWNER'), tenant.users.MEMBER.id)
  expect(await savedSearches.list(as(tenant, 'MEMBER'))).toEqual([])
  const key: Scope = { tenantId: tenant.tenantId, actor: { type: 'api_key', id: tenant.apiKey.id, role: 'ADMIN' } }
  await expect(savedSearches.list(key)).rejects.toMatchObject({ code: 'forbidden' })
})
