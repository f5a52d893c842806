import type { InclusionRule } from './mapping-override'
import type { PlanSource } from './mapping-plan'
import type { MappingInput, OmissionReason } from './mapping-types'
import { sanitiseValue } from './sanitise-value'
import { METADATA_PREFIX, maxLengthOf, STATIC_SOURCE } from './sources'
import { withheldTextOf } from './withheld-text'
import { type LocalTime, localTimeAt, readInstant } from './zoned-time'

/** What a source holds, clean and in the form its transforms read; or why it holds nothing. */
export type Reading =
  | { kind: 'text'; text: string; warning: string | null }
  | { kind: 'minutes' | 'count'; number: number; warning: null }
  | { kind: 'time'; time: LocalTime; warning: null }
  | { kind: 'phone'; phone: string; warning: null }
  | { kind: 'none'; reason: OmissionReason; warning: string | null }

const none = (reason: OmissionReason, warning: string | null = null): Reading => ({ kind: 'none', reason, warning })
const BLANK = none('blank')
const NO_BOOKING = none('no_booking')

/** Reads one source of an input. Never throws. */
export function readSource({ source, name, text }: Pick<PlanSource, 'source' | 'name' | 'text'>, input: MappingInput): Reading {
  const { contact, tenant, booking } = input
  switch (source) {
    case 'contact.name':
      return readText(source, contact.name)
    case 'contact.company_name':
      return readText(source, contact.companyName)
    case 'tenant_config.company_name':
      return readText(source, tenant.companyName)
    case 'tenant_config.retell_agent_number':
      return tenant.callbackNumber ? { kind: 'phone', phone: tenant.callbackNumber, warning: null } : BLANK
    case STATIC_SOURCE:
      return readText(name, text)
  }
  if (source.startsWith(METADATA_PREFIX)) return readMetadata(source, contact.metadata)
  if (!booking) return NO_BOOKING
  switch (source) {
    case 'contact.appointment_time':
      return readTime(booking.startsAt, tenant.timezone)
    case 'contact.appointment_type':
      return readText(source, booking.type)
    case 'contact.appointment_duration':
      return readNumber('minutes', booking.durationMinutes)
    case 'contact.owner_name':
      return readText(source, booking.ownerName)
    case 'contact.special_instructions':
      return readText(source, booking.specialInstructions)
    case 'contact.party_size':
      return readNumber('count', booking.partySize)
    default:
      return none('not_used')
  }
}

function readText(source: string, raw: string | null | undefined): Reading {
  if (raw === null || raw === undefined || raw === '') return BLANK
  const maxLength = maxLengthOf(source)
  const value = sanitiseValue(String(raw), maxLength)
  if (value.text === null) {
    if (value.reason === 'blank') return BLANK
    return none('unsafe_text', `${source} reads like an instruction to the agent and was left out.`)
  }
  const warning = value.hadPlaceholder
    ? `${source} held a placeholder, which was taken out.`
    : value.isShortened
      ? `${source} is longer than ${maxLength} characters and was cut.`
      : null
  return { kind: 'text', text: value.text, warning }
}

function readTime(startsAt: string | null, timezone: string): Reading {
  if (startsAt === null || startsAt.trim() === '') return BLANK
  const instant = readInstant(startsAt, timezone)
  const time = instant === null ? null : localTimeAt(timezone, instant)
  if (time) return { kind: 'time', time, warning: null }
  if (localTimeAt(timezone, 0) === null) return none('unknown_timezone', "The business's time zone is not known: no time is said.")
  return none('unreadable_time', 'contact.appointment_time cannot be read as a date and time, and was left out.')
}

function readNumber(kind: 'minutes' | 'count', number: number | null): Reading {
  return typeof number === 'number' ? { kind, number, warning: null } : BLANK
}

function readMetadata(source: string, metadata: MappingInput['contact']['metadata']): Reading {
  const key = source.slice(METADATA_PREFIX.length)
  if (!metadata || !Object.hasOwn(metadata, key)) return BLANK
  const value = metadata[key]
  if (value === null || value === undefined) return BLANK
  if (typeof value === 'string') return readText(source, value)
  if (typeof value === 'boolean') return { kind: 'text', text: value ? 'yes' : 'no', warning: null }
  if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'text', text: String(value), warning: null }
  return none('unreadable_value', `${source} is no text and was left out.`)
}

/** Whether the condition of an override holds. */
export function holds({ source, is, value }: InclusionRule, input: MappingInput): boolean {
  const given = readSource({ source, name: source, text: null }, input)
  const reading = isHeldBack(source, given, input) ? BLANK : given
  if (is === 'present') return reading.kind !== 'none'
  if (is === 'blank') return reading.kind === 'none'
  const said = writtenOf(reading)
  const isEqual = said !== null && said.toLowerCase() === (value ?? '').normalize('NFC').trim().toLowerCase()
  return is === 'equals' ? isEqual : !isEqual
}

/** Metadata of a medical contact that repeats what is withheld: nothing may depend on it either. */
function isHeldBack(source: string, reading: Reading, input: MappingInput): boolean {
  if (input.businessType !== 'medical' || reading.kind !== 'text' || !source.startsWith(METADATA_PREFIX)) return false
  return withheldTextOf(input).isRepeatedIn(reading.text)
}

function writtenOf(reading: Reading): string | null {
  if (reading.kind === 'text') return reading.text
  if (reading.kind === 'minutes' || reading.kind === 'count') return String(reading.number)
  return reading.kind === 'phone' ? reading.phone : null
}
