import { z } from 'zod'
import type { FieldNames } from '../contacts/contact-input'
import { normalizePhone } from '../phones/normalize-phone'
import { count, line, optional, paragraph, type Refuse, type RowResult, readRow, required } from '../rows/row-schema'
import { type DateOrder, readTime, type TimeProblem } from '../time/read-time'
import { bookingStatus } from './booking-view'

/** What a tenant's bookings are read by: its zone for times without one, its region for phone numbers without a country. */
export type BookingContext = { timezone: string; region: string; dateOrder?: DateOrder }

/** Our field → its name in the API and in files. */
export const BOOKING_FIELDS = {
  externalId: 'external_id',
  contactPhone: 'contact_phone',
  contactId: 'contact_id',
  contactName: 'contact_name',
  startsAt: 'starts_at',
  durationMinutes: 'duration_minutes',
  type: 'type',
  ownerName: 'owner_name',
  specialInstructions: 'special_instructions',
  partySize: 'party_size',
  status: 'status',
  notes: 'notes',
} as const
export type BookingField = keyof typeof BOOKING_FIELDS
export type BookingStatus = z.infer<typeof bookingStatus>

const WEEK_MINUTES = 7 * 24 * 60
const TIME_PROBLEMS: Record<TimeProblem, string> = {
  missing_time: 'A day alone is not enough: give the time, too, as in 2026-11-21T14:30.',
  invalid_time: 'This is not a time such as 2026-11-21T14:30 or 2026-11-21T14:30:00+05:30.',
  nonexistent_time: 'The clocks skip this time on that day.',
}

/** The one schema of a booking, whichever door it comes through. Absent fields stay as they are, null ones are cleared. */
export function bookingSchema({ timezone, region, dateOrder }: BookingContext) {
  const startsAt = (raw: unknown, refuse: Refuse): Date => {
    if (raw instanceof Date && !Number.isNaN(raw.getTime())) return raw
    if (typeof raw !== 'string') return refuse('invalid_time', TIME_PROBLEMS.invalid_time)
    const time = readTime(raw, timezone, dateOrder)
    return time.problem === null ? time.at : refuse(time.problem, TIME_PROBLEMS[time.problem])
  }
  const phone = (raw: unknown, refuse: Refuse) =>
    normalizePhone(line(60)(raw, refuse), [region]) ?? refuse('invalid_phone', 'This is not a phone number.')
  return z.object({
    externalId: optional(line(200)),
    contactPhone: optional(phone),
    contactId: optional(contactId),
    contactName: optional(line(200)),
    startsAt: required(startsAt),
    durationMinutes: optional(minutes),
    type: optional(line(120)),
    ownerName: optional(line(120)),
    specialInstructions: optional(paragraph(2000)),
    partySize: optional(count('invalid_party_size', 10_000)),
    status: optional(status),
    notes: optional(paragraph(5000)),
  })
}
export type BookingDraft = z.infer<ReturnType<typeof bookingSchema>>

/** Building a schema costs more than judging a row: each kind of tenant's is built once. */
const schemas = new Map<string, { whole: ReturnType<typeof bookingSchema>; withoutTime: z.ZodType<Partial<BookingDraft>> }>()

function schemasFor(context: BookingContext) {
  const key = `${context.timezone} ${context.region} ${context.dateOrder ?? ''}`
  const known = schemas.get(key)
  if (known) return known
  const whole = bookingSchema(context)
  const built = { whole, withoutTime: whole.omit({ startsAt: true }) }
  schemas.set(key, built)
  return built
}

const uuid = z.uuid()
function contactId(raw: unknown, refuse: Refuse): string {
  const id = uuid.safeParse(raw)
  return id.success ? id.data.toLowerCase() : refuse('unknown_contact', 'There is no such contact.')
}

/** Minutes, also as `45 min`. */
function minutes(raw: unknown, refuse: Refuse): number {
  const bare = typeof raw === 'string' ? raw.replace(/\s*(m|min|mins|minutes?)\.?\s*$/i, '') : raw
  return count('invalid_duration', WEEK_MINUTES)(bare, refuse)
}

