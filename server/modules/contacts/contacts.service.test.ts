import { beforeAll, expect, test } from 'vitest'
import { listBookingsInput } from '../../domain/bookings/booking-view'
import { listContactsInput } from '../../domain/contacts/contact-view'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture
let bookingIds: string[]

beforeAll(async () => {
  database = await createTestDatabase()
  services = createTestServices(database.database)
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
  const { tenantId } = tenant
  bookingIds = await database.database.tenantDb(tenant.scope, async (tx) => {
    for (let index = 0; index < 9; index += 1) {
      const lastCallAt = index < 5 ? new Date(Date.UTC(2026, 10, 1 + Math.floor(index / 2))) : null
      await tx.contact.create({
        data: {
          tenantId,
          phone: `+91987650000${index}`,
          name: `Person ${index}`,
          companyName: index === 3 ? '100% Pure_Water' : null,
          lastCallAt,
        },
      })
    }
    const bookings = []
    for (let index = 0; index < 6; index += 1) {
      const startsAt = new Date(Date.UTC(2026, 11, 1 + Math.floor(index / 2), 10))
      bookings.push(
        await tx.booking.create({
          data: {
            tenantId,
            contactId: tenant.contact.id,
            startsAt,
            type: index === 2 ? 'Haircut' : null,
            status: index === 5 ? 'CANCELLED' : 'BOOKED',
          },
        }),
      )
    }
    return bookings.map(({ id }) => id)
  })
})

const contacts = (input: object = {}) => services.contacts.list(tenant.scope, listContactsInput.parse(input))
const bookings = (input: object = {}) => services.bookings.list(tenant.scope, listBookingsInput.parse(input))

/** Every id of a list read page by page. */
async function pages(
  list: (input: { limit: number; cursor: string | null }) => Promise<{ items: { id: string }[]; nextCursor: string | null }>,
): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof list>> = await list({ limit: 2, cursor })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor)
  return seen
}

test('contacts come by their last call and page without repeating or skipping one', async () => {
  const all = (await contacts({ limit: 100 })).items
  expect(all).toHaveLength(10)
  expect(all.slice(0, 5).map(({ lastCallAt }) => lastCallAt)).not.toContain(null)
  expect(await pages((page) => contacts(page))).toEqual(all.map(({ id }) => id))
})

test('contacts are found by any part of name, company and number, taken literally', async () => {
  const names = async (query: string) => (await contacts({ query })).items.map(({ name }) => name)
  expect(await names('person 3')).toEqual(['Person 3'])
  expect(await names('0987650000')).toHaveLength(9)
  expect(await names('098765 00004')).toEqual(['Person 4'])
  expect(await names('100%')).toEqual(['Person 3'])
  expect(await names('e_W')).toEqual(['Person 3'])
  expect(await names('%')).toEqual(['Person 3'])
})

test('those who are not to be called are told apart, by their flag or by their number', async () => {
  const { tenantId, scope } = tenant
  await database.database.tenantDb(scope, async (tx) => {
    await tx.contact.update({ where: { tenantId_phone: { tenantId, phone: '+919876500001' } }, data: { doNotCall: true } })
    await tx.suppression.create({ data: { tenantId, phone: '+919876500002', source: 'user' } })
    await tx.suppression.create({ data: { tenantId, phone: '+919876599999', source: 'user' } })
  })
  const all = await services.contacts.list(scope, listContactsInput.parse({}))
  const blocked = await services.contacts.list(scope, listContactsInput.parse({ isBlocked: true }))
  const others = await services.contacts.list(scope, listContactsInput.parse({ isBlocked: false }))
  expect(blocked.items.map(({ phone }) => phone).sort()).toEqual(['+919876500001', '+919876500002'])
  expect(others.items.length).toBe(all.items.length - 2)
})

test('bookings come by their time, narrowed by day, status and person', async () => {
  const all = (await bookings({ limit: 100 })).items
  expect(all).toHaveLength(6)
  expect(await pages((page) => bookings(page))).toEqual(all.map(({ id }) => id))
  expect(await pages((page) => bookings({ ...page, sort: 'latest' }))).toEqual([...all.map(({ id }) => id)].reverse())
  expect((await bookings({ from: '2026-12-02', to: '2026-12-02' })).items).toHaveLength(2)
  expect((await bookings({ status: ['CANCELLED'] })).items).toHaveLength(1)
  expect((await bookings({ query: 'hair' })).items).toMatchObject([{ type: 'Haircut', contactPhone: tenant.contact.phone }])
  await expect(bookings({ from: 'soon' })).rejects.toMatchObject({ code: 'invalid_date' })
  await expect(bookings({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_cursor' })
})

test('another tenant sees none of them', async () => {
  expect((await services.contacts.list(stranger.scope, listContactsInput.parse({}))).items.map(({ id }) => id)).toEqual([
    stranger.contact.id,
  ])
  expect((await services.bookings.list(stranger.scope, listBookingsInput.parse({ contactId: tenant.contact.id }))).items).toEqual([])
  await expect(services.contacts.get(stranger.scope, tenant.contact.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(services.bookings.get(stranger.scope, bookingIds[0] ?? '')).rejects.toMatchObject({ code: 'not_found' })
  expect(await services.contacts.get(tenant.scope, tenant.contact.id)).toMatchObject({ phone: tenant.contact.phone })
})
