/**
 * Text a database can hold: without NUL characters (PostgreSQL refuses them) and without halves of surrogate pairs
 * (JSON columns refuse them). Everything else is kept as it is.
 */
export function cleanText(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\p{Cs}/gu, '\ufffd')
}

/** `cleanText` for every key and string inside a JSON value. Levels below `maxDepth` are cut off. */
export function cleanJson(value: unknown, maxDepth = 20): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value !== 'object' || value === null) return value
  if (maxDepth <= 0) return null
  if (Array.isArray(value)) return value.map((item) => cleanJson(item, maxDepth - 1))
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), cleanJson(item, maxDepth - 1)]))
}

/** A JSON object, cleaned. */
export function cleanRecord(value: Record<string, unknown>): Record<string, unknown> {
  return cleanJson(value) as Record<string, unknown>
}

/** What somebody searches for as SQL's LIKE takes it literally. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
