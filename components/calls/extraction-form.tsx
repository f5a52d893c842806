'use client'

import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type EditableField, editableFields } from '@/server/domain/extraction/editable-fields'
import { toOurName } from '../api/api-error'
import { Button } from '../ui/button'
import { Field, type FieldControlProps } from '../ui/field'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { type ExtractionDraft, fromDraft, toDraft } from './extraction-draft'
import { inWords } from './extraction-fields'

/** A choice of nothing: the component takes no blank value. */
const NONE = 'none'

/** Puts right what was taken down, in place. */
export function ExtractionForm({
  type,
  data,
  errors,
  isBusy,
  onSave,
  onCancel,
}: {
  type: string
  data: Record<string, unknown>
  /** By field, as forms name them. */
  errors: Record<string, string>
  isBusy: boolean
  onSave: (data: Record<string, unknown>) => void
  onCancel: () => void
}) {
  const [fields] = useState(() => editableFields(type, data).filter(({ kind }) => kind !== 'fixed'))
  const [draft, setDraft] = useState(() => toDraft(data, fields))
  function submit(event: FormEvent) {
    event.preventDefault()
    onSave({ ...data, ...fromDraft(draft, fields, data) })
  }
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label={`Correct ${inWords(type).toLowerCase()}`}
      onKeyDown={(event) => {
        // Menus are drawn elsewhere and report their keys here all the same.
        const isOurs = event.target instanceof Node && event.currentTarget.contains(event.target)
        if (event.key === 'Escape' && isOurs) onCancel()
      }}
      className="mt-2 flex flex-col gap-3"
    >
      {fields.map((field, position) => (
        <Field key={field.name} label={inWords(field.name)} error={errors[toOurName(field.name)]} isRequired={field.isNeeded}>
          {(control) => (
            <FieldInput
              control={control}
              field={field}
              hasFocus={position === 0}
              value={draft[field.name] ?? ''}
              onChange={(value) => setDraft({ ...draft, [field.name]: value })}
            />
          )}
        </Field>
      ))}
      <div className="flex gap-2">
        <Button type="submit" variant="primary" size="sm" isBusy={isBusy}>
          Save
        </Button>
        <Button size="sm" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

type Value = ExtractionDraft[string]

function FieldInput({
  control,
  field,
  hasFocus,
  value,
  onChange,
}: {
  control: FieldControlProps
  field: EditableField
  hasFocus: boolean
  value: Value
  onChange: (value: Value) => void
}) {
  if (typeof value !== 'string') return <Rows control={control} field={field} rows={value} onChange={onChange} />
  if (field.kind === 'choice' || field.kind === 'flag') {
    const options = field.kind === 'choice' ? field.options : ['true', 'false']
    const known = value === '' || options.includes(value) ? options : [value, ...options]
    return (
      <Select
        {...control}
        value={value === '' ? NONE : value}
        onValueChange={(next) => onChange(next === NONE ? '' : next)}
        options={[{ value: NONE, label: '–' }, ...known.map((option) => ({ value: option, label: choiceName(option) }))]}
      />
    )
  }
  // A day told in words cannot stand in the browser's own field for days.
  const isDay = field.kind === 'date' && (value === '' || /^\d{4}-\d{2}-\d{2}$/.test(value))
  return (
    <Input
      {...control}
      type={isDay ? 'date' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      autoFocus={hasFocus}
      value={value}
      maxLength={2000}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

const choiceName = (option: string) => (option === 'true' ? 'Yes' : option === 'false' ? 'No' : inWords(option))

function Rows({
  control,
  field,
  rows,
  onChange,
}: {
  control: FieldControlProps
  field: EditableField
  rows: Record<string, string>[]
  onChange: (rows: Record<string, string>[]) => void
}) {
  const columns = field.kind === 'rows' ? field.columns : []
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend beside the label
    <div role="group" aria-label={inWords(field.name)} aria-describedby={control['aria-describedby']} className="flex flex-col gap-2">
      {rows.map((row, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={position} className="flex items-start gap-1 rounded-md border p-2">
          <div className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_4.5rem] gap-2">
            {columns.map(({ name, kind }, column) => (
              <Input
                key={name}
                aria-label={`${inWords(name)} of ${inWords(field.name).toLowerCase()} ${position + 1}`}
                placeholder={inWords(name)}
                inputMode={kind === 'number' ? 'numeric' : undefined}
                value={row[name] ?? ''}
                maxLength={300}
                className={column > 1 ? 'col-span-2' : undefined}
                onChange={(event) => onChange(rows.with(position, { ...row, [name]: event.target.value }))}
              />
            ))}
          </div>
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={`Take out ${inWords(field.name).toLowerCase()} ${position + 1}`}
            onClick={() => onChange(rows.toSpliced(position, 1))}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button id={control.id} size="sm" variant="ghost" className="self-start" onClick={() => onChange([...rows, {}])}>
        <Plus aria-hidden />
        Add
      </Button>
    </div>
  )
}
