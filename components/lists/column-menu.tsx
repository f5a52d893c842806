'use client'

import { SlidersHorizontal } from 'lucide-react'
import { Button } from '../ui/button'
import { DropdownMenu, DropdownMenuCheckboxItem, DropdownMenuContent, DropdownMenuLabel, DropdownMenuTrigger } from '../ui/dropdown-menu'

/** Which columns a table shows; phones show what fits. */
export function ColumnMenu({
  columns,
  hidden,
  onToggle,
}: {
  columns: readonly { key: string; label: string }[]
  hidden: ReadonlySet<string>
  onToggle: (key: string) => void
}) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="icon" aria-label="Choose columns" className="max-sm:hidden">
          <SlidersHorizontal aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuLabel>Columns</DropdownMenuLabel>
        {columns.map(({ key, label }) => (
          <DropdownMenuCheckboxItem
            key={key}
            checked={!hidden.has(key)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={() => onToggle(key)}
          >
            {label}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
