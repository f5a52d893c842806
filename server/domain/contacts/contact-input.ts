import { z } from 'zod'
import { normalizePhone } from '../phones/normalize-phone'
import { flag, line, optional, paragraph, type Refuse, type RowResult, readRow, required } from '../rows/row-schema'
import { cleanText } from '../text/clean-text'
import { isTimezone } from '../time/is-timezone'

/** What a tenant's contacts are read by. `region`: ISO 3166-1 alpha-2, for phone numbers without a country code. */
export type ContactContext = { region: string }

/** Our field → its name in the API and in files. */
export const CONTACT_FIELDS = {
  phone: 'phone',
  name: 'name',
  email: 'email',
  companyName: 'company_name',
  timezone: 'timezone',
  language: 'language',
  externalId: 'external_id',
  notes: 'notes',
  metadata: 'metadata',
  groupIds: 'group_ids',
  doNotCall: 'do_not_call',
} as const
export type ContactField = keyof typeof CONTACT_FIELDS

const MAX_METADATA_KEYS = 50
export type MetadataValue = string | number | boolean

/** The one schema of a contact, whichever door it comes through. Absent fields stay as they are, null ones are cleared. */
export function contactSchema({ region }: ContactContext) {
  const phone = (raw: unknown, refuse: Refuse) =>
    normalizePhone(line(60)(raw, refuse), [region]) ?? refuse('invalid_phone', 'This is not a phone number.')
  return z.object({
    phone: required(phone),
    name: optional(line(200)),
    email: optional(email),
    companyName: optional(line(200)),
    timezone: optional(timezone),
    language: optional(line(35)),
    externalId: optional(line(200)),
    notes: optional(paragraph(5000)),
    metadata: optional(metadata),
    groupIds: optional(groupIds),
    doNotCall: optional(flag),
  })
}
export type ContactDraft = z.infer<ReturnType<typeof contactSchema>>

/** Building a schema costs more than judging a row: each region's is built once. */
const schemas = new Map<string, { whole: ReturnType<typeof contactSchema>; withoutPhone: z.ZodType<Partial<ContactDraft>> }>()

function schemasFor(context: ContactContext) {
  const known = schemas.get(context.region)
  if (known) return known
  const whole = contactSchema(context)
  const built = { whole, withoutPhone: whole.omit({ phone: true }) }
  schemas.set(context.region, built)
  return built
}

const emailSchema = z.email()
function email(raw: unknown, refuse: Refuse): string {
  const text = line(254)(raw, refuse)
  return emailSchema.safeParse(text).success ? text : refuse('invalid_email', 'This is not an e-mail address.')
}

function timezone(raw: unknown, refuse: Refuse): string {
  const text = line(60)(raw, refuse)
  // Runtimes also know abbreviations, which mean different zones to different people: IST is Indian, Irish and Israeli.
  return isTimezone(text) && (text.includes('/') || text === 'UTC')
    ? text
    : refuse('invalid_timezone', 'This is not a time zone such as Asia/Kolkata.')
}

const uuid = z.uuid()
function groupIds(raw: unknown, refuse: Refuse): string[] {
  const ids = Array.isArray(raw) ? raw : String(raw).split(/[;,\s]+/)
  const texts = ids.map((id) => String(id).trim().toLowerCase()).filter((id) => id !== '')
  return texts.every((id) => uuid.safeParse(id).success) ? [...new Set(texts)] : refuse('unknown_group', 'There is no such group.')
}

/** Flat: names with texts, numbers or yes/no. A null takes the name away. Files carry it as JSON. */
function metadata(raw: unknown, refuse: Refuse): Record<string, MetadataValue | null> {
  const given = typeof raw === 'string' ? parseJson(raw) : raw
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return refuse('invalid_metadata', 'An object with names and values.')
  }
  const entries = Object.entries(given).map(([key, value]): [string, MetadataValue | null] => {
    const name = cleanText(key).trim()
    if (name === '' || name.length > 64) return refuse('invalid_metadata', 'Names have 1 to 64 characters.')
    return [name, metadataValue(name, value, refuse)]
  })
  if (entries.length > MAX_METADATA_KEYS) return refuse('invalid_metadata', `At most ${MAX_METADATA_KEYS} names.`)
  return Object.fromEntries(entries)
}

