import type { BusinessType, Industry } from '../../server/domain/tenants/tenant-view'

export type DemoPerson = { name: string; phone: string; email?: string; companyName?: string; notes?: string }

export type DemoTenant = {
  slug: string
  name: string
  industry: Industry
  businessType: BusinessType
  status: 'ACTIVE' | 'SUSPENDED'
  plan: 'STARTER' | 'PROFESSIONAL' | 'ENTERPRISE'
  timezone: string
  region: string
  /** E.164 */
  exotelNumber: string
  callbackNumber: string
  fallbackNumber: string
  /** Owner, admin, member. */
  staff: [string, string, string]
  personaName: string
  voiceId: string
  language: string
  facts: string[]
  /** Whom bookings are with. */
  owners: string[]
  bookingTypes: { type: string; minutes: number }[]
  openHours: { from: number; to: number }
  contacts: DemoPerson[]
}

const INDIAN_CONTACTS: DemoPerson[] = [
  { name: 'Rahul Sharma', phone: '+919000010001', email: 'rahul.sharma@example.com', notes: 'Prefers mornings.' },
  { name: 'Asha Patel', phone: '+919000010002', email: 'asha.patel@example.com' },
  { name: 'Vikram Iyer', phone: '+919000010003' },
  { name: 'Meera Nair', phone: '+919000010004', email: 'meera.nair@example.com', notes: 'Speaks Malayalam and English.' },
  { name: 'Sanjay Gupta', phone: '+919000010005' },
  { name: 'Priya Menon', phone: '+919000010006', email: 'priya.menon@example.com' },
  { name: 'Arjun Reddy', phone: '+919000010007' },
  { name: 'Kavita Desai', phone: '+919000010008', email: 'kavita.desai@example.com' },
  { name: 'Imran Khan', phone: '+919000010009' },
  { name: 'Lakshmi Rao', phone: '+919000010010', email: 'lakshmi.rao@example.com' },
]

const BRITISH_CONTACTS: DemoPerson[] = [
  { name: 'Emma Thompson', phone: '+447911123401', email: 'emma.thompson@example.com', notes: 'Allergic to ammonia: patch test first.' },
  { name: 'Oliver Hughes', phone: '+447911123402' },
  { name: 'Sophie Clarke', phone: '+447911123403', email: 'sophie.clarke@example.com' },
  { name: 'Amelia Wright', phone: '+447911123404' },
  { name: 'Harriet Evans', phone: '+447911123405', email: 'harriet.evans@example.com' },
  { name: 'George Walker', phone: '+447911123406' },
  { name: 'Isla Robinson', phone: '+447911123407', email: 'isla.robinson@example.com' },
  { name: 'Charlotte Green', phone: '+447911123408' },
  { name: 'Niamh Kelly', phone: '+447911123409' },
]

const AMERICAN_CONTACTS: DemoPerson[] = [
  { name: 'Jennifer Adams', phone: '+12125550101', email: 'jennifer.adams@example.com' },
  { name: 'Michael Torres', phone: '+12125550102' },
  { name: 'Ashley Brooks', phone: '+12125550103', email: 'ashley.brooks@example.com' },
  { name: 'David Chen', phone: '+12125550104', notes: 'Gate code at the front desk.' },
  { name: 'Maria Lopez', phone: '+12125550105', email: 'maria.lopez@example.com' },
  { name: 'Kevin Walsh', phone: '+12125550106' },
  { name: 'Brittany Coleman', phone: '+12125550107', email: 'brittany.coleman@example.com' },
  { name: 'Samuel Wright', phone: '+12125550108' },
  { name: 'Grace Kim', phone: '+12125550109', email: 'grace.kim@example.com' },
]

const COMPANIES = ['Blue Lotus Textiles', 'Northwind Logistics', 'Saffron Foods', 'Meridian Labs']
const withCompanies = (people: DemoPerson[]): DemoPerson[] =>
  people.map((person, index) => (index % 2 === 0 ? { ...person, companyName: COMPANIES[(index / 2) % COMPANIES.length] } : person))

