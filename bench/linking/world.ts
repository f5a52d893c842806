import { DateTime } from 'luxon'
import type { LinkBooking, LinkContact, LinkTenant } from '../../server/domain/linking/link-question'
import type { Random } from './random'

export type Trade = 'restaurant' | 'clinic' | 'salon' | 'consultant'
export type Service = { name: string; spoken: string; spokenHindi: string }
export type WorldTenant = LinkTenant & {
  trade: Trade
  name: string
  isIndian: boolean
  services: Service[]
  providers: string[]
  contacts: LinkContact[]
}

const INDIAN_FIRST =
  'Rahul Priya Amit Sunita Vikram Anjali Rohan Neha Sanjay Kavita Arjun Pooja Manish Deepa Suresh Lakshmi Nikhil Meera Rajesh Swati Karan Divya Imran Fatima Gurpreet Harish'.split(
    ' ',
  )
const INDIAN_LAST =
  'Sharma Mehta Patel Gupta Iyer Reddy Khan Singh Joshi Nair Kapoor Desai Banerjee Malhotra Chopra Rao Verma Pillai'.split(' ')
const ENGLISH_FIRST =
  'John Emma Oliver Sophie James Charlotte Thomas Grace William Hannah Daniel Lucy Michael Alice Robert Megan Steven Laura George Rachel Peter Julia'.split(
    ' ',
  )
const ENGLISH_LAST = 'Smith Taylor Brown Wilson Evans Walker Wright Robinson Green Hughes Clarke Turner Cooper Parker Bennett Morgan'.split(
  ' ',
)

const TRADES: { trade: Trade; name: string; zone: string; region: string; services: Service[]; providers: string[] }[] = [
  {
    trade: 'restaurant',
    name: 'Spice Garden',
    zone: 'Asia/Kolkata',
    region: 'IN',
    providers: [],
    services: [
      { name: 'Dinner', spoken: 'table', spokenHindi: 'table' },
      { name: 'Birthday party', spoken: 'birthday do', spokenHindi: 'birthday ki party' },
      { name: 'Family lunch', spoken: 'family meal', spokenHindi: 'family ke saath khana' },
      { name: 'Corporate event', spoken: 'office gathering', spokenHindi: 'office ka event' },
    ],
  },
  {
    trade: 'clinic',
    name: 'City Clinic',
    zone: 'Asia/Kolkata',
    region: 'IN',
    providers: ['Dr. Anita Deshmukh', 'Dr. Farhan Qureshi', 'Dr. Leela Menon'],
    services: [
      { name: 'Dental cleaning', spoken: 'teeth cleaning', spokenHindi: 'daanton ki safai' },
      { name: 'General consultation', spoken: 'consultation', spokenHindi: 'doctor ko dikhane' },
      { name: 'Physiotherapy', spoken: 'physio', spokenHindi: 'physiotherapy' },
      { name: 'Blood test', spoken: 'blood test', spokenHindi: 'khoon ki jaanch' },
    ],
  },
  {
    trade: 'salon',
    name: 'Luxury Hair Studio',
    zone: 'Europe/London',
    region: 'GB',
    providers: ['Bianca Rossi', 'Tyler Webb', 'Chloe Marsh'],
    services: [
      { name: 'Haircut', spoken: 'haircut', spokenHindi: 'baal katwane' },
      { name: 'Full colour', spoken: 'colour', spokenHindi: 'hair colour' },
      { name: 'Bridal makeup', spoken: 'wedding make-up', spokenHindi: 'shaadi ka makeup' },
      { name: 'Facial', spoken: 'facial', spokenHindi: 'facial' },
    ],
  },
  {
    trade: 'consultant',
    name: 'Crest Advisory',
    zone: 'America/New_York',
    region: 'US',
    providers: ['Victor Lindqvist', 'Monica Alvarez'],
    services: [
      { name: 'Tax planning', spoken: 'tax planning chat', spokenHindi: 'tax wali meeting' },
      { name: 'Strategy session', spoken: 'strategy session', spokenHindi: 'strategy session' },
      { name: 'Annual review', spoken: 'annual review', spokenHindi: 'annual review' },
    ],
  },
]
const PREFIX: Record<string, string> = { IN: '+9198', GB: '+4474', US: '+1415' }
const DIGITS: Record<string, number> = { IN: 8, GB: 8, US: 7 }
const CONTACTS = 160

