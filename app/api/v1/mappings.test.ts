import { beforeAll, beforeEach, expect, test } from 'vitest'
import { mappingLogListResource, mappingsResource, variablesResource } from '@/server/domain/mapping/mapping-resource'
import type { Method, RouteHandler } from '@/server/http/doors'
import { createTenantFixture, type TenantFixture } from '@/server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '@/server/testing/test-database'
import { createTestServices, type TestServices } from '@/server/testing/test-services'
import { serveWith } from '@/server/testing/web-settings'
import * as bookings from './bookings/route'
import * as variables from './contacts/[contactId]/variables/route'
import * as contacts from './contacts/route'
import * as mappingLogs from './mapping-logs/route'
import * as mappings from './mappings/route'

let database: TestDatabase
let services: TestServices
let clinic: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  serveWith(services)
})
beforeEach(async () => {
  services.clock.advance(61_000)
  clinic = await createTenantFixture(database.database, {
    businessType: 'medical',
    timezone: 'Europe/London',
    callbackNumber: '+447403305280',
  })
  stranger = await createTenantFixture(database.database)
})

type Door = Record<Method, RouteHandler>
type Sent = { id?: string; query?: Record<string, string>; json?: unknown; as?: TenantFixture }

async function send(door: Door, method: Method, { id = '', query = {}, json, as = clinic }: Sent = {}) {
  const url = new URL('https://desk.example.test/door')
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value)
  const headers = { authorization: `Bearer ${as.apiKey.plain}`, ...(json === undefined ? {} : { 'content-type': 'application/json' }) }
  const request = new Request(url, { method, headers, ...(json === undefined ? {} : { body: JSON.stringify(json) }) })
  const response = await door[method](request, { params: Promise.resolve({ contactId: id }) })
  return { status: response.status, body: await response.json() }
}

async function addPatient(as = clinic): Promise<{ contactId: string; bookingId: string }> {
  const contact = await send(contacts, 'POST', {
    as,
    json: {
      name: 'Sarah Elizabeth Johnson',
      phone: '+447912345678',
      email: 'sarah.j@email.com',
      notes: 'Patient has history of hypertension',
    },
  })
  const booking = await send(bookings, 'POST', {
    as,
    json: {
      external_id: 'b-1',
      contact_phone: '+447912345678',
      starts_at: '2027-01-18T14:30:00Z',
      type: 'Cardiology Follow-up',
      duration_minutes: 30,
      owner_name: 'Dr. Michael Chen, MD',
      special_instructions: 'Bring current medication list and insurance card',
    },
  })
  return { contactId: contact.body.id, bookingId: booking.body.id }
}

test('what a call would say to a patient, end to end through the doors', async () => {
  const { contactId } = await addPatient()
  const { status, body } = await send(variables, 'GET', { id: contactId, query: { at: '2027-01-18T13:00:00Z' } })
  expect(status).toBe(200)
  expect(variablesResource.strict().parse(body)).toEqual(body)
  expect(body).toMatchObject({ business_type: 'medical', warnings: [] })
  expect(body.variables).toEqual({
    customer_name: 'Sarah',
    business_name: clinic.name,
    appointment_date: 'Monday, January 18th',
    appointment_time: '2:30 PM',
    appointment_day: 'Monday',
    appointment_month: 'January',
    appointment_year: '2027',
    callback_number: '074-0330-5280',
    provider_name: 'your healthcare provider',
    preparation_instructions: 'Please bring your insurance card and arrive 15 minutes early',
    time_of_day: 'Good afternoon',
  })
  for (const source of ['appointment_type', 'appointment_duration', 'owner_name', 'email', 'notes']) {
    expect(body.omitted).toContainEqual({ source: `contact.${source}`, reason: expect.any(String) })
  }
})

