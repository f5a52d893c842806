import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { bookingListResource, bookingResource } from '@/server/domain/bookings/booking-resource'
import { contactListResource, contactResource } from '@/server/domain/contacts/contact-resource'
import { importResource } from '@/server/domain/rows/import-result'
import { suppressionListResource, suppressionResource } from '@/server/domain/suppressions/suppression-resource'
import type { Method, RouteHandler } from '@/server/http/doors'
import { createTenantFixture, type TenantFixture } from '@/server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '@/server/testing/test-database'
import { createTestServices, type TestServices } from '@/server/testing/test-services'
import { serveWith } from '@/server/testing/web-settings'
import * as booking from './bookings/[bookingId]/route'
import * as bookingImport from './bookings/import/route'
import * as bookings from './bookings/route'
import * as contact from './contacts/[contactId]/route'
import * as contactImport from './contacts/import/route'
import * as contacts from './contacts/route'
import * as suppressions from './suppressions/route'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  serveWith(services)
})
beforeEach(async () => {
  services.clock.advance(61_000)
  tenant = await createTenantFixture(database.database, { timezone: 'Asia/Kolkata' })
  stranger = await createTenantFixture(database.database)
})

type Door = Record<Method, RouteHandler>
type Sent = { id?: string; query?: Record<string, string>; json?: unknown; csv?: string | Uint8Array; type?: string; as?: TenantFixture }

async function send(door: Door, method: Method, { id = '', query = {}, json, csv, type, as = tenant }: Sent = {}) {
  const url = new URL('https://desk.example.test/door')
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value)
  const body = csv ?? (json === undefined ? undefined : JSON.stringify(json))
  const headers = {
    authorization: `Bearer ${as.apiKey.plain}`,
    ...(body === undefined ? {} : { 'content-type': type ?? (csv === undefined ? 'application/json' : 'text/csv; charset=utf-8') }),
  }
  const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body: body as BodyInit }) })
  const response = await door[method](request, { params: Promise.resolve({ contactId: id, bookingId: id }) })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}
const codeOf = ({ status, body }: { status: number; body: { error: { code: string } } }) => [status, body.error.code]

