import { BOOKING_FIELDS } from '../bookings/booking-input'
import { CONTACT_FIELDS } from '../contacts/contact-input'

export type ImportKind = 'contacts' | 'bookings'
/**
 * What a column holds: a field by its API name, `metadata.<name>` (contacts), a part of one (`first_name` and `last_name` make
 * the name, `date` and `time` the start), or null: nothing of interest.
 */
export type ColumnField = string | null

const PERSON = ['name', 'full name', 'contact name', 'customer', 'customer name', 'client', 'client name', 'patient', 'patient name']
const GUEST = ['guest', 'guest name', 'contact', 'person', 'caller', 'lead name']
const PHONE = [
  'phone',
  'phone no',
  'phone number',
  'phone num',
  'mobile',
  'mobile no',
  'mobile number',
  'mobile phone',
  'cell',
  'cell phone',
]
const MORE_PHONE = [
  'cell number',
  'telephone',
  'telephone number',
  'telephone no',
  'tel',
  'tel no',
  'contact no',
  'contact number',
  'ph',
  'ph no',
]
const WHOSE_PHONE = ['whatsapp', 'whatsapp number', 'whatsapp no', 'number', 'msisdn', 'primary phone', 'customer phone', 'client phone']
const ANY_PHONE = [...PHONE, ...MORE_PHONE, ...WHOSE_PHONE, 'patient phone', 'guest phone', 'customer mobile', 'contact phone', 'phone 1']
const NOTES = ['notes', 'note', 'remarks', 'remark', 'comment', 'comments']

const CONTACT_WORDS: Record<string, string[]> = {
  phone: ANY_PHONE,
  name: [...PERSON, ...GUEST],
  first_name: ['first name', 'firstname', 'given name', 'forename', 'fname'],
  last_name: ['last name', 'lastname', 'surname', 'family name', 'lname'],
  email: ['email', 'e mail', 'email address', 'e mail address', 'mail', 'email id', 'mail id'],
  company_name: ['company', 'company name', 'organisation', 'organization', 'business', 'business name', 'firm', 'employer', 'account'],
  timezone: ['timezone', 'time zone', 'tz', 'zone'],
  language: ['language', 'lang', 'preferred language', 'locale'],
  external_id: [
    'external id',
    'id',
    'customer id',
    'client id',
    'patient id',
    'contact id',
    'crm id',
    'reference',
    'ref',
    'record id',
    'mrn',
    'uid',
  ],
  notes: NOTES,
  metadata: ['metadata', 'meta', 'custom fields'],
  do_not_call: ['do not call', 'dnc', 'dnd', 'do not disturb', 'opt out', 'opted out', 'no calls'],
  group_ids: ['group ids', 'group id'],
}

const BOOKING_WORDS: Record<string, string[]> = {
  starts_at: [
    ...['starts at', 'start', 'starts', 'start time', 'appointment', 'appointment at', 'appointment datetime', 'appointment date time'],
    ...['appointment date and time', 'appointment time', 'appointment date', 'booking', 'booking time', 'booking date', 'reservation'],
    ...['reservation time', 'reservation date', 'meeting', 'meeting time', 'meeting date', 'slot', 'when', 'date time', 'datetime'],
    ...[
      'date and time',
      'date',
      'time',
      'scheduled at',
      'scheduled for',
      'visit',
      'visit date',
      'visit time',
      'start date',
      'start date time',
    ],
  ],
  date: ['date', 'appointment date', 'booking date', 'reservation date', 'meeting date', 'visit date', 'start date', 'day'],
  time: ['time', 'appointment time', 'booking time', 'reservation time', 'meeting time', 'visit time', 'start time', 'hour'],
  contact_phone: ANY_PHONE,
  contact_name: [...PERSON, ...GUEST],
  contact_id: ['contact id'],
  external_id: [
    'external id',
    'id',
    'booking id',
    'appointment id',
    'reservation id',
    'booking ref',
    'booking reference',
    'confirmation',
    'reference',
    'ref',
  ],
  duration_minutes: [
    'duration',
    'duration minutes',
    'duration mins',
    'duration min',
    'minutes',
    'mins',
    'length',
    'appointment duration',
    'slot length',
  ],
  type: [
    'type',
    'service',
    'service name',
    'treatment',
    'appointment type',
    'booking type',
    'reason',
    'procedure',
    'occasion',
    'category',
    'purpose',
  ],
  owner_name: [
    ...['owner', 'owner name', 'provider', 'provider name', 'doctor', 'doctor name', 'dr', 'physician', 'dentist', 'therapist', 'stylist'],
    ...['staff', 'staff name', 'consultant', 'advisor', 'adviser', 'with', 'assigned to', 'employee', 'practitioner', 'server'],
  ],
  special_instructions: ['special instructions', 'instructions', 'special requests', 'special request', 'requests', 'preparation'],
  party_size: [
    'party size',
    'party',
    'guests',
    'number of guests',
    'no of guests',
    'covers',
    'pax',
    'people',
    'persons',
    'headcount',
    'seats',
  ],
  status: ['status', 'state', 'booking status', 'appointment status'],
  notes: NOTES,
}