const STATUS_WORDS: Record<string, BookingStatus> = {
  canceled: 'CANCELLED',
  noshow: 'NO_SHOW',
  scheduled: 'BOOKED',
  pending: 'BOOKED',
  done: 'COMPLETED',
}

function status(raw: unknown, refuse: Refuse): BookingStatus {
  const word = String(raw).trim().toLowerCase()
  const known = bookingStatus.safeParse(word.toUpperCase().replace(/[\s-]+/g, '_'))
  return known.data ?? STATUS_WORDS[word] ?? refuse('invalid_status', `One of ${bookingStatus.options.join(', ')}.`)
}

const ALIASES: Record<string, string> = Object.fromEntries(Object.entries(BOOKING_FIELDS).map(([ours, theirs]) => [theirs, ours]))
const nameOf = (field: string) => (BOOKING_FIELDS as Record<string, string>)[field] ?? field

/** A booking by the API's names or our own, in which forms are told what is wrong. Whom it is with is said by phone number or by id. */
export function readBookingRow(row: unknown, context: BookingContext, names: FieldNames = 'api'): RowResult<BookingDraft> {
  const result = readRow(schemasFor(context).whole, renameFields(row), names === 'api' ? nameOf : ours)
  if (!isObject(row) || hasContact(row)) return result
  const field = names === 'api' ? 'contact_phone' : 'contactId'
  const missing = { field, code: 'required', message: 'Say whom the booking is with.' }
  return { value: null, problems: [missing, ...(result.problems ?? [])] }
}

/** The same for some fields of a booking that is there. */
export function readBookingPatch(row: unknown, context: BookingContext, names: FieldNames = 'api'): RowResult<Partial<BookingDraft>> {
  const renamed = renameFields(row)
  const hasTime = isObject(renamed) && renamed.startsAt !== undefined
  return readRow<Partial<BookingDraft>>(
    hasTime ? schemasFor(context).whole : schemasFor(context).withoutTime,
    renamed,
    names === 'api' ? nameOf : ours,
  )
}

const ours = (field: string) => field

function hasContact(row: Record<string, unknown>): boolean {
  const { contactPhone, contactId } = renameFields(row) as Record<string, unknown>
  return [contactPhone, contactId].some((value) => value !== undefined && value !== null && String(value).trim() !== '')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function renameFields(row: unknown): unknown {
  return isObject(row) ? Object.fromEntries(Object.entries(row).map(([key, value]) => [ALIASES[key] ?? key, value])) : row
}

const text = z.union([z.string(), z.number()])
/** A booking as an integration sends it: what it may look like, before it is judged. */
export const bookingPatchResource = z
  .object({
    external_id: text.nullish(),
    contact_phone: text.nullish(),
    contact_id: z.string().nullish(),
    starts_at: z.string().optional().meta({ description: 'ISO 8601. Without a zone it is in the business’s own' }),
    duration_minutes: text.nullish(),
    type: text.nullish(),
    owner_name: text.nullish(),
    special_instructions: text.nullish(),
    party_size: text.nullish(),
    status: z.string().nullish(),
    notes: text.nullish(),
  })
  .meta({ id: 'BookingPatch' })
export const bookingInputResource = bookingPatchResource.required({ starts_at: true }).meta({ id: 'BookingInput' })

const formText = z.string().max(5000).nullish()
/** A booking as the dashboard's form sends it. `startsAt` with a zone, or in the business's own. */
export const bookingFormInput = z.object({
  contactId: z.uuid(),
  startsAt: z.string().max(40),
  externalId: formText,
  durationMinutes: z.number().nullish(),
  type: formText,
  ownerName: formText,
  specialInstructions: formText,
  partySize: z.number().nullish(),
  status: bookingStatus.nullish(),
  notes: formText,
})
export type BookingFormInput = z.infer<typeof bookingFormInput>

/** Fields left out stay as they are, null ones are cleared. */
export const updateBookingInput = bookingFormInput.partial().extend({ bookingId: z.uuid() })
export const changeBookingStatusInput = z.object({ bookingId: z.uuid(), status: bookingStatus })
