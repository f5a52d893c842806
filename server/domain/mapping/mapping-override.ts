import { z } from 'zod'
import type { BusinessType } from '../tenants/tenant-view'
import { GREETING_VARIABLE, implicitTransform, TYPE_MAPPINGS, universalMappings } from './default-mappings'
import { instructsModel } from './sanitise-value'
import { findSource, MEDICAL_WITHHELD, STATIC_MAX_LENGTH, STATIC_SOURCE, type ValueKind, whyLocked } from './sources'
import { MEDICAL_TRANSFORMS, TRANSFORM_NAMES, transformOf } from './transforms/registry'

export const MAX_OVERRIDES = 60

/** Only while another source says so. `equals` compares as people do: without case and spaces around. */
export const inclusionRule = z
  .object({
    source: z.string().min(1).max(100),
    is: z.enum(['present', 'blank', 'equals', 'not_equals']),
    value: z.string().trim().max(200).optional(),
  })
  .strict()
export type InclusionRule = z.infer<typeof inclusionRule>

export const variableName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,63}$/, 'A variable is named with small letters, digits and _, starting with a letter')

/**
 * Replaces the default of one source: its variables of the business type go, those named here come; the universal ones stay.
 * `include: false` only takes away. `static` sources carry their own `text`.
 */
export const mappingOverride = z
  .object({
    source: z.string().min(1).max(100),
    variables: z.array(variableName).max(10),
    transform: z.enum(TRANSFORM_NAMES).optional(),
    include: z.union([z.boolean(), inclusionRule]).optional(),
    text: z.string().trim().min(1).max(STATIC_MAX_LENGTH).optional(),
  })
  .strict()
  .meta({ id: 'MappingOverride' })
export type MappingOverride = z.infer<typeof mappingOverride>

export type OverrideProblem = { index: number; field: 'source' | 'variables' | 'transform' | 'include' | 'text'; message: string }

/** The overrides of a tenant of this type; what may not be is refused by field. */
export function mappingOverridesFor(businessType: BusinessType) {
  return z
    .array(mappingOverride)
    .max(MAX_OVERRIDES)
    .superRefine((overrides, context) => {
      for (const { index, field, message } of findOverrideProblems(overrides, businessType)) {
        context.addIssue({ code: 'custom', path: [index, field], message })
      }
    })
}

/** Names the voice vendor gives a meaning of its own, and the one that is never sent. */
const RESERVED_VARIABLES = new Set(
  `customer_phone ${GREETING_VARIABLE} current_time current_date current_hour current_calendar current_agent current_agent_state previous_agent_state session_type session_duration direction user_number agent_number call_id call_type session_id constructor prototype`.split(
    ' ',
  ),
)

/**
 * What is wrong with overrides in a tenant of this type, in their order; each is ignored by the engine, and refused by the schema.
 * Protection of what is withheld lives here and nowhere else.
 */
export function findOverrideProblems(overrides: readonly MappingOverride[], businessType: BusinessType): OverrideProblem[] {
  const problems: OverrideProblem[] = []
  const taken = new Map<string, number>()
  const replaced = new Set(overrides.map((override) => override.source))
  overrides.forEach((override, index) => {
    const problem =
      problemOf(override, businessType) ?? (override.include === false ? null : nameProblem(override, businessType, { replaced, taken }))
    if (problem) problems.push({ index, ...problem })
    else if (override.include !== false) for (const variable of override.variables) taken.set(variable, index)
  })
  return problems
}

type Problem = Omit<OverrideProblem, 'index'>

function problemOf(override: MappingOverride, businessType: BusinessType): Problem | null {
  const { source, include } = override
  // Taking away what is withheld anyway is harmless.
  if (include === false && MEDICAL_WITHHELD.has(source) && businessType === 'medical') return null
  const locked = whyLocked(source, businessType)
  if (locked) return { field: 'source', message: locked }
  if (include === false) return null
  if (override.variables.length === 0) return { field: 'variables', message: 'Name a variable, or leave the source out.' }
  return textProblem(override) ?? transformProblem(override, businessType) ?? inclusionProblem(include, businessType)
}

function textProblem({ source, text }: MappingOverride): Problem | null {
  if (source !== STATIC_SOURCE) return text === undefined ? null : { field: 'text', message: 'Only a static field has a text of its own.' }
  if (!text) return { field: 'text', message: 'Write the text this field says.' }
  if (/[{}]/.test(text)) return { field: 'text', message: 'A text cannot hold placeholders or braces.' }
  return instructsModel(text) ? { field: 'text', message: 'This reads like an instruction to the agent; only data is sent.' } : null
}

/** What a source holds: metadata and static texts are text. */
export function kindOf(source: string): ValueKind {
  return findSource(source)?.kind ?? 'text'
}

function transformProblem({ source, variables, transform }: MappingOverride, businessType: BusinessType): Problem | null {
  const allowed = businessType === 'medical' ? MEDICAL_TRANSFORMS[source] : undefined
  for (const [index, variable] of variables.entries()) {
    const name = transform ?? implicitTransform(businessType, source, { variable, index })
    if (transformOf(name).kind !== kindOf(source)) {
      return { field: 'transform', message: `${transformOf(name).label} cannot read ${source}.` }
    }
    if (allowed && !allowed.includes(name)) {
      return {
        field: 'transform',
        message: `A medical business says ${source} only as: ${allowed.map((one) => transformOf(one).label).join(', ')}.`,
      }
    }
  }
  return null
}

function inclusionProblem(include: MappingOverride['include'], businessType: BusinessType): Problem | null {
  if (typeof include !== 'object') return null
  const { source, is, value } = include
  if (source === STATIC_SOURCE) return { field: 'include', message: 'A condition reads a source.' }
  const locked = whyLocked(source, businessType)
  if (locked) return { field: 'include', message: locked }
  // A condition on what is withheld would tell it by what is said.
  if (businessType === 'medical' && source in MEDICAL_TRANSFORMS && is !== 'present' && is !== 'blank') {
    return { field: 'include', message: `A medical business cannot make anything depend on what ${source} says.` }
  }
  if ((is === 'equals' || is === 'not_equals') && !value) return { field: 'include', message: 'Say what it is compared with.' }
  if (kindOf(source) === 'time' && (is === 'equals' || is === 'not_equals'))
    return { field: 'include', message: 'A time is only there or not.' }
  return null
}

function nameProblem(
  { source, variables }: MappingOverride,
  businessType: BusinessType,
  { replaced, taken }: { replaced: ReadonlySet<string>; taken: ReadonlyMap<string, number> },
): Problem | null {
  for (const [index, variable] of variables.entries()) {
    if (RESERVED_VARIABLES.has(variable)) return { field: 'variables', message: `${variable} is a reserved name.` }
    if (taken.has(variable) || variables.indexOf(variable) !== index) return { field: 'variables', message: `${variable} is named twice.` }
    const owner = ownerOf(variable, businessType, replaced)
    if (owner !== null && owner !== source) return { field: 'variables', message: `${variable} is filled from ${owner}.` }
  }
  return null
}

/** The source a default variable belongs to, as long as no override has replaced that default; medical ones stay what they are. */
function ownerOf(variable: string, businessType: BusinessType, replaced: ReadonlySet<string>): string | null {
  const universal = universalMappings(businessType).find((rule) => rule.variable === variable)
  if (universal) return universal.source
  const own = TYPE_MAPPINGS[businessType].find((rule) => rule.variable === variable)
  return own && (businessType === 'medical' || !replaced.has(own.source)) ? own.source : null
}
