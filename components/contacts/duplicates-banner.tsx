'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import type { ContactView, DuplicateView } from '@/server/domain/contacts/contact-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { ConfirmDialog } from '../ui/dialog'

const REASONS: Record<DuplicateView['reasons'][number], string> = {
  same_email: 'the same e-mail address',
  same_external_id: 'the same id',
  same_name_and_digits: 'the same name and a number that ends alike',
}

/** Somebody who may be the same person, and a way to make one of the two. */
export function DuplicatesBanner({ contact }: { contact: ContactView }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState<ContactView | null>(null)
  const duplicates = useQuery(api.contacts.duplicates.queryOptions({ tenantSlug: tenant.slug }, { staleTime: 60_000 }))
  const merge = useMutation(
    api.contacts.merge.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() })
        void queryClient.invalidateQueries({ queryKey: api.bookings.pathKey() })
        void queryClient.invalidateQueries({ queryKey: api.calls.pathKey() })
        setAsked(null)
        toast.success('Both are one contact now')
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const pairs = (duplicates.data ?? []).flatMap(({ contacts, reasons }) => {
    const other = contacts.find(({ id }) => id !== contact.id)
    return other && contacts.some(({ id }) => id === contact.id) ? [{ other, reasons }] : []
  })
  if (pairs.length === 0) return null
  return (
    <div className="mb-5 flex flex-col gap-2">
      {pairs.map(({ other, reasons }) => (
        <Callout
          key={other.id}
          tone="warn"
          title={`${other.name ?? 'A contact'} with ${formatPhone(other.phone)} may be the same person`}
          action={
            isAllowed('contacts.write') ? (
              <Button size="sm" onClick={() => setAsked(other)}>
                Make them one…
              </Button>
            ) : null
          }
        >
          They have {reasons.map((reason) => REASONS[reason]).join(' and ')}.
        </Callout>
      ))}
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title="Make one contact of both?"
        description={`Calls, bookings, notes and consent of ${asked ? formatPhone(asked.phone) : ''} come to this contact, which keeps its number ${formatPhone(contact.phone)}. This cannot be taken back.`}
        confirmLabel="Make them one"
        isBusy={merge.isPending}
        onConfirm={() => asked && merge.mutate({ tenantSlug: tenant.slug, contactId: contact.id, otherContactId: asked.id })}
      />
    </div>
  )
}
