'use client'

import { type RefObject, useRef } from 'react'
import { useHotkeys } from '../shell/hotkeys'

/**
 * `j` and `k` move real focus over the links marked `data-row`, so Enter opens them and a screen reader follows.
 * @returns the ref of the element that holds the rows
 */
export function useListKeys<Holder extends HTMLElement>(): RefObject<Holder | null> {
  const holder = useRef<Holder>(null)
  function move(step: 1 | -1) {
    const rows = Array.from(holder.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])
    if (rows.length === 0) return
    // The focus may also be on the box that chooses the row.
    const focused = document.activeElement
    const current = rows.findIndex((row) => row === focused || (row.closest('[data-id]')?.contains(focused) ?? false))
    const next = current === -1 ? (step === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, current + step))
    rows[next]?.focus()
    rows[next]?.scrollIntoView({ block: 'nearest' })
  }
  useHotkeys({ j: () => move(1), k: () => move(-1) })
  return holder
}
