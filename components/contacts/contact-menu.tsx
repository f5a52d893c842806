'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Pencil, ShieldBan, ShieldCheck, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { TypedConfirmDialog } from '../ui/typed-confirm-dialog'
import { useSuppression } from './use-suppression'

/** What is done with a contact now and then. */
export function ContactMenu({ contact, onEdit }: { contact: ContactView; onEdit: () => void }) {
  const { isAllowed } = useDesk()
  const { suppress, allow } = useSuppression()
  const [isErasing, setIsErasing] = useState(false)
  const isBlocked = contact.isSuppressed || contact.doNotCall
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="icon" aria-label="More">
            <Ellipsis aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {isAllowed('contacts.write') ? (
            <DropdownMenuItem onSelect={onEdit}>
              <Pencil aria-hidden />
              Edit…
            </DropdownMenuItem>
          ) : null}
          {isAllowed('suppressions.write') ? (
            <DropdownMenuItem onSelect={() => (isBlocked ? allow(contact) : suppress([contact]))}>
              {isBlocked ? <ShieldCheck aria-hidden /> : <ShieldBan aria-hidden />}
              {isBlocked ? 'Allow calls again' : 'Do not call any more'}
            </DropdownMenuItem>
          ) : null}
          {isAllowed('contacts.erase') ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem isDangerous onSelect={() => setIsErasing(true)}>
                <Trash2 aria-hidden />
                Erase…
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <EraseDialog contact={contact} isOpen={isErasing} onOpenChange={setIsErasing} />
    </>
  )
}

function EraseDialog({
  contact,
  isOpen,
  onOpenChange,
}: {
  contact: ContactView
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const name = contact.name ?? formatPhone(contact.phone)
  const erase = useMutation(
    api.contacts.remove.mutationOptions({
      onSuccess: () => {
        toast.success(`${name} is erased`)
        router.push(path('/contacts'))
        queryClient.removeQueries({ queryKey: api.contacts.get.queryKey({ tenantSlug: tenant.slug, contactId: contact.id }) })
        void queryClient.invalidateQueries({ queryKey: api.contacts.list.pathKey() })
        void queryClient.invalidateQueries({ queryKey: api.bookings.pathKey() })
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  return (
    <TypedConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Erase ${name}?`}
      word="erase"
      confirmLabel="Erase for good"
      isBusy={erase.isPending}
      onConfirm={() => erase.mutate({ tenantSlug: tenant.slug, contactId: contact.id })}
    >
      <p>
        Name, number, bookings, notes and consent go, and what was said in the calls of this person. That calls took place, and what they
        cost, stays without saying who it was.
      </p>
      <p className="text-muted">A number on the list of those not to be called stays there. This cannot be taken back.</p>
    </TypedConfirmDialog>
  )
}
