import { Readable } from 'node:stream'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listContactsInput } from '../../domain/contacts/contact-view'
import { createTenantFixture, type TenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase, type TestDatabase } from '../../testing/test-database'
import { createTestServices, type TestServices } from '../../testing/test-services'

let database: TestDatabase
let services: TestServices
let tenant: TenantFixture
let stranger: TenantFixture
let recorded: Map<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  recorded = new Map()
  const recordings = {
    putFile: async (key: string, path: string) => void recorded.set(key, path),
    read: async (key: string) => (recorded.has(key) ? { body: Readable.from(['x']), sizeBytes: 1, contentType: 'audio/wav' } : null),
    delete: async (key: string) => void recorded.delete(key),
  }
  services = createTestServices(database.database, { recordings })
})
beforeEach(async () => {
  tenant = await createTenantFixture(database.database)
  stranger = await createTenantFixture(database.database)
})

const member = () => tenant.users.MEMBER.scope
const at = (day: number) => new Date(Date.UTC(2026, 9, day, 10))
const newContact = (fields: object) => services.contacts.create(member(), fields)
const rows = async (sql: string) => database.asOwner<Record<string, unknown>>(sql, [tenant.tenantId])
const count = async (table: string) => (await rows(`SELECT 1 FROM "${table}" WHERE "tenantId" = $1`)).length

async function newCall(contactId: string, data: object = {}) {
  const { tenantId } = tenant
  return database.database.tenantDb(tenant.scope, (tx) =>
    tx.call.create({ data: { tenantId, contactId, status: 'COMPLETED', startedAt: at(1), ...data } }),
  )
}

describe('typed in', () => {
  test('a contact that is there already is pointed out; what is wrong is named by our fields', async () => {
    await expect(newContact({ phone: tenant.contact.phone })).rejects.toMatchObject({
      code: 'contact_exists',
      details: { field: 'phone', contactId: tenant.contact.id },
    })
    const second = await newContact({ phone: '098765 43210', externalId: 'E1', companyName: 'Rao' })
    expect(second).toMatchObject({ phone: '+919876543210', companyName: 'Rao', groups: [], isSuppressed: false })
    await expect(newContact({ phone: '098765 43211', externalId: 'E1' })).rejects.toMatchObject({
      code: 'external_id_taken',
      details: { field: 'externalId' },
    })
    await expect(services.contacts.update(member(), second.id, { timezone: 'IST' }, 'form')).rejects.toMatchObject({
      code: 'invalid_timezone',
      details: { field: 'timezone' },
    })
  })
})

