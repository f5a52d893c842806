import { canonicalJson } from '../text/canonical-json'
import { type EditableField, editableFields } from './editable-fields'
import { schemaOf } from './extraction-schemas'

export type ExtractionState = {
  type: string
  /** What holds. */
  data: Record<string, unknown>
  /** What the machine took down; null: nobody corrected it. */
  machineData: Record<string, unknown> | null
}

export type Correction =
  | { ok: true; data: Record<string, unknown>; machineData: Record<string, unknown> | null }
  /** What is wrong, by field, as sentences. */
  | { ok: false; fields: Record<string, string> }

/**
 * What an extraction is once a person put it right. Fields left blank are gone; fields nobody touched, or put back, are not
 * judged: an outside orchestrator may have told them in another form. Back at what the machine took down it counts as uncorrected again.
 * @param next all fields as they should be, JSON
 */
export function correctExtraction(current: ExtractionState, next: Record<string, unknown>): Correction {
  const shape = schemaOf(current.type, { ...current.data, ...next })?.fields.shape ?? {}
  const known = new Map(editableFields(current.type, { ...current.data, ...next }).map((field) => [field.name, field]))
  const data: Record<string, unknown> = {}
  const fields: Record<string, string> = {}
  for (const name of new Set([...Object.keys(current.data), ...Object.keys(next)])) {
    const value = isBlank(next[name]) ? undefined : next[name]
    const field = known.get(name)
    const isKnown = [current.data, current.machineData].some((one) => one && canonicalJson(one[name]) === canonicalJson(value))
    if (!field || isKnown) {
      if (value !== undefined) data[name] = value
      continue
    }
    const parsed = shape[name]?.safeParse(value)
    if (parsed && !parsed.success) fields[name] = explain(field)
    else if (parsed?.data !== undefined) data[name] = parsed.data
    else if (!parsed && value !== undefined) data[name] = value
  }
  if (Object.keys(fields).length > 0) return { ok: false, fields }
  const asTaken = current.machineData ?? current.data
  const isRestored = canonicalJson(data) === canonicalJson(asTaken)
  return isRestored ? { ok: true, data: asTaken, machineData: null } : { ok: true, data, machineData: asTaken }
}

function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === 'string' && value.trim() === '') ||
    (Array.isArray(value) && value.length === 0)
  )
}

function explain(field: EditableField): string {
  if (field.kind === 'date') return 'Choose a day'
  if (field.kind === 'choice') return `One of: ${field.options.join(', ')}`
  if (field.kind === 'number' && field.min !== null && field.max !== null) return `A whole number from ${field.min} to ${field.max}`
  if (field.kind === 'number') return 'A number'
  if (field.kind === 'rows' || field.kind === 'list') return 'Something in it is missing or too long'
  return field.isNeeded ? 'This is needed, and not too long' : 'This cannot be kept as it is'
}
