'use client'

import { Lock, RotateCcw, Trash2 } from 'lucide-react'
import type { OverrideProblem } from '@/server/domain/mapping/mapping-override'
import { type TransformName, transformOf } from '@/server/domain/mapping/transforms/registry'
import type { BusinessType } from '@/server/domain/tenants/tenant-view'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { classNames } from '../ui/class-names'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { Tooltip } from '../ui/tooltip'
import { ConditionFields } from './condition-fields'
import { type MappingRow, type RowChanges, suggestedVariables, transformChoices } from './mapping-rows'
import { VariablePicker } from './variable-picker'

/** Side by side where the table itself is wide enough: the sidebar takes its share of the window. */
export const ROW_GRID =
  '@2xl:grid @2xl:grid-cols-[10rem_10rem_minmax(0,1fr)_7rem_2rem] @2xl:items-start @2xl:gap-x-3 @4xl:grid-cols-[12rem_13rem_minmax(0,1fr)_9rem_2rem] @4xl:gap-x-4'
const AUTOMATIC = 'automatic'
const RULES = [
  { value: 'always', label: 'Always' },
  { value: 'never', label: 'Never' },
  { value: 'condition', label: 'Only if…' },
]

/** A source, how it is said and what it fills. `values`: what the chosen contact's call would carry. */
export function MappingRowEditor({
  row,
  businessType,
  values,
  problem,
  isReadOnly,
  onChange,
  onReset,
}: {
  row: MappingRow
  businessType: BusinessType
  values: Record<string, string> | undefined
  problem: OverrideProblem | undefined
  isReadOnly: boolean
  onChange: (changes: RowChanges) => void
  onReset: () => void
}) {
  if (row.lockedBecause && row.index === null) return <LockedRow row={row} values={values} />
  const isOff = row.include === false
  return (
    <li className="px-4 py-3">
      <div className={classNames('flex flex-col gap-2', ROW_GRID)}>
        <SourceCell row={row} isReadOnly={isReadOnly} onText={(text) => onChange({ text })} />
        <TransformCell row={row} businessType={businessType} isReadOnly={isReadOnly || isOff} onChange={onChange} />
        <div className={classNames('min-w-0', isOff && 'opacity-60')}>
          <div className="flex min-h-9 flex-wrap items-center gap-1">
            <AlwaysVariables row={row} />
            <VariablePicker
              label={row.label}
              variables={row.variables}
              suggestions={suggestedVariables(row.source)}
              isReadOnly={isReadOnly || isOff}
              onChange={(variables) => onChange({ variables })}
            />
          </div>
          <SaidNow names={isOff ? row.always : [...row.always, ...row.variables]} values={values} />
        </div>
        <Select
          aria-label={`When ${row.label} is sent`}
          disabled={isReadOnly}
          value={isOff ? 'never' : typeof row.include === 'object' ? 'condition' : 'always'}
          onValueChange={(next) => onChange({ include: ruleOf(next, row) })}
          options={RULES}
        />
        <span className={classNames('flex h-9 items-center justify-end', row.index === null && '@max-2xl:hidden')}>
          {row.index !== null && !isReadOnly ? (
            <Tooltip text={isCustom(row) ? 'Take this row away' : 'Back to the default'}>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={isCustom(row) ? `Take ${row.label} away` : `${row.label}: back to the default`}
                onClick={onReset}
              >
                {isCustom(row) ? <Trash2 aria-hidden /> : <RotateCcw aria-hidden />}
              </Button>
            </Tooltip>
          ) : null}
        </span>
      </div>
      {typeof row.include === 'object' ? (
        <ConditionFields
          rule={row.include}
          isReadOnly={isReadOnly}
          businessType={businessType}
          onChange={(include) => onChange({ include })}
        />
      ) : null}
      <p aria-live="polite" className={classNames('mt-1.5 text-sm text-danger', !problem && 'sr-only')}>
        {problem?.message ?? ''}
      </p>
    </li>
  )
}

