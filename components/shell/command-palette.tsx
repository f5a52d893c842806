'use client'

import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { useDeferredValue, useEffect, useEffectEvent, useState } from 'react'
import { Kbd } from '../ui/kbd'
import { useDesk } from './tenant-context'
import { type PaletteItem, usePaletteGroups } from './use-palette-groups'

/** Jumps to any page, call, contact or number. */
export function CommandPalette({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay data-overlay className="fixed inset-0 z-50 animate-fade-in bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12dvh] left-1/2 z-50 w-[min(38rem,94vw)] -translate-x-1/2 overflow-hidden rounded-md border bg-raised shadow-raised focus-visible:outline-none"
        >
          <Radix.Title className="sr-only">Jump to</Radix.Title>
          <PaletteBody onDone={() => onOpenChange(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function PaletteBody({ onDone }: { onDone: () => void }) {
  const { path } = useDesk()
  const router = useRouter()
  const [typed, setTyped] = useState('')
  /** Moved to by hand; otherwise the first row is the one, also while rows come and go. */
  const [moved, setMoved] = useState<string | null>(null)
  const [hasEntered, setHasEntered] = useState(false)
  const query = useDeferredValue(typed.trim())
  const { groups, isLoading } = usePaletteGroups(query)
  const items = groups.flatMap((group) => group.items)
  const chosen = items.find(({ value }) => value === moved) ?? items[0]
  const isStale = isLoading || query !== typed.trim()
  const go = (to: string) => {
    onDone()
    router.push(path(to))
  }

  // Enter before the answer is there counts for the answer, not for a row of the text before.
  const goThere = useEffectEvent(go)
  const enteredTo = hasEntered && !isStale ? chosen?.to : undefined
  useEffect(() => {
    if (enteredTo) goThere(enteredTo)
  }, [enteredTo])

  return (
    <Command
      shouldFilter={false}
      loop
      label="Jump to"
      value={chosen?.value ?? ''}
      onValueChange={(next) => setMoved(next === items[0]?.value ? null : next)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.nativeEvent.isComposing || !isStale || moved) return
        event.preventDefault()
        setHasEntered(true)
      }}
    >
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          value={typed}
          onValueChange={(next) => {
            setTyped(next)
            setMoved(null)
            setHasEntered(false)
          }}
          placeholder="Name, number or page…"
          className="h-12 w-full bg-transparent text-lg outline-none"
        />
        <Kbd>esc</Kbd>
      </div>
      <Command.List className="h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-10 text-center text-muted">Nothing matches “{query}”.</Command.Empty>
        {groups.map(({ heading, items }) => (
          <Group key={heading} heading={heading}>
            {items.map((item) => (
              <Item key={item.value} item={item} onSelect={() => go(item.to)} />
            ))}
          </Group>
        ))}
      </Command.List>
    </Command>
  )
}

function Group({ heading, children }: { heading: string; children: React.ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {children}
    </Command.Group>
  )
}

function Item({ item, onSelect }: { item: PaletteItem; onSelect: () => void }) {
  const { value, icon: Icon, label, hint, aside } = item
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="tnum flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 py-1 data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {aside ? <span className="shrink-0 text-sm text-muted">{aside}</span> : null}
      {hint ? <Kbd>{hint}</Kbd> : null}
    </Command.Item>
  )
}
