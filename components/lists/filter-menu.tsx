'use client'

import { ChevronDown } from 'lucide-react'
import { Button } from '../ui/button'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../ui/dropdown-menu'

export type FilterOption = { value: string; label: string }

/** One of several, or all of them. */
export function ChoiceFilter({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: FilterOption[]
  onChange: (value: string) => void
}) {
  const chosen = options.find((option) => option.value === value) ?? options[0]
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button aria-label={`${label}: ${chosen?.label ?? ''}`}>
          {chosen?.label}
          <ChevronDown aria-hidden className="text-muted" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuRadioGroup value={chosen?.value ?? ''} onValueChange={onChange}>
          {options.map((option) => (
            <DropdownMenuRadioItem key={option.value} value={option.value}>
              {option.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

/** Any of several; none chosen means all. */
export function SetFilter({
  label,
  values,
  options,
  onChange,
}: {
  label: string
  values: string[]
  options: FilterOption[]
  onChange: (values: string[]) => void
}) {
  const chosen = options.filter((option) => values.includes(option.value))
  const text = chosen.length === 0 ? label : chosen.length === 1 ? chosen[0]?.label : `${label} (${chosen.length})`
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button aria-label={`${label}: ${chosen.map((option) => option.label).join(', ') || 'any'}`}>
          {text}
          <ChevronDown aria-hidden className="text-muted" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {options.map((option) => (
          <DropdownMenuCheckboxItem
            key={option.value}
            checked={values.includes(option.value)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(isChecked) =>
              onChange(isChecked ? [...values, option.value] : values.filter((value) => value !== option.value))
            }
          >
            {option.label}
          </DropdownMenuCheckboxItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem disabled={values.length === 0} onSelect={() => onChange([])}>
          Any
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
