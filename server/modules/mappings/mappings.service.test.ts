import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../db/transaction'
import type { MappingOverride } from '../../domain/mapping/mapping-override'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let stranger: TenantFixture

const AT = new Date('2026-11-20T08:00:00Z')

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  stranger = await createTenantFixture(database.database)
})

type Person = { name?: string; notes?: string; metadata?: Record<string, string>; companyName?: string }

async function addContact({ tenantId, scope }: TenantFixture, person: Person = {}): Promise<string> {
  const phone = `+9199${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  return database.database.tenantDb(scope, async (tx) => (await tx.contact.create({ data: { tenantId, phone, ...person } })).id)
}

type Appointment = {
  startsAt: string
  type?: string
  durationMinutes?: number
  ownerName?: string
  specialInstructions?: string
  status?: 'BOOKED' | 'CONFIRMED' | 'RESCHEDULED' | 'CANCELLED' | 'COMPLETED' | 'NO_SHOW'
}

async function addBooking({ tenantId, scope }: TenantFixture, contactId: string, { startsAt, ...rest }: Appointment): Promise<string> {
  return database.database.tenantDb(
    scope,
    async (tx) => (await tx.booking.create({ data: { tenantId, contactId, startsAt: new Date(startsAt), ...rest } })).id,
  )
}

/** A call of its own that was mapped and logged. */
async function logCall(tenant: TenantFixture, contactId: string, { error = null, at = AT }: { error?: string | null; at?: Date } = {}) {
  const mapped = await services.mappings.forCall(tenant.scope, { contactId, at })
  const callId = newId()
  const sessionId = `call_${callId}_1`
  await services.mappings.recordLog(tenant.scope, { mapped, sessionId, contactId, bookingId: mapped.bookingId, callId, error, at })
  return { mapped, callId, sessionId }
}

async function onlyLog(tenant: TenantFixture, query: { callId?: string; contactId?: string }) {
  const { items } = await services.mappings.logs(tenant.scope, { limit: 10, ...query })
  expect(items).toHaveLength(1)
  const [log] = items
  if (!log) throw new Error('there is no log')
  return log
}

describe('which booking a call speaks of', () => {
  let tenant: TenantFixture
  let contactId: string
  const time = async (bookingId?: string) => {
    const { variables, bookingId: chosen } = await services.mappings.forCall(tenant.scope, { contactId, bookingId, at: AT })
    return { said: variables.appointment_time ?? null, chosen }
  }

  beforeAll(async () => {
    tenant = await createTenantFixture(database.database, { timezone: 'Asia/Kolkata' })
    contactId = await addContact(tenant)
  })

  test('none: the call is about nothing', async () => {
    expect(await time()).toEqual({ said: null, chosen: null })
  })

  test('the next open one, or the one that is named', async () => {
    await addBooking(tenant, contactId, { startsAt: '2026-11-19T04:30:00Z' })
    await addBooking(tenant, contactId, { startsAt: '2026-11-21T04:30:00Z', status: 'CANCELLED' })
    const later = await addBooking(tenant, contactId, { startsAt: '2026-11-23T06:30:00Z' })
    const next = await addBooking(tenant, contactId, { startsAt: '2026-11-22T05:30:00Z', status: 'RESCHEDULED' })
    expect(await time()).toEqual({ said: '11:00 AM', chosen: next })
    expect(await time(later)).toEqual({ said: '12:00 PM', chosen: later })
  })

  test('one of somebody else, or of another tenant, is not there', async () => {
    const other = await addBooking(tenant, await addContact(tenant), { startsAt: '2026-11-22T05:30:00Z' })
    const theirs = await addBooking(stranger, stranger.contact.id, { startsAt: '2026-11-22T05:30:00Z' })
    for (const bookingId of [other, theirs]) {
      await expect(services.mappings.forCall(tenant.scope, { contactId, bookingId, at: AT })).rejects.toMatchObject({ code: 'not_found' })
    }
    const query = { contactId: stranger.contact.id, at: AT }
    await expect(services.mappings.forCall(tenant.scope, query)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('versions', () => {
  let tenant: TenantFixture
  const tier: MappingOverride[] = [{ source: 'contact.metadata.tier', variables: ['tier'] }]
  const short: MappingOverride[] = [{ source: 'contact.name', variables: ['customer_name'], transform: 'first_name' }]
  const save = (overrides: MappingOverride[], expectedNumber: number) =>
    services.mappings.save(tenant.users.ADMIN.scope, { overrides, expectedNumber, note: null })

  beforeAll(async () => {
    tenant = await createTenantFixture(database.database, { businessType: 'salon' })
  })

  test('nothing saved is the default of the business type', async () => {
    const config = await services.mappings.get(tenant.scope)
    expect(config).toMatchObject({ number: 0, overrides: [], businessType: 'salon', savedAt: null })
    const provider = config.sources.find(({ source }) => source === 'contact.owner_name')
    expect(provider).toMatchObject({ lockedBecause: null, defaultVariables: [{ variable: 'stylist_name', transform: 'first_name' }] })
  })

  test('what is saved says what calls say from then on, and who saved it', async () => {
    const contactId = await addContact(tenant, { name: 'Emma Williams', metadata: { tier: 'Gold' } })
    expect(await save(tier, 0)).toMatchObject({ number: 1, savedByName: expect.stringContaining('ADMIN'), overrides: tier })
    const mapped = await services.mappings.forCall(tenant.scope, { contactId, at: AT })
    expect(mapped).toMatchObject({ overridesVersion: 1, variables: { tier: 'Gold', customer_name: 'Emma Williams' } })
  })

  test('a form filled before somebody else saved is refused', async () => {
    await expect(save(short, 0)).rejects.toMatchObject({ code: 'mapping_changed', details: { number: 1 } })
    const both = await Promise.allSettled([save(short, 1), save(short, 1)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'mapping_changed' } })
  })

  test('rolling back is a new version equal to the old one; history keeps them all', async () => {
    const config = await services.mappings.rollBack(tenant.users.OWNER.scope, { number: 1, expectedNumber: 2 })
    expect(config).toMatchObject({ number: 3, overrides: tier })
    const history = await services.mappings.history(tenant.scope)
    expect(history.map(({ number, isCurrent, note }) => [number, isCurrent, note])).toEqual([
      [3, true, 'Back to version 1'],
      [2, false, null],
      [1, false, null],
    ])
    await expect(services.mappings.rollBack(tenant.users.OWNER.scope, { number: 9, expectedNumber: 3 })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await services.mappings.rollBack(tenant.users.OWNER.scope, { number: 0, expectedNumber: 3 })).toMatchObject({ overrides: [] })
  })

  test('a difference is told variable by variable', async () => {
    await save(short, 4)
    expect(await services.mappings.diff(tenant.scope, {})).toEqual([
      { variable: 'customer_name', before: 'contact.name · Full name', after: 'contact.name · First name' },
    ])
    expect(await services.mappings.diff(tenant.scope, { fromNumber: 5, toNumber: 1 })).toContainEqual({
      variable: 'tier',
      before: null,
      after: 'contact.metadata.tier · As it is',
    })
  })

  test('what may not be mapped is refused by field, and nothing is saved', async () => {
    const bad: MappingOverride[] = [
      { source: 'contact.name', variables: ['customer_name'] },
      { source: 'contact.notes', variables: ['notes'] },
    ]
    const expected = { code: 'invalid_overrides', details: { fields: { 'overrides.1.source': expect.stringContaining('never sent') } } }
    await expect(save(bad, 5)).rejects.toMatchObject(expected)
    await expect(services.mappings.replace(tenant.scope, bad)).rejects.toMatchObject(expected)
    expect((await services.mappings.get(tenant.scope)).number).toBe(5)
  })

  test('who saved is on record', async () => {
    const { items } = await services.audit.list(tenant.users.OWNER.scope, { limit: 1, action: 'mappings.save' })
    expect(items[0]).toMatchObject({ actorId: tenant.users.ADMIN.id, outcome: 'allowed', details: { number: 5 } })
  })

  test('another tenant’s are their own', async () => {
    expect(await services.mappings.get(stranger.scope)).toMatchObject({ number: 0, overrides: [] })
    expect(await services.mappings.history(stranger.scope)).toEqual([])
  })
})

test('a medical tenant cannot save what would loosen it', async () => {
  const clinic = await createTenantFixture(database.database, { businessType: 'medical' })
  const loosened: MappingOverride[] = [
    { source: 'contact.appointment_type', variables: ['appointment_type'] },
    { source: 'contact.owner_name', variables: ['provider_name'], transform: 'full_name' },
    { source: 'contact.special_instructions', variables: ['raw'], transform: 'as_is' },
    { source: 'contact.metadata.diagnosis', variables: ['diagnosis'] },
  ]
  for (const override of loosened) {
    await expect(services.mappings.replace(clinic.scope, [override])).rejects.toMatchObject({ code: 'invalid_overrides' })
  }
})

describe('trying it', () => {
  test('unsaved overrides are tried against a real contact, what is wrong with them is said, nothing is saved', async () => {
    const tenant = await createTenantFixture(database.database, { businessType: 'restaurant', timezone: 'Europe/London' })
    const contactId = await addContact(tenant, { name: 'Priya Nair' })
    await addBooking(tenant, contactId, { startsAt: '2026-12-01T19:00:00Z', ownerName: 'John Smith' })
    const overrides: MappingOverride[] = [
      { source: 'contact.owner_name', variables: ['server_name'] },
      { source: 'contact.email', variables: ['email'] },
    ]
    const view = await services.mappings.preview(tenant.scope, { contactId, at: '2026-11-30T18:00', overrides })
    expect(view).toMatchObject({ at: '2026-11-30T18:00:00.000Z', contactName: 'Priya Nair' })
    expect(view.variables).toMatchObject({ server_name: 'your server John', guest_name: 'Priya Nair', time_of_day: 'Good evening' })
    expect(view.problems).toMatchObject([{ index: 1, field: 'source' }])
    const explained = (source: string) => view.sources.find((one) => one.source === source)
    expect(explained('contact.owner_name')).toMatchObject({
      variables: [{ variable: 'server_name', value: 'your server John', isDefault: false }],
    })
    expect(explained('contact.appointment_type')).toMatchObject({ reason: 'blank', because: 'Nothing is there.', lockedBecause: null })
    expect(explained('contact.email')?.lockedBecause).toContain('never sent')
    expect((await services.mappings.get(tenant.scope)).number).toBe(0)
  })

  test('a moment that is none is refused, an absent one is now', async () => {
    const input = { contactId: stranger.contact.id }
    await expect(services.mappings.variablesFor(stranger.scope, { ...input, at: 'soon' })).rejects.toMatchObject({ code: 'invalid_date' })
    const view = await services.mappings.variablesFor(stranger.scope, input)
    expect(view.at).toBe(services.clock.now().toISOString())
  })
})

describe('the log', () => {
  let clinic: TenantFixture
  let patientId: string
  const HELD_BACK = ['Johnson', 'Cardiology', 'Chen', 'hypertension', 'medication', 'Metformin']

  beforeAll(async () => {
    clinic = await createTenantFixture(database.database, {
      businessType: 'medical',
      timezone: 'Europe/London',
      callbackNumber: '+447403305280',
    })
    patientId = await addContact(clinic, {
      name: 'Dr. Sarah Johnson',
      notes: 'history of hypertension',
      metadata: { branch: 'Soho', drug: 'Metformin' },
    })
    await addBooking(clinic, patientId, {
      startsAt: '2026-12-01T14:30:00Z',
      type: 'Cardiology Follow-up',
      durationMinutes: 30,
      ownerName: 'Dr. Michael Chen, MD',
      specialInstructions: 'Bring current medication list and insurance card',
    })
    await services.mappings.replace(clinic.scope, [
      { source: 'contact.metadata.branch', variables: ['branch'] },
      { source: 'static', variables: ['team'], text: 'Our cardiology team' },
    ])
  })

  test('of a medical business holds what was sent and nothing that was withheld, in the table itself', async () => {
    const { callId } = await logCall(clinic, patientId)
    const log = await onlyLog(clinic, { callId })
    expect(log).toMatchObject({
      contactId: patientId,
      businessType: 'medical',
      isSuccessful: true,
      overridesVersion: 1,
      originalContactData: { name: 'Sarah', appointment_time: '2026-12-01T14:30:00.000Z', metadata: { branch: 'Soho' } },
      withheldFields: ['contact.owner_name'],
      variables: { customer_name: 'Sarah', provider_name: 'your healthcare provider', branch: 'Soho' },
    })
    expect(log.omitted).toContainEqual({ source: 'static.team', reason: 'repeats_withheld_text' })
    const [row] = await database.asOwner<{ stored: string }>(
      `SELECT row_to_json(l)::text AS stored FROM "MappingLog" l WHERE l."callId" = $1`,
      [callId],
    )
    expect(row?.stored).toContain('Sarah')
    for (const word of HELD_BACK) expect(row?.stored.toLowerCase()).not.toContain(word.toLowerCase())
  })

  test('run again it says the same, also after the mappings have changed', async () => {
    const { callId, mapped } = await logCall(clinic, patientId)
    await services.mappings.replace(clinic.scope, [])
    const { id } = await onlyLog(clinic, { callId })
    const replay = await services.mappings.replay(clinic.scope, id)
    expect(replay).toMatchObject({ isSame: true, isEngineNewer: false, differences: [] })
    expect(replay.variables).toEqual(mapped.variables)
  })

  test('written by other rules, the differences are named and the engine is said to be newer', async () => {
    const { callId } = await logCall(clinic, patientId)
    await database.asOwner(
      `UPDATE "MappingLog" SET "engineVersion" = 0, "variables" = "variables" - 'appointment_day' || '{"customer_name": "Dr. Sarah"}' WHERE "callId" = $1`,
      [callId],
    )
    const { id } = await onlyLog(clinic, { callId })
    expect(await services.mappings.replay(clinic.scope, id)).toMatchObject({
      isSame: false,
      isEngineNewer: true,
      differences: [
        { variable: 'customer_name', logged: 'Dr. Sarah', replayed: 'Sarah' },
        { variable: 'appointment_day', logged: null, replayed: 'Tuesday' },
      ],
    })
  })

  test('told again for the same session there is still one, and the newest holds', async () => {
    const { mapped, callId, sessionId } = await logCall(clinic, patientId)
    const again = { mapped, sessionId, contactId: patientId, bookingId: null, callId, at: AT }
    await services.mappings.recordLog(clinic.scope, { ...again, error: 'payment_required' })
    await services.mappings.endLog(clinic.scope, { sessionId, retellCallId: 'call_of_retell', error: null })
    await services.mappings.recordLog(clinic.scope, { ...again, error: 'payment_required' })
    expect(await onlyLog(clinic, { callId })).toMatchObject({
      isSuccessful: false,
      error: 'payment_required',
      retellCallId: 'call_of_retell',
    })
  })

  test('the vendor’s id of a call is found with the call', async () => {
    const { callId } = await logCall(clinic, patientId)
    const { tenantId, scope } = clinic
    await database.database.tenantDb(scope, (tx) =>
      tx.call.create({ data: { id: callId, tenantId, provider: 'RETELL', direction: 'OUTBOUND', externalId: `retell_${callId}` } }),
    )
    expect((await onlyLog(clinic, { callId })).retellCallId).toBe(`retell_${callId}`)
  })

  test('is searched by contact, success, time, and by any part of what was said', async () => {
    const shop = await createTenantFixture(database.database, { businessType: 'general', timezone: 'Asia/Kolkata' })
    const anna = await addContact(shop, { name: 'Anna 100%_Sure' })
    const ben = await addContact(shop, { name: 'Ben “B” O’Hara' })
    await logCall(shop, anna, { at: new Date('2026-11-18T20:00:00Z') })
    await logCall(shop, anna, { at: new Date('2026-11-19T08:00:00Z'), error: 'unreadable_time' })
    await logCall(shop, ben, { at: new Date('2026-11-20T08:00:00Z') })
    const found = async (query: Partial<Parameters<typeof services.mappings.logs>[1]>) =>
      (await services.mappings.logs(shop.scope, { limit: 50, ...query })).items.map(
        ({ contactName, at }) => `${contactName?.slice(0, 4).trim()} ${at.slice(8, 10)}`,
      )
    expect(await found({})).toEqual(['Ben 20', 'Anna 19', 'Anna 18'])
    expect(await found({ contactId: anna })).toEqual(['Anna 19', 'Anna 18'])
    expect(await found({ isSuccessful: false })).toEqual(['Anna 19'])
    expect(await found({ query: 'o’hara' })).toEqual(['Ben 20'])
    expect(await found({ query: '100%_s' })).toEqual(['Anna 19', 'Anna 18'])
    expect(await found({ query: 'CUSTOMER_NAME' })).toHaveLength(3)
    expect(await found({ query: '10_%' })).toEqual([])
    // The evening of the 18th in London is the 19th in Kolkata.
    expect(await found({ from: '2026-11-19', to: '2026-11-19' })).toEqual(['Anna 19', 'Anna 18'])
    const first = await services.mappings.logs(shop.scope, { limit: 2 })
    const rest = await services.mappings.logs(shop.scope, { limit: 2, cursor: first.nextCursor })
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null])
    await expect(services.mappings.logs(shop.scope, { limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' })
  })

  test('another tenant’s is not there', async () => {
    const { callId } = await logCall(clinic, patientId)
    const { id } = await onlyLog(clinic, { callId })
    expect((await services.mappings.logs(stranger.scope, { limit: 50, callId })).items).toEqual([])
    await expect(services.mappings.log(stranger.scope, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(services.mappings.replay(stranger.scope, id)).rejects.toMatchObject({ code: 'not_found' })
  })
})