/** The tenants of the demo: one of each kind of business, in three countries, and one that is suspended. */
export const DEMO_TENANTS: DemoTenant[] = [
  {
    slug: 'city-clinic',
    name: 'City Clinic',
    industry: 'HEALTHCARE',
    businessType: 'medical',
    status: 'ACTIVE',
    plan: 'PROFESSIONAL',
    timezone: 'Asia/Kolkata',
    region: 'IN',
    exotelNumber: '+918047361001',
    callbackNumber: '+912268251001',
    fallbackNumber: '+912268251002',
    staff: ['Dr. Anil Sharma', 'Sunita Rao', 'Neha Kulkarni'],
    personaName: 'Maya',
    voiceId: 'embedded:slt',
    language: 'en-IN',
    facts: [
      'Open: Monday-Saturday, 9 AM to 7 PM',
      'Address: 123 MG Road, Mumbai',
      'Services: General medicine, diabetes care, cardiac checkups',
      'Doctors: Dr. Anil Sharma, Dr. Kavya Joshi',
      'Consultation fee: ₹600',
    ],
    owners: ['Dr. Anil Sharma', 'Dr. Kavya Joshi'],
    bookingTypes: [
      { type: 'General consultation', minutes: 20 },
      { type: 'Diabetes review', minutes: 30 },
      { type: 'Cardiac checkup', minutes: 45 },
    ],
    openHours: { from: 9, to: 19 },
    contacts: INDIAN_CONTACTS,
  },
  {
    slug: 'spice-garden',
    name: 'Spice Garden',
    industry: 'RESTAURANT',
    businessType: 'restaurant',
    status: 'ACTIVE',
    plan: 'PROFESSIONAL',
    timezone: 'Asia/Kolkata',
    region: 'IN',
    exotelNumber: '+918047361002',
    callbackNumber: '+918041231001',
    fallbackNumber: '+918041231002',
    staff: ['Ravindra Shetty', 'Deepa Shetty', 'Manoj Pillai'],
    personaName: 'Ravi',
    voiceId: 'embedded:rms',
    language: 'en-IN',
    facts: [
      'Open: 11 AM to 11 PM daily',
      'Address: 45 Church Street, Bengaluru',
      'Delivery available within 5 km',
      'Minimum order: ₹200',
      'Butter Chicken: ₹320',
      'Paneer Tikka: ₹280',
      'Veg Biryani: ₹250',
      'Chicken Biryani: ₹350',
    ],
    owners: ['Main hall', 'Terrace'],
    bookingTypes: [
      { type: 'Table reservation', minutes: 90 },
      { type: 'Family dinner', minutes: 120 },
    ],
    openHours: { from: 12, to: 22 },
    contacts: INDIAN_CONTACTS.map((person) => ({ ...person, phone: person.phone.replace('+9190000100', '+9190000200') })),
  },
  {
    slug: 'luxury-hair-studio',
    name: 'Luxury Hair Studio',
    industry: 'SERVICES',
    businessType: 'salon',
    status: 'ACTIVE',
    plan: 'PROFESSIONAL',
    timezone: 'Europe/London',
    region: 'GB',
    exotelNumber: '+918047361003',
    callbackNumber: '+447403305280',
    fallbackNumber: '+442079460003',
    staff: ['Victoria Hall', 'James Bennett', 'Lily Turner'],
    personaName: 'Olivia',
    voiceId: 'embedded:slt',
    language: 'en-GB',
    facts: [
      'Open: Tuesday-Saturday, 10 AM to 7 PM',
      'Address: 18 Marylebone Lane, London',
      'Services: haircut, colour, balayage, blow-dry, bridal styling',
      'Haircut: £65',
      'Balayage: £180',
      'Stylists: Victoria, James, Chloe',
    ],
    owners: ['Victoria', 'James', 'Chloe'],
    bookingTypes: [
      { type: 'Haircut', minutes: 45 },
      { type: 'Balayage', minutes: 150 },
      { type: 'Blow-dry', minutes: 30 },
    ],
    openHours: { from: 10, to: 19 },
    contacts: BRITISH_CONTACTS,
  },
  {
    slug: 'crest-advisory',
    name: 'Crest Advisory',
    industry: 'SERVICES',
    businessType: 'consultant',
    status: 'ACTIVE',
    plan: 'STARTER',
    timezone: 'Asia/Kolkata',
    region: 'IN',
    exotelNumber: '+918047361004',
    callbackNumber: '+911141231001',
    fallbackNumber: '+911141231002',
    staff: ['Nikhil Bhatia', 'Ritu Malhotra', 'Farah Sheikh'],
    personaName: 'Arjun',
    voiceId: 'embedded:rms',
    language: 'en-IN',
    facts: [
      'Open: Monday-Friday, 9:30 AM to 6:30 PM',
      'Address: Barakhamba Road, New Delhi',
      'Services: growth strategy, finance, operations',
      'First conversation: 30 minutes, free of charge',
      'Consultants: Nikhil Bhatia, Ritu Malhotra',
    ],
    owners: ['Nikhil Bhatia', 'Ritu Malhotra'],
    bookingTypes: [
      { type: 'Introductory meeting', minutes: 30 },
      { type: 'Strategy session', minutes: 90 },
    ],
    openHours: { from: 10, to: 18 },
    contacts: withCompanies(INDIAN_CONTACTS.map((person) => ({ ...person, phone: person.phone.replace('+9190000100', '+9190000300') }))),
  },
  {
    slug: 'acme-services',
    name: 'Acme Services',
    industry: 'OTHER',
    businessType: 'general',
    status: 'ACTIVE',
    plan: 'STARTER',
    timezone: 'America/New_York',
    region: 'US',
    exotelNumber: '+918047361005',
    callbackNumber: '+12125550150',
    fallbackNumber: '+12125550151',
    staff: ['Robert Miller', 'Linda Garcia', 'Tom Baker'],
    personaName: 'Sam',
    voiceId: 'embedded:awb',
    language: 'en-US',
    facts: [
      'Open: Monday-Friday, 8 AM to 6 PM',
      'Address: 200 Water Street, New York',
      'Services: plumbing, heating, air conditioning, appliance repair',
      'Visit: $95, credited against the repair',
      'Emergencies: same day',
    ],
    owners: ['Technician Luis', 'Technician Dana'],
    bookingTypes: [
      { type: 'Home visit', minutes: 60 },
      { type: 'Maintenance', minutes: 90 },
    ],
    openHours: { from: 8, to: 18 },
    contacts: AMERICAN_CONTACTS,
  },
  {
    slug: 'glow-medspa',
    name: 'Glow MedSpa',
    industry: 'HEALTHCARE',
    businessType: 'medical',
    status: 'ACTIVE',
    plan: 'ENTERPRISE',
    timezone: 'America/New_York',
    region: 'US',
    exotelNumber: '+918047361006',
    callbackNumber: '+13055550160',
    fallbackNumber: '+13055550161',
    staff: ['Dr. Elena Ruiz', 'Hannah Price', 'Zoe Martin'],
    personaName: 'Ava',
    voiceId: 'embedded:slt',
    language: 'en-US',
    facts: [
      'Open: Monday-Saturday, 10 AM to 6 PM',
      'Address: 77 Brickell Avenue, Miami',
      'Services: facials, laser hair removal, injectables, skin consultations',
      'First skin consultation: free of charge',
    ],
    owners: ['Dr. Elena Ruiz', 'Nurse Harper'],
    bookingTypes: [
      { type: 'Skin consultation', minutes: 30 },
      { type: 'Facial', minutes: 60 },
      { type: 'Laser session', minutes: 45 },
    ],
    openHours: { from: 10, to: 18 },
    contacts: AMERICAN_CONTACTS.map((person) => ({ ...person, phone: person.phone.replace('+1212555', '+1305555') })),
  },
  {
    slug: 'paused-store',
    name: 'Paused Store',
    industry: 'RETAIL',
    businessType: 'general',
    status: 'SUSPENDED',
    plan: 'STARTER',
    timezone: 'Asia/Kolkata',
    region: 'IN',
    exotelNumber: '+918047361007',
    callbackNumber: '+914442341001',
    fallbackNumber: '+914442341002',
    staff: ['Gopal Krishnan', 'Divya Raman', 'Karthik Subramanian'],
    personaName: 'Sam',
    voiceId: 'embedded:kal',
    language: 'en-IN',
    facts: ['Open: Monday-Saturday, 10 AM to 8 PM', 'Address: 9 Pondy Bazaar, Chennai', 'Sells: kitchen goods and small appliances'],
    owners: ['Store desk'],
    bookingTypes: [{ type: 'Pick-up', minutes: 15 }],
    openHours: { from: 10, to: 20 },
    contacts: INDIAN_CONTACTS.slice(0, 8).map((person) => ({ ...person, phone: person.phone.replace('+9190000100', '+9190000400') })),
  },
]
