import { GREETING_VARIABLE } from './default-mappings'
import type { InclusionRule } from './mapping-override'
import { type MappingPlan, type PlanSource, planMapping } from './mapping-plan'
import type { MappingInput, MappingOutput, Omission, OmissionReason } from './mapping-types'
import { sanitiseValue } from './sanitise-value'
import { findSource, METADATA_MAX_LENGTH, METADATA_PREFIX, STATIC_MAX_LENGTH, STATIC_SOURCE } from './sources'
import { type TransformName, transformOf } from './transforms/registry'
import { greetingAt } from './transforms/spoken-time'
import { type WithheldText, withheldTextOf } from './withheld-text'
import { type LocalTime, localTimeAt, readInstant } from './zoned-time'

/** Of the rules and tables in this folder: a log is replayed by the version that wrote it, or says that they have changed since. */
export const ENGINE_VERSION = 1

type Reading =
  | { kind: 'text'; text: string; warning: string | null }
  | { kind: 'minutes' | 'count'; number: number; warning: null }
  | { kind: 'time'; time: LocalTime; warning: null }
  | { kind: 'phone'; phone: string; warning: null }
  | { kind: 'none'; reason: OmissionReason; warning: string | null }

/**
 * The variables of one call: what is known of contact, booking and business, said as the business type and the tenant's
 * overrides want it. Pure: the same input gives the same bytes. It never throws, whatever the values hold; a value that
 * cannot be read or may not be said leaves its variable out, with the reason in `omitted`.
 */
export function mapVariables(input: MappingInput): MappingOutput {
  const plan = planMapping(input.businessType, input.overrides)
  const variables: Record<string, string> = {}
  const warnings: string[] = plan.problems.map(({ message }) => `An override is ignored: ${message}`)
  const readings: (Reading | undefined)[] = []
  const produced: boolean[] = []
  const reasons: (OmissionReason | undefined)[] = []
  let withheld: WithheldText | null = null

  for (const step of plan.steps) {
    const { sourceIndex } = step
    const isExcluded = step.include !== null && !holds(step.include, input)
    if (isExcluded && step.fallback === null) {
      reasons[sourceIndex] ??= 'excluded_by_override'
      continue
    }
    let reading = readings[sourceIndex]
    if (!reading) {
      reading = readSource(plan.sources[sourceIndex] as PlanSource, input)
      readings[sourceIndex] = reading
      if (reading.warning !== null) warnings.push(reading.warning)
    }
    if (reading.kind === 'none') {
      reasons[sourceIndex] ??= reading.reason
      continue
    }
    const said = say(isExcluded ? step.fallback : step.transform, step.fallback, reading)
    if (said === null) {
      reasons[sourceIndex] ??=
        reading.kind === 'phone' ? 'unreadable_phone' : reading.kind === 'minutes' ? 'unreadable_duration' : 'nothing_to_say'
      continue
    }
    if (step.isCustom) {
      withheld ??= withheldTextOf(input)
      const isRepeated = withheld.isRepeatedIn(said) || (reading.kind === 'text' && withheld.isRepeatedIn(reading.text))
      if (isRepeated || input.heldBackVariables?.includes(step.variable)) {
        reasons[sourceIndex] ??= 'repeats_withheld_text'
        warnings.push(`${step.variable} repeats something that is held back, and was left out.`)
        continue
      }
    }
    variables[step.variable] = said
    produced[sourceIndex] = true
  }
  variables[GREETING_VARIABLE] = greetingAt(localTimeAt(input.tenant.timezone, input.now.getTime())?.hour ?? -1)
  return { engineVersion: ENGINE_VERSION, variables, omitted: omissionsOf(plan, { input, produced, reasons }), warnings }
}

function omissionsOf(
  plan: MappingPlan,
  { input, produced, reasons }: { input: MappingInput; produced: boolean[]; reasons: (OmissionReason | undefined)[] },
): Omission[] {
  const omitted: Omission[] = []
  for (let index = 0; index < plan.sources.length; index++) {
    const source = plan.sources[index]?.name ?? ''
    const reason = reasons[index]
    if (produced[index]) {
      if (source === 'contact.owner_name' && input.businessType === 'medical') omitted.push({ source, reason: 'anonymised' })
    } else if (reason !== undefined) omitted.push({ source, reason })
  }
  for (const omission of plan.omitted) omitted.push(omission)
  return omitted
}

function say(name: TransformName | null, fallback: TransformName | null, reading: Exclude<Reading, { kind: 'none' }>): string | null {
  const said = (name && applyTransform(name, reading)) || (fallback && applyTransform(fallback, reading)) || null
  if (said === null || reading.kind !== 'text' || said === reading.text) return said
  // Parts put together anew are judged anew.
  return sanitiseValue(said, said.length).text
}

function applyTransform(name: TransformName, reading: Exclude<Reading, { kind: 'none' }>): string | null {
  const transform = transformOf(name)
  if (transform.kind === 'text' && reading.kind === 'text') return transform.apply(reading.text)
  if (transform.kind === 'time' && reading.kind === 'time') return transform.apply(reading.time)
  if (transform.kind === 'phone' && reading.kind === 'phone') return transform.apply(reading.phone)
  if (transform.kind === 'minutes' && reading.kind === 'minutes') return transform.apply(reading.number)
  if (transform.kind === 'count' && reading.kind === 'count') return transform.apply(reading.number)
  return null
}

const none = (reason: OmissionReason, warning: string | null = null): Reading => ({ kind: 'none', reason, warning })
const BLANK = none('blank')
const NO_BOOKING = none('no_booking')

function readSource({ source, name, text }: PlanSource, input: MappingInput): Reading {
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
  const maxLength = findSource(source)?.maxLength ?? (source.startsWith(METADATA_PREFIX) ? METADATA_MAX_LENGTH : STATIC_MAX_LENGTH)
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

function holds({ source, is, value }: InclusionRule, input: MappingInput): boolean {
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
