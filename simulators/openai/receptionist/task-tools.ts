/** What a tool wants to know, read off its JSON Schema: the receptionist knows no tool by heart. */
export type SlotKind =
  | 'name'
  | 'date'
  | 'time'
  | 'reason'
  | 'service'
  | 'symptoms'
  | 'duration'
  | 'severity'
  | 'items'
  | 'address'
  | 'party'
  | 'interest'
  | 'message'
  | 'callback_time'
  | 'urgency'
  | 'requests'
  | 'person'
  | 'notes'
  | 'company'
  | 'email'
  | 'phone'
  | 'payment'
  | 'callback'
  | 'other'

export type Purpose = 'appointment' | 'reservation' | 'order' | 'symptoms' | 'lead' | 'message'
export type Slot = { property: string; kind: SlotKind; schema: Record<string, unknown>; isRequired: boolean; isNullable: boolean }
export type TaskTool = { name: string; purpose: Purpose; slots: Slot[] }
export type Tool = { name: string; description: string; parameters: Record<string, unknown> }

const KINDS: [RegExp, SlotKind][] = [
  [/callback_?time|time_to_call|best_time/, 'callback_time'],
  [/callback/, 'callback'],
  [/company|organi[sz]ation/, 'company'],
  [/e_?mail/, 'email'],
  [/phone|mobile|contact_?number/, 'phone'],
  [/symptom/, 'symptoms'],
  [/duration|how_long|since/, 'duration'],
  [/severity|pain_?level/, 'severity'],
  [/urgency|priority/, 'urgency'],
  [/item|dishes|order_lines/, 'items'],
  [/address/, 'address'],
  [/payment/, 'payment'],
  [/party|guests$|guest_count|people|covers|persons|head_?count/, 'party'],
  [/request|allerg|dietary/, 'requests'],
  [/person|stylist|provider|doctor|staff|owner|consultant/, 'person'],
  [/service|treatment/, 'service'],
  [/interest|topic|need/, 'interest'],
  [/message/, 'message'],
  [/reason|purpose|concern|complaint|subject/, 'reason'],
  [/date|day/, 'date'],
  [/time|slot/, 'time'],
  [/note|comment|detail/, 'notes'],
  [/name/, 'name'],
]

/** What is worth a question, in the order a receptionist asks. The rest is taken down when the caller offers it. */
const ASKED: Record<Purpose, SlotKind[]> = {
  appointment: ['name', 'service', 'date', 'time', 'reason'],
  reservation: ['name', 'date', 'time', 'party'],
  order: ['items', 'address'],
  symptoms: ['symptoms', 'duration', 'severity'],
  lead: ['name', 'interest', 'callback_time'],
  message: ['name', 'message'],
}

export const isEndCallTool = (name: string) => /^(end|hang_?up|finish|terminate)_?(the_)?(call)?/i.test(name)
export const isTransferTool = (name: string) => /transfer|hand_?off|human|connect_call|escalate/i.test(name)

/** The tools that take something down, in the order given. */
export function readTaskTools(tools: Tool[]): TaskTool[] {
  return tools
    .filter((tool) => !isEndCallTool(tool.name) && !isTransferTool(tool.name))
    .map((tool) => {
      const slots = readSlots(tool.parameters)
      return { name: tool.name, slots, purpose: purposeOf(slots) }
    })
    .filter((tool) => tool.slots.length > 0)
}

export function readSlots(parameters: Record<string, unknown>): Slot[] {
  const properties = isRecord(parameters.properties) ? parameters.properties : {}
  const required = Array.isArray(parameters.required) ? parameters.required : []
  return Object.entries(properties).map(([property, raw]) => {
    const { schema, isNullable } = unwrap(isRecord(raw) ? raw : {})
    const kind = KINDS.find(([pattern]) => pattern.test(property.toLowerCase()))?.[1] ?? 'other'
    return { property, kind, schema, isRequired: required.includes(property), isNullable }
  })
}

/** The first real type of `anyOf`, and whether null is allowed. */
function unwrap(schema: Record<string, unknown>): { schema: Record<string, unknown>; isNullable: boolean } {
  const options = [schema.anyOf, schema.oneOf].find(Array.isArray)
  if (options) {
    const records = options.filter(isRecord)
    const real = records.find((option) => option.type !== 'null') ?? {}
    return { schema: { description: schema.description, ...real }, isNullable: records.some((option) => option.type === 'null') }
  }
  if (Array.isArray(schema.type)) {
    return { schema: { ...schema, type: schema.type.find((type) => type !== 'null') }, isNullable: schema.type.includes('null') }
  }
  return { schema, isNullable: false }
}

function purposeOf(slots: Slot[]): Purpose {
  const has = (kind: SlotKind) => slots.some((slot) => slot.kind === kind)
  if (has('items')) return 'order'
  if (has('party')) return 'reservation'
  if (has('date') || has('time')) return 'appointment'
  if (has('symptoms')) return 'symptoms'
  if (has('message')) return 'message'
  return 'lead'
}

/** Kinds to ask for: what the purpose needs and the tool takes, then whatever else the tool insists on. */
export function kindsToAsk(tool: TaskTool): SlotKind[] {
  const usual = ASKED[tool.purpose].filter((kind) => tool.slots.some((slot) => slot.kind === kind))
  const insisted = tool.slots.filter((slot) => slot.isRequired && !slot.isNullable && isAskable(slot.kind) && !usual.includes(slot.kind))
  return [...usual, ...insisted.map((slot) => slot.kind)]
}

function isAskable(kind: SlotKind): boolean {
  return !['urgency', 'callback', 'notes', 'requests', 'other', 'person'].includes(kind)
}

export type OrderItem = { name: string; quantity: number; customizations?: string }
export type Values = Partial<Record<SlotKind, string | number | boolean | string[] | OrderItem[]>>

/** Arguments for the tool: what is known, in the types the schema asks for. What is unknown is null or left out. */
export function argumentsFor(slots: Slot[], values: Values): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const slot of slots) {
    const value = coerce(slot, values[slot.kind])
    if (value !== undefined) result[slot.property] = value
    else if (slot.isNullable && slot.isRequired) result[slot.property] = null
    else if (slot.isRequired) result[slot.property] = emptyOf(slot.schema)
  }
  return result
}

function coerce(slot: Slot, value: Values[SlotKind]): unknown {
  const { schema } = slot
  if (Array.isArray(schema.enum)) {
    const wanted = String(value ?? (slot.kind === 'urgency' ? 'routine' : '')).toLowerCase()
    return schema.enum.find((option) => String(option).toLowerCase() === wanted)
  }
  if (value === undefined) return undefined
  switch (schema.type) {
    case 'integer':
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : undefined
    case 'boolean':
      return value === true || value === 'true'
    case 'array':
      return Array.isArray(value) ? value : [String(value)]
    default:
      return Array.isArray(value)
        ? value.map((item) => (typeof item === 'string' ? item : `${item.quantity} ${item.name}`)).join(', ')
        : String(value)
  }
}

export function emptyOf(schema: Record<string, unknown>): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  switch (schema.type) {
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 0
    case 'boolean':
      return false
    case 'array':
      return []
    case 'object':
      return argumentsFor(readSlots(schema), {})
    default:
      return ''
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
