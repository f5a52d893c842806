import type { MappingOverride } from '../../server/domain/mapping/mapping-override'
import type { MappingInput } from '../../server/domain/mapping/mapping-types'
import { BUSINESS_TYPES, type BusinessType } from '../../server/domain/tenants/tenant-view'

const TENANTS: Record<BusinessType, { name: string; timezone: string; region: string; callbackNumber: string }> = {
  medical: { name: 'City Clinic', timezone: 'Asia/Kolkata', region: 'IN', callbackNumber: '+918047491899' },
  restaurant: { name: 'Spice Garden', timezone: 'Asia/Kolkata', region: 'IN', callbackNumber: '+919876543210' },
  salon: { name: 'Luxury Hair Studio', timezone: 'Europe/London', region: 'GB', callbackNumber: '+447403305280' },
  consultant: { name: 'Crest Advisory', timezone: 'Asia/Kolkata', region: 'IN', callbackNumber: '+912249172030' },
  general: { name: 'Acme Services', timezone: 'America/New_York', region: 'US', callbackNumber: '+12125552368' },
}
const OVERRIDES: Record<BusinessType, MappingOverride[]> = {
  medical: [{ source: 'contact.metadata.preferred_language', variables: ['language'] }],
  restaurant: [{ source: 'contact.owner_name', variables: ['server_name'] }],
  salon: [
    { source: 'contact.metadata.loyalty_tier', variables: ['tier'] },
    { source: 'contact.owner_name', variables: ['stylist_name', 'stylist_full_name'], transform: 'full_name' },
  ],
  consultant: [{ source: 'static', variables: ['dial_in'], text: 'The link is in your e-mail' }],
  general: [{ source: 'contact.appointment_time', variables: ['visit_date', 'visit_time'] }],
}
const FIRST = 'Sarah Priya Rajesh Emma राजेश José Ananya Michael Lakshmi Oliver Fatima Chloë'.split(' ')
const LAST = "Johnson Sharma कुमार García Iyer O'Neill Williams Khan Fernandes Chen".split(' ')
const TITLES = ['', '', '', 'Dr. ', 'Mrs ', 'Smt. ']
const DETAILS: Record<BusinessType, { types: string[]; instructions: string[] }> = {
  medical: {
    types: ['Cardiology Follow-up', 'Blood test', 'Check-up'],
    instructions: ['Bring current medication list and insurance card', 'Fasting 12 hours before', 'Arrive 20 minutes early, photo ID'],
  },
  restaurant: {
    types: ['Dinner', 'Anniversary dinner', 'Business lunch'],
    instructions: ['Party of 4, gluten-free options needed, celebrating anniversary', 'window table', 'Jain food, high chair'],
  },
  salon: {
    types: ['Hair Color and Highlights', 'Cut & blow-dry'],
    instructions: ["Color formula: L'Oreal 7.1 Natural Blonde, allergic to sulfates, prefers quiet environment", 'Short fringe'],
  },
  consultant: { types: ['Tax review', 'GST registration'], instructions: ["Bring last year's accounts", 'Bank statements and PAN card'] },
  general: {
    types: ['Boiler check', 'Delivery'],
    instructions: ['Ring the side door', 'Dog in the garden; call from the gate before you come in, please'],
  },
}

const SYLLABLES = 'an sha ri ven ka mo del tha no bi'.split(' ')
/** A family name of its own for each number. */
function familyName(index: number): string {
  return ` ${[...String(index)].map((digit) => SYLLABLES[Number(digit)] ?? '').join('')}`.replace(/ (.)/, (initial) =>
    initial.toUpperCase(),
  )
}

/** The same numbers at every run. */
function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * Contacts as tenants have them: all business types, titles and scripts mixed, bookings over two years at any minute, a tenth
 * without one, a fifth without instructions, a quarter in tenants with overrides. Nobody is there twice.
 */
export function sampleInputs(count: number): MappingInput[] {
  const random = randomNumbers(7)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const start = Date.parse('2026-01-01T00:00:00Z')
  const now = new Date('2026-11-21T10:00:00Z')
  return Array.from({ length: count }, (_, index): MappingInput => {
    const businessType = BUSINESS_TYPES[index % BUSINESS_TYPES.length] as BusinessType
    const { name: companyName, ...settings } = TENANTS[businessType]
    const details = DETAILS[businessType]
    const person = () => `${pick(TITLES)}${pick(FIRST)} ${pick(LAST)}`
    return {
      businessType,
      tenant: { companyName, ...settings },
      contact: {
        name: `${person()}${familyName(index)}`,
        phone: `+9198${String(10_000_000 + index)}`,
        companyName: random() < 0.3 ? `${pick(LAST)} & Sons ${index}` : null,
        metadata: random() < 0.5 ? { loyalty_tier: pick(['Gold', 'Silver']), preferred_language: pick(['Hindi', 'English']) } : null,
      },
      booking:
        random() < 0.1
          ? null
          : {
              startsAt: new Date(start + Math.floor(random() * 730 * 1440) * 60_000).toISOString(),
              type: pick(details.types),
              durationMinutes: pick([15, 30, 45, 60, 90, 150]),
              ownerName: person(),
              specialInstructions: random() < 0.2 ? null : pick(details.instructions),
              partySize: pick([2, 4, 6]),
            },
      overrides: random() < 0.25 ? OVERRIDES[businessType] : [],
      now,
    }
  })
}
