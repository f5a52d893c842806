import { GREETING_VARIABLE } from './default-mappings'
import { type MappingPlan, type PlanStep, planMapping } from './mapping-plan'
import type { MappingInput, MappingOutput, Omission, OmissionReason } from './mapping-types'
import { holds, type Reading, readSource } from './read-source'
import { sanitiseValue } from './sanitise-value'
import { greetingAt } from './transforms/spoken-time'
import type { Transform } from './transforms/transform'
import { type WithheldText, withheldTextOf } from './withheld-text'
import { localHourAt } from './zoned-time'

/** Of the rules and tables in this folder: a log is replayed by the version that wrote it, or says that they have changed since. */
export const ENGINE_VERSION = 1

/**
 * The variables of one call: what is known of contact, booking and business, said as the business type and the tenant's
 * overrides want it. Pure: the same input gives the same bytes. It never throws, whatever the values hold; a value that
 * cannot be read or may not be said leaves its variable out, with the reason in `omitted`.
 */
export function mapVariables(input: MappingInput): MappingOutput {
  const plan = planMapping(input.businessType, input.overrides)
  const variables: Record<string, string> = {}
  const warnings = plan.warnings.slice()
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
      reading = readSource(step.from, input)
      readings[sourceIndex] = reading
      if (reading.warning !== null) warnings.push(reading.warning)
    }
    if (reading.kind === 'none') {
      reasons[sourceIndex] ??= reading.reason
      continue
    }
    const said = say(step, isExcluded, reading)
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
  variables[GREETING_VARIABLE] = greetingAt(localHourAt(input.tenant.timezone, input.now.getTime()) ?? -1)
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

type Present = Exclude<Reading, { kind: 'none' }>

function say({ apply, applyFallback }: PlanStep, isExcluded: boolean, reading: Present): string | null {
  return (isExcluded ? null : applyTransform(apply, reading)) || (applyFallback && applyTransform(applyFallback, reading)) || null
}

function applyTransform(transform: Transform, reading: Present): string | null {
  if (transform.kind === 'text' && reading.kind === 'text') {
    const said = transform.apply(reading.text)
    // Parts put together anew are judged anew.
    return said !== null && transform.isRecombined ? sanitiseValue(said, said.length).text : said
  }
  if (transform.kind === 'time' && reading.kind === 'time') return transform.apply(reading.time)
  if (transform.kind === 'phone' && reading.kind === 'phone') return transform.apply(reading.phone)
  if (transform.kind === 'minutes' && reading.kind === 'minutes') return transform.apply(reading.number)
  if (transform.kind === 'count' && reading.kind === 'count') return transform.apply(reading.number)
  return null
}
