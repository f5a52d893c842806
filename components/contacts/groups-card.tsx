'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { toast } from 'sonner'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Card } from '../ui/card'
import { GroupPicker } from './group-picker'

/** The groups a person is in. */
export function GroupsCard({ contact }: { contact: ContactView }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const groups = useQuery(api.contacts.groups.queryOptions({ tenantSlug: tenant.slug }))
  const update = useMutation(
    api.contacts.update.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() }),
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const canEdit = isAllowed('contacts.write')
  const ids = contact.groups.map(({ id }) => id)
  const set = (groupIds: string[]) => update.mutate({ tenantSlug: tenant.slug, contactId: contact.id, groupIds })
  return (
    <Card
      title="Groups"
      actions={
        canEdit ? (
          <GroupPicker
            groups={(groups.data ?? []).filter(({ id }) => !ids.includes(id))}
            label="Add to a group"
            onChoose={(id) => set([...ids, id])}
          />
        ) : null
      }
    >
      {contact.groups.length === 0 ? <p className="text-sm text-muted">In none.</p> : null}
      <ul className="flex flex-wrap gap-1.5">
        {contact.groups.map((group) => (
          <li key={group.id} className="inline-flex h-6 items-center rounded-md bg-sunken text-sm">
            <span className="px-2">{group.name}</span>
            {canEdit ? (
              <button
                type="button"
                aria-label={`Take out of ${group.name}`}
                onClick={() => set(ids.filter((id) => id !== group.id))}
                className="flex size-6 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-foreground"
              >
                <X aria-hidden className="size-3" />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  )
}
