'use client'

import { Tabs as Radix } from 'radix-ui'
import { type ComponentProps, type ComponentPropsWithoutRef, useEffect, useRef } from 'react'
import { classNames } from './class-names'

export const Tabs = Radix.Root

/** Room beside the active tab, so that its neighbour shows there is more. */
const PEEK_PX = 32

export function TabsList({ className, ...props }: ComponentPropsWithoutRef<typeof Radix.List>) {
  const list = useRef<HTMLDivElement>(null)
  const shown = useRef<Element | null>(null)
  // After every render, as the list is not told which tab is active; moved only when that one changes.
  useEffect(() => {
    const active = list.current?.querySelector('[data-state="active"]') ?? null
    if (!list.current || !active || active === shown.current) return
    shown.current = active
    const frame = list.current.getBoundingClientRect()
    const tab = active.getBoundingClientRect()
    // Not scrollIntoView: it would scroll the page as well.
    if (tab.right + PEEK_PX > frame.right) list.current.scrollLeft += tab.right + PEEK_PX - frame.right
    else if (tab.left - PEEK_PX < frame.left) list.current.scrollLeft += tab.left - PEEK_PX - frame.left
  })
  return (
    <Radix.List ref={list} className={classNames('flex gap-1 overflow-x-auto border-b [scrollbar-width:none]', className)} {...props} />
  )
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      className={classNames(
        'focus-inset -mb-px h-9 shrink-0 rounded-md border-b-2 border-transparent px-3 text-sm font-medium text-muted transition-colors hover:text-foreground data-[state=active]:rounded-b-none data-[state=active]:border-accent data-[state=active]:text-foreground',
        className,
      )}
      {...props}
    />
  )
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={classNames('pt-4', className)} {...props} />
}
