import { z } from 'zod'
import { jsonSchemaOf, schemaOf } from './extraction-schemas'

/** How a person edits one field of an extraction. */
export type EditableField = { name: string; isNeeded: boolean } & (
  | { kind: 'text' | 'date' | 'flag' | 'list' }
  | { kind: 'number'; min: number | null; max: number | null }
  | { kind: 'choice'; options: string[] }
  /** Several things with the same parts, such as the dishes of an order. */
  | { kind: 'rows'; columns: { name: string; kind: 'text' | 'number' }[] }
  /** Too deep for a form: shown, not edited. */
  | { kind: 'fixed' }
)

const property = z.object({
  type: z.string().optional(),
  format: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z
    .object({ type: z.string().optional(), properties: z.record(z.string(), z.object({ type: z.string().optional() })).optional() })
    .optional(),
})
const objectSchema = z.object({ properties: z.record(z.string(), property), required: z.array(z.string()).default([]) })

/**
 * The fields of an extraction in the order people read them: all of its schema's, so that what was missed can be added; of data
 * without a schema those that are there.
 */
export function editableFields(type: string, data: Record<string, unknown>): EditableField[] {
  const schema = schemaOf(type, data)
  if (!schema) return Object.entries(data).map(([name, value]) => fieldOfValue(name, value))
  const { properties, required } = objectSchema.parse(jsonSchemaOf(schema.fields))
  return Object.entries(properties).map(([name, given]) => fieldOfProperty(name, given, required.includes(name)))
}

function fieldOfProperty(name: string, given: z.infer<typeof property>, isNeeded: boolean): EditableField {
  if (given.enum) return { name, isNeeded, kind: 'choice', options: given.enum }
  if (given.type === 'boolean') return { name, isNeeded, kind: 'flag' }
  if (given.type === 'integer' || given.type === 'number') {
    return { name, isNeeded, kind: 'number', min: given.minimum ?? null, max: given.maximum ?? null }
  }
  if (given.type === 'array' && given.items?.properties) {
    const columns = Object.entries(given.items.properties).map(([column, part]) => ({ name: column, kind: kindOfPart(part.type) }))
    return { name, isNeeded, kind: 'rows', columns }
  }
  if (given.type === 'array') return { name, isNeeded, kind: 'list' }
  return { name, isNeeded, kind: given.format === 'date' ? 'date' : 'text' }
}

const kindOfPart = (type: string | undefined): 'number' | 'text' => (type === 'integer' || type === 'number' ? 'number' : 'text')

function fieldOfValue(name: string, value: unknown): EditableField {
  const isNeeded = false
  if (typeof value === 'boolean') return { name, isNeeded, kind: 'flag' }
  if (typeof value === 'number') return { name, isNeeded, kind: 'number', min: null, max: null }
  if (typeof value === 'string' || value === null) return { name, isNeeded, kind: 'text' }
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return { name, isNeeded, kind: 'list' }
  return { name, isNeeded, kind: 'fixed' }
}
