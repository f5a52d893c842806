'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { ChevronsUpDown } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { useDesk } from '../shell/tenant-context'
import { classNames } from '../ui/class-names'
import type { FieldControlProps } from '../ui/field'
import { fieldStyle } from '../ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

export type PickedContact = Pick<ContactView, 'id' | 'name' | 'phone'>

/** One person out of all, found by name or number. */
export function ContactPicker({
  value,
  onChange,
  placeholder = 'Choose a contact…',
  className,
  'aria-label': ariaLabel,
  ...control
}: Partial<FieldControlProps> & {
  value: PickedContact | null
  onChange: (contact: PickedContact) => void
  placeholder?: string
  className?: string
  'aria-label'?: string
}) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <button
          type="button"
          role="combobox"
          aria-expanded={isOpen}
          aria-label={ariaLabel}
          className={classNames(
            fieldStyle,
            'flex h-9 items-center justify-between gap-2 px-3 text-left',
            !value && 'text-muted',
            className,
          )}
          {...control}
        >
          <span className="min-w-0 truncate">{value ? nameOf(value) : placeholder}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted" />
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label="Contacts" className="w-(--radix-popover-trigger-width) min-w-72 p-0">
        <Choices
          onChoose={(contact) => {
            onChange(contact)
            setIsOpen(false)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

function Choices({ onChoose }: { onChoose: (contact: PickedContact) => void }) {
  const { tenant } = useDesk()
  const api = useApi()
  const [typed, setTyped] = useState('')
  const query = useDeferredValue(typed.trim())
  const contacts = useQuery(
    api.contacts.list.queryOptions(
      { tenantSlug: tenant.slug, limit: 8, ...(query ? { query } : {}) },
      { placeholderData: keepPreviousData },
    ),
  )
  return (
    <Command shouldFilter={false} label="Search name or number">
      <Command.Input
        value={typed}
        onValueChange={setTyped}
        placeholder="Search name or number…"
        className="h-10 w-full border-b bg-transparent px-3 outline-none"
      />
      <Command.List className="h-72 overflow-y-auto p-1">
        {contacts.isPending ? null : <Command.Empty className="px-3 py-6 text-center text-sm text-muted">Nobody matches.</Command.Empty>}
        {contacts.data?.items.map((contact) => (
          <Command.Item
            key={contact.id}
            value={contact.id}
            onSelect={() => onChoose(contact)}
            className="flex min-h-8 items-center gap-3 rounded-md px-2 py-1 data-[selected=true]:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate">{contact.name ?? 'Unnamed'}</span>
            <span className="tnum text-xs text-muted">{formatPhone(contact.phone)}</span>
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  )
}

function nameOf(contact: PickedContact): string {
  return contact.name ?? formatPhone(contact.phone)
}
