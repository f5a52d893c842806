import type { EditableField } from '@/server/domain/extraction/editable-fields'

/** What stands in a form: texts, as people type them; rows of texts where there are several things with parts. */
export type DraftValue = string | Record<string, string>[]
export type ExtractionDraft = Record<string, DraftValue>

const SEPARATOR = /\s*[,\n]\s*/

export function toDraft(data: Record<string, unknown>, fields: EditableField[]): ExtractionDraft {
  return Object.fromEntries(fields.filter(({ kind }) => kind !== 'fixed').map((field) => [field.name, draftOf(data[field.name], field)]))
}

/** All fields as they should be, for the server to judge. What the form does not show stays. */
export function fromDraft(draft: ExtractionDraft, fields: EditableField[], data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    fields.map((field) => {
      const value = draft[field.name]
      return [field.name, field.kind === 'fixed' || value === undefined ? data[field.name] : readDraft(value, field)]
    }),
  )
}

function draftOf(value: unknown, field: EditableField): DraftValue {
  if (field.kind === 'rows') {
    const rows = Array.isArray(value) ? value : []
    return rows.map((row: Record<string, unknown>) => Object.fromEntries(field.columns.map(({ name }) => [name, textOf(row[name])])))
  }
  return Array.isArray(value) ? value.map(textOf).join(', ') : textOf(value)
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function readDraft(value: DraftValue, field: EditableField): unknown {
  if (typeof value !== 'string') {
    return value.map((row) => Object.fromEntries(Object.entries(row).filter(([, part]) => part.trim() !== '')))
  }
  const text = value.trim()
  if (text === '') return null
  if (field.kind === 'list') return text.split(SEPARATOR).filter((part) => part !== '')
  if (field.kind === 'flag') return text === 'true'
  if (field.kind === 'number') return Number.isFinite(Number(text)) ? Number(text) : text
  return text
}