describe('contacts', () => {
  const asha = {
    external_id: 'CRM-1',
    name: 'Asha Rao',
    phone: '098765 43210',
    email: 'asha@example.com',
    company_name: 'Rao & Sons',
    timezone: 'Asia/Kolkata',
    language: 'hi',
    notes: 'Mornings',
    metadata: { plan: 'gold', visits: 3, vip: true },
    do_not_call: false,
  }

  test('are made, found, changed and made again by the same phone number', async () => {
    const made = await send(contacts, 'POST', { json: asha })
    expect(made.status).toBe(201)
    const { id } = contactResource.parse(made.body)
    expect(made.body).toMatchObject({ ...asha, phone: '+919876543210', group_ids: [], suppressed: false, total_calls: 0 })
    expect(await send(contact, 'GET', { id })).toEqual({ status: 200, body: made.body })

    const again = await send(contacts, 'POST', { json: { phone: '+919876543210', name: 'Asha R.', metadata: { plan: 'silver' } } })
    expect(again.status).toBe(200)
    expect(again.body).toMatchObject({ id, name: 'Asha R.', email: 'asha@example.com', metadata: { plan: 'silver', visits: 3, vip: true } })

    const changed = await send(contact, 'PATCH', { id, json: { email: null, company_name: 'Rao', phone: '9876543211' } })
    expect(changed.body).toMatchObject({ id, phone: '+919876543211', email: null, company_name: 'Rao', name: 'Asha R.' })

    const filters: Record<string, string>[] = [{ phone: '+919876543211' }, { phone: '09876543211' }, { external_id: 'CRM-1' }]
    for (const query of filters) {
      const found = await send(contacts, 'GET', { query })
      expect(contactListResource.parse(found.body).contacts.map((one) => one.id)).toEqual([id])
    }
    expect((await send(contacts, 'GET', { query: { phone: '+919876543210' } })).body).toEqual({ contacts: [], next_cursor: null })
  })

  test('come in pages', async () => {
    for (let index = 0; index < 4; index += 1) await send(contacts, 'POST', { json: { phone: `+91987650000${index}` } })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page = contactListResource.parse((await send(contacts, 'GET', { query: { limit: '2', ...(cursor ? { cursor } : {}) } })).body)
      seen.push(...page.contacts.map(({ phone }) => phone))
      cursor = page.next_cursor
    } while (cursor)
    expect(new Set(seen).size).toBe(5)
    expect(seen).toHaveLength(5)
  })

  test.each([
    [{ json: { name: 'Nobody' } }, [400, 'invalid_input']],
    [{ json: { phone: '12345' } }, [400, 'invalid_phone']],
    [{ json: { phone: '+919876543210', timezone: 'IST' } }, [400, 'invalid_timezone']],
    [{ json: { phone: '+919876543210', email: 'x' } }, [400, 'invalid_email']],
    [{ json: { phone: '+919876543210', metadata: { a: {} } } }, [400, 'invalid_metadata']],
    [{ json: { phone: '+919876543210', group_ids: ['0199a000-0000-7000-8000-000000000000'] } }, [400, 'unknown_group']],
    [{ json: ['x'] }, [400, 'invalid_input']],
    [{ csv: 'phone\n1' }, [415, 'unsupported_media_type']],
  ])('%j is refused', async (sent, expected) => {
    expect(codeOf(await send(contacts, 'POST', sent))).toEqual(expected)
  })

  test('a number or external id somebody else has is refused', async () => {
    await send(contacts, 'POST', { json: asha })
    const mine = { id: tenant.contact.id }
    expect(codeOf(await send(contact, 'PATCH', { ...mine, json: { phone: asha.phone } }))).toEqual([409, 'phone_taken'])
    expect(codeOf(await send(contact, 'PATCH', { ...mine, json: { external_id: 'CRM-1' } }))).toEqual([409, 'external_id_taken'])
    expect(codeOf(await send(contacts, 'POST', { json: { phone: tenant.contact.phone, external_id: 'CRM-1' } }))).toEqual([
      409,
      'external_id_taken',
    ])
    expect(codeOf(await send(contacts, 'GET', { query: { phone: 'nobody' } }))).toEqual([400, 'invalid_phone'])
    expect(codeOf(await send(contacts, 'GET', { query: { limit: '101' } }))).toEqual([400, 'invalid_input'])
    expect(codeOf(await send(contacts, 'GET', { query: { cursor: 'x' } }))).toEqual([400, 'invalid_cursor'])
  })

  test('of another tenant are not there', async () => {
    for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
      expect(codeOf(await send(contact, method, { id: stranger.contact.id, ...(method === 'PATCH' ? { json: {} } : {}) }))).toEqual([
        404,
        'not_found',
      ])
    }
    expect((await send(contacts, 'GET', { query: { phone: stranger.contact.phone } })).body.contacts).toEqual([])
  })
})

