'use client'

import { RadioGroup as Radix } from 'radix-ui'
import { classNames } from './class-names'

/** One of a few, all in sight; each may say what it means. */
export function RadioCards<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: {
  label: string
  value: Value
  options: readonly { value: Value; label: string; hint?: string; isDisabled?: boolean }[]
  onChange: (value: Value) => void
  className?: string
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{label}</legend>
      <Radix.Root
        value={value}
        aria-label={label}
        onValueChange={(next) => {
          const chosen = options.find((option) => option.value === next)
          if (chosen) onChange(chosen.value)
        }}
        className={classNames('grid gap-2', className)}
      >
        {options.map((option) => (
          <Radix.Item
            key={option.value}
            value={option.value}
            disabled={option.isDisabled ?? false}
            className="min-h-9 rounded-md border px-3 py-1.5 text-left transition-colors not-disabled:hover:bg-hover disabled:opacity-55 data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
          >
            <span className="block font-medium">{option.label}</span>
            {option.hint ? <span className="block text-pretty text-sm text-muted">{option.hint}</span> : null}
          </Radix.Item>
        ))}
      </Radix.Root>
    </fieldset>
  )
}
