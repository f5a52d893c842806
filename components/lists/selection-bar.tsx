'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button'

/** What can be done with the chosen rows. Floats above the list: choosing a row moves nothing. */
export function SelectionBar({
  count,
  noun,
  onClear,
  children,
}: {
  count: number
  noun: string
  onClear: () => void
  children: ReactNode
}) {
  if (count === 0) return null
  return (
    <>
      {/* The last rows can be scrolled out from under a bar of two lines. */}
      <div aria-hidden className="h-12 md:hidden" />
      <div
        role="toolbar"
        aria-label="With the chosen rows"
        className="fixed inset-x-3 bottom-18 z-40 mx-auto flex w-fit animate-rise-in flex-wrap items-center gap-1 rounded-md border bg-raised p-1.5 shadow-raised md:bottom-5 md:left-58"
      >
        <Button size="icon-sm" variant="ghost" aria-label="Clear the choice" onClick={onClear}>
          <X aria-hidden />
        </Button>
        <span role="status" className="tnum whitespace-nowrap pr-2 text-sm font-medium">
          {count} {noun}
        </span>
        {children}
      </div>
    </>
  )
}