function isCustom(row: MappingRow): boolean {
  return row.from === 'static' || row.from === 'metadata'
}

function ruleOf(choice: string, row: MappingRow): RowChanges['include'] {
  if (choice === 'always') return null
  if (choice === 'never') return false
  return { source: row.from === 'static' ? 'contact.name' : row.source, is: 'present' }
}

function SourceCell({ row, isReadOnly, onText }: { row: MappingRow; isReadOnly: boolean; onText: (text: string) => void }) {
  return (
    <div className="min-w-0 @2xl:pt-1.5">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        {row.label}
        {row.index !== null ? <Badge tone="accent">Changed</Badge> : null}
      </p>
      {row.from === 'static' ? (
        <Input
          aria-label="The text that is said"
          placeholder="What is said"
          value={row.text}
          readOnly={isReadOnly}
          maxLength={300}
          className="mt-1"
          onChange={(event) => onText(event.target.value)}
        />
      ) : (
        <code className="block truncate font-mono text-xs text-muted" title={row.source}>
          {row.source}
        </code>
      )}
    </div>
  )
}

function TransformCell({
  row,
  businessType,
  isReadOnly,
  onChange,
}: {
  row: MappingRow
  businessType: BusinessType
  isReadOnly: boolean
  onChange: (changes: RowChanges) => void
}) {
  if (row.from === 'static') return <p className="text-sm text-muted @2xl:pt-2">As it is</p>
  const choices = transformChoices(row.source, businessType)
  return (
    <Select
      aria-label={`How ${row.label} is said`}
      disabled={isReadOnly}
      value={row.transform ?? AUTOMATIC}
      onValueChange={(next) => onChange({ transform: next === AUTOMATIC ? null : (choices.find((name) => name === next) ?? null) })}
      options={[{ value: AUTOMATIC, label: 'As usual', hint: 'By the name of each variable' }, ...choices.map(optionOf)]}
    />
  )
}

function optionOf(name: TransformName) {
  const { label, description } = transformOf(name)
  return { value: name, label, hint: description }
}

function AlwaysVariables({ row }: { row: MappingRow }) {
  return row.always.map((variable) => (
    <Tooltip key={variable} text="Every business sends it; it cannot be taken away here.">
      <button
        type="button"
        className="inline-flex h-6 items-center gap-1 rounded-md border border-dashed px-1.5 font-mono text-xs text-muted"
      >
        <Lock aria-hidden className="size-3" />
        {variable}
        <span className="sr-only">, always sent</span>
      </button>
    </Tooltip>
  ))
}

/** What these variables say in the previewed call; equal texts once. */
function SaidNow({ names, values }: { names: string[]; values: Record<string, string> | undefined }) {
  if (!values) return null
  const said = [...new Set(names.flatMap((name) => (values[name] === undefined ? [] : [values[name]])))]
  return (
    <p className="mt-0.5 line-clamp-2 min-h-5 text-sm text-muted [overflow-wrap:anywhere]">
      {said.length > 0 ? said.map((text) => `“${text}”`).join(' · ') : 'Says nothing in this call'}
    </p>
  )
}

function LockedRow({ row, values }: { row: MappingRow; values: Record<string, string> | undefined }) {
  return (
    <li className="bg-sunken px-4 py-3">
      <div className={classNames('flex flex-col gap-1', ROW_GRID)}>
        <div className="min-w-0">
          <p className="flex items-center gap-2 font-medium text-muted">
            <Lock aria-hidden className="size-4 shrink-0" />
            {row.label}
          </p>
          <code className="block truncate font-mono text-xs text-muted" title={row.source}>
            {row.source}
          </code>
        </div>
        <div className="min-w-0 text-sm @2xl:col-span-4">
          <p className="text-pretty text-muted">{row.lockedBecause}</p>
          {row.always.length > 0 ? <SaidNow names={row.always} values={values} /> : null}
        </div>
      </div>
    </li>
  )
}