describe('the timeline', () => {
  test('has calls, bookings, notes, consent and suppression, newest first, page by page', async () => {
    const { tenantId, contact } = tenant
    const contactId = contact.id
    await newCall(contactId, { startedAt: at(1), summary: 'Asked for a slot' })
    await database.database.tenantDb(tenant.scope, async (tx) => {
      await tx.booking.create({ data: { tenantId, contactId, startsAt: at(9), type: 'Cut' } })
      await tx.contactNote.create({ data: { tenantId, contactId, body: 'Old note', createdAt: at(3) } })
      await tx.consent.create({ data: { tenantId, contactId, purpose: 'PROMOTIONAL', isGranted: true, source: 'form', at: at(4) } })
      await tx.suppression.create({ data: { tenantId, phone: contact.phone, source: 'call', createdAt: at(5) } })
      await tx.contactNote.create({ data: { tenantId, contactId, body: 'Same moment', createdAt: at(4) } })
    })
    await services.contacts.addNote(member(), { contactId, body: 'Called back' })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof services.contacts.timeline>> = await services.contacts.timeline(member(), {
        contactId,
        limit: 2,
        cursor,
      })
      seen.push(...page.items.map((item) => item.type))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen.filter((type) => type === 'note')).toHaveLength(3)
    expect([seen[0], seen[1], seen[2], seen.at(-2), seen.at(-1)]).toEqual(['note', 'booking', 'suppression', 'note', 'call'])
    expect(seen).toHaveLength(7)
    const { items } = await services.contacts.timeline(member(), { contactId, limit: 50 })
    expect(items[0]).toMatchObject({ body: 'Called back', authorName: expect.stringContaining('MEMBER') })
    expect(items.at(-1)).toMatchObject({ type: 'call', summary: 'Asked for a slot' })
  })

  test('a planned call stands where it is due, a made one where it was made', async () => {
    const { tenantId, contact } = tenant
    const contactId = contact.id
    await newCall(contactId, { startedAt: at(10) })
    await plan({ startedAt: at(2), dueAt: at(12) })
    await plan({ startedAt: at(3), dueAt: at(11) })
    await plan({ startedAt: at(4), dueAt: at(13), status: 'COMPLETED' })
    await database.database.tenantDb(tenant.scope, (tx) => tx.booking.create({ data: { tenantId, contactId, startsAt: at(11) } }))
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof services.contacts.timeline>> = await services.contacts.timeline(member(), {
        contactId,
        limit: 1,
        cursor,
      })
      seen.push(...page.items.map((item) => `${item.type === 'call' ? item.status : item.type} ${item.at}`))
      cursor = page.nextCursor
    } while (cursor)
    expect([seen[0], ...seen.slice(1, 3).sort(), ...seen.slice(3)]).toEqual([
      `SCHEDULED ${at(12).toISOString()}`,
      `SCHEDULED ${at(11).toISOString()}`,
      `booking ${at(11).toISOString()}`,
      `COMPLETED ${at(10).toISOString()}`,
      `COMPLETED ${at(4).toISOString()}`,
    ])

    async function plan({ dueAt, ...data }: { startedAt: Date; dueAt: Date; status?: 'COMPLETED' }) {
      const { id } = await newCall(contactId, { status: 'SCHEDULED', direction: 'OUTBOUND', ...data })
      await database.database.tenantDb(tenant.scope, (tx) => tx.outboundCall.create({ data: { id, tenantId, contactId, dueAt } }))
    }
  })

  test('what a person agrees to is kept entry by entry, and the newest holds', async () => {
    const contactId = tenant.contact.id
    await services.contacts.recordConsent(member(), { contactId, purpose: 'PROMOTIONAL', isGranted: true, evidence: 'Signed form' })
    services.clock.advance(1000)
    await services.contacts.recordConsent(member(), { contactId, purpose: 'PROMOTIONAL', isGranted: false })
    expect((await services.contacts.consents(member(), contactId)).map(({ isGranted, evidence }) => [isGranted, evidence])).toEqual([
      [false, null],
      [true, 'Signed form'],
    ])
    expect((await services.contacts.callingFacts(member(), contactId)).consent).toEqual({ SERVICE: null, PROMOTIONAL: false })
  })

  test('the number goes on the list and off it', async () => {
    const contactId = tenant.contact.id
    expect(await services.contacts.suppress(member(), { contactId, reason: 'Asked' })).toMatchObject({ isSuppressed: true })
    expect(await services.contacts.unsuppress(member(), contactId)).toMatchObject({ isSuppressed: false })
    expect(await services.contacts.unsuppress(member(), contactId)).toMatchObject({ isSuppressed: false })
  })
})

