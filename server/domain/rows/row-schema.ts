import { z } from 'zod'
import { cleanText } from '../text/clean-text'

/** What is wrong with one field of a row. `field` is the name the sender used. */
export type RowProblem = { field: string; code: string; message: string }
/** Refuses a value: a stable snake_case code and a sentence for people. */
export type Refuse = (code: string, message: string) => never

class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message)
  }
}
const refuse: Refuse = (code, message) => {
  throw new Refusal(code, message)
}

const REQUIRED = 'This is needed.'
const isBlank = (raw: unknown) => raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')

/** A field that may be left out (it then stays as it is) or blank (it is then cleared). */
export function optional<Value>(read: (raw: unknown, refuse: Refuse) => Value) {
  return z
    .unknown()
    .transform((raw, context): Value | null => (isBlank(raw) ? null : judge(raw, context, read)))
    .optional()
}

/** A field no row is without. */
export function required<Value>(read: (raw: unknown, refuse: Refuse) => Value) {
  return z.unknown().transform((raw, context): Value => {
    return isBlank(raw) ? addIssue(context, 'required', REQUIRED) : judge(raw, context, read)
  })
}

function judge<Value>(raw: unknown, context: z.core.$RefinementCtx, read: (raw: unknown, refuse: Refuse) => Value): Value {
  try {
    return read(raw, refuse)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return addIssue(context, error.code, error.message)
  }
}

function addIssue(context: z.core.$RefinementCtx, code: string, message: string): never {
  context.addIssue({ code: 'custom', params: { code }, message, continue: true })
  return z.NEVER
}

export type RowResult<Value> = { value: Value; problems: null } | { value: null; problems: RowProblem[] }

/**
 * Judges a row by `schema`, whose fields are made with `optional` and `required`.
 * @param nameOf the sender's name of one of our fields
 */
export function readRow<Value>(schema: z.ZodType<Value>, row: unknown, nameOf: (field: string) => string): RowResult<Value> {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) {
    return { value: null, problems: [{ field: '', code: 'invalid_row', message: 'This is no object with fields.' }] }
  }
  const result = schema.safeParse(row)
  if (result.success) return { value: result.data, problems: null }
  return { value: null, problems: result.error.issues.map((issue) => toProblem(issue, nameOf)) }
}

function toProblem(issue: z.core.$ZodIssue, nameOf: (field: string) => string): RowProblem {
  const field = issue.path.length > 0 ? nameOf(String(issue.path[0])) : ''
  // A required field that is absent never reaches its own rule.
  if (issue.code === 'invalid_type') return { field, code: 'required', message: REQUIRED }
  const code = issue.code === 'custom' && typeof issue.params?.code === 'string' ? issue.params.code : 'invalid_value'
  return { field, code, message: issue.message }
}

/** Text of at most `max` characters, on one line. Numbers are taken as their digits: spreadsheets and programs send ids so. */
export function line(max: number) {
  return (raw: unknown, refuse: Refuse): string => textOf(raw, max, refuse).replace(/\s+/g, ' ')
}

/** Text of at most `max` characters. */
export function paragraph(max: number) {
  return (raw: unknown, refuse: Refuse): string => textOf(raw, max, refuse)
}

function textOf(raw: unknown, max: number, refuse: Refuse): string {
  if (typeof raw !== 'string' && typeof raw !== 'number') return refuse('invalid_value', 'This has to be text.')
  const text = cleanText(String(raw)).trim()
  return text.length <= max ? text : refuse('too_long', `At most ${max} characters.`)
}

/** A whole number of at least 1, also as its digits. */
export function count(code: string, max: number) {
  return (raw: unknown, refuse: Refuse): number => {
    const text = String(raw).trim()
    const value = typeof raw === 'number' || (typeof raw === 'string' && /^\+?\d{1,9}$/.test(text)) ? Number(text) : Number.NaN
    if (Number.isInteger(value) && value >= 1 && value <= max) return value
    return refuse(code, `A whole number from 1 to ${max}.`)
  }
}

const YES = new Set(['true', 'yes', 'y', '1', 'x'])
const NO = new Set(['false', 'no', 'n', '0', '-'])

/** Yes or no, also in a spreadsheet's words. */
export function flag(raw: unknown, refuse: Refuse): boolean {
  if (typeof raw === 'boolean') return raw
  const text = String(raw).trim().toLowerCase()
  if (YES.has(text)) return true
  return NO.has(text) ? false : refuse('invalid_flag', 'Yes or no.')
}
