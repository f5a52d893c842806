'use client'

import { useId } from 'react'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { Switch } from '../ui/switch'

export type ReminderDraft = { isOn: boolean; count: string; unit: 'minutes' | 'hours' | 'days' }

const MINUTES = { minutes: 1, hours: 60, days: 1440 }
const UNITS = [
  { value: 'minutes', label: 'minutes before' },
  { value: 'hours', label: 'hours before' },
  { value: 'days', label: 'days before' },
]

/** As short as it can be said: 120 → 2 hours. @param minutes null: no reminder */
export function reminderDraftOf(minutes: number | null): ReminderDraft {
  if (minutes === null) return { isOn: false, count: '24', unit: 'hours' }
  const unit = minutes > 0 && minutes % 1440 === 0 && minutes > 1440 ? 'days' : minutes % 60 === 0 ? 'hours' : 'minutes'
  return { isOn: true, count: String(minutes / MINUTES[unit]), unit }
}

/** @returns null: no reminder; undefined: what is typed is no such time */
export function readReminder(draft: ReminderDraft): number | null | undefined {
  if (!draft.isOn) return null
  const count = Number(draft.count)
  const minutes = count * MINUTES[draft.unit]
  return draft.count.trim() && Number.isInteger(count) && count >= 0 && minutes <= 28 * 1440 ? minutes : undefined
}

/** Whether an agent calls before the booking, and how long before. */
export function ReminderField({
  draft,
  error,
  onChange,
}: {
  draft: ReminderDraft
  error: string | undefined
  onChange: (draft: ReminderDraft) => void
}) {
  const id = useId()
  return (
    <div className="rounded-md border px-3 py-2.5 sm:col-span-2">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-2">
        <Switch id={id} checked={draft.isOn} onCheckedChange={(isOn) => onChange({ ...draft, isOn })} />
        <label htmlFor={id} className="text-sm font-medium">
          Call as a reminder
        </label>
        {draft.isOn ? (
          <span className="flex items-center gap-2">
            <Input
              aria-label="How long before"
              aria-invalid={error ? true : undefined}
              type="number"
              inputMode="numeric"
              min={0}
              value={draft.count}
              className="tnum w-20"
              onChange={(event) => onChange({ ...draft, count: event.target.value })}
            />
            <Select
              aria-label="Unit"
              value={draft.unit}
              onValueChange={(unit) => onChange({ ...draft, unit: unit === 'days' ? 'days' : unit === 'minutes' ? 'minutes' : 'hours' })}
              options={UNITS}
              className="w-40"
            />
          </span>
        ) : null}
      </div>
      <p aria-live="polite" className={error ? 'mt-1 text-sm text-danger' : 'sr-only'}>
        {error ?? ''}
      </p>
    </div>
  )
}
