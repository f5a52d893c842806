import { CsvError, parse } from 'csv-parse/sync'
import { DomainError } from '../errors/domain-error'
import { cleanText } from '../text/clean-text'

export type Delimiter = ',' | ';' | '\t'
/** `rows` hold as many cells as the file has in that row; blank rows stay, so that a row's place is its number. */
export type CsvTable = { delimiter: Delimiter; headers: string[]; rows: string[][] }

const DELIMITERS: Delimiter[] = [',', ';', '\t']
const MAX_ROW_CHARACTERS = 200_000
const MAX_COLUMNS = 200

/** Text of a file as programs write them: UTF-8 or UTF-16 with a byte order mark, UTF-8 without, else what Windows calls 1252. */
export function decodeFile(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/**
 * Reads a table with a header. Cells are separated by comma, semicolon or tab, whichever the header has most of.
 * @param maxRows more are read no further than that: `isCut` in the answer
 * @throws DomainError `invalid_csv` with the line
 */
export function readCsv(text: string, maxRows = Number.MAX_SAFE_INTEGER): CsvTable & { isCut: boolean } {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text
  const delimiter = guessDelimiter(body)
  const [header, ...rows] = parseRecords(body, delimiter, maxRows)
  const headers = (header ?? []).map((cell) => cell.trim())
  if (headers.length > MAX_COLUMNS) throw new DomainError('invalid_csv', `A file may have ${MAX_COLUMNS} columns.`)
  if (!headers.some((name) => name !== ''))
    throw new DomainError('invalid_csv', 'The file is empty: its first line has to name the columns.')
  return { delimiter, headers, rows: rows.slice(0, maxRows), isCut: rows.length > maxRows }
}

function parseRecords(text: string, delimiter: Delimiter, maxRows: number): string[][] {
  try {
    const records: string[][] = parse(text, {
      delimiter,
      relax_column_count: true,
      // A quote inside an unquoted cell, as in 5" pipe, is itself.
      relax_quotes: true,
      max_record_size: MAX_ROW_CHARACTERS,
      ...(maxRows < Number.MAX_SAFE_INTEGER ? { to: maxRows + 2 } : {}),
    })
    return records.map((cells) => cells.map(cleanText))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : undefined
    const place = line === undefined ? '' : ` Look at line ${line}.`
    throw new DomainError(
      'invalid_csv',
      `The file is no table this can read: a quotation mark is open, or a line is far too long.${place}`,
      {
        ...(line === undefined ? {} : { line }),
      },
    )
  }
}

function guessDelimiter(text: string): Delimiter {
  const [firstLine = ''] = text.split(/\r?\n/, 1)
  const bare = firstLine.replace(/"(?:[^"]|"")*"/g, '')
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

/** Whether a row holds nothing at all: spreadsheets leave such rows at the end of a file. */
export function isBlankRow(cells: string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}
