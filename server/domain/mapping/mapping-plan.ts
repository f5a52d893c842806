import { BUSINESS_TYPES, type BusinessType } from '../tenants/tenant-view'
import { implicitTransform, type MappingRule, TYPE_MAPPINGS, universalMappings } from './default-mappings'
import { findOverrideProblems, type InclusionRule, type MappingOverride } from './mapping-override'
import type { Omission } from './mapping-types'
import { MEDICAL_WITHHELD, NEVER_MAPPED, SOURCES, STATIC_SOURCE } from './sources'
import { type TransformName, transformOf } from './transforms/registry'
import type { Transform } from './transforms/transform'

/** How one variable is made. */
export type PlanStep = {
  variable: string
  from: PlanSource
  /** Its place among the plan's sources. */
  sourceIndex: number
  transform: TransformName
  apply: Transform
  /** Tried when `transform` has nothing to say: a universal variable stays. */
  fallback: TransformName | null
  applyFallback: Transform | null
  include: InclusionRule | null
  /** It may hold anything, so that it is compared with what is withheld. */
  isCustom: boolean
}

/** A source of a plan, by the name it has in omissions. */
export type PlanSource = { source: string; name: string; text: string | null }

export type MappingPlan = {
  steps: readonly PlanStep[]
  sources: readonly PlanSource[]
  /** Of sources no step reads. */
  omitted: readonly Omission[]
  /** Of overrides that are not applied. */
  warnings: readonly string[]
}

const ALWAYS_OMITTED: readonly Omission[] = [
  { source: 'contact.phone', reason: 'used_to_dial' },
  ...NEVER_MAPPED.map((source): Omission => ({ source, reason: 'never_mapped' })),
]

const MAX_REMEMBERED = 2_000
// By what the overrides say, never by which array says it: equal ones give one plan, a changed one a new one.
const remembered = new Map<string, MappingPlan>()
const defaults = Object.fromEntries(BUSINESS_TYPES.map((type) => [type, makePlan(type, [])])) as Record<BusinessType, MappingPlan>

/** Which variables a business of this type sends, and how each is made: its defaults with the tenant's overrides applied. */
export function planMapping(businessType: BusinessType, overrides: readonly MappingOverride[] = []): MappingPlan {
  if (overrides.length === 0) return defaults[businessType]
  const key = `${businessType} ${JSON.stringify(overrides)}`
  const known = remembered.get(key)
  if (known) return known
  const plan = makePlan(businessType, structuredClone(overrides))
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(key, plan)
  return plan
}

function makePlan(businessType: BusinessType, overrides: readonly MappingOverride[]): MappingPlan {
  const problems = findOverrideProblems(overrides, businessType)
  const refused = new Set(problems.map((problem) => problem.index))
  const accepted = overrides.filter((_, index) => !refused.has(index))
  const sources: PlanSource[] = SOURCES.filter(({ source }) => source !== 'contact.phone').map(({ source }) => ({
    source,
    name: source,
    text: null,
  }))
  const steps = [
    ...universalMappings(businessType).map((rule) => universalStep(rule, accepted)),
    ...TYPE_MAPPINGS[businessType].filter((rule) => !accepted.some((override) => override.source === rule.source)).map(defaultStep),
    ...accepted.flatMap((override) => overrideSteps(override, businessType, sources)),
  ].map((step) => toStep(step, sources))
  const used = new Set(steps.map((step) => step.sourceIndex))
  const unused = sources.flatMap((one, index): Omission[] => (used.has(index) ? [] : [{ source: one.name, reason: whyUnused(one.source) }]))

  function whyUnused(source: string): Omission['reason'] {
    if (businessType === 'medical' && MEDICAL_WITHHELD.has(source)) return 'withheld'
    return accepted.some((override) => override.source === source) ? 'excluded_by_override' : 'not_used'
  }
  const warnings = problems.map(({ message }) => `An override is ignored: ${message}`)
  return { steps, sources, omitted: [...unused, ...ALWAYS_OMITTED], warnings }
}

type NamedStep = Pick<PlanStep, 'variable' | 'transform' | 'fallback' | 'include' | 'isCustom'> & { source: string }

function toStep({ source, ...step }: NamedStep, sources: readonly PlanSource[]): PlanStep {
  const sourceIndex = sources.findIndex((one) => one.name === source)
  const from = sources[sourceIndex] ?? { source, name: source, text: null }
  const applyFallback = step.fallback === null ? null : transformOf(step.fallback)
  return { ...step, from, sourceIndex, apply: transformOf(step.transform), applyFallback }
}

function defaultStep({ variable, source, transform }: MappingRule): NamedStep {
  return { variable, source, transform, fallback: null, include: null, isCustom: false }
}

/** A universal variable is always tried as the table has it; an override of its own source may say it differently. */
function universalStep(rule: MappingRule, accepted: readonly MappingOverride[]): NamedStep {
  for (const override of accepted) {
    if (override.source !== rule.source || override.include === false) continue
    const index = override.variables.indexOf(rule.variable)
    if (index < 0 || override.transform === undefined) continue
    return { ...defaultStep(rule), transform: override.transform, fallback: rule.transform, include: conditionOf(override) }
  }
  return defaultStep(rule)
}

function overrideSteps(override: MappingOverride, businessType: BusinessType, sources: PlanSource[]): NamedStep[] {
  if (override.include === false) return []
  const universal = universalMappings(businessType)
  return override.variables.flatMap((variable, index): NamedStep[] => {
    if (universal.some((rule) => rule.variable === variable)) return []
    const { source } = override
    const name = source === STATIC_SOURCE ? `${STATIC_SOURCE}.${variable}` : source
    if (!sources.some((one) => one.name === name)) sources.push({ source, name, text: override.text ?? null })
    const transform = override.transform ?? implicitTransform(businessType, source, { variable, index })
    const isCustom = source === STATIC_SOURCE || source.startsWith('contact.metadata.')
    return [{ variable, source: name, transform, fallback: null, include: conditionOf(override), isCustom }]
  })
}

function conditionOf({ include }: MappingOverride): InclusionRule | null {
  return typeof include === 'object' ? include : null
}
