'use client'

import { Checkbox } from '../ui/checkbox'
import type { Selection } from './use-selection'

/** Chooses a row; with Shift, every row from the one chosen last. Stands above a link that covers the row. */
export function RowCheckbox({ id, label, selection }: { id: string; label: string; selection: Selection }) {
  return (
    <Checkbox
      aria-label={label}
      checked={selection.ids.has(id)}
      onCheckedChange={() => selection.toggle(id)}
      onMouseDown={(event) => {
        // The browser would mark the text in between.
        if (event.shiftKey) event.preventDefault()
      }}
      onClick={(event) => {
        if (!event.shiftKey) return
        event.preventDefault()
        selection.extendTo(id)
      }}
      className="relative z-1"
    />
  )
}

/** Chooses every row that is loaded, or none. */
export function AllRowsCheckbox({ shown, label, selection }: { shown: string[]; label: string; selection: Selection }) {
  const chosen = shown.filter((id) => selection.ids.has(id)).length
  return (
    <Checkbox
      aria-label={label}
      disabled={shown.length === 0}
      checked={chosen === 0 ? false : chosen === shown.length ? true : 'indeterminate'}
      onCheckedChange={() => selection.toggleAll(shown)}
    />
  )
}
