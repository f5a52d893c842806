import type { BusinessType } from '../tenants/tenant-view'

/** What a source holds, and so which transforms can read it. */
export type ValueKind = 'text' | 'minutes' | 'count' | 'time' | 'phone'

export type SourceDefinition = {
  source: string
  label: string
  /** Where it is kept. */
  from: 'contact' | 'booking' | 'tenant'
  kind: ValueKind
  /** Longest text of it that is spoken, in characters. */
  maxLength: number
}

/** Every named source, in the order editors and logs show them. Contact metadata and static text have no fixed list. */
export const SOURCES = [
  { source: 'contact.name', label: 'Name', from: 'contact', kind: 'text', maxLength: 120 },
  { source: 'contact.phone', label: 'Phone', from: 'contact', kind: 'phone', maxLength: 40 },
  { source: 'contact.appointment_time', label: 'Appointment time', from: 'booking', kind: 'time', maxLength: 60 },
  { source: 'contact.appointment_type', label: 'Appointment type', from: 'booking', kind: 'text', maxLength: 160 },
  { source: 'contact.appointment_duration', label: 'Appointment duration', from: 'booking', kind: 'minutes', maxLength: 10 },
  { source: 'contact.owner_name', label: 'Provider', from: 'booking', kind: 'text', maxLength: 120 },
  { source: 'contact.special_instructions', label: 'Special instructions', from: 'booking', kind: 'text', maxLength: 600 },
  { source: 'contact.party_size', label: 'Party size', from: 'booking', kind: 'count', maxLength: 10 },
  { source: 'contact.company_name', label: "Contact's company", from: 'contact', kind: 'text', maxLength: 160 },
  { source: 'tenant_config.company_name', label: 'Business name', from: 'tenant', kind: 'text', maxLength: 160 },
  { source: 'tenant_config.retell_agent_number', label: 'Callback number', from: 'tenant', kind: 'phone', maxLength: 40 },
] as const satisfies readonly SourceDefinition[]

export type NamedSource = (typeof SOURCES)[number]['source']
export type MetadataSource = `contact.metadata.${string}`
/** `static` is text written into the override itself. */
export type MappingSource = NamedSource | MetadataSource | 'static'

/** Fields no mapping reads, whatever an override asks for. */
export const NEVER_MAPPED = [
  'contact.notes',
  'contact.email',
  'contact.created_at',
  'contact.updated_at',
  'contact.group_ids',
  'contact.booking_source',
  'contact.call_attempts',
  'contact.tenant_id',
] as const

export const METADATA_PREFIX = 'contact.metadata.'
export const STATIC_SOURCE = 'static'
export const METADATA_MAX_LENGTH = 300
export const STATIC_MAX_LENGTH = 300

/**
 * Metadata a medical tenant may speak: how and where, never why. Keys are free text of somebody else's system, so that only
 * known harmless ones pass.
 */
export const MEDICAL_METADATA_KEYS: ReadonlySet<string> = new Set([
  'preferred_language',
  'language',
  'branch',
  'location',
  'clinic_location',
  'parking',
  'entrance',
  'floor',
  'pronouns',
])

/** What a medical tenant never sends in any form. */
export const MEDICAL_WITHHELD: ReadonlySet<string> = new Set([
  'contact.appointment_type',
  'contact.appointment_duration',
  'contact.company_name',
  'contact.party_size',
])

const BY_NAME: ReadonlyMap<string, SourceDefinition> = new Map(SOURCES.map((definition) => [definition.source, definition]))
const NEVER_MAPPED_NAMES: ReadonlySet<string> = new Set([
  ...NEVER_MAPPED.map((source) => source.slice('contact.'.length)),
  // The same fields under names imports give them.
  'note',
  'internal_notes',
  'staff_notes',
  'private_notes',
  'comments',
  'email_address',
  'mail',
  'phone',
  'phone_number',
  'mobile',
  'mobile_number',
])

/** @returns null for metadata, static text and what is no source */
export function findSource(source: string): SourceDefinition | null {
  return BY_NAME.get(source) ?? null
}

/** Longest text of a source that is spoken, in characters. */
export function maxLengthOf(source: string): number {
  return BY_NAME.get(source)?.maxLength ?? (source.startsWith(METADATA_PREFIX) ? METADATA_MAX_LENGTH : STATIC_MAX_LENGTH)
}

/** The key of a metadata source; null for other sources and for keys that are not made of letters, digits, `_`, `-`, `.`. */
export function metadataKeyOf(source: string): string | null {
  if (!source.startsWith(METADATA_PREFIX)) return null
  const key = source.slice(METADATA_PREFIX.length)
  return /^[A-Za-z0-9_.-]{1,64}$/.test(key) ? key : null
}

const plainKey = (key: string): string => key.toLowerCase().replace(/[.-]/g, '_')

/** Why a source may never be mapped in a tenant of this type, as a sentence; null: it may. */
export function whyLocked(source: string, businessType: BusinessType): string | null {
  if ((NEVER_MAPPED as readonly string[]).includes(source)) return `${source} is never sent, for any business.`
  if (source === 'contact.phone') return 'The phone number is used to dial and is never sent.'
  if (source === STATIC_SOURCE) return null
  const key = metadataKeyOf(source)
  if (key !== null) {
    if (NEVER_MAPPED_NAMES.has(plainKey(key))) return `${source} is never sent, for any business.`
    if (businessType === 'medical' && !MEDICAL_METADATA_KEYS.has(plainKey(key))) {
      return `${source} is withheld: a medical business sends only what is needed to keep the appointment.`
    }
    return null
  }
  if (!BY_NAME.has(source)) return `There is no source ${source.slice(0, 80)}.`
  if (businessType === 'medical' && MEDICAL_WITHHELD.has(source)) {
    return `${source} is withheld: a medical business sends only what is needed to keep the appointment.`
  }
  return null
}
