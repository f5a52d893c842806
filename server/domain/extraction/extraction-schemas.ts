import { z } from 'zod'

/** Shaped like the language-model port's ToolDefinition, which the domain does not see. */
export type ExtractionTool = { name: string; description: string; parameters: Record<string, unknown> }

export type ExtractionSchema = {
  /** How agents name it in `extractionSchemas`. */
  name: string
  /** The `type` its results are stored under. */
  type: string
  title: string
  toolName: string
  description: string
  /** Without these nothing useful was taken down; the rest is filled as the caller says it. */
  fields: z.ZodObject
}

// Models fill what they do not know with "", "unknown" or null: such a field counts as absent.
const UNKNOWN = new Set(['', 'unknown', 'n/a', 'na', 'none', 'null', 'not provided', 'not specified', 'tbd'])
const dropUnknown = (value: unknown) =>
  value === null || (typeof value === 'string' && UNKNOWN.has(value.trim().toLowerCase())) ? undefined : value

const text = (description: string, max = 500) => z.preprocess(dropUnknown, z.string().trim().max(max).optional()).describe(description)
const needed = (description: string, max = 500) => z.string().trim().min(1).max(max).describe(description)
const date = (description: string) => z.preprocess(dropUnknown, z.iso.date().optional()).describe(description)
const whole = (description: string, min: number, max: number) =>
  z.preprocess(dropUnknown, z.coerce.number().int().min(min).max(max).optional()).describe(description)
const choice = <const Values extends readonly [string, ...string[]]>(values: Values, description: string) =>
  z
    .preprocess(
      (value) => (typeof value === 'string' ? dropUnknown(value.trim().toLowerCase()) : dropUnknown(value)),
      z.enum(values).optional(),
    )
    .describe(description)

const SCHEMAS: ExtractionSchema[] = [
  {
    name: 'appointment',
    type: 'appointment',
    title: 'Appointment',
    toolName: 'extract_appointment',
    description: 'Record an appointment once the patient has said who it is for and when they want to come.',
    fields: z.object({
      patient_name: needed('Full name of the patient', 120),
      preferred_date: date('Date wanted, as YYYY-MM-DD'),
      preferred_time: text('Time wanted, as the caller put it', 60),
      reason: text('Reason for the visit'),
      urgency: choice(['routine', 'urgent', 'emergency'], 'How urgent it is'),
    }),
  },
  {
    name: 'symptoms',
    type: 'symptoms',
    title: 'Symptoms',
    toolName: 'extract_symptoms',
    description: 'Record the symptoms the patient describes.',
    fields: z.object({
      symptoms: z.array(needed('One symptom', 120)).min(1).max(30).describe('Each symptom'),
      duration: text('For how long, as the caller put it', 120),
      severity: whole('1 (mild) to 10 (worst)', 1, 10),
    }),
  },
  {
    name: 'order',
    type: 'order',
    title: 'Food order',
    toolName: 'extract_order',
    description: 'Record a food order once the caller has said what they want.',
    fields: z.object({
      items: z
        .array(
          z.object({
            name: needed('Dish', 120),
            quantity: z.coerce.number().int().min(1).max(200).default(1).describe('How many'),
            customizations: text('Changes the caller asked for', 300),
          }),
        )
        .min(1)
        .max(50)
        .describe('What is ordered'),
      delivery_address: text('Where to deliver; absent for pickup'),
      payment_method: text('How the caller pays', 60),
      customer_name: text('Name for the order', 120),
    }),
  },
  {
    name: 'reservation',
    type: 'reservation',
    title: 'Table reservation',
    toolName: 'extract_reservation',
    description: 'Record a table reservation once name, day, time and number of guests are known.',
    fields: z.object({
      guest_name: needed('Name the table is for', 120),
      preferred_date: date('Date wanted, as YYYY-MM-DD'),
      preferred_time: text('Time wanted, as the caller put it', 60),
      party_size: whole('Number of guests', 1, 200),
      special_requests: text('Requests: high chair, window, allergies'),
    }),
  },
  {
    name: 'service_appointment',
    type: 'appointment',
    title: 'Service appointment',
    toolName: 'extract_service_appointment',
    description: 'Record an appointment once the client has said which service they want and when.',
    fields: z.object({
      client_name: needed('Full name of the client', 120),
      service: text('Service wanted', 200),
      preferred_date: date('Date wanted, as YYYY-MM-DD'),
      preferred_time: text('Time wanted, as the caller put it', 60),
      preferred_person: text('Stylist, consultant or other person asked for', 120),
      notes: text('Anything else the client said about it'),
    }),
  },
  {
    name: 'lead',
    type: 'lead',
    title: 'Enquiry',
    toolName: 'extract_lead',
    description: 'Record an enquiry from someone who may become a client.',
    fields: z.object({
      name: needed('Name of the caller', 120),
      company: text('Company', 120),
      interest: text('What they are interested in'),
      email: z.preprocess(dropUnknown, z.email().optional()).describe('E-mail address'),
      callback_time: text('When to call back, as the caller put it', 120),
    }),
  },
  {
    name: 'message',
    type: 'message',
    title: 'Message',
    toolName: 'extract_message',
    description: 'Take a message for the business, or a request to be called back.',
    fields: z.object({
      caller_name: text('Name of the caller', 120),
      message: needed('The message', 1000),
      callback_requested: z.preprocess(dropUnknown, z.boolean().optional()).describe('True when the caller wants to be called back'),
    }),
  },
]

