'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import type { FieldControlProps } from './field'
import { fieldStyle } from './input'

export type SelectOption = { value: string; label: ReactNode; hint?: string; isDisabled?: boolean }
export type SelectGroup = { label: string; options: SelectOption[] }

export function Select({
  value,
  onValueChange,
  options,
  groups,
  placeholder,
  disabled,
  className,
  'aria-label': ariaLabel,
  ...control
}: Partial<FieldControlProps> & {
  value: string
  onValueChange: (value: string) => void
  options?: SelectOption[]
  groups?: SelectGroup[]
  placeholder?: string
  disabled?: boolean
  className?: string
  'aria-label'?: string
}) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} {...(disabled === undefined ? {} : { disabled })}>
      <Radix.Trigger
        aria-label={ariaLabel}
        className={classNames(
          fieldStyle,
          'flex h-9 items-center justify-between gap-2 px-3 text-left data-placeholder:text-muted',
          className,
        )}
        {...control}
      >
        <span className="min-w-0 truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon asChild>
          <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-60 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[min(28rem,92vw)] animate-fade-in overflow-hidden rounded-md border bg-raised shadow-raised"
        >
          <Radix.Viewport className="p-1">
            {options?.map((option) => (
              <SelectItem key={option.value} option={option} />
            ))}
            {groups?.map((group) => (
              <Radix.Group key={group.label}>
                <Radix.Label className="px-2 pt-2 pb-1 text-xs font-medium text-muted">{group.label}</Radix.Label>
                {group.options.map((option) => (
                  <SelectItem key={option.value} option={option} />
                ))}
              </Radix.Group>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function SelectItem({ option }: { option: SelectOption }) {
  return (
    <Radix.Item
      value={option.value}
      disabled={option.isDisabled ?? false}
      className="relative flex min-h-8 cursor-default select-none items-center rounded-md py-1 pr-8 pl-2 outline-none data-disabled:opacity-50 data-highlighted:bg-hover"
    >
      <div className="min-w-0">
        <Radix.ItemText>{option.label}</Radix.ItemText>
        {option.hint ? <div className="text-xs text-muted">{option.hint}</div> : null}
      </div>
      <Radix.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="size-4" />
      </Radix.ItemIndicator>
    </Radix.Item>
  )
}
