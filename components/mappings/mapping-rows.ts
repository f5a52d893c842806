import { implicitTransform, TYPE_MAPPINGS, universalMappings } from '@/server/domain/mapping/default-mappings'
import { kindOf, type MappingOverride } from '@/server/domain/mapping/mapping-override'
import { METADATA_PREFIX, SOURCES, STATIC_SOURCE, whyLocked } from '@/server/domain/mapping/sources'
import { MEDICAL_TRANSFORMS, TRANSFORM_NAMES, type TransformName, transformOf } from '@/server/domain/mapping/transforms/registry'
import type { BusinessType } from '@/server/domain/tenants/tenant-view'
import { sourceLabel } from './source-label'

/** One line of the editor: a source and what becomes of it. */
export type MappingRow = {
  /** Stable while one edits: the source, or the place of a fixed text among the overrides. */
  key: string
  source: string
  label: string
  from: 'contact' | 'booking' | 'tenant' | 'metadata' | 'static'
  /** Why nothing may be done with it; null: it may be mapped. */
  lockedBecause: string | null
  /** Variables every business sends, whatever is set here. */
  always: string[]
  /** The others it fills. */
  variables: string[]
  /** Null: as each variable's name suggests. */
  transform: TransformName | null
  /** Undefined: always. */
  include: MappingOverride['include']
  /** Of a fixed text. */
  text: string
  /** Place of the override behind it; null: the default of the business type holds. */
  index: number | null
}

/** Every source in the editor's order: the named ones, then metadata and fixed texts that are mapped. */
export function mappingRows(overrides: readonly MappingOverride[], businessType: BusinessType): MappingRow[] {
  const named = SOURCES.map(({ source, from }) => {
    const index = overrides.findIndex((override) => override.source === source)
    return rowOf({ source, from, override: overrides[index], index: index === -1 ? null : index }, businessType)
  })
  const custom = overrides.flatMap((override, index) => {
    if (SOURCES.some(({ source }) => source === override.source)) return []
    const from = override.source === STATIC_SOURCE ? ('static' as const) : ('metadata' as const)
    return [rowOf({ source: override.source, from, override, index }, businessType)]
  })
  return [...named, ...custom]
}

type Known = { source: string; from: MappingRow['from']; override: MappingOverride | undefined; index: number | null }

function rowOf({ source, from, override, index }: Known, businessType: BusinessType): MappingRow {
  return {
    key: from === 'static' ? `static-${index}` : source,
    source,
    label: sourceLabel(source),
    from,
    lockedBecause: whyLocked(source, businessType),
    always: universalMappings(businessType).flatMap((rule) => (rule.source === source ? [rule.variable] : [])),
    variables: override ? override.variables : defaultVariables(source, businessType),
    transform: override?.transform ?? null,
    include: override?.include,
    text: override?.text ?? '',
    index,
  }
}

/** What the business type fills from a source besides what everybody sends. */
export function defaultVariables(source: string, businessType: BusinessType): string[] {
  return TYPE_MAPPINGS[businessType].flatMap((rule) => (rule.source === source ? [rule.variable] : []))
}

export type RowChanges = Partial<Pick<MappingOverride, 'variables' | 'text'>> & {
  transform?: TransformName | null
  include?: MappingOverride['include'] | null
}

/** The overrides after a change in one row. A row that says what the default says needs no override. */
export function changeRow(
  overrides: readonly MappingOverride[],
  row: MappingRow,
  { changes, businessType }: { changes: RowChanges; businessType: BusinessType },
): MappingOverride[] {
  const variables = changes.variables ?? row.variables
  const transform = changes.transform === undefined ? row.transform : changes.transform
  const include = changes.include === undefined ? row.include : (changes.include ?? undefined)
  const text = changes.text ?? row.text
  const next: MappingOverride = {
    source: row.source,
    variables,
    ...(transform ? { transform } : {}),
    ...(include === undefined || include === true ? {} : { include }),
    ...(row.from === 'static' ? { text } : {}),
  }
  if (row.index === null) return isDefault(next, businessType) ? [...overrides] : [...overrides, next]
  return isDefault(next, businessType) ? without(overrides, row.index) : overrides.map((one, index) => (index === row.index ? next : one))
}

