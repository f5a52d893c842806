import type { z } from 'zod'
import { DomainError } from '../domain/errors/domain-error'
import { guessColumns, type ImportKind, toRow } from '../domain/imports/guess-columns'
import { MAX_IMPORT_BYTES, type StartImportInput, type uploadImportQuery } from '../domain/imports/import-view'
import { decodeFile, readCsv } from '../domain/imports/read-csv'
import { readBody, readJsonValue } from './read-body'

const MAX_JSON_ROWS = 1000
const MAX_CSV_ROWS = 10_000

/**
 * The rows of an import's body: a JSON array of objects, or a table in `text/csv` whose header names our fields or what
 * people call them.
 * @throws DomainError `unsupported_media_type`, `payload_too_large`, `malformed_json`, `invalid_csv`, `too_many_rows`, `invalid_input`
 */
export async function readRows(request: Request, kind: ImportKind): Promise<unknown[]> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type === 'text/csv') return tableRows(decodeFile(await readBody(request)), kind)
  if (type !== 'application/json') {
    throw new DomainError('unsupported_media_type', 'Send a JSON array as application/json, or a table as text/csv.')
  }
  const rows = await readJsonValue(request)
  if (!Array.isArray(rows)) throw new DomainError('invalid_input', 'The body has to be an array of rows.')
  if (rows.length > MAX_JSON_ROWS) throw tooMany(MAX_JSON_ROWS)
  return rows
}

const FILE_TYPES = new Set(['text/csv', 'text/plain', 'application/vnd.ms-excel', 'application/octet-stream', 'text/tab-separated-values'])

/**
 * A file as a browser sends it, with what its query says of it.
 * @throws DomainError `unsupported_media_type`, `payload_too_large`
 */
export async function readUpload(
  request: Request,
  { kind, file_name, fields }: z.infer<typeof uploadImportQuery>,
): Promise<Omit<StartImportInput, 'fields'> & Partial<StartImportInput> & { text: string }> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!FILE_TYPES.has(type)) throw new DomainError('unsupported_media_type', 'Send the file itself as text/csv.')
  const text = decodeFile(await readBody(request, MAX_IMPORT_BYTES))
  return { kind, fileName: file_name, fields: fields?.split(',').map((field) => field.trim() || null), text }
}

function tableRows(text: string, kind: ImportKind): unknown[] {
  const { headers, rows, isCut } = readCsv(text, MAX_CSV_ROWS)
  if (isCut) throw tooMany(MAX_CSV_ROWS)
  const fields = guessColumns(kind, headers)
  return rows.map((cells) => toRow(cells, fields))
}

function tooMany(limit: number): DomainError {
  return new DomainError('too_many_rows', `At most ${limit} rows fit in one request; longer files go through the dashboard's import.`, {
    limit,
  })
}
