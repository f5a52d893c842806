import { DomainError } from '../domain/errors/domain-error'
import { guessColumns, type ImportKind, toRow } from '../domain/imports/guess-columns'
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
