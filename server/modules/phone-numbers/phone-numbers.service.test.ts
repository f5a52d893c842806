import { beforeAll, expect, test } from 'vitest'
import type { Scope } from '../../domain/access/scope'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'
import { hashExotelSecret } from '../tenants/exotel-secret'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture
let scope: Scope

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  tenant = await createTenantFixture(database.database, { fallbackNumber: '+919811111111' })
  stranger = await createTenantFixture(database.database)
  scope = tenant.users.ADMIN.scope
})

test('a number is read as people write it and found by what Exotel dials', async () => {
  const added = await services.phoneNumbers.add(scope, { number: '080 4749 1899', label: 'Main line', agentId: tenant.agent.id })
  expect(added).toMatchObject({ number: '+918047491899', label: 'Main line', agentName: 'Receptionist', isActive: true })
  expect(await database.database.unscoped.findDialledNumber('+918047491899')).toMatchObject({ tenantId: tenant.tenantId })
})

test('a number that is none, or is connected anywhere already, is refused', async () => {
  await expect(services.phoneNumbers.add(scope, { number: '12' })).rejects.toMatchObject({
    code: 'invalid_phone',
    details: { field: 'number' },
  })
  await expect(services.phoneNumbers.add(scope, { number: stranger.phoneNumber.number })).rejects.toMatchObject({
    code: 'phone_number_taken',
  })
})

test('an agent of another tenant cannot answer it', async () => {
  await expect(services.phoneNumbers.add(scope, { number: '+918047491900', agentId: stranger.agent.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  const change = { phoneNumberId: tenant.phoneNumber.id, agentId: stranger.agent.id }
  await expect(services.phoneNumbers.update(scope, change)).rejects.toMatchObject({ code: 'not_found' })
})

test('only what is named changes', async () => {
  const { id } = tenant.phoneNumber
  expect(await services.phoneNumbers.update(scope, { phoneNumberId: id, label: 'Night' })).toMatchObject({
    label: 'Night',
    agentId: tenant.agent.id,
    isActive: true,
  })
  expect(await services.phoneNumbers.update(scope, { phoneNumberId: id, isActive: false })).toMatchObject({
    label: 'Night',
    isActive: false,
  })
  expect(await services.phoneNumbers.update(scope, { phoneNumberId: id, label: '', agentId: null })).toMatchObject({
    label: null,
    agentId: null,
  })
})

test('a number with past calls can be removed; the calls stay', async () => {
  const added = await services.phoneNumbers.add(scope, { number: '+918047491901' })
  const call = await database.database.tenantDb(scope, (tx) =>
    tx.call.create({ data: { tenantId: tenant.tenantId, phoneNumberId: added.id, toPhone: added.number } }),
  )
  await services.phoneNumbers.remove(scope, added.id)
  expect((await services.phoneNumbers.list(scope)).map((one) => one.id)).not.toContain(added.id)
  expect(await services.calls.get(scope, call.id)).toMatchObject({ to: '+918047491901' })
})

test('the URLs to paste carry the secret the webhooks are checked with, and a new secret ends the old', async () => {
  await services.phoneNumbers.rotateSecret(scope)
  const secretOf = async () => {
    const { incomingUrl } = await services.phoneNumbers.reveal(scope, tenant.phoneNumber.id)
    expect(incomingUrl).toMatch(/^https:\/\/desk\.example\.test\/webhooks\/exotel\/incoming\?secret=/)
    return new URL(incomingUrl).searchParams.get('secret') ?? ''
  }
  const tenantOf = async (secret: string) =>
    (await database.database.unscoped.findTenantByExotelSecretHash(hashExotelSecret(secret)))?.tenantId
  const first = await secretOf()
  expect(await tenantOf(first)).toBe(tenant.tenantId)
  await services.phoneNumbers.rotateSecret(scope)
  const second = await secretOf()
  expect(await tenantOf(first)).toBeUndefined()
  expect(await tenantOf(second)).toBe(tenant.tenantId)
  const [row] = await database.asOwner<{ stored: string }>(`SELECT "exotelSecretEncrypted" AS stored FROM "Tenant" WHERE "id" = $1`, [
    tenant.tenantId,
  ])
  expect(row?.stored).not.toContain(second)
})

test('who looked at the secret is on record; reading the steps shows none and leaves no trace', async () => {
  const revealed = await services.phoneNumbers.reveal(scope, tenant.phoneNumber.id)
  const { items } = await services.audit.list(scope, { limit: 1 })
  expect(items[0]).toMatchObject({ action: 'phone_numbers.reveal_secret', actorId: tenant.users.ADMIN.id, outcome: 'allowed' })
  const hidden = await services.phoneNumbers.setup(scope, tenant.phoneNumber.id)
  expect(hidden).toMatchObject({ isRevealed: false, number: tenant.phoneNumber.number })
  expect(JSON.stringify(hidden)).not.toContain(new URL(revealed.incomingUrl).searchParams.get('secret'))
  expect((await services.audit.list(scope, { limit: 1 })).items).toEqual(items)
})

test('another tenant’s numbers are not there', async () => {
  const theirs = stranger.phoneNumber.id
  expect((await services.phoneNumbers.list(scope)).map((one) => one.id)).not.toContain(theirs)
  await expect(services.phoneNumbers.update(scope, { phoneNumberId: theirs, label: 'Mine' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.phoneNumbers.setup(scope, theirs)).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.phoneNumbers.reveal(scope, theirs)).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.phoneNumbers.remove(scope, theirs)).rejects.toMatchObject({ code: 'not_found' })
})
