'use client'

import type { InclusionRule } from '@/server/domain/mapping/mapping-override'
import { SOURCES, whyLocked } from '@/server/domain/mapping/sources'
import type { BusinessType } from '@/server/domain/tenants/tenant-view'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { sourceLabel } from './source-label'

const COMPARISONS: { value: InclusionRule['is']; label: string }[] = [
  { value: 'present', label: 'is there' },
  { value: 'blank', label: 'is blank' },
  { value: 'equals', label: 'is' },
  { value: 'not_equals', label: 'is not' },
]

/** Only if another field says so. */
export function ConditionFields({
  rule,
  businessType,
  isReadOnly,
  onChange,
}: {
  rule: InclusionRule
  businessType: BusinessType
  isReadOnly: boolean
  onChange: (rule: InclusionRule) => void
}) {
  const readable = SOURCES.filter(({ source }) => !whyLocked(source, businessType) || source === rule.source)
  const known = readable.some(({ source }) => source === rule.source)
  const options = [
    ...readable.map(({ source, label }) => ({ value: source as string, label: label as string })),
    ...(known ? [] : [{ value: rule.source, label: sourceLabel(rule.source) }]),
  ]
  const hasValue = rule.is === 'equals' || rule.is === 'not_equals'
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2 text-sm">
      <span className="text-muted">Only if</span>
      <Select
        aria-label="Field the condition reads"
        disabled={isReadOnly}
        value={rule.source}
        onValueChange={(source) => onChange({ ...rule, source })}
        options={options}
        className="w-48"
      />
      <Select
        aria-label="Comparison"
        disabled={isReadOnly}
        value={rule.is}
        onValueChange={(next) => {
          const is = COMPARISONS.find(({ value }) => value === next)?.value ?? 'present'
          onChange(is === 'present' || is === 'blank' ? { source: rule.source, is } : { ...rule, is })
        }}
        options={COMPARISONS}
        className="w-32"
      />
      {hasValue ? (
        <Input
          aria-label="Compared with"
          placeholder="Compared with"
          value={rule.value ?? ''}
          readOnly={isReadOnly}
          maxLength={200}
          className="w-48"
          onChange={(event) => onChange({ ...rule, value: event.target.value })}
        />
      ) : null}
    </div>
  )
}