describe('groups', () => {
  test('hold contacts, are searched by, renamed and removed without their people', async () => {
    const group = await services.contacts.createGroup(member(), 'Regulars')
    await expect(services.contacts.createGroup(member(), 'Regulars')).rejects.toMatchObject({ code: 'group_name_taken' })
    await services.contacts.addToGroup(member(), { groupId: group.id, contactIds: [tenant.contact.id, stranger.contact.id] })
    await services.contacts.addToGroup(member(), { groupId: group.id, contactIds: [tenant.contact.id] })
    expect(await services.contacts.groups(member())).toEqual([{ ...group, contactCount: 1 }])
    const found = await services.contacts.list(member(), listContactsInput.parse({ groupId: group.id }))
    expect(found.items).toMatchObject([{ id: tenant.contact.id, groups: [group] }])
    expect(await services.contacts.renameGroup(member(), group.id, 'Friends')).toMatchObject({ name: 'Friends' })
    await services.contacts.removeFromGroup(member(), { groupId: group.id, contactIds: [tenant.contact.id] })
    expect((await services.contacts.get(member(), tenant.contact.id)).groups).toEqual([])
    await services.contacts.removeGroup(member(), group.id)
    expect(await services.contacts.exists(member(), tenant.contact.id)).toBe(true)
    await expect(services.contacts.removeGroup(member(), group.id)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('one person who is there twice', () => {
  test('is found by e-mail, by an external id of another spelling, by name and last digits', async () => {
    const base = await newContact({ phone: '+919876543210', name: 'Asha Rao', email: 'Asha@Example.com', externalId: 'crm-7' })
    const byEmail = await newContact({ phone: '+919876543299', name: 'Somebody', email: 'asha@example.com' })
    const byId = await newContact({ phone: '+919876543288', externalId: 'CRM 7' })
    const byName = await newContact({ phone: '+12026543210', name: 'asha  rao' })
    await newContact({ phone: '+919876543277', name: 'Asha Rao' })
    const pairs = await services.contacts.duplicates(member())
    const named = pairs.map(({ reasons, contacts: [one, other] }) => [reasons, new Set([one.id, other.id])])
    expect(named).toHaveLength(3)
    expect(named).toEqual(
      expect.arrayContaining([
        [['same_email'], new Set([base.id, byEmail.id])],
        [['same_external_id'], new Set([base.id, byId.id])],
        [['same_name_and_digits'], new Set([base.id, byName.id])],
      ]),
    )
    expect(await services.contacts.duplicates(stranger.scope)).toEqual([])
  })

  test('becomes one: everything moves, the number of the kept one stays', async () => {
    const { tenantId } = tenant
    const contactId = tenant.contact.id
    const other = await newContact({ phone: '+919876543210', email: 'asha@example.com', externalId: 'E2' })
    const call = await newCall(other.id)
    const group = await services.contacts.createGroup(member(), 'Regulars')
    await services.contacts.addToGroup(member(), { groupId: group.id, contactIds: [other.id, contactId] })
    await services.contacts.addNote(member(), { contactId: other.id, body: 'Note' })
    await services.contacts.recordConsent(member(), { contactId: other.id, purpose: 'SERVICE', isGranted: true })
    await services.bookings.create(member(), { contactId: other.id, startsAt: '2026-12-01T10:00' })
    await services.suppressions.add(member(), { phone: other.phone })
    const merged = await services.contacts.merge(member(), { contactId, otherContactId: other.id })
    expect(merged).toMatchObject({
      id: contactId,
      phone: tenant.contact.phone,
      email: 'asha@example.com',
      externalId: 'E2',
      doNotCall: true,
      groups: [group],
    })
    await expect(services.contacts.get(member(), other.id)).rejects.toMatchObject({ code: 'not_found' })
    const { items } = await services.contacts.timeline(member(), { contactId, limit: 50 })
    expect(items.map(({ type }) => type).sort()).toEqual(['booking', 'call', 'consent', 'note'])
    expect((await services.calls.get(tenant.scope, call.id)).contactId).toBe(contactId)
    const entries = await services.audit.list(tenant.scope, { limit: 5, action: 'contacts.merge' })
    expect(entries.items).toMatchObject([{ targetId: contactId, details: { mergedContactId: other.id } }])
    await expect(services.contacts.merge(member(), { contactId, otherContactId: stranger.contact.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await services.contacts.exists(stranger.scope, stranger.contact.id)).toBe(true)
    expect(tenantId).not.toBe(stranger.tenantId)
  })
})

describe('erasing a person', () => {
  async function fullLife() {
    const { tenantId } = tenant
    const person = await newContact({ phone: '+919876543210', name: 'Zephyrine Quill', email: 'zq@example.com', doNotCall: true })
    const booking = await services.bookings.create(member(), {
      contactId: person.id,
      startsAt: '2026-12-01T10:00',
      notes: 'Zephyrine wants the window',
    })
    const call = await newCall(person.id, {
      bookingId: booking.id,
      externalId: 'sid-1',
      fromPhone: person.phone,
      summary: 'Zephyrine called',
      recordingKey: `${tenantId}/rec.wav`,
      costPaise: 150,
      durationSeconds: 60,
    })
    recorded.set(`${tenantId}/rec.wav`, 'file')
    await database.database.tenantDb(tenant.scope, async (tx) => {
      const callId = call.id
      await tx.transcriptTurn.create({
        data: { tenantId, callId, index: 0, role: 'CALLER', text: 'Zephyrine here', startedMs: 0, endedMs: 9 },
      })
      await tx.extraction.create({ data: { tenantId, callId, type: 'lead', data: { name: 'Zephyrine' }, dedupeKey: 'a' } })
      await tx.callEvent.create({ data: { tenantId, callId, type: 'tool_call', data: { name: 'Zephyrine' }, dedupeKey: 'a' } })
      await tx.callEvent.create({ data: { tenantId, callId, type: 'status', data: { status: 'COMPLETED' }, dedupeKey: 'b' } })
      await tx.costLine.create({
        data: { tenantId, callId, kind: 'stt', provider: 'x', quantity: 1, unit: 'second', costMicroPaise: 1n, priceDate: '2026-01-01' },
      })
      await tx.webhookInbox.create({
        data: { tenantId, source: 'retell', eventId: 'e1', vendorCallId: 'sid-1', payload: { a: 'Zephyrine' } },
      })
      const job = await tx.importJob.create({ data: { tenantId, kind: 'contacts', fileName: 'a.csv', columnMapping: {}, totalRows: 1 } })
      const rejection = { tenantId, jobId: job.id, row: 1, field: 'email', code: 'invalid_email', message: 'x' }
      await tx.importRejection.create({ data: { ...rejection, raw: { phone: '098765 43210', name: 'Zephyrine' } } })
      await tx.importRejection.create({ data: { ...rejection, row: 2, raw: { phone: '12' } } })
    })
    await services.contacts.addNote(member(), { contactId: person.id, body: 'Zephyrine is nice' })
    await services.contacts.recordConsent(member(), { contactId: person.id, purpose: 'SERVICE', isGranted: true })
    return { person, call }
  }

  test('takes them out of everything; counts, costs and the suppression stay', async () => {
    const { person, call } = await fullLife()
    await services.contacts.erase(tenant.users.ADMIN.scope, person.id)
    const tables = await database.asOwner<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenantId'`,
    )
    for (const { name } of tables) {
      const [found] = await rows(`SELECT string_agg(t::text, ' ') AS text FROM "${name}" t WHERE "tenantId" = $1`)
      expect(String(found?.text), name).not.toContain('Zephyrine')
      if (name !== 'Suppression') expect(String(found?.text), name).not.toContain('9876543210')
    }
    expect(await services.calls.get(tenant.scope, call.id)).toMatchObject({
      contactId: null,
      bookingId: null,
      from: null,
      durationSeconds: 60,
      cost: { totalPaise: 150 },
      events: [{ type: 'status' }],
    })
    expect(recorded.has(`${tenant.tenantId}/rec.wav`)).toBe(false)
    expect(await services.suppressions.isSuppressed(tenant.scope, '+919876543210')).toBe(true)
    expect([await count('CostLine'), await count('Consent'), await count('ContactNote'), await count('ImportRejection')]).toEqual([
      1, 0, 0, 1,
    ])
    await expect(services.contacts.get(tenant.scope, person.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(services.contacts.erase(tenant.scope, person.id)).rejects.toMatchObject({ code: 'not_found' })
    const { items } = await services.audit.list(tenant.scope, { limit: 1, action: 'contacts.erase' })
    expect(items).toMatchObject([{ targetId: person.id, details: { calls: 1, bookings: 1, recordings: 1 } }])
  })

  test('waits for a call under way', async () => {
    await newCall(tenant.contact.id, { status: 'IN_PROGRESS' })
    await expect(services.contacts.erase(tenant.scope, tenant.contact.id)).rejects.toMatchObject({ code: 'call_under_way' })
    expect(await services.contacts.exists(tenant.scope, tenant.contact.id)).toBe(true)
  })

  test('takes back calls that were to be made', async () => {
    const { tenantId } = tenant
    const progress = { scheduledAt: services.clock.now().toISOString() }
    const call = await newCall(tenant.contact.id, { status: 'SCHEDULED', provider: 'RETELL', direction: 'OUTBOUND', progress })
    await database.database.tenantDb(tenant.scope, (tx) =>
      tx.outboundCall.create({ data: { id: call.id, tenantId, contactId: tenant.contact.id, dueAt: at(30) } }),
    )
    await services.contacts.erase(tenant.scope, tenant.contact.id)
    expect(await services.calls.get(tenant.scope, call.id)).toMatchObject({ status: 'CANCELLED', endReason: 'contact_erased' })
    expect(await count('OutboundCall')).toBe(0)
  })

  test('of another tenant is not possible', async () => {
    await expect(services.contacts.erase(stranger.scope, tenant.contact.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await services.contacts.exists(tenant.scope, tenant.contact.id)).toBe(true)
  })
})