/** Fields a file of this kind may name. */
export function importFields(kind: ImportKind): string[] {
  return kind === 'contacts'
    ? [...Object.values(CONTACT_FIELDS), 'first_name', 'last_name']
    : [...Object.values(BOOKING_FIELDS), 'date', 'time']
}

/** Whether a column may be read as `field`. */
export function isImportField(kind: ImportKind, field: string): boolean {
  return importFields(kind).includes(field) || (kind === 'contacts' && /^metadata\.\S.{0,63}$/.test(field))
}

/** What each column holds, by its name alone: our own names first, then what people call them. Each field is given once. */
export function guessColumns(kind: ImportKind, headers: string[]): ColumnField[] {
  const words = headers.map(wordsOf)
  const table = kind === 'contacts' ? CONTACT_WORDS : withoutAmbiguity(words)
  const taken = new Set<string>()
  const guesses: ColumnField[] = headers.map((header) => {
    const field = exactField(kind, header)
    if (!field || taken.has(field)) return null
    taken.add(field)
    return field
  })
  for (const [field, synonyms] of Object.entries(table)) {
    if (taken.has(field)) continue
    const best = synonyms
      .map((synonym) => words.findIndex((word, index) => word === wordsOf(synonym) && !guesses[index]))
      .find((index) => index >= 0)
    if (best === undefined) continue
    guesses[best] = field
    taken.add(field)
  }
  return guesses
}

function exactField(kind: ImportKind, header: string): ColumnField {
  const name = header.trim()
  if (name.startsWith('metadata.') && isImportField(kind, name)) return name
  const field = name.toLowerCase()
  return importFields(kind).includes(field) && !['date', 'time'].includes(field) ? field : null
}

/** A day and a time in two columns make the start together; otherwise one column is all of it. */
function withoutAmbiguity(words: string[]): Record<string, string[]> {
  const { date = [], time = [], ...rest } = BOOKING_WORDS
  const isNamed = (synonyms: string[]) => synonyms.some((synonym) => words.includes(wordsOf(synonym)))
  const isApart = isNamed(date) && isNamed(time)
  return isApart ? { date, time, ...rest } : rest
}

/** `Phone No.` → `phoneno`, `customerName` → `customername`: where a word ends is written differently by everybody. */
function wordsOf(header: string): string {
  return header
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** How spreadsheets, and our own exports, keep a text from being run as a formula. */
const KEPT_FROM_RUNNING = /^'(?=[=+\-@\t\r])/

/** A row of a file as the API names its fields. Blank cells are absent: a file that lacks something takes nothing away. */
export function toRow(cells: string[], fields: ColumnField[]): Record<string, string> {
  const row: Record<string, string> = {}
  for (const [index, field] of fields.entries()) {
    const cell = cells[index]?.trim().replace(KEPT_FROM_RUNNING, '')
    if (field && cell) row[field] = cell
  }
  const { first_name, last_name, date, time, ...rest } = row
  const name = [first_name, last_name].filter(Boolean).join(' ')
  const start = [date, time].filter(Boolean).join(' ')
  return { ...(name ? { name } : {}), ...(start ? { starts_at: start } : {}), ...rest }
}
