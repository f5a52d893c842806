import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { newId } from '../../db/transaction'
import { callPolicy } from '../../domain/compliance/call-policy'
import type { PlaceCall } from '../../ports/outbound-caller'
import { createTenantFixture } from '../../testing/tenant-fixture'
import { createTestDatabase } from '../../testing/test-database'
import { createTestServices } from '../../testing/test-services'

/** Where people are, and the hours the law leaves there, written down a second time on purpose. */
const PLACES = [
  { phone: '+9198100000', timezone: null, zone: 'Asia/Kolkata', SERVICE: [9, 21], PROMOTIONAL: [10, 21] },
  { phone: '+4479111234', timezone: null, zone: 'Europe/London', SERVICE: [8, 21], PROMOTIONAL: [8, 21] },
  { phone: '+1212555010', timezone: 'America/New_York', zone: 'America/New_York', SERVICE: [8, 21], PROMOTIONAL: [8, 21] },
  { phone: '+1310555010', timezone: 'America/Los_Angeles', zone: 'America/Los_Angeles', SERVICE: [8, 21], PROMOTIONAL: [8, 21] },
  { phone: '+491511234567', timezone: null, zone: 'Europe/Berlin', SERVICE: [9, 20], PROMOTIONAL: [9, 20] },
] as const
/** Clocks go back in Europe on the 25th of October, in the US on the 1st of November. */
const START = new Date('2026-10-24T04:13:00Z')
const STEPS = 60
const STEP_MINUTES = 229
const HOLIDAY = '2026-10-29'

test('whatever the clock does between asking and dialling, nobody is dialled outside the hours where they are', async () => {
  const database = await createTestDatabase()
  const dialled: { at: Date; contactId: string }[] = []
  const services = createTestServices(database.database, {
    outboundLimits: { apiKey: 'key', maxConcurrentCalls: 10_000 },
    outboundCaller: {
      async place({ metadata }: PlaceCall) {
        dialled.push({ at: services.clock.now(), contactId: metadata.contact_id ?? '' })
        return { vendorCallId: newId() }
      },
      findBySession: async () => [],
      fetch: async () => null,
    },
  })
  services.clock.set(START)
  const tenant = await createTenantFixture(database.database, { timezone: 'Europe/London' })
  const scope = tenant.users.ADMIN.scope
  const policy = callPolicy.parse({
    weekdaysOff: { PROMOTIONAL: [7] },
    holidays: [{ date: HOLIDAY, name: 'A day of rest', purposes: ['SERVICE', 'PROMOTIONAL'] }],
  })
  await services.outbound.saveSettings(scope, { retellNumber: '+447403305280', retellAgentId: null, policy })

  const people = new Map<string, { place: (typeof PLACES)[number]; purpose: 'SERVICE' | 'PROMOTIONAL' }>()
  for (let number = 0; number < 20; number += 1) {
    const place = PLACES[number % PLACES.length] ?? PLACES[0]
    const purpose = number % 3 === 0 ? 'PROMOTIONAL' : 'SERVICE'
    const id = newId()
    const phone = `${place.phone}${String(number).padStart(place.phone.startsWith('+1') ? 1 : 2, '0')}`.slice(0, place.phone.length + 2)
    await database.database.tenantDb(scope, async (tx) => {
      await tx.contact.create({ data: { id, tenantId: tenant.tenantId, phone, timezone: place.timezone } })
      await tx.consent.create({ data: { tenantId: tenant.tenantId, contactId: id, purpose, isGranted: true, source: 'test', at: START } })
    })
    people.set(id, { place, purpose })
  }

  const waiting = [...people]
  for (let step = 0; step < STEPS; step += 1) {
    services.clock.set(new Date(START.getTime() + step * STEP_MINUTES * 60_000))
    // A few more are asked for, now and for times that the clock will jump over.
    for (const [contactId, { purpose }] of step % 2 === 0 ? waiting.splice(0, 1) : []) {
      const when = new Date(services.clock.now().getTime() + (step % 5) * 7 * 3_600_000).toISOString()
      await services.outbound.placeOutbound(scope, { contactId, when, purpose, ifOutsideWindow: 'RESCHEDULE' })
    }
    const now = services.clock.now().toISOString()
    const timers = services.jobs.sent.filter((event) => event.name === 'outbound.due' && event.data.dueAt <= now)
    for (const timer of timers) {
      services.jobs.sent.splice(services.jobs.sent.indexOf(timer), 1)
      if (timer.name === 'outbound.due') await services.outbound.dial(timer.data)
    }
  }

  expect(dialled.length).toBe(people.size)
  const wrong = dialled.filter(({ at, contactId }) => {
    const person = people.get(contactId)
    if (!person) return true
    const local = DateTime.fromJSDate(at, { zone: person.place.zone })
    const [from, to] = person.place[person.purpose]
    const isDayOff = local.toFormat('yyyy-MM-dd') === HOLIDAY || (person.purpose === 'PROMOTIONAL' && local.weekday === 7)
    return isDayOff || local.hour < from || local.hour >= to
  })
  expect(wrong).toEqual([])
}, 60_000)
