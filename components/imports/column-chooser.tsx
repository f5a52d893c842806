'use client'

import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ImportPreviewView } from '@/server/domain/imports/import-view'
import { Badge } from '../ui/badge'
import { Callout } from '../ui/callout'
import { classNames } from '../ui/class-names'
import { Select } from '../ui/select'
import { Table, TableBody, TableCell, TableHead, TableRow } from '../ui/table'
import { importFieldLabel } from './import-fields'

const NOTHING = 'nothing'
type PreviewRow = ImportPreviewView['rows'][number]

/** The first rows of a file under their columns; each column says what it holds, each cell what is wrong with it. */
export function ColumnChooser({
  kind,
  preview,
  isChecking,
  onFields,
  footer,
}: {
  kind: 'contacts' | 'bookings'
  preview: ImportPreviewView
  isChecking: boolean
  onFields: (fields: (string | null)[]) => void
  footer: ReactNode
}) {
  const wrong = preview.rows.filter(({ problems }) => problems.length > 0).length
  return (
    <div aria-busy={isChecking}>
      {preview.missing.length > 0 ? (
        <Callout tone="warn" title="Something is still missing" className="mb-3">
          Say which column holds: {preview.missing.map(importFieldLabel).join(', ')}.
        </Callout>
      ) : wrong > 0 ? (
        <Callout tone="warn" title={`${wrong} of the first ${preview.rows.length} rows cannot be taken in`} className="mb-3">
          They are left out and named in the report; the others are imported.
        </Callout>
      ) : (
        <Callout title={`The first ${preview.rows.length} rows can all be taken in`} className="mb-3">
          Rows that cannot are left out and named in the report.
        </Callout>
      )}
      <Table label="First rows of the file">
        <TableHead>
          <tr>
            <th scope="col" className="w-12 px-3 pl-4 text-right align-bottom font-medium">
              Row
            </th>
            {preview.headers.map((header, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is what stands at its place
              <th key={`${place}-${header}`} scope="col" className="min-w-44 px-3 py-2 align-bottom font-medium">
                <span className="block truncate pb-1" title={header}>
                  {header || `Column ${place + 1}`}
                </span>
                <Select
                  aria-label={`What column ${header || place + 1} holds`}
                  value={preview.fields[place] ?? NOTHING}
                  onValueChange={(next) => onFields(withField(preview.fields, place, next === NOTHING ? null : next))}
                  options={choicesFor(kind, preview, place)}
                  className={classNames('font-normal text-foreground', !preview.fields[place] && 'text-muted')}
                />
              </th>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {preview.rows.map((row) => (
            <PreviewRowLine key={row.row} row={row} fields={preview.fields} />
          ))}
        </TableBody>
      </Table>
      <div className="sticky bottom-14 z-10 mt-3 flex flex-wrap items-center justify-end gap-2 bg-background py-3 md:bottom-0">
        {footer}
      </div>
    </div>
  )
}

/** A field is held by one column: choosing it here takes it from the other. */
function withField(fields: (string | null)[], place: number, field: string | null): (string | null)[] {
  return fields.map((known, index) => (index === place ? field : known === field ? null : known))
}

function choicesFor(kind: 'contacts' | 'bookings', { availableFields, headers, fields }: ImportPreviewView, place: number) {
  const own = kind === 'contacts' ? `metadata.${keyOf(headers[place] ?? '', place)}` : null
  const chosen = fields[place]
  const extra = [...new Set([own, chosen?.startsWith('metadata.') ? chosen : null])].filter((field) => field !== null)
  return [
    { value: NOTHING, label: 'Leave out' },
    ...availableFields.map((field) => ({ value: field, label: importFieldLabel(field) })),
    ...extra.map((field) => ({ value: field, label: importFieldLabel(field) })),
  ]
}

function keyOf(header: string, place: number): string {
  const key = header
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return key.slice(0, 60) || `column_${place + 1}`
}

function PreviewRowLine({ row, fields }: { row: PreviewRow; fields: (string | null)[] }) {
  const whole = row.problems.filter(({ column }) => column === null)
  return (
    <>
      <TableRow className={row.problems.length > 0 ? 'bg-danger-soft' : undefined}>
        <TableCell className="tnum h-10 text-right text-muted">
          {row.problems.length > 0 ? <Badge tone="danger">{row.row}</Badge> : row.row}
        </TableCell>
        {row.cells.map((cell, place) => {
          const problem = row.problems.find(({ column }) => column === place)
          const field = fields[place] ?? null
          const readAs = field ? row.readAs[field] : undefined
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is what stands at its place
            <TableCell key={place} className={classNames('h-10 max-w-64 text-sm', !field && 'text-muted')}>
              <span className="line-clamp-2 [overflow-wrap:anywhere]">{cell || '–'}</span>
              {problem ? (
                <span className="flex items-start gap-1 text-danger">
                  <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
                  {problem.message}
                </span>
              ) : readAs && readAs !== cell ? (
                <span className="tnum block truncate text-muted">{readAs}</span>
              ) : null}
            </TableCell>
          )
        })}
      </TableRow>
      {whole.length > 0 ? (
        <tr className="bg-danger-soft">
          <td />
          <td colSpan={row.cells.length} className="px-3 pb-2 text-sm text-danger">
            {whole.map(({ message }) => message).join(' ')}
          </td>
        </tr>
      ) : null}
    </>
  )
}
