import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
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
  tenant = await createTenantFixture(database.database, { timezone: 'Asia/Kolkata' })
  stranger = await createTenantFixture(database.database)
  services.jobs.sent.length = 0
})

const scope = () => tenant.users.MEMBER.scope
const phone = (index: number) => `+9198${70_000_000 + index}`

async function runToEnd(importId: string): Promise<void> {
  const ref = { tenantId: tenant.tenantId, importId }
  for (let piece = 0; piece < 100; piece += 1) if ((await services.imports.takePiece(ref)).isDone) return
  throw new Error('The import does not end')
}
async function readAll(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
const contactCount = async () =>
  (await database.asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM "Contact" WHERE "tenantId" = $1`, [tenant.tenantId]))[0]?.n

describe('a look at a file', () => {
  test('shows the first rows as they would be read, with what is wrong in which cell', async () => {
    const text = `Full Name;Mobile;E-mail;Colour\n${Array.from({ length: 30 }, (_, row) => `P${row};${row === 1 ? '12' : '98765 43210'};${row === 2 ? 'x' : ''};red`).join('\n')}`
    const preview = await services.imports.preview(scope(), { kind: 'contacts', text })
    expect(preview).toMatchObject({
      delimiter: ';',
      headers: ['Full Name', 'Mobile', 'E-mail', 'Colour'],
      fields: ['name', 'phone', 'email', null],
      missing: [],
    })
    expect(preview.rows).toHaveLength(20)
    expect(preview.rows[0]).toMatchObject({
      row: 1,
      cells: ['P0', '98765 43210', '', 'red'],
      readAs: { phone: '+919876543210' },
      problems: [],
    })
    expect(preview.rows[1]?.problems).toMatchObject([{ column: 1, field: 'phone', code: 'invalid_phone' }])
    expect(preview.rows[2]?.problems).toMatchObject([{ column: 2, field: 'email', code: 'invalid_email' }])
  })

  test('columns are chosen anew; what is missing is said', async () => {
    const text = 'Who,Number\nAsha,9876543210\n'
    const chosen = await services.imports.preview(scope(), { kind: 'contacts', text, fields: ['metadata.nickname', null] })
    expect(chosen).toMatchObject({ fields: ['metadata.nickname', null], missing: ['phone'] })
    expect(chosen.rows[0]?.problems).toMatchObject([{ column: null, field: 'phone', code: 'required' }])
  })

  test('bookings: day and time apart, days before months in India', async () => {
    const text = 'Date,Time,Phone No.,Doctor\n03/04/2027,2:30 PM,9876543210,Mehta\n03/04/2027,,9876543210,Mehta\n'
    const preview = await services.imports.preview(scope(), { kind: 'bookings', text })
    expect(preview.fields).toEqual(['date', 'time', 'contact_phone', 'owner_name'])
    expect(preview.rows[0]?.readAs).toEqual({ contact_phone: '+919876543210', starts_at: '2027-04-03T09:00:00.000Z' })
    expect(preview.rows[1]?.problems).toMatchObject([{ column: 0, field: 'starts_at', code: 'missing_time' }])
  })
})

describe('taking a file in', () => {
  test('good rows land, bad rows are kept with their reasons, and progress is told', async () => {
    services.eventBus.published.length = 0
    const lines = Array.from({ length: 1200 }, (_, index) => (index % 100 === 7 ? `Bad ${index},12` : `Person ${index},${phone(index)}`))
    const text = `\ufeffName,Mobile\r\n${lines.join('\r\n')}\r\n,\r\n`
    const started = await services.imports.start(scope(), { kind: 'contacts', fileName: 'people.csv' }, text)
    expect(started).toMatchObject({ status: 'RUNNING', totalRows: 1200, doneRows: 0, createdByName: expect.stringContaining('MEMBER') })
    expect(services.jobs.sent).toEqual([
      { name: 'import.started', id: `import.started:${started.id}`, data: { tenantId: tenant.tenantId, importId: started.id } },
    ])
    await runToEnd(started.id)
    expect(await services.imports.get(scope(), started.id)).toMatchObject({
      status: 'COMPLETED',
      doneRows: 1200,
      createdCount: 1188,
      updatedCount: 0,
      rejectedCount: 12,
      finishedAt: expect.any(String),
    })
    expect(services.eventBus.published).toMatchObject([
      { type: 'import_changed', doneRows: 500, totalRows: 1200, status: 'RUNNING' },
      { type: 'import_changed', doneRows: 1000 },
      { type: 'import_changed', doneRows: 1200, status: 'COMPLETED' },
    ])
    const page = await services.imports.report(scope(), { importId: started.id, limit: 5 })
    expect(page.items[0]).toEqual({
      row: 8,
      field: 'phone',
      code: 'invalid_phone',
      message: expect.any(String),
      raw: { Name: 'Bad 7', Mobile: '12' },
    })
    const rest = await services.imports.report(scope(), { importId: started.id, limit: 100, cursor: page.nextCursor })
    expect(rest.items).toHaveLength(7)
    const [left] = await database.asOwner<{ content: string | null }>(`SELECT content FROM "ImportJob" WHERE id = $1`, [started.id])
    expect(left?.content).toBeNull()

    const again = await services.imports.start(scope(), { kind: 'contacts', fileName: 'people.csv' }, text)
    await runToEnd(again.id)
    expect(await services.imports.get(scope(), again.id)).toMatchObject({ createdCount: 0, updatedCount: 1188, rejectedCount: 12 })
    expect((await services.imports.list(scope(), { limit: 10 })).items.map(({ id }) => id)).toEqual([again.id, started.id])
  })

  test('the report is a file that can be put right and taken in', async () => {
    const text = 'Name,Mobile,Notes\n=Formula,12,"two\nlines"\nFine,9876543210,\n'
    const { id } = await services.imports.start(scope(), { kind: 'contacts', fileName: 'my people.csv' }, text)
    await runToEnd(id)
    const { fileName, pieces } = await services.imports.openReport(scope(), id)
    expect(fileName).toBe('my people - refused rows.csv')
    const report = await readAll(pieces)
    expect(report).toBe(
      `\ufeffrow,field,code,message,Name,Mobile,Notes\r\n1,phone,invalid_phone,This is not a phone number.,'=Formula,12,"two\nlines"\r\n`,
    )
    const repaired = await services.imports.start(
      scope(),
      { kind: 'contacts', fileName: 'again.csv' },
      report.replace(',12,', ',9876543211,'),
    )
    await runToEnd(repaired.id)
    expect((await services.contacts.find(scope(), { phone: '9876543211', limit: 1 })).items).toMatchObject([
      { name: '=Formula', notes: 'two\nlines' },
    ])
  })

  test('bookings bring their contacts and announce those that move', async () => {
    const first = 'Booking ID,Appointment,Mobile,Customer\nB1,2026-12-01 10:00,9876543210,Asha\n'
    await runToEnd((await services.imports.start(scope(), { kind: 'bookings', fileName: 'a.csv' }, first)).id)
    const second = first.replace('10:00', '11:30')
    await runToEnd((await services.imports.start(scope(), { kind: 'bookings', fileName: 'b.csv' }, second)).id)
    const { items } = await services.bookings.find(scope(), { external_id: 'B1', limit: 5 })
    expect(items).toMatchObject([{ startsAt: '2026-12-01T06:00:00.000Z', status: 'RESCHEDULED', contactName: 'Asha' }])
  })

  test('two workers at once take each row in once', async () => {
    const text = `Mobile\n${Array.from({ length: 2500 }, (_, index) => phone(index)).join('\n')}`
    const { id } = await services.imports.start(scope(), { kind: 'contacts', fileName: 'a.csv' }, text)
    await Promise.all([runToEnd(id), runToEnd(id)])
    expect(await services.imports.get(scope(), id)).toMatchObject({
      status: 'COMPLETED',
      createdCount: 2500,
      updatedCount: 0,
      doneRows: 2500,
    })
  })

  test('a cancelled import stops; what was taken in stays', async () => {
    const text = `Mobile\n${Array.from({ length: 6000 }, (_, index) => phone(index)).join('\n')}`
    const { id } = await services.imports.start(scope(), { kind: 'contacts', fileName: 'a.csv' }, text)
    expect(await services.imports.takePiece({ tenantId: tenant.tenantId, importId: id })).toEqual({ isDone: false })
    expect(await services.imports.cancel(scope(), id)).toMatchObject({ status: 'CANCELLED', doneRows: 5000 })
    expect(await services.imports.takePiece({ tenantId: tenant.tenantId, importId: id })).toEqual({ isDone: true })
    expect(await contactCount()).toBe(5001)
    await expect(services.imports.cancel(scope(), id)).rejects.toMatchObject({ code: 'import_ended' })
  })

  test('one that cannot go on says so; one whose event was lost is started again', async () => {
    const { id } = await services.imports.start(scope(), { kind: 'contacts', fileName: 'a.csv' }, 'Mobile\n9876543210')
    services.jobs.sent.length = 0
    const isResent = () => services.jobs.sent.some(({ id: eventId }) => eventId === `import.started:${id}`)
    await services.imports.resendRunning()
    expect(isResent()).toBe(false)
    services.clock.advance(61_000)
    await services.imports.resendRunning()
    expect(isResent()).toBe(true)
    await services.imports.giveUp({ tenantId: tenant.tenantId, importId: id })
    expect(await services.imports.get(scope(), id)).toMatchObject({ status: 'FAILED', error: expect.any(String) })
    services.jobs.sent.length = 0
    await services.imports.resendRunning()
    expect(isResent()).toBe(false)
  })

  test.each([
    ['no phone column', 'Name\nAsha', undefined, 'invalid_columns'],
    ['a field that is none', 'Name,Mobile\nAsha,1', ['name', 'password'], 'invalid_columns'],
    ['a field twice', 'Name,Mobile\nAsha,1', ['phone', 'phone'], 'invalid_columns'],
    ['too few columns', 'Name,Mobile\nAsha,1', ['phone'], 'invalid_columns'],
    ['no rows', 'Mobile\n\n\n', undefined, 'invalid_csv'],
    ['nothing', '', undefined, 'invalid_csv'],
    ['too many rows', `Mobile\n${'1\n'.repeat(100_001)}`, undefined, 'too_many_rows'],
  ])('%s is refused at once', async (_, text, fields, code) => {
    await expect(services.imports.start(scope(), { kind: 'contacts', fileName: 'a.csv', fields }, text)).rejects.toMatchObject({ code })
  })

  test('another tenant’s import is not there', async () => {
    const { id } = await services.imports.start(scope(), { kind: 'contacts', fileName: 'a.csv' }, 'Mobile\n9876543210')
    for (const reach of [
      () => services.imports.get(stranger.scope, id),
      () => services.imports.cancel(stranger.scope, id),
      () => services.imports.report(stranger.scope, { importId: id, limit: 5 }),
      () => services.imports.openReport(stranger.scope, id),
    ]) {
      await expect(reach()).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await services.imports.takePiece({ tenantId: stranger.tenantId, importId: id })).toEqual({ isDone: true })
    expect((await services.imports.list(stranger.scope, { limit: 5 })).items).toEqual([])
  })
})

