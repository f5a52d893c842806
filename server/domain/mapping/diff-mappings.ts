import type { BusinessType } from '../tenants/tenant-view'
import type { MappingOverride } from './mapping-override'
import { type PlanStep, planMapping } from './mapping-plan'
import type { MappingChange } from './mapping-view'
import { transformOf } from './transforms/registry'

/** What changes, variable by variable, between two sets of overrides; none at all is the default of the business type. */
export function diffMappings(
  businessType: BusinessType,
  before: readonly MappingOverride[],
  after: readonly MappingOverride[],
): MappingChange[] {
  const was = stepsByVariable(businessType, before)
  const is = stepsByVariable(businessType, after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((variable) => was.get(variable) !== is.get(variable))
    .map((variable) => ({ variable, before: was.get(variable) ?? null, after: is.get(variable) ?? null }))
}

function stepsByVariable(businessType: BusinessType, overrides: readonly MappingOverride[]): Map<string, string> {
  const plan = planMapping(businessType, overrides)
  return new Map(
    plan.steps.map((step) => {
      const source = plan.sources[step.sourceIndex]
      const from = source?.text ? `“${source.text}”` : `${source?.name ?? ''} · ${transformOf(step.transform).label}`
      return [step.variable, `${from}${describeCondition(step)}`]
    }),
  )
}

function describeCondition({ include }: PlanStep): string {
  if (!include) return ''
  const words = { present: 'is there', blank: 'is blank', equals: `is “${include.value}”`, not_equals: `is not “${include.value}”` }
  return ` · only while ${include.source} ${words[include.is]}`
}
