'use client'

import { findOverrideProblems, type MappingOverride } from '@/server/domain/mapping/mapping-override'
import type { BusinessType } from '@/server/domain/tenants/tenant-view'
import { classNames } from '../ui/class-names'
import { MappingRowEditor, ROW_GRID } from './mapping-row-editor'
import { changeRow, type MappingRow, mappingRows, resetRow } from './mapping-rows'

const GROUPS: { from: MappingRow['from'][]; title: string }[] = [
  { from: ['contact'], title: 'The person' },
  { from: ['booking'], title: 'Their next booking' },
  { from: ['tenant'], title: 'The business' },
  { from: ['metadata', 'static'], title: 'Your own fields' },
]

/** Sources left, variables right, how they are said between. */
export function MappingTable({
  overrides,
  businessType,
  values,
  isReadOnly,
  onChange,
}: {
  overrides: MappingOverride[]
  businessType: BusinessType
  values: Record<string, string> | undefined
  isReadOnly: boolean
  onChange: (overrides: MappingOverride[]) => void
}) {
  const rows = mappingRows(overrides, businessType)
  const problems = findOverrideProblems(overrides, businessType)
  return (
    <div className="@container rounded-md border bg-surface">
      <div aria-hidden className={classNames('hidden rounded-t-md border-b bg-sunken px-4 py-2 text-xs font-medium text-muted', ROW_GRID)}>
        <span>Field</span>
        <span>Said as</span>
        <span>Variables of the agent’s script</span>
        <span>Sent</span>
      </div>
      {GROUPS.map(({ from, title }) => {
        const members = rows.filter((row) => from.includes(row.from))
        if (members.length === 0) return null
        return (
          <section key={title} aria-label={title} className="border-b last:border-b-0">
            <h2 className="px-4 pt-3 text-xs font-medium text-muted">{title}</h2>
            <ul className="divide-y">
              {members.map((row) => (
                <MappingRowEditor
                  key={row.key}
                  row={row}
                  businessType={businessType}
                  values={values}
                  problem={row.index === null ? undefined : problems.find(({ index }) => index === row.index)}
                  isReadOnly={isReadOnly}
                  onChange={(changes) => onChange(changeRow(overrides, row, { changes, businessType }))}
                  onReset={() => onChange(resetRow(overrides, row))}
                />
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}