function metadataValue(name: string, value: unknown, refuse: Refuse): MetadataValue | null {
  if (value === null || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (typeof value !== 'string') return refuse('invalid_metadata', `"${name}" has to be text, a number, or true or false.`)
  const text = cleanText(value)
  return text.length <= 1000 ? text : refuse('invalid_metadata', `"${name}" has more than 1000 characters.`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const ALIASES = Object.fromEntries(Object.entries(CONTACT_FIELDS).map(([ours, theirs]) => [theirs, ours]))

/** Whose names problems are told in: the API's and files', or our own, which forms use. */
export type FieldNames = 'api' | 'form'

/** A contact by either set of names. `metadata.<name>` beside `metadata` is one name of it. */
export function readContactRow(row: unknown, context: ContactContext, names: FieldNames = 'api'): RowResult<ContactDraft> {
  return readRow(schemasFor(context).whole, isObject(row) ? renameFields(row, ALIASES) : row, names === 'api' ? nameOf : ours)
}

/** The same for some fields of a contact that is there. */
export function readContactPatch(row: unknown, context: ContactContext, names: FieldNames = 'api'): RowResult<Partial<ContactDraft>> {
  const renamed = isObject(row) ? renameFields(row, ALIASES) : row
  const hasPhone = isObject(renamed) && renamed.phone !== undefined
  const { whole, withoutPhone } = schemasFor(context)
  return readRow<Partial<ContactDraft>>(hasPhone ? whole : withoutPhone, renamed, names === 'api' ? nameOf : ours)
}

const ours = (field: string) => field

function nameOf(field: string): string {
  return (CONTACT_FIELDS as Record<string, string>)[field] ?? field
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function renameFields(row: Record<string, unknown>, aliases: Record<string, string>): Record<string, unknown> {
  const renamed: Record<string, unknown> = {}
  const extra: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row)) {
    if (key.startsWith('metadata.')) extra[key.slice('metadata.'.length)] = value
    else renamed[aliases[key] ?? key] = value
  }
  if (Object.keys(extra).length === 0) return renamed
  const whole = typeof renamed.metadata === 'string' ? parseJson(renamed.metadata) : renamed.metadata
  return { ...renamed, metadata: isObject(whole) ? { ...whole, ...extra } : (whole ?? extra) }
}

const text = z.union([z.string(), z.number()])

/** A contact as an integration sends it: what it may look like, before it is judged. */
export const contactPatchResource = z
  .object({
    external_id: text.nullish(),
    name: text.nullish(),
    phone: text.optional(),
    email: z.string().nullish(),
    company_name: text.nullish(),
    timezone: z.string().nullish(),
    language: z.string().nullish(),
    notes: text.nullish(),
    group_ids: z.array(z.string()).max(100).nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    do_not_call: z.boolean().nullish(),
  })
  .meta({ id: 'ContactPatch' })
export const contactInputResource = contactPatchResource.required({ phone: true }).meta({ id: 'ContactInput' })

const formText = z.string().max(5000).nullish()
/** A contact as the dashboard's form sends it. */
export const contactFormInput = z.object({
  phone: z.string().max(60),
  name: formText,
  email: formText,
  companyName: formText,
  timezone: formText,
  language: formText,
  externalId: formText,
  notes: formText,
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()).nullish(),
  groupIds: z.array(z.uuid()).max(100).nullish(),
  doNotCall: z.boolean().nullish(),
})
export type ContactFormInput = z.infer<typeof contactFormInput>