describe('files for spreadsheets', () => {
  test('contacts come out, run nothing, and come in again as they were', async () => {
    const given = {
      phone: '+919876543210',
      name: '=HYPERLINK("x")',
      companyName: '@Rao',
      notes: '-5, and\nmore',
      metadata: { plan: 'gold' },
    }
    const made = await services.contacts.create(scope(), given)
    for (let index = 0; index < 150; index += 1) await services.contacts.create(scope(), { phone: phone(index) })
    const { pieces } = await services.exports.contacts(tenant.users.ADMIN.scope, {})
    const text = await readAll(pieces)
    expect(text).toContain(`,"'=HYPERLINK(""x"")",+919876543210,,'@Rao,`)
    expect(text.split('\r\n')).toHaveLength(154)
    await services.contacts.update(scope(), made.id, { name: 'Changed', notes: null, metadata: null })
    const { id } = await services.imports.start(scope(), { kind: 'contacts', fileName: 'contacts.csv' }, text)
    await runToEnd(id)
    expect(await services.imports.get(scope(), id)).toMatchObject({ createdCount: 0, updatedCount: 152, rejectedCount: 0 })
    expect(await services.contacts.get(scope(), made.id)).toMatchObject(given)
    expect((await services.audit.list(tenant.scope, { limit: 1, action: 'contacts.export' })).items).toHaveLength(1)
  })

  test('bookings come out with their local time', async () => {
    await services.bookings.create(scope(), { contactId: tenant.contact.id, startsAt: '2026-12-01T10:00', type: 'Cut' })
    const { pieces } = await services.exports.bookings(tenant.users.ADMIN.scope, {})
    expect(await readAll(pieces)).toContain(`,${tenant.contact.phone},`)
    const again = await services.exports.bookings(tenant.users.ADMIN.scope, {})
    expect(await readAll(again.pieces)).toContain(',2026-12-01T10:00:00+05:30,')
    const theirs = await services.exports.bookings(stranger.users.ADMIN.scope, {})
    expect((await readAll(theirs.pieces)).split('\r\n')).toHaveLength(2)
  })
})
