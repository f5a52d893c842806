/**
 * A JSON list of objects as CSV with a column for every name that occurs: one way in for both kinds of files.
 * Values that are lists or objects stay JSON inside their cell.
 * @returns null when the text is no list of objects
 */
export function jsonToCsv(text: string): string | null {
  const rows = parseRows(text)
  if (!rows) return null
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return [names, ...rows.map((row) => names.map((name) => cellOf(row[name])))].map((cells) => cells.map(quote).join(',')).join('\r\n')
}

function parseRows(text: string): Record<string, unknown>[] | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return Array.isArray(parsed) && parsed.length > 0 && parsed.every(isRow) ? parsed : null
  } catch {
    return null
  }
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function quote(cell: string): string {
  return /[",\r\n;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
