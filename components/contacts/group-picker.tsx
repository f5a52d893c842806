'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import type { ContactGroupView } from '@/server/domain/contacts/contact-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

/** A group out of those there are, or a new one by its name. */
export function GroupPicker({
  groups,
  label,
  trigger,
  onChoose,
}: {
  groups: ContactGroupView[]
  label: string
  /** Absent: a small plus. */
  trigger?: ReactNode
  onChoose: (groupId: string) => void
}) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const create = useMutation(
    api.contacts.createGroup.mutationOptions({
      onSuccess: (group) => {
        void queryClient.invalidateQueries({ queryKey: api.contacts.groups.queryKey() })
        choose(group.id)
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  function choose(id: string) {
    onChoose(id)
    setIsOpen(false)
    setTyped('')
  }
  const name = typed.trim()
  const isKnown = groups.some((group) => group.name.toLowerCase() === name.toLowerCase())
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        {trigger ?? (
          <Button size="icon-sm" variant="ghost" aria-label={label} className="-my-0.5">
            <Plus aria-hidden />
          </Button>
        )}
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={label} className="w-64 p-0">
        <Command label={label}>
          <Command.Input
            value={typed}
            onValueChange={setTyped}
            maxLength={80}
            placeholder="Name of the group…"
            className="h-10 w-full border-b bg-transparent px-3 outline-none"
          />
          <Command.List className="max-h-64 overflow-y-auto p-1">
            {groups.length === 0 && !name ? <p className="px-3 py-4 text-center text-sm text-muted">Type a name to make one.</p> : null}
            {groups.map((group) => (
              <Command.Item
                key={group.id}
                value={group.id}
                keywords={[group.name]}
                onSelect={() => choose(group.id)}
                className="flex min-h-8 items-center rounded-md px-2 py-1 data-[selected=true]:bg-hover"
              >
                {group.name}
              </Command.Item>
            ))}
            {name && !isKnown ? (
              <Command.Item
                value={`new ${name}`}
                keywords={[name]}
                onSelect={() => create.mutate({ tenantSlug: tenant.slug, name })}
                className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1 data-[selected=true]:bg-hover"
              >
                <Plus aria-hidden className="size-4 text-muted" />
                New group “{name}”
              </Command.Item>
            ) : null}
          </Command.List>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