test('overrides are replaced whole, and read back as they were sent', async () => {
  expect((await send(mappings, 'GET')).body).toEqual({ overrides: [] })
  const overrides = [
    { source: 'static', variables: ['parking'], text: 'Parking is free' },
    { source: 'contact.special_instructions', variables: [], include: false },
  ]
  const put = await send(mappings, 'PUT', { json: { overrides } })
  expect(put).toEqual({ status: 200, body: { overrides } })
  expect(mappingsResource.parse((await send(mappings, 'GET')).body)).toEqual({ overrides })
  const { contactId } = await addPatient()
  const said = (await send(variables, 'GET', { id: contactId })).body
  expect(said.variables).toMatchObject({ parking: 'Parking is free', customer_name: 'Sarah' })
  expect(said.variables).not.toHaveProperty('preparation_instructions')
  expect(said.omitted).toContainEqual({ source: 'contact.special_instructions', reason: 'excluded_by_override' })
  expect((await send(mappings, 'GET', { as: stranger })).body).toEqual({ overrides: [] })
})

test.each([
  [{ source: 'contact.notes', variables: ['x'] }, 'overrides.0.source'],
  [{ source: 'contact.appointment_type', variables: ['appointment_type'] }, 'overrides.0.source'],
  [{ source: 'contact.name', variables: ['customer_name'], transform: 'full_name' }, 'overrides.0.transform'],
  [{ source: 'contact.name', variables: ['Customer Name'] }, 'overrides.0.variables.0'],
  [{ source: 'contact.name', variables: ['x'], transform: 'nothing_known' }, 'overrides.0.transform'],
  [{ source: 'contact.name', variables: ['x'], surprise: 1 }, 'overrides.0'],
])('%j is refused, with the field', async (override, field) => {
  const { status, body } = await send(mappings, 'PUT', { json: { overrides: [override] } })
  expect([status, Object.keys(body.error.details.fields)]).toEqual([400, [field]])
  expect((await send(mappings, 'GET')).body).toEqual({ overrides: [] })
})

test('a moment or a booking that is none is refused', async () => {
  const { contactId, bookingId } = await addPatient()
  const ask = (query: Record<string, string>) => send(variables, 'GET', { id: contactId, query })
  expect(await ask({ at: 'soon' })).toMatchObject({ status: 400, body: { error: { code: 'invalid_date' } } })
  expect(await ask({ booking_id: 'x' })).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } })
  expect(await ask({ booking_id: contactId })).toMatchObject({ status: 404 })
  expect(await ask({ booking_id: bookingId, at: '2027-01-18T20:00' })).toMatchObject({
    status: 200,
    body: { variables: { time_of_day: 'Good evening' } },
  })
  expect(await ask({ at: '2027-01-18T20:00:00 05:30' })).toMatchObject({
    status: 200,
    body: { variables: { time_of_day: 'Good afternoon' } },
  })
  const theirs = await addPatient(stranger)
  expect(await ask({ booking_id: theirs.bookingId })).toMatchObject({ status: 404 })
})

test('logs are rows as the mapping record has them, by contact and by call', async () => {
  const { contactId } = await addPatient()
  const at = services.clock.now()
  const mapped = await services.mappings.forCall(clinic.scope, { contactId, at })
  const entry = { mapped, sessionId: `call_${contactId}_1`, contactId, bookingId: mapped.bookingId, callId: contactId, error: null, at }
  await services.mappings.recordLog(clinic.scope, { ...entry, retellCallId: 'call_1' })
  const { body } = await send(mappingLogs, 'GET', { query: { contact_id: contactId } })
  expect(mappingLogListResource.parse(body)).toEqual(body)
  expect(body.mapping_logs).toMatchObject([
    {
      session_id: `call_${contactId}_1`,
      contact_id: contactId,
      tenant_id: clinic.tenantId,
      business_type: 'medical',
      mapping_timestamp: at.toISOString(),
      retell_call_id: 'call_1',
      mapping_successful: true,
      variables_count: 11,
      retell_variables_sent: mapped.variables,
      original_contact_data: { name: 'Sarah', appointment_time: '2027-01-18T14:30:00.000Z' },
      warnings: [],
    },
  ])
  expect(JSON.stringify(body)).not.toMatch(/Johnson|Cardiology|Chen|hypertension|medication/)
  expect((await send(mappingLogs, 'GET', { query: { call_id: clinic.tenantId } })).body.mapping_logs).toEqual([])
  expect((await send(mappingLogs, 'GET', { as: stranger, query: { contact_id: contactId } })).body.mapping_logs).toEqual([])
  expect((await send(mappingLogs, 'GET', { query: { limit: '101' } })).status).toBe(400)
})
