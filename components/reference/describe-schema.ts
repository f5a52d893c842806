/** As much of JSON Schema as our own document uses. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  format?: string
  description?: string
  default?: unknown
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: boolean | Schema
  anyOf?: Schema[]
}

/** `level` counts from 0; `path` is dotted, with [] for items of a list. */
export type Field = {
  path: string
  name: string
  level: number
  type: string
  isRequired: boolean
  description: string | null
  limits: string | null
}

const MAX_LEVEL = 5

/** A schema as the lines of a table. References are followed; what nests deeper than five levels is left out. */
export function listFields(schema: Schema, components: Record<string, Schema>): Field[] {
  return fieldsOf(resolve(schema, components), components, '', 0)
}

function fieldsOf(schema: Schema, components: Record<string, Schema>, prefix: string, level: number): Field[] {
  if (level > MAX_LEVEL) return []
  return Object.entries(schema.properties ?? {}).flatMap(([name, given]) => {
    const field = resolve(given, components)
    const path = `${prefix}${name}`
    const line: Field = {
      path,
      name,
      level,
      type: typeOf(field, components),
      isRequired: schema.required?.includes(name) ?? false,
      description: given.description ?? field.description ?? null,
      limits: limitsOf(field),
    }
    const item = field.items ? resolve(field.items, components) : null
    const inner = item?.properties
      ? fieldsOf(item, components, `${path}[].`, level + 1)
      : fieldsOf(field, components, `${path}.`, level + 1)
    return [line, ...inner]
  })
}

function resolve(schema: Schema, components: Record<string, Schema>): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name ? (components[name] ?? schema) : schema
}

function typeOf(schema: Schema, components: Record<string, Schema>): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf) return schema.anyOf.map((option) => typeOf(resolve(option, components), components)).join(' | ')
  if (schema.items) return `${typeOf(resolve(schema.items, components), components)}[]`
  const types = [schema.type ?? 'any'].flat()
  return types.map((type) => (type === 'string' && schema.format ? schema.format : type)).join(' | ')
}

function limitsOf({ minimum, maximum, minLength, maxLength, default: fallback }: Schema): string | null {
  const parts = [
    minimum === undefined ? null : `≥ ${minimum}`,
    maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? null : `≤ ${maximum}`,
    minLength === undefined ? null : `at least ${minLength} characters`,
    maxLength === undefined ? null : `at most ${maxLength} characters`,
    fallback === undefined ? null : `default ${JSON.stringify(fallback)}`,
  ].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(', ') : null
}
