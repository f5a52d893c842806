import { type BookingContext, readBookingRow } from '../bookings/booking-input'
import type { JudgedBooking } from '../bookings/plan-bookings'
import { readContactRow } from '../contacts/contact-input'
import type { ContactRow } from '../contacts/plan-contacts'
import { DomainError } from '../errors/domain-error'
import type { RowRejection } from '../rows/import-result'
import type { RowProblem, RowResult } from '../rows/row-schema'
import { type ColumnField, type ImportKind, importFields, isImportField, toRow } from './guess-columns'
import type { ImportPreviewView } from './import-view'
import { type CsvTable, isBlankRow } from './read-csv'

/** A tenant's zone and region; its files write dates in the order of its country. */
export type ImportContext = { timezone: string; region: string }
export type NumberedCells = { row: number; cells: string[] }
export type JudgedRows = { contacts: ContactRow[]; bookings: JudgedBooking[]; rejected: RowRejection[] }

const MONTH_FIRST = new Set(['US', 'PH', 'FM', 'PW', 'MH'])

function bookingContext({ timezone, region }: ImportContext): BookingContext {
  return { timezone, region, dateOrder: MONTH_FIRST.has(region) ? 'month_first' : 'day_first' }
}

function judge(kind: ImportKind, cells: string[], fields: ColumnField[], context: ImportContext) {
  const row = toRow(cells, fields)
  return kind === 'contacts'
    ? ({ kind, ...readContactRow(row, context) } as const)
    : ({ kind, ...readBookingRow(row, bookingContext(context)) } as const)
}

/** What rows of a file mean, and which are refused. Blank rows are neither. */
export function judgeRows(kind: ImportKind, rows: NumberedCells[], fields: ColumnField[], context: ImportContext): JudgedRows {
  const judged: JudgedRows = { contacts: [], bookings: [], rejected: [] }
  for (const { row, cells } of rows) {
    if (isBlankRow(cells)) continue
    const result = judge(kind, cells, fields, context)
    if (result.problems) judged.rejected.push(...result.problems.map((problem) => ({ row, ...problem })))
    else if (result.kind === 'contacts') judged.contacts.push({ row, draft: result.value })
    else judged.bookings.push({ row, draft: result.value })
  }
  return judged
}

/** The first rows of a file as they would be read, with what is wrong in which cell. */
export function previewRows(kind: ImportKind, table: CsvTable, fields: ColumnField[], context: ImportContext): ImportPreviewView {
  const rows = table.rows.flatMap((cells, index) => {
    if (isBlankRow(cells)) return []
    const result = judge(kind, cells, fields, context)
    const problems = (result.problems ?? []).map((problem) => ({ column: columnOf(problem, fields), ...problem }))
    return [{ row: index + 1, cells, readAs: readAs(result), problems }]
  })
  const { delimiter, headers } = table
  return { delimiter, headers, fields, availableFields: importFields(kind), missing: missingFields(kind, fields), rows }
}

function readAs({ value }: RowResult<{ phone?: string; contactPhone?: string | null; startsAt?: Date }>): Record<string, string> {
  return {
    ...(value?.phone ? { phone: value.phone } : {}),
    ...(value?.contactPhone ? { contact_phone: value.contactPhone } : {}),
    ...(value?.startsAt ? { starts_at: value.startsAt.toISOString() } : {}),
  }
}

/** Which column a problem is in: a field made of several is in the first of them. */
function columnOf({ field }: RowProblem, fields: ColumnField[]): number | null {
  const parts: Record<string, string[]> = { name: ['first_name', 'last_name'], starts_at: ['date', 'time'] }
  const index = [field, ...(parts[field] ?? [])].map((name) => fields.indexOf(name)).find((place) => place >= 0)
  const inMetadata = field === 'metadata' ? fields.findIndex((name) => name?.startsWith('metadata.')) : -1
  return index ?? (inMetadata >= 0 ? inMetadata : null)
}

/** Fields without which no row is taken in. */
export function missingFields(kind: ImportKind, fields: ColumnField[]): string[] {
  const has = (...names: string[]) => names.some((name) => fields.includes(name))
  if (kind === 'contacts') return has('phone') ? [] : ['phone']
  return [...(has('contact_phone', 'contact_id') ? [] : ['contact_phone']), ...(has('starts_at', 'date') ? [] : ['starts_at'])]
}

/** @throws DomainError `invalid_columns`: a field that is none, given twice or missing, or not one a column */
export function checkColumns(kind: ImportKind, headers: string[], fields: ColumnField[]): void {
  const given = fields.filter((field) => field !== null)
  const wrong = given.find((field) => !isImportField(kind, field))
  const twice = given.find((field, index) => given.indexOf(field) !== index)
  const [missing] = missingFields(kind, fields)
  if (fields.length !== headers.length) throw invalid(`The file has ${headers.length} columns; ${fields.length} were described.`)
  if (wrong !== undefined) throw invalid(`"${wrong}" is nothing a column can hold.`)
  if (twice !== undefined) throw invalid(`Two columns are chosen as ${twice}.`)
  if (missing) throw invalid(`Choose the column that holds ${missing}.`)
}

function invalid(message: string): DomainError {
  return new DomainError('invalid_columns', message, { field: 'fields' })
}
