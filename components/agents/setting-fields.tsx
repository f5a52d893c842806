'use client'

import type { ReactNode } from 'react'
import { type Control, type FieldPath, useController } from 'react-hook-form'
import { Field } from '../ui/field'
import { Input, Textarea } from '../ui/input'
import { Switch } from '../ui/switch'
import type { DraftForm } from './use-draft-autosave'

type Common = { control: Control<DraftForm>; name: FieldPath<DraftForm>; label: string; hint?: ReactNode }

export function TextSetting({
  control,
  name,
  label,
  hint,
  rows,
  maxLength,
  placeholder,
}: Common & { rows?: number; maxLength?: number; placeholder?: string }) {
  const { field, fieldState } = useController({ control, name })
  const shared = {
    value: String(field.value ?? ''),
    onChange: field.onChange,
    onBlur: field.onBlur,
    name: field.name,
    maxLength,
    placeholder,
  }
  return (
    <Field label={label} hint={hint} error={inPlainWords(fieldState.error, maxLength)}>
      {(props) =>
        rows ? <Textarea {...props} {...shared} rows={rows} ref={field.ref} /> : <Input {...props} {...shared} ref={field.ref} />
      }
    </Field>
  )
}

/** A number people read in another unit than it is kept in: `perUnit` of ours make one of theirs. */
export function NumberSetting({
  control,
  name,
  label,
  hint,
  unit,
  perUnit = 1,
  min,
  max,
  step = 1,
}: Common & { unit: string; perUnit?: number; min: number; max: number; step?: number }) {
  const { field, fieldState } = useController({ control, name })
  const value = typeof field.value === 'number' && Number.isFinite(field.value) ? field.value / perUnit : ''
  return (
    <Field label={label} hint={hint} error={fieldState.error ? `Between ${min} and ${max} ${unit}` : undefined}>
      {(props) => (
        <div className="flex items-center gap-2">
          <Input
            {...props}
            ref={field.ref}
            type="number"
            inputMode="decimal"
            min={min}
            max={max}
            step={step}
            name={field.name}
            value={value}
            onBlur={field.onBlur}
            onChange={(event) => field.onChange(Math.round(event.target.valueAsNumber * perUnit))}
            className="tnum w-24"
          />
          <span className="text-sm text-muted">{unit}</span>
        </div>
      )}
    </Field>
  )
}

export function SwitchSetting({ control, name, label, hint }: Common) {
  const { field } = useController({ control, name })
  return (
    <div className="flex items-start justify-between gap-4">
      <label htmlFor={name} className="min-w-0">
        <span className="block text-sm font-medium">{label}</span>
        {hint ? <span className="block text-pretty text-sm text-muted">{hint}</span> : null}
      </label>
      <Switch id={name} checked={field.value === true} onCheckedChange={field.onChange} onBlur={field.onBlur} ref={field.ref} />
    </div>
  )
}

function inPlainWords(
  error: { type: string; message?: string | undefined } | undefined,
  maxLength: number | undefined,
): string | undefined {
  if (!error) return undefined
  if (error.type === 'too_small') return 'This cannot be empty'
  if (error.type === 'too_big') return maxLength ? `At most ${maxLength} characters` : 'This is too long'
  return error.message
}
