import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { Method, RouteHandler } from '@/server/http/doors'
import { createTenantFixture, type TenantFixture } from '@/server/testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '@/server/testing/test-database'
import { createTestServices, type TestServices } from '@/server/testing/test-services'
import { serveWith } from '@/server/testing/web-settings'
import * as bookings from './tenants/[tenantId]/exports/bookings/route'
import * as contacts from './tenants/[tenantId]/exports/contacts/route'
import * as report from './tenants/[tenantId]/imports/report/route'
import * as imports from './tenants/[tenantId]/imports/route'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  serveWith(services)
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
})
beforeEach(() => services.clock.advance(61_000))

type Sent = { query?: Record<string, string>; body?: string | Uint8Array; type?: string; id?: string }

async function send(door: Record<Method, RouteHandler>, method: Method, { query = {}, body, type = 'text/csv', id = tenant.slug }: Sent) {
  const url = new URL('https://desk.example.test/door')
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value)
  const headers = { authorization: `Bearer ${tenant.apiKey.plain}`, ...(body === undefined ? {} : { 'content-type': type }) }
  const request = new Request(url, { method, headers, ...(body === undefined ? {} : { body: body as BodyInit }) })
  const response = await door[method](request, { params: Promise.resolve({ tenantId: id }) })
  // As a file holds it: `text()` would take the byte order mark away.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, text }
}
const codeOf = ({ status, text }: { status: number; text: string }) => [status, JSON.parse(text).error.code]

async function importFile(query: Record<string, string>, body: string | Uint8Array) {
  const { status, text } = await send(imports, 'POST', { query, body })
  expect(status).toBe(202)
  const started = JSON.parse(text)
  const ref = { tenantId: tenant.tenantId, importId: started.import_id }
  while (!(await services.imports.takePiece(ref)).isDone);
  return started
}

test('a file is uploaded, taken in, and what was refused comes back as a file', async () => {
  const started = await importFile(
    { kind: 'contacts', file_name: 'Ünser "Büro".csv' },
    Buffer.from('\ufeffName;Mobile\nÄnne;9876543210\nBad;12\n', 'utf16le'),
  )
  expect(started).toEqual({ import_id: expect.any(String), status: 'RUNNING', total_rows: 2 })
  const { status, headers, text } = await send(report, 'GET', { query: { import_id: started.import_id } })
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(headers.get('content-disposition')).toContain(`filename*=UTF-8''%C3%9Cnser`)
  expect(text).toBe('\ufeffrow,field,code,message,Name,Mobile\r\n2,phone,invalid_phone,This is not a phone number.,Bad,12\r\n')
  const exported = await send(contacts, 'GET', { query: { query: 'Änne' } })
  expect(exported.text.split('\r\n')[1]).toMatch(/^,Änne,\+919876543210,/)
})

test('columns are described by their place', async () => {
  await importFile({ kind: 'contacts', fields: 'phone,,metadata.colour' }, 'A,B,C\n9876543211,x,red\n')
  const { items } = await services.contacts.find(tenant.scope, { phone: '9876543211', limit: 1 })
  expect(items).toMatchObject([{ metadata: { colour: 'red' }, name: null }])
  await importFile({ kind: 'bookings' }, 'When,Mobile\n2026-12-01 10:00,9876543211\n')
  const { text } = await send(bookings, 'GET', { query: { from: '2026-12-01', to: '2026-12-01' } })
  expect(text.split('\r\n')[1]).toMatch(/^,\+919876543211,,2026-12-01T10:00:00\+05:30,/)
})

test.each<[string, Sent, [number, string]]>([
  ['no kind', { body: 'Mobile\n1' }, [400, 'invalid_input']],
  ['JSON', { query: { kind: 'contacts' }, body: '[]', type: 'application/json' }, [415, 'unsupported_media_type']],
  ['no telling column', { query: { kind: 'contacts' }, body: 'Name\nAsha' }, [400, 'invalid_columns']],
  ['an empty file', { query: { kind: 'contacts' }, body: '' }, [400, 'invalid_csv']],
  ['more than 20 MB', { query: { kind: 'contacts' }, body: new Uint8Array(20 * 1024 * 1024 + 1) }, [413, 'payload_too_large']],
])('%s is refused', async (_, sent, expected) => {
  expect(codeOf(await send(imports, 'POST', sent))).toEqual(expected)
})

test('another tenant’s imports and lists are not there', async () => {
  const theirs = await services.imports.start(stranger.scope, { kind: 'contacts', fileName: 'a.csv' }, 'Mobile\n9876543210')
  expect(codeOf(await send(report, 'GET', { query: { import_id: theirs.id } }))).toEqual([404, 'not_found'])
  expect(codeOf(await send(contacts, 'GET', { id: stranger.slug }))).toEqual([404, 'not_found'])
  expect((await send(contacts, 'GET', {})).text).not.toContain(stranger.contact.phone)
})