describe('an import of contacts', () => {
  test('good rows land, bad rows are named by number and field', async () => {
    const rows = [
      { phone: '+919876543210', name: 'One', external_id: 'A' },
      { phone: '12', name: 'Two' },
      'nonsense',
      { phone: '09876543211', email: 'x', timezone: 'Nowhere' },
      { phone: '09876543212', name: 'Five', external_id: 'A' },
      { phone: '+91 98765 43210', name: 'One again' },
      { phone: tenant.contact.phone, name: 'Known' },
    ]
    const { status, body } = await send(contactImport, 'POST', { json: rows })
    expect(status).toBe(200)
    const result = importResource.parse(body)
    expect(result).toMatchObject({ created: 1, updated: 2 })
    expect(result.rejected.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, 'phone', 'invalid_phone'],
      [3, '', 'invalid_row'],
      [4, 'email', 'invalid_email'],
      [4, 'timezone', 'invalid_timezone'],
      [5, 'external_id', 'external_id_taken'],
    ])
    expect(result.items.map(({ row, external_id }) => [row, external_id])).toEqual([
      [1, 'A'],
      [6, 'A'],
      [7, null],
    ])
    expect(result.items[0]?.id).toBe(result.items[1]?.id)
    expect((await send(contact, 'GET', { id: result.items[0]?.id ?? '' })).body).toMatchObject({ name: 'One again' })
    const again = await send(contactImport, 'POST', { json: rows })
    expect(again.body).toMatchObject({ created: 0, updated: 3 })
  })

  test.each([
    ['our names', 'phone,name,external_id,metadata.colour\n+919876543210,"Rao, Asha",E1,red\n12,Bad,,\n'],
    [
      'people’s names, semicolons, a byte order mark',
      '\ufeffMobile;Full Name;ID;metadata.colour\r\n98765 43210;Rao, Asha;E1;red\r\n12;Bad;;\r\n',
    ],
  ])('takes a table with %s', async (_, csv) => {
    const { status, body } = await send(contactImport, 'POST', { csv })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      created: 1,
      updated: 0,
      rejected: [{ row: 2, field: 'phone', code: 'invalid_phone' }],
      items: [{ row: 1, external_id: 'E1' }],
    })
    expect((await send(contact, 'GET', { id: body.items[0].id })).body).toMatchObject({
      phone: '+919876543210',
      name: 'Rao, Asha',
      metadata: { colour: 'red' },
    })
  })

  test.each<[string, Sent, [number, string]]>([
    ['an object', { json: { phone: '+919876543210' } }, [400, 'invalid_input']],
    ['too many rows', { json: Array(1001).fill({}) }, [400, 'too_many_rows']],
    ['another content type', { csv: 'phone', type: 'text/plain' }, [415, 'unsupported_media_type']],
    ['broken JSON', { csv: '[', type: 'application/json' }, [400, 'malformed_json']],
    ['an empty table', { csv: '' }, [400, 'invalid_csv']],
    ['an open quotation mark', { csv: 'phone\n"98765' }, [400, 'invalid_csv']],
    ['a body over the limit', { csv: new Uint8Array(5 * 1024 * 1024 + 1).fill(65) }, [413, 'payload_too_large']],
  ])('%s is refused', async (_, sent, expected) => {
    expect(codeOf(await send(contactImport, 'POST', sent))).toEqual(expected)
  })

  test('no rows are no rows', async () => {
    expect((await send(contactImport, 'POST', { json: [] })).body).toEqual({ created: 0, updated: 0, rejected: [], items: [] })
  })

  test('of the same rows, several times at the same moment and in any order, makes each contact once', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({ phone: `+9198${String(70_000_000 + index)}`, name: `Person ${index}` }))
    const sent = [rows, rows.toReversed(), rows.slice(300, 800).toReversed(), rows]
    const results = await Promise.all(sent.map((json) => send(contactImport, 'POST', { json })))
    expect(results.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(results.reduce((sum, { body }) => sum + body.created, 0)).toBe(1000)
    const [count] = await database.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM "Contact" WHERE "tenantId" = $1`, [
      tenant.tenantId,
    ])
    expect(count?.n).toBe(1001)
  })
})

describe('bookings', () => {
  const visit = {
    external_id: 'B-1',
    contact_phone: '098765 43210',
    starts_at: '2026-12-01T10:00',
    duration_minutes: 45,
    type: 'Check-up',
    owner_name: 'Dr. Mehta',
    special_instructions: 'Bring reports',
    party_size: 2,
    notes: 'First visit',
  }

  test('are made with a contact nobody knew, changed, moved and cancelled', async () => {
    const made = await send(bookings, 'POST', { json: visit })
    expect(made.status).toBe(201)
    const { id, contact_id } = bookingResource.parse(made.body)
    expect(made.body).toMatchObject({ ...visit, contact_phone: '+919876543210', starts_at: '2026-12-01T04:30:00.000Z', status: 'BOOKED' })
    expect((await send(contact, 'GET', { id: contact_id })).body).toMatchObject({ phone: '+919876543210' })
    expect(await send(booking, 'GET', { id })).toEqual({ status: 200, body: made.body })

    const again = await send(bookings, 'POST', { json: { ...visit, type: 'Surgery' } })
    expect([again.status, again.body.id, again.body.type]).toEqual([200, id, 'Surgery'])
    const moved = await send(booking, 'PATCH', { id, json: { starts_at: '2026-12-01T11:00:00+05:30', notes: null } })
    expect(moved.body).toMatchObject({ starts_at: '2026-12-01T05:30:00.000Z', status: 'RESCHEDULED', notes: null, duration_minutes: 45 })
    expect((await send(booking, 'PATCH', { id, json: { status: 'cancelled' } })).body.status).toBe('CANCELLED')

    const filters: Record<string, string>[] = [{ contact_id }, { external_id: 'B-1' }]
    for (const query of filters) {
      expect(bookingListResource.parse((await send(bookings, 'GET', { query })).body).bookings.map((one) => one.id)).toEqual([id])
    }
    expect((await send(bookings, 'GET', { query: { contact_id: tenant.contact.id } })).body).toEqual({ bookings: [], next_cursor: null })
  })

  test.each([
    [{ starts_at: '2026-12-01' }, [400, 'missing_time']],
    [{ starts_at: 'next Tuesday' }, [400, 'invalid_time']],
    [{ starts_at: undefined }, [400, 'invalid_input']],
    [{ duration_minutes: 0 }, [400, 'invalid_duration']],
    [{ contact_phone: '12' }, [400, 'invalid_phone']],
    [{ contact_phone: undefined }, [400, 'invalid_input']],
    [{ status: 'MAYBE' }, [400, 'invalid_status']],
    [{ contact_phone: undefined, contact_id: '0199a000-0000-7000-8000-000000000000' }, [404, 'not_found']],
  ])('with %j are refused', async (change, expected) => {
    expect(codeOf(await send(bookings, 'POST', { json: { ...visit, ...change } }))).toEqual(expected)
  })

  test('of or for another tenant’s people are not there', async () => {
    const theirs = await send(bookings, 'POST', { json: visit, as: stranger })
    expect(codeOf(await send(booking, 'GET', { id: theirs.body.id }))).toEqual([404, 'not_found'])
    expect(codeOf(await send(booking, 'PATCH', { id: theirs.body.id, json: {} }))).toEqual([404, 'not_found'])
    const forThem = { ...visit, contact_phone: undefined, contact_id: stranger.contact.id }
    expect(codeOf(await send(bookings, 'POST', { json: forThem }))).toEqual([404, 'not_found'])
    expect((await send(bookings, 'GET', { query: { contact_id: stranger.contact.id } })).body.bookings).toEqual([])
  })

  test('come in from a file: good rows land, bad rows are named', async () => {
    const csv = [
      'external_id,contact_phone,starts_at,duration_minutes,contact_name',
      'B-1,9876543210,2026-12-01T10:00,30,Asha',
      'B-2,9876543210,2026-12-01,30,',
      'B-3,12,2026-12-01T10:00,30,',
      'B-4,9876543211,2026-12-01T10:00,0,',
      'B-1,9876543210,2026-12-01T12:00,30,Somebody else',
      `B-5,${tenant.contact.phone},2026-12-02 09:15,15,Not the name`,
    ].join('\n')
    const { status, body } = await send(bookingImport, 'POST', { csv })
    expect(status).toBe(200)
    const result = importResource.parse(body)
    expect(result).toMatchObject({ created: 2, updated: 1 })
    expect(result.rejected.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, 'starts_at', 'missing_time'],
      [3, 'contact_phone', 'invalid_phone'],
      [4, 'duration_minutes', 'invalid_duration'],
    ])
    const found = await send(contacts, 'GET', { query: { phone: '9876543210' } })
    expect(found.body.contacts).toMatchObject([{ name: 'Asha' }])
    const known = await send(contact, 'GET', { id: tenant.contact.id })
    expect(known.body.name).toMatch(/^Caller/)
    const moved = await send(bookings, 'GET', { query: { external_id: 'B-1' } })
    expect(moved.body.bookings).toMatchObject([{ starts_at: '2026-12-01T06:30:00.000Z' }])
  })

  test('an import of another tenant’s contact is a row that is named', async () => {
    const { body } = await send(bookingImport, 'POST', { json: [{ contact_id: stranger.contact.id, starts_at: '2026-12-01T10:00' }] })
    expect(body).toMatchObject({ created: 0, rejected: [{ row: 1, field: 'contact_id', code: 'unknown_contact' }] })
  })
})

describe('suppressions', () => {
  test('are added, listed and taken off', async () => {
    const added = await send(suppressions, 'POST', { json: { phone: '098765 43210', reason: 'Asked' } })
    expect(added.status).toBe(201)
    expect(suppressionResource.parse(added.body)).toMatchObject({ phone: '+919876543210', reason: 'Asked', source: 'api' })
    expect(await send(suppressions, 'POST', { json: { phone: '+919876543210' } })).toEqual({ status: 200, body: added.body })
    const listed = await send(suppressions, 'GET')
    expect(suppressionListResource.parse(listed.body)).toEqual({ suppressions: [added.body], next_cursor: null })
    expect((await send(suppressions, 'GET', { query: { phone: '9876543211' } })).body.suppressions).toEqual([])
    expect(await send(suppressions, 'DELETE', { query: { phone: '+919876543210' } })).toEqual({ status: 204, body: null })
    expect(codeOf(await send(suppressions, 'DELETE', { query: { phone: '+919876543210' } }))).toEqual([404, 'not_found'])
    expect(codeOf(await send(suppressions, 'DELETE'))).toEqual([400, 'invalid_input'])
    expect(codeOf(await send(suppressions, 'POST', { json: { phone: 'x' } }))).toEqual([400, 'invalid_phone'])
  })
})
