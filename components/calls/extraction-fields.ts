import { extractionChoices } from '@/server/domain/extraction/extraction-schemas'

const ORDER = new Map(extractionChoices().map(({ name, fields }) => [name, fields]))
const day = new Intl.DateTimeFormat('en-IN', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** What was taken down, in the order people read it: the database keeps no order of fields. */
export function extractionFields(data: Record<string, unknown>): { label: string; value: string }[] {
  const names = Object.keys(data)
  const order = [...ORDER.values()].find((fields) => names.every((name) => fields.includes(name)))
  const sorted = order ? order.filter((name) => name in data) : names
  return sorted.map((name) => ({ label: inWords(name), value: shown(data[name]) }))
}

export function inWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))) return day.format(new Date(value))
  if (Array.isArray(value)) return value.map(shown).join(value.some((part) => typeof part === 'object') ? '; ' : ', ')
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined && part !== '')
      .map(([name, part]) => (name === 'name' ? shown(part) : `${inWords(name).toLowerCase()} ${shown(part)}`))
      .join(', ')
  }
  return String(value)
}