/** Businesses and their customers; two of a name and families happen as they do among so many. */
export function createTenants(random: Random): WorldTenant[] {
  return TRADES.map(({ trade, name, zone, region, services, providers }) => {
    const isIndian = region === 'IN'
    const tenant: WorldTenant = {
      trade,
      name,
      isIndian,
      services,
      providers,
      timezone: zone,
      regions: [region],
      ownNumbers: [phone(random, region)],
      ownNames: [name, 'Maya'],
      dateOrder: region === 'US' ? 'month_first' : 'day_first',
      contacts: [],
    }
    tenant.contacts = Array.from({ length: CONTACTS }, (_, index) => ({
      id: `${trade}-${index}`,
      name: personName(random, isIndian),
      phones: [phone(random, region)],
    }))
    return tenant
  })
}

export function personName(random: Random, isIndian: boolean): string {
  const isIndianName = random.chance(isIndian ? 0.93 : 0.2)
  return isIndianName
    ? `${random.pick(INDIAN_FIRST)} ${random.pick(INDIAN_LAST)}`
    : `${random.pick(ENGLISH_FIRST)} ${random.pick(ENGLISH_LAST)}`
}

export function phone(random: Random, region: string): string {
  const length = DIGITS[region] ?? 8
  let digits = String(random.between(2, 9))
  while (digits.length < length) digits += String(random.between(0, 9))
  return `${PREFIX[region]}${digits}`
}

export type Clock = { now: DateTime; tenant: WorldTenant }

/** A moment in opening hours, any day of two years. */
export function callMoment(random: Random, tenant: WorldTenant): DateTime {
  return DateTime.fromObject(
    { year: 2025, month: 1, day: 1, hour: random.between(9, 18), minute: random.between(0, 59) },
    { zone: tenant.timezone },
  ).plus({ days: random.between(0, 729) })
}

/** A booking `days` from the call's day, at a time its trade has. */
export function createBooking(
  random: Random,
  { now, tenant }: Clock,
  contactId: string,
  id: string,
  days: number,
  hour?: number,
): LinkBooking {
  const hours = tenant.trade === 'restaurant' ? [12, 13, 19, 20, 21] : [9, 10, 11, 14, 15, 16, 17]
  const startsAt = now.plus({ days }).set({ hour: hour ?? random.pick(hours), minute: random.pick([0, 0, 0, 30, 15]), second: 0 })
  const service = random.pick(tenant.services)
  const isOver = startsAt < now
  return {
    id,
    contactId,
    startsAt: startsAt.toUTC().toISO() ?? '',
    durationMinutes: random.pick([30, 45, 60, 90]),
    type: random.chance(0.92) ? service.name : null,
    ownerName: tenant.providers.length > 0 && random.chance(0.9) ? random.pick(tenant.providers) : null,
    specialInstructions: random.chance(0.15)
      ? random.pick(['Window seat', 'Wheelchair access', 'Nut allergy', 'Bring earlier reports'])
      : null,
    partySize: tenant.trade === 'restaurant' ? random.pick([2, 2, 3, 4, 4, 5, 6, 8, 12, 20, 30]) : null,
    status: isOver
      ? random.weighted([
          ['COMPLETED', 8],
          ['NO_SHOW', 1],
        ] as const)
      : random.weighted([
          ['BOOKED', 5],
          ['CONFIRMED', 4],
          ['RESCHEDULED', 1],
        ] as const),
    createdAt: now
      .minus({ days: random.between(2, 30) })
      .toUTC()
      .toISO(),
    updatedAt: now
      .minus({ days: 1, hours: random.between(1, 20) })
      .toUTC()
      .toISO(),
  }
}