const BY_NAME = new Map(SCHEMAS.map((schema) => [schema.name, schema]))
const BY_TOOL = new Map(SCHEMAS.map((schema) => [schema.toolName, schema]))

export const EXTRACTION_SCHEMA_NAMES = SCHEMAS.map((schema) => schema.name)

/** The built-in schemas for the agent editor, in a stable order. */
export function extractionChoices(): { name: string; title: string; description: string; fields: string[] }[] {
  return SCHEMAS.map(({ name, title, description, fields }) => ({ name, title, description, fields: Object.keys(fields.shape) }))
}

/**
 * The built-in schema some data was taken down by: the one of its type that knows every field of it.
 * @returns null for data of an outside orchestrator or a schema that no longer exists
 */
export function schemaOf(type: string, data: Record<string, unknown>): Pick<ExtractionSchema, 'name' | 'fields'> | null {
  return SCHEMAS.find((schema) => schema.type === type && Object.keys(data).every((name) => name in schema.fields.shape)) ?? null
}

/**
 * Tools for the language model, one per known name, in registry order so that prompts stay the same from call to call.
 * Unknown names are left out: an agent may have been written for a schema that no longer exists.
 */
export function extractionTools(names: readonly string[]): ExtractionTool[] {
  const wanted = new Set(names)
  return SCHEMAS.filter((schema) => wanted.has(schema.name)).map((schema) => ({
    name: schema.toolName,
    description: schema.description,
    parameters: jsonSchemaOf(schema.fields),
  }))
}

/** As a language model and an editor read it. */
export function jsonSchemaOf(fields: z.ZodObject): Record<string, unknown> {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(fields, { io: 'input', target: 'draft-7', unrepresentable: 'any' })
  return schema
}

export type ParsedExtraction =
  | { ok: true; type: string; data: Record<string, unknown> }
  /** `problem` is written for the model, so that it can ask the caller and try again. */
  | { ok: false; type: string | null; problem: string }

/**
 * What a tool call took down. `name` is a schema's or a tool's name, `argumentsText` the model's JSON, possibly fenced, cut or wrong.
 * Unknown fields are dropped and fields the model left blank are absent. Never throws.
 */
export function parseExtraction(name: string, argumentsText: string): ParsedExtraction {
  const schema = BY_TOOL.get(name) ?? BY_NAME.get(name)
  if (!schema) return { ok: false, type: null, problem: `There is no extraction called ${name}` }
  const value = readJsonObject(argumentsText)
  if (!value) return { ok: false, type: schema.type, problem: 'The arguments are not a JSON object' }
  const parsed = schema.fields.safeParse(value)
  if (parsed.success) return { ok: true, type: schema.type, data: withoutAbsent(parsed.data) }
  const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'arguments'))]
  return { ok: false, type: schema.type, problem: `Missing or unusable: ${fields.join(', ')}` }
}

function readJsonObject(argumentsText: string): Record<string, unknown> | null {
  const unfenced = argumentsText.trim().replace(/^```(?:json)?\s*|\s*```$/g, '')
  try {
    const value: unknown = JSON.parse(unfenced)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function withoutAbsent(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined))
}
