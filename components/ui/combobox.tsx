'use client'

import { Command } from 'cmdk'
import { Check, ChevronsUpDown } from 'lucide-react'
import { useState } from 'react'
import { classNames } from './class-names'
import type { FieldControlProps } from './field'
import { fieldStyle } from './input'
import { Popover, PopoverContent, PopoverTrigger } from './popover'

/** A select one can type in, for lists too long to scan. */
export function Combobox({
  value,
  onValueChange,
  options,
  placeholder = 'Choose…',
  searchPlaceholder = 'Search…',
  emptyText = 'Nothing matches.',
  className,
  'aria-label': ariaLabel,
  ...control
}: Partial<FieldControlProps> & {
  value: string
  onValueChange: (value: string) => void
  options: { value: string; label: string; hint?: string }[]
  placeholder?: string
  searchPlaceholder?: string
  emptyText?: string
  className?: string
  'aria-label'?: string
}) {
  const [isOpen, setIsOpen] = useState(false)
  const chosen = options.find((option) => option.value === value)
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={isOpen}
          aria-label={ariaLabel}
          className={classNames(
            fieldStyle,
            'flex h-9 items-center justify-between gap-2 px-3 text-left',
            !chosen && 'text-muted',
            className,
          )}
          {...control}
        >
          <span className="min-w-0 truncate">{chosen?.label ?? placeholder}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label={searchPlaceholder} className="w-(--radix-popover-trigger-width) min-w-60 p-0">
        <Command label={searchPlaceholder}>
          <Command.Input placeholder={searchPlaceholder} className="h-10 w-full border-b bg-transparent px-3 outline-none" />
          <Command.List className="max-h-64 overflow-y-auto p-1">
            <Command.Empty className="px-3 py-6 text-center text-sm text-muted">{emptyText}</Command.Empty>
            {options.map((option) => (
              <Command.Item
                key={option.value}
                value={option.value}
                keywords={[option.label, option.hint ?? '']}
                onSelect={() => {
                  onValueChange(option.value)
                  setIsOpen(false)
                }}
                className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1 data-[selected=true]:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate">{option.label}</span>
                {option.hint ? <span className="text-xs text-muted">{option.hint}</span> : null}
                <Check aria-hidden className={classNames('size-4', option.value !== value && 'invisible')} />
              </Command.Item>
            ))}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
