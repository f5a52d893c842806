import { DomainError } from '../errors/domain-error'
import type { RowProblem } from './row-schema'

/** Codes that say nothing a caller could act upon by themselves. */
const GENERAL = new Set(['required', 'invalid_value', 'too_long', 'invalid_row', 'invalid_flag'])

/** The refusal of a single contact or booking: the first problem names it, `details.fields` has them all. */
export function problemError(problems: RowProblem[]): DomainError {
  const [first] = problems
  const fields = Object.fromEntries(problems.toReversed().map(({ field, message }) => [field, message]))
  if (!first) return new DomainError('invalid_input', 'Some fields are missing or wrong.')
  const code = GENERAL.has(first.code) ? 'invalid_input' : first.code
  return new DomainError(code, first.message, { field: first.field, fields })
}
