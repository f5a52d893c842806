/**
 * Rows as CSV (RFC 4180). Cells a spreadsheet would take for a formula get a leading apostrophe (OWASP CSV injection);
 * phone numbers keep their plus.
 */
export function toCsv(header: string[], rows: (string | number | null)[][]): string {
  return [header, ...rows].map((row) => row.map(toCell).join(',')).join('\r\n')
}

function toCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' && /^[=@\t\r+-]/.test(value) && !/^\+\d+$/.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Hands a text to the browser as a file. */
export function downloadText(fileName: string, text: string, contentType: string): void {
  // Excel reads UTF-8 only with a byte order mark.
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: `${contentType};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
