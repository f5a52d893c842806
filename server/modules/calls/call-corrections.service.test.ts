import { beforeAll, expect, test } from 'vitest'
import { toCallResource } from '../../domain/calls/call-resource'
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
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
})

const TAKEN = { patient_name: 'Asha Patel', preferred_date: '2026-11-25' }
const member = () => tenant.users.MEMBER.scope

async function takenDown(data: Record<string, unknown> = TAKEN) {
  const { tenantId } = tenant
  const call = await database.database.tenantDb(tenant.scope, (tx) => tx.call.create({ data: { tenantId, status: 'COMPLETED' } }))
  const { id: extractionId } = await services.calls.appendExtraction(member(), call.id, { type: 'appointment', data, confidence: 0.6 })
  return { callId: call.id, extractionId }
}

test('a correction holds everywhere, and what the machine took down is kept', async () => {
  const ref = await takenDown()
  const data = { ...TAKEN, patient_name: 'Usha Patel' }
  const corrected = await services.calls.correctExtraction(member(), { ...ref, data })
  expect(corrected).toMatchObject({ data, machineData: TAKEN, correctedAt: services.clock.now().toISOString() })
  const call = await services.calls.get(member(), ref.callId)
  expect(call.extractions).toEqual([corrected])
  const [resource] = toCallResource(call, 'https://desk.example.test').extractions
  expect(resource).toEqual({ id: ref.extractionId, type: 'appointment', data, confidence: 0.6, created_at: corrected.createdAt })
  const [row] = await database.asOwner<{ correctedById: string }>(`SELECT "correctedById" FROM "Extraction" WHERE "id" = $1`, [
    ref.extractionId,
  ])
  expect(row?.correctedById).toBe(tenant.users.MEMBER.id)
})

test('taken back it is as if nobody had touched it', async () => {
  const ref = await takenDown()
  const before = await services.calls.get(member(), ref.callId)
  await services.calls.correctExtraction(member(), { ...ref, data: { ...TAKEN, reason: 'Knee' } })
  await services.calls.correctExtraction(member(), { ...ref, data: TAKEN })
  expect((await services.calls.get(member(), ref.callId)).extractions).toEqual(before.extractions)
})

test('the same data told again does not undo a correction', async () => {
  const ref = await takenDown()
  const data = { ...TAKEN, patient_name: 'Usha Patel' }
  await services.calls.correctExtraction(member(), { ...ref, data })
  await services.calls.appendExtraction(member(), ref.callId, { type: 'appointment', data: TAKEN })
  expect((await services.calls.get(member(), ref.callId)).extractions).toMatchObject([{ data }])
})

test('who changed which fields is in the audit log, their values are not; screens are told', async () => {
  const ref = await takenDown()
  await services.calls.correctExtraction(member(), { ...ref, data: { ...TAKEN, patient_name: 'Usha Secret' } })
  const { items } = await services.audit.list(tenant.users.OWNER.scope, { limit: 10, action: 'extractions.correct' })
  expect(items[0]).toMatchObject({
    actorId: tenant.users.MEMBER.id,
    targetId: ref.extractionId,
    details: { call_id: ref.callId, changed: ['patient_name'] },
  })
  expect(JSON.stringify(items)).not.toContain('Secret')
  expect(services.eventBus.published.at(-1)).toMatchObject({ type: 'call_changed', tenantId: tenant.tenantId, callId: ref.callId })
})

test('what cannot be is refused at its field and changes nothing', async () => {
  const ref = await takenDown()
  const wrong = services.calls.correctExtraction(member(), { ...ref, data: { ...TAKEN, preferred_date: 'soon' } })
  await expect(wrong).rejects.toMatchObject({ code: 'invalid_input', details: { fields: { preferred_date: 'Choose a day' } } })
  expect((await services.calls.get(member(), ref.callId)).extractions).toMatchObject([{ data: TAKEN, correctedAt: null }])
})

test('another tenant’s, or another call’s, is not there', async () => {
  const ref = await takenDown()
  const other = await takenDown()
  const asStranger = services.calls.correctExtraction(stranger.users.OWNER.scope, { ...ref, data: { name: 'x' } })
  await expect(asStranger).rejects.toMatchObject({ code: 'not_found' })
  const mixed = services.calls.correctExtraction(member(), { callId: other.callId, extractionId: ref.extractionId, data: TAKEN })
  await expect(mixed).rejects.toMatchObject({ code: 'not_found' })
})
