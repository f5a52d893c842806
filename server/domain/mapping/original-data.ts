import { z } from 'zod'
import type { BusinessType } from '../tenants/tenant-view'
import type { MappingOverride } from './mapping-override'
import { planMapping } from './mapping-plan'
import type { MappingInput, MappingOutput } from './mapping-types'
import { sanitiseValue } from './sanitise-value'
import { METADATA_MAX_LENGTH, METADATA_PREFIX, whyLocked } from './sources'
import { withheldTextOf } from './withheld-text'

const text = z.string().nullable()

/**
 * What one mapping read, as its log keeps it: enough to run it again. Of a medical business it holds no withheld text: the first
 * name, the sentences that were chosen, and of the rest only that something was there.
 */
export const mappingOriginal = z.object({
  fields: z.object({
    name: text.optional(),
    company_name: text.optional(),
    appointment_time: text.optional(),
    appointment_type: text.optional(),
    appointment_duration: z.number().nullable().optional(),
    owner_name: text.optional(),
    special_instructions: text.optional(),
    party_size: z.number().nullable().optional(),
  }),
  /** Only what overrides read. */
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  hasBooking: z.boolean(),
  /** Sources that held something that is not kept here. */
  withheld: z.array(z.string()),
  tenant: z.object({ companyName: text, callbackNumber: text, timezone: z.string(), region: z.string() }),
  heldBackVariables: z.array(z.string()),
})
export type MappingOriginal = z.infer<typeof mappingOriginal>

/** Longest raw text a log keeps. */
const MAX_KEPT = 2000
/** Stands for text that was there: it is not blank, and no transform finds anything to say in it. */
const WITHHELD_MARK = '—'

const kept = (raw: string | null): string | null => (raw === null ? null : raw.slice(0, MAX_KEPT))
// As the engine reads it: what is unsafe counts as not there.
const isThere = (raw: string | null): boolean => raw !== null && sanitiseValue(raw, MAX_KEPT).text !== null

/** What to keep of a mapping that has just been run. */
export function originalOf(input: MappingInput, output: MappingOutput): MappingOriginal {
  const isMedical = input.businessType === 'medical'
  const heldBack = output.omitted
    .filter(({ reason }) => reason === 'repeats_withheld_text')
    .flatMap(({ source }) => variablesFrom(source, input.businessType, input.overrides))
  return {
    ...(isMedical ? medicalParts(input, output) : openParts(input)),
    metadata: keptMetadata(input),
    hasBooking: input.booking !== null,
    tenant: { ...input.tenant },
    heldBackVariables: heldBack.filter((variable) => !(variable in output.variables)),
  }
}

function openParts({ contact, booking }: MappingInput): Pick<MappingOriginal, 'fields' | 'withheld'> {
  const fields = {
    name: kept(contact.name),
    company_name: kept(contact.companyName),
    appointment_time: booking?.startsAt ?? null,
    appointment_type: kept(booking?.type ?? null),
    appointment_duration: booking?.durationMinutes ?? null,
    owner_name: kept(booking?.ownerName ?? null),
    special_instructions: kept(booking?.specialInstructions ?? null),
    party_size: booking?.partySize ?? null,
  }
  return { fields, withheld: [] }
}

function medicalParts(input: MappingInput, output: MappingOutput): Pick<MappingOriginal, 'fields' | 'withheld'> {
  const { contact, booking } = input
  const said = (source: string) =>
    variablesFrom(source, 'medical', input.overrides)
      .map((variable) => output.variables[variable])
      .find((value) => value !== undefined) ?? null
  const name = output.variables.customer_name ?? null
  const instructions = said('contact.special_instructions')
  const withheld = [
    ...(name === null && isThere(contact.name) ? ['contact.name'] : []),
    ...(isThere(booking?.ownerName ?? null) ? ['contact.owner_name'] : []),
    ...(instructions === null && isThere(booking?.specialInstructions ?? null) ? ['contact.special_instructions'] : []),
  ]
  return { fields: { name, appointment_time: booking?.startsAt ?? null, special_instructions: instructions }, withheld }
}

/** The variables a source reaches in a tenant with these overrides. */
function variablesFrom(source: string, businessType: BusinessType, overrides: readonly MappingOverride[]): string[] {
  const plan = planMapping(businessType, overrides)
  return plan.steps.filter((step) => plan.sources[step.sourceIndex]?.name === source).map((step) => step.variable)
}

function keptMetadata(input: MappingInput): MappingOriginal['metadata'] {
  const conditions = input.overrides.flatMap(({ include }) => (typeof include === 'object' ? [include.source] : []))
  const sources = [...input.overrides.map(({ source }) => source), ...conditions]
  const withheld = input.businessType === 'medical' ? withheldTextOf(input) : null
  const metadata: MappingOriginal['metadata'] = {}
  for (const source of sources) {
    if (!source.startsWith(METADATA_PREFIX) || whyLocked(source, input.businessType)) continue
    const key = source.slice(METADATA_PREFIX.length)
    const value = input.contact.metadata && Object.hasOwn(input.contact.metadata, key) ? input.contact.metadata[key] : null
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) metadata[key] = value
    if (typeof value !== 'string') continue
    const clean = withheld ? sanitiseValue(value, METADATA_MAX_LENGTH).text : kept(value)
    if (clean !== null && !withheld?.isRepeatedIn(clean)) metadata[key] = clean
  }
  return metadata
}

/** The input that gives what a log says was sent, by the overrides it was sent with. `at`: the moment of the call. */
export function inputFromOriginal(
  original: MappingOriginal,
  { businessType, overrides, at }: { businessType: BusinessType; overrides: readonly MappingOverride[]; at: Date },
): MappingInput {
  const { fields, tenant } = original
  const orMark = (source: string, value: string | null | undefined): string | null =>
    value ?? (original.withheld.includes(source) ? WITHHELD_MARK : null)
  const booking = {
    startsAt: fields.appointment_time ?? null,
    type: fields.appointment_type ?? null,
    durationMinutes: fields.appointment_duration ?? null,
    ownerName: orMark('contact.owner_name', fields.owner_name),
    specialInstructions: orMark('contact.special_instructions', fields.special_instructions),
    partySize: fields.party_size ?? null,
  }
  return {
    businessType,
    tenant,
    contact: {
      name: orMark('contact.name', fields.name),
      phone: null,
      companyName: fields.company_name ?? null,
      metadata: original.metadata,
    },
    booking: original.hasBooking ? booking : null,
    overrides,
    now: at,
    heldBackVariables: original.heldBackVariables,
  }
}
