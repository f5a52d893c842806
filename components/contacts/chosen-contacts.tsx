'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, PhoneOutgoing, ShieldBan, UsersRound } from 'lucide-react'
import { toast } from 'sonner'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { downloadText } from '../lists/csv'
import { SelectionBar } from '../lists/selection-bar'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { contactsAsCsv } from './contacts-csv'
import { GroupPicker } from './group-picker'
import { useSuppression } from './use-suppression'

/** What is done with several people at once. Only contacts on screen count: what a filter hides is not changed by surprise. */
export function ChosenContacts({
  contacts,
  onCall,
  onClear,
}: {
  contacts: ContactView[]
  onCall: (contact: ContactView) => void
  onClear: () => void
}) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const { suppress } = useSuppression()
  const groups = useQuery(api.contacts.groups.queryOptions({ tenantSlug: tenant.slug }, { enabled: contacts.length > 0 }))
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() })
  const leave = useMutation(api.contacts.removeFromGroup.mutationOptions({ onSuccess: refresh }))
  const join = useMutation(
    api.contacts.addToGroup.mutationOptions({ onSuccess: refresh, onError: (error) => toast.error(explainError(error)) }),
  )
  const only = contacts.length === 1 ? contacts[0] : undefined
  const contactIds = contacts.map(({ id }) => id)
  function add(groupId: string) {
    const newIds = contacts.filter((contact) => !contact.groups.some(({ id }) => id === groupId)).map(({ id }) => id)
    join.mutate(
      { tenantSlug: tenant.slug, groupId, contactIds },
      {
        onSuccess: () =>
          toast.success(`${newIds.length} added to the group`, {
            ...(newIds.length > 0
              ? { action: { label: 'Undo', onClick: () => leave.mutate({ tenantSlug: tenant.slug, groupId, contactIds: newIds }) } }
              : {}),
          }),
      },
    )
  }
  return (
    <SelectionBar count={contacts.length} noun={only ? 'contact' : 'contacts'} onClear={onClear}>
      {only && isAllowed('calls.place_service') ? (
        <Button size="sm" variant="ghost" onClick={() => onCall(only)}>
          <PhoneOutgoing aria-hidden />
          Call…
        </Button>
      ) : null}
      {isAllowed('contacts.write') ? (
        <GroupPicker
          groups={groups.data ?? []}
          label="Add to a group"
          trigger={
            <Button size="sm" variant="ghost">
              <UsersRound aria-hidden />
              Add to group
            </Button>
          }
          onChoose={add}
        />
      ) : null}
      {isAllowed('suppressions.write') ? (
        <Button size="sm" variant="ghost" onClick={() => suppress(contacts)}>
          <ShieldBan aria-hidden />
          Do not call
        </Button>
      ) : null}
      {isAllowed('exports.create') ? (
        <Button size="sm" variant="ghost" onClick={() => downloadText(`${tenant.slug}-contacts.csv`, contactsAsCsv(contacts), 'text/csv')}>
          <Download aria-hidden />
          Export CSV
        </Button>
      ) : null}
    </SelectionBar>
  )
}
