import { TYPE_MAPPINGS, universalMappings } from './default-mappings'
import { planMapping } from './mapping-plan'
import type { MappingInput, MappingOutput, OmissionReason } from './mapping-types'
import type { SourceExplanation } from './mapping-view'
import { findSource, METADATA_PREFIX, NEVER_MAPPED, SOURCES, STATIC_SOURCE, whyLocked } from './sources'

const SENTENCES: Record<OmissionReason, string> = {
  blank: 'Nothing is there.',
  no_booking: 'There is no booking to speak of.',
  withheld: 'Withheld: a medical business sends only what is needed to keep the appointment.',
  anonymised: 'Said without the name: “your healthcare provider”.',
  never_mapped: 'Never sent, for any business.',
  used_to_dial: 'Used to dial, never sent.',
  not_used: 'This type of business has no variable for it. An override can give it one.',
  excluded_by_override: 'Left out by an override.',
  unreadable_time: 'This cannot be read as a date and time.',
  unreadable_duration: 'This is no number of minutes above zero.',
  unreadable_phone: 'This is no valid phone number.',
  unreadable_value: 'This is no text.',
  unknown_timezone: "The business's time zone is not known.",
  unsafe_text: 'This reads like an instruction to the agent.',
  nothing_to_say: 'Something is there, and none of it may be said.',
  repeats_withheld_text: 'This repeats something that is held back.',
}

/** Why a source reached no variable, as a sentence. */
export function explainOmission(reason: OmissionReason): string {
  return SENTENCES[reason]
}

/** Source by source: the variables it reaches, what they say, and why there are none. In the order of the registry. */
export function explainMapping(input: MappingInput, output: MappingOutput): SourceExplanation[] {
  const { businessType } = input
  const plan = planMapping(businessType, input.overrides)
  const universal = new Set(universalMappings(businessType).map((rule) => rule.variable))
  const defaults = new Set(TYPE_MAPPINGS[businessType].map((rule) => `${rule.variable} ${rule.source} ${rule.transform}`))
  const names = [...SOURCES.map(({ source }) => source as string), ...plan.sources.map(({ name }) => name), ...NEVER_MAPPED]
  return [...new Set(names)].map((source) => {
    const index = plan.sources.findIndex((one) => one.name === source)
    const variables = plan.steps
      .filter((step) => step.sourceIndex === index)
      .map((step) => ({
        variable: step.variable,
        value: output.variables[step.variable] ?? null,
        transform: step.transform,
        isUniversal: universal.has(step.variable),
        isDefault: universal.has(step.variable) || defaults.has(`${step.variable} ${source} ${step.transform}`),
      }))
    const reason = output.omitted.find((omission) => omission.source === source)?.reason ?? null
    return {
      source,
      label: labelOf(source),
      variables,
      reason,
      because: reason && explainOmission(reason),
      lockedBecause: whyLocked(source.startsWith(`${STATIC_SOURCE}.`) ? STATIC_SOURCE : source, businessType),
    }
  })
}

function labelOf(source: string): string {
  const known = findSource(source)
  if (known) return known.label
  if (source.startsWith(METADATA_PREFIX)) return source.slice(METADATA_PREFIX.length)
  if (source.startsWith(`${STATIC_SOURCE}.`)) return 'Fixed text'
  return source.slice(source.indexOf('.') + 1).replaceAll('_', ' ')
}
