'use client'

import { Plus, Trash2 } from 'lucide-react'
import type { CallPurpose } from '@/server/domain/compliance/call-purpose'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { classNames } from '../ui/class-names'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { type PolicyDraft, PURPOSES } from './policy-draft'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

type Props = {
  draft: PolicyDraft
  errors: Record<string, string>
  isReadOnly: boolean
  onChange: (changes: Partial<PolicyDraft>) => void
}

/** Hours and days of one purpose, tighter than the law. */
export function WindowFields({ draft, errors, isReadOnly, onChange }: Props) {
  return (
    <div className="flex flex-col gap-5">
      {PURPOSES.map(({ value: purpose, label, hint }) => {
        const window = draft.windows[purpose]
        const setWindow = (changes: Partial<typeof window>) =>
          onChange({ windows: { ...draft.windows, [purpose]: { ...window, ...changes } } })
        const error = errors[`windows.${purpose}`]
        return (
          <fieldset key={purpose} className="min-w-0">
            <legend className="text-sm font-medium">{label} calls</legend>
            <p className="text-sm text-muted">{hint}</p>
            <div className="mt-2 flex flex-wrap items-center gap-2">
              <Input
                type="time"
                aria-label={`${label} calls from`}
                aria-invalid={error ? true : undefined}
                value={window.from}
                readOnly={isReadOnly}
                className="tnum w-32"
                onChange={(event) => setWindow({ from: event.target.value })}
              />
              <span className="text-sm text-muted">to</span>
              <Input
                type="time"
                aria-label={`${label} calls until`}
                aria-invalid={error ? true : undefined}
                value={window.to}
                readOnly={isReadOnly}
                className="tnum w-32"
                onChange={(event) => setWindow({ to: event.target.value })}
              />
            </div>
            <p aria-live="polite" className={classNames('mt-1 text-sm text-danger', !error && 'sr-only')}>
              {error ?? ''}
            </p>
            <WeekdayFields
              label={label}
              off={draft.weekdaysOff[purpose]}
              isReadOnly={isReadOnly}
              onChange={(off) => onChange({ weekdaysOff: { ...draft.weekdaysOff, [purpose]: off } })}
            />
          </fieldset>
        )
      })}
    </div>
  )
}

function WeekdayFields({
  label,
  off,
  isReadOnly,
  onChange,
}: {
  label: string
  off: number[]
  isReadOnly: boolean
  onChange: (off: number[]) => void
}) {
  return (
    <fieldset className="mt-2 flex min-w-0 flex-wrap gap-1.5">
      <legend className="sr-only">Days of {label.toLowerCase()} calls</legend>
      {WEEKDAYS.map((weekday, index) => {
        const number = index + 1
        const isOn = !off.includes(number)
        return (
          <button
            key={weekday}
            type="button"
            aria-pressed={isOn}
            aria-label={weekday}
            disabled={isReadOnly}
            onClick={() => onChange(isOn ? [...off, number].sort((one, other) => one - other) : off.filter((each) => each !== number))}
            className={classNames(
              'h-8 min-w-11 rounded-md border px-2 text-sm transition-colors',
              isOn ? 'border-transparent bg-accent-soft font-medium text-accent' : 'text-muted line-through hover:bg-hover',
            )}
          >
            {weekday.slice(0, 3)}
          </button>
        )
      })}
    </fieldset>
  )
}

export function CapFields({ draft, errors, isReadOnly, onChange }: Props) {
  const caps = [
    { key: 'maxCallsPerContactPerDay', label: 'Calls to one person a day', hint: 'In their day' },
    { key: 'maxCallsPerDay', label: 'Calls a day', hint: 'In the day of the business' },
    { key: 'maxConcurrentCalls', label: 'Calls at once', hint: 'Others wait their turn' },
  ] as const
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      {caps.map(({ key, label, hint }) => (
        <Field key={key} label={label} hint={hint} error={errors[key]}>
          {(control) => (
            <Input
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              placeholder="No cap"
              value={draft[key]}
              readOnly={isReadOnly}
              className="tnum"
              onChange={(event) => onChange({ [key]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}

export function HolidayFields({ draft, errors, isReadOnly, onChange }: Props) {
  const { holidays } = draft
  const change = (position: number, changes: Partial<(typeof holidays)[number]>) =>
    onChange({ holidays: holidays.map((holiday, index) => (index === position ? { ...holiday, ...changes } : holiday)) })
  return (
    <div className="flex flex-col gap-3">
      {holidays.length === 0 ? <p className="text-sm text-muted">None. Calls are made on every day of the week chosen above.</p> : null}
      {holidays.map((holiday, position) => {
        const error = errors[`holidays.${position}`]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a holiday is what stands at its place until it is saved
          <div key={position}>
            <div className="flex flex-wrap items-center gap-2">
              <Input
                type="date"
                aria-label={`Date of day ${position + 1} without calls`}
                aria-invalid={error ? true : undefined}
                value={holiday.date}
                readOnly={isReadOnly}
                className="tnum w-40"
                onChange={(event) => change(position, { date: event.target.value })}
              />
              <Input
                aria-label={`Name of day ${position + 1} without calls`}
                placeholder="Name"
                value={holiday.name}
                readOnly={isReadOnly}
                maxLength={80}
                className="w-44 flex-1"
                onChange={(event) => change(position, { name: event.target.value })}
              />
              <HolidayPurposes
                position={position}
                purposes={holiday.purposes}
                isReadOnly={isReadOnly}
                onChange={(purposes) => change(position, { purposes })}
              />
              {isReadOnly ? null : (
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={`Remove ${holiday.name || holiday.date || `day ${position + 1}`}`}
                  onClick={() => onChange({ holidays: holidays.filter((_, index) => index !== position) })}
                >
                  <Trash2 aria-hidden />
                </Button>
              )}
            </div>
            <p aria-live="polite" className={classNames('mt-1 text-sm text-danger', !error && 'sr-only')}>
              {error ?? ''}
            </p>
          </div>
        )
      })}
      {isReadOnly ? null : (
        <Button
          size="sm"
          className="self-start"
          onClick={() => onChange({ holidays: [...holidays, { date: '', name: '', purposes: ['SERVICE', 'PROMOTIONAL'] }] })}
        >
          <Plus aria-hidden />
          Add a day
        </Button>
      )}
    </div>
  )
}

function HolidayPurposes({
  position,
  purposes,
  isReadOnly,
  onChange,
}: {
  position: number
  purposes: CallPurpose[]
  isReadOnly: boolean
  onChange: (purposes: CallPurpose[]) => void
}) {
  return (
    <div className="flex items-center gap-3">
      {PURPOSES.map(({ value, label }) => {
        const id = `holiday-${position}-${value}`
        return (
          <span key={value} className="flex items-center gap-0.5 text-sm">
            <Checkbox
              id={id}
              disabled={isReadOnly}
              checked={purposes.includes(value)}
              onCheckedChange={(isChecked) => onChange(isChecked ? [...purposes, value] : purposes.filter((purpose) => purpose !== value))}
            />
            <label htmlFor={id}>{label}</label>
          </span>
        )
      })}
    </div>
  )
}
