'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Contact, Hash, type LucideIcon, PhoneCall, PhoneIncoming, Search, TextSearch } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { useDeferredValue, useState } from 'react'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { CallStatusBadge } from '../calls/call-status-badge'
import { callerName } from '../calls/caller-name'
import { formatRelativeDay } from '../format/time'
import { Kbd } from '../ui/kbd'
import { DESTINATIONS } from './navigation'
import { useDesk } from './tenant-context'

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
  const { tenant, path, zone, isAllowed } = useDesk()
  const api = useApi()
  const router = useRouter()
  const [typed, setTyped] = useState('')
  const query = useDeferredValue(typed.trim())
  const hasQuery = query.length >= 2
  const tenantSlug = tenant.slug
  const calls = useQuery(
    api.calls.list.queryOptions({ tenantSlug, limit: 5, filters: hasQuery ? { query } : {} }, { placeholderData: keepPreviousData }),
  )
  const contacts = useQuery(
    api.contacts.list.queryOptions({ tenantSlug, limit: 5, query }, { enabled: hasQuery, placeholderData: keepPreviousData }),
  )
  const numbers = useQuery(api.phoneNumbers.list.queryOptions({ tenantSlug }, { enabled: hasQuery }))

  const needle = query.toLowerCase()
  const digits = query.replace(/\D/g, '')
  const pages = DESTINATIONS.filter(({ label, action }) => isAllowed(action) && label.toLowerCase().includes(needle))
  const foundNumbers = hasQuery
    ? (numbers.data ?? []).filter((each) => (digits && each.number.includes(digits)) || each.label?.toLowerCase().includes(needle))
    : []
  const go = (to: string) => {
    onDone()
    router.push(path(to))
  }

  return (
    <Command shouldFilter={false} loop label="Jump to">
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          value={typed}
          onValueChange={setTyped}
          placeholder="Name, number or page…"
          className="h-12 w-full bg-transparent text-lg outline-none"
        />
        <Kbd>esc</Kbd>
      </div>
      <Command.List className="h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
        <Command.Empty className="px-3 py-10 text-center text-muted">Nothing matches “{query}”.</Command.Empty>
        {pages.length > 0 || 'call my agent'.includes(needle) ? (
          <Group heading="Go to">
            {'call my agent'.includes(needle) && isAllowed('calls.test') ? (
              <Item value="call-my-agent" icon={PhoneCall} onSelect={() => go('/test-call')} hint="t">
                Call my agent
              </Item>
            ) : null}
            {pages.map((page) => (
              <Item key={page.path} value={`page${page.path}`} icon={page.icon} onSelect={() => go(page.path)} hint={`g ${page.keys}`}>
                {page.label}
              </Item>
            ))}
          </Group>
        ) : null}
        {contacts.data && hasQuery && contacts.data.items.length > 0 ? (
          <Group heading="Contacts">
            {contacts.data.items.map((contact) => (
              <Item
                key={contact.id}
                value={contact.id}
                icon={Contact}
                onSelect={() => go(`/contacts/${contact.id}`)}
                aside={formatPhone(contact.phone)}
              >
                {contact.name ?? formatPhone(contact.phone)}
              </Item>
            ))}
          </Group>
        ) : null}
        {calls.data && calls.data.items.length > 0 ? (
          <Group heading={hasQuery ? 'Calls' : 'Latest calls'}>
            {calls.data.items.map((call) => (
              <Item
                key={call.id}
                value={call.id}
                icon={PhoneIncoming}
                onSelect={() => go(`/calls/${call.id}`)}
                aside={
                  <span className="flex items-center gap-2">
                    <CallStatusBadge status={call.status} />
                    {formatRelativeDay(call.startedAt, zone, new Date())}
                  </span>
                }
              >
                {callerName(call)}
              </Item>
            ))}
          </Group>
        ) : null}
        {hasQuery && isAllowed('calls.read') ? (
          <Group heading="In conversations">
            <Item value="search-conversations" icon={TextSearch} onSelect={() => go(`/search?q=${encodeURIComponent(query)}`)}>
              Calls in which “{query}” was said
            </Item>
          </Group>
        ) : null}
        {foundNumbers.length > 0 ? (
          <Group heading="Phone numbers">
            {foundNumbers.map((number) => (
              <Item
                key={number.id}
                value={number.id}
                icon={Hash}
                onSelect={() => go(`/numbers/${number.id}`)}
                aside={number.agentName ?? undefined}
              >
                {formatPhone(number.number)}
              </Item>
            ))}
          </Group>
        ) : null}
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

function Item({
  value,
  icon: Icon,
  onSelect,
  hint,
  aside,
  children,
}: {
  value: string
  icon: LucideIcon
  onSelect: () => void
  hint?: string
  aside?: React.ReactNode
  children: React.ReactNode
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="tnum flex min-h-9 cursor-default items-center gap-3 rounded-md px-2.5 py-1 data-[selected=true]:bg-hover"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside ? <span className="shrink-0 text-sm text-muted">{aside}</span> : null}
      {hint ? <Kbd>{hint}</Kbd> : null}
    </Command.Item>
  )
}