/** Back to what the business type says; custom rows go. */
export function resetRow(overrides: readonly MappingOverride[], row: MappingRow): MappingOverride[] {
  return row.index === null ? [...overrides] : without(overrides, row.index)
}

function without(overrides: readonly MappingOverride[], place: number): MappingOverride[] {
  return overrides.filter((_, index) => index !== place)
}

function isDefault({ source, variables, transform, include }: MappingOverride, businessType: BusinessType): boolean {
  if (!SOURCES.some((known) => known.source === source)) return false
  return transform === undefined && include === undefined && sameList(variables, defaultVariables(source, businessType))
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index])
}

/** Ways a source can be said in a business of this type. */
export function transformChoices(source: string, businessType: BusinessType): TransformName[] {
  const allowed = businessType === 'medical' ? MEDICAL_TRANSFORMS[source] : undefined
  return TRANSFORM_NAMES.filter((name) => transformOf(name).kind === kindOf(source) && (!allowed || allowed.includes(name)))
}

/** Names of variables a source fills in some business, for the chooser. */
export function suggestedVariables(source: string): string[] {
  const rules = Object.values(TYPE_MAPPINGS).flat()
  return [...new Set(rules.flatMap((rule) => (rule.source === source ? [rule.variable] : [])))]
}

/** A row in one sentence: what differences are told by. */
export function describeRow(row: MappingRow, businessType: BusinessType): string {
  if (row.lockedBecause && row.index === null) return 'Withheld'
  if (row.include === false || (row.variables.length === 0 && row.index === null)) {
    return row.always.length > 0 ? 'Only what every business sends' : 'Left out'
  }
  const said = row.transform
    ? transformOf(row.transform).label
    : [...new Set(row.variables.map((variable, index) => labelOfImplicit(row.source, { variable, index }, businessType)))].join(', ')
  const what = row.from === 'static' ? `“${row.text}”` : said
  return `${what} → ${row.variables.join(', ')}${typeof row.include === 'object' ? ` ${conditionText(row.include)}` : ''}`
}

function labelOfImplicit(source: string, place: { variable: string; index: number }, businessType: BusinessType): string {
  return transformOf(implicitTransform(businessType, source, place)).label
}

function conditionText({ source, is, value }: Exclude<MappingOverride['include'], boolean | undefined>): string {
  const words = { present: 'is there', blank: 'is blank', equals: `is “${value ?? ''}”`, not_equals: `is not “${value ?? ''}”` }
  return `only if ${sourceLabel(source)} ${words[is]}`
}

export type RowDifference = { key: string; label: string; before: string; after: string }

/** Rows that say something else under two sets of overrides. */
export function rowDifferences(
  before: readonly MappingOverride[],
  after: readonly MappingOverride[],
  businessType: BusinessType,
): RowDifference[] {
  const described = (overrides: readonly MappingOverride[]) => {
    const texts = new Map<string, { label: string; text: string }>()
    for (const row of mappingRows(overrides, businessType)) {
      const name = row.from === 'static' ? `static:${row.variables.join(',')}` : row.source
      texts.set(name, {
        label: row.from === 'static' ? `Fixed text for ${row.variables.join(', ')}` : row.label,
        text: describeRow(row, businessType),
      })
    }
    return texts
  }
  const [old, fresh] = [described(before), described(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key), fresh.get(key)]
    if (one?.text === other?.text) return []
    return [{ key, label: other?.label ?? one?.label ?? key, before: one?.text ?? '', after: other?.text ?? '' }]
  })
}

/** A metadata source for what people call a field of theirs. */
export function metadataSource(typed: string): string {
  return (
    METADATA_PREFIX +
    typed
      .trim()
      .replace(/[^A-Za-z0-9_.-]+/g, '_')
      .slice(0, 64)
  )
}
