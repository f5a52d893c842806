/** What a spreadsheet would run as a formula. A phone number is one sign and digits: it computes to itself. */
const RISKY = /^[=+\-@\t\r]/
const PHONE = /^\+\d{5,15}$/

/**
 * One line of CSV. A text that a spreadsheet would take for a formula gets a leading apostrophe; E.164 phone numbers do not,
 * so that a file read again has the same numbers.
 */
export function csvLine(values: (string | number | boolean | null)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`
}

function csvCell(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value !== 'string') return String(value)
  const text = RISKY.test(value) && !PHONE.test(value) ? `'${value}` : value
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Makes spreadsheets read the file as UTF-8. */
export const CSV_START = '\ufeff'
