'use client'

import { useCallback, useRef, useState } from 'react'
import { useHotkeys } from '../shell/hotkeys'
import { selectRange } from './select-range'

export type Selection = {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** Every row from the one chosen last to this one. */
  extendTo: (id: string) => void
  /** All of `shown`, or none of them when all are chosen already. */
  toggleAll: (shown: string[]) => void
  clear: () => void
}

/**
 * Chosen rows of a list. Rows are elements with `data-id`. `x` chooses the row that has the focus, Shift `x` every row from
 * the one chosen last, Escape none.
 */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)
  const toggle = useCallback((id: string) => {
    anchor.current = id
    setIds((current) => toggled(current, id))
  }, [])
  const extendTo = useCallback((id: string) => {
    const range = selectRange(idsOnPage(), anchor.current, id)
    anchor.current = id
    setIds((current) => new Set([...current, ...range]))
  }, [])
  const toggleAll = useCallback((shown: string[]) => setIds((current) => allToggled(current, shown)), [])
  const clear = useCallback(() => {
    anchor.current = null
    setIds(new Set())
  }, [])
  const withFocusedRow = (act: (id: string) => void) => () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-id]')?.dataset.id
    if (id) act(id)
  }
  useHotkeys({
    x: withFocusedRow(toggle),
    X: withFocusedRow(extendTo),
    ...(ids.size > 0 ? { Escape: clear } : {}),
  })
  return { ids, toggle, extendTo, toggleAll, clear }
}

/** In the order people see, which is the one a range follows. */
function idsOnPage(): string[] {
  return Array.from(document.querySelectorAll<HTMLElement>('[data-id]'), ({ dataset }) => dataset.id ?? '')
}

function toggled(ids: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return next
}

function allToggled(ids: ReadonlySet<string>, shown: string[]): ReadonlySet<string> {
  const next = new Set(ids)
  const areAllChosen = shown.every((id) => next.has(id))
  for (const id of shown) {
    if (areAllChosen) next.delete(id)
    else next.add(id)
  }
  return next
}
