'use client'

import { useCallback, useState } from 'react'
import { useHotkeys } from '../shell/hotkeys'

export type Selection = {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** All of `shown`, or none of them when all are chosen already. */
  toggleAll: (shown: string[]) => void
  clear: () => void
}

/** Chosen rows of a list. `x` chooses the row that has the focus (a `data-row` link inside an element with `data-id`). */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((id: string) => setIds((current) => toggled(current, id)), [])
  const toggleAll = useCallback((shown: string[]) => setIds((current) => allToggled(current, shown)), [])
  const clear = useCallback(() => setIds(new Set()), [])
  useHotkeys({
    x: () => {
      const id = document.activeElement?.closest<HTMLElement>('[data-id]')?.dataset.id
      if (id) toggle(id)
    },
    ...(ids.size > 0 ? { Escape: clear } : {}),
  })
  return { ids, toggle, toggleAll, clear }
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
