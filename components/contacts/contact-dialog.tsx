'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { BLANK_CONTACT, type ContactDraft, draftOf } from './contact-draft'
import { ContactFields } from './contact-fields'

/** A new person, or what is known of one. */
export function ContactDialog({
  contact,
  isOpen,
  onOpenChange,
  onSaved,
}: {
  /** Absent: a new one. */
  contact?: ContactView
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onSaved?: (contact: ContactView) => void
}) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      {isOpen ? (
        <ContactForm
          contact={contact}
          onDone={(saved) => {
            onOpenChange(false)
            onSaved?.(saved)
          }}
        />
      ) : null}
    </Dialog>
  )
}

function ContactForm({ contact, onDone }: { contact: ContactView | undefined; onDone: (contact: ContactView) => void }) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState<ContactDraft>(contact ? draftOf(contact) : BLANK_CONTACT)
  const outcome = {
    onSuccess: (saved: ContactView) => {
      void queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() })
      toast.success(contact ? 'Saved' : `${saved.name ?? 'The contact'} is there`)
      onDone(saved)
    },
    onError: (error: unknown) => {
      if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
    },
  }
  const create = useMutation(api.contacts.create.mutationOptions(outcome))
  const update = useMutation(api.contacts.update.mutationOptions(outcome))
  const isBusy = create.isPending || update.isPending
  function submit(event: FormEvent) {
    event.preventDefault()
    const fields = { tenantSlug: tenant.slug, ...toInput(draft) }
    if (contact) update.mutate({ ...fields, contactId: contact.id })
    else create.mutate(fields)
  }
  return (
    <DialogContent
      title={contact ? 'Edit contact' : 'New contact'}
      className="sm:max-w-2xl"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form="contact" isBusy={isBusy}>
            {contact ? 'Save' : 'Add contact'}
          </Button>
        </>
      }
    >
      <form id="contact" onSubmit={submit} noValidate>
        <ContactFields
          draft={draft}
          errors={fieldErrorsOf(contact ? update.error : create.error)}
          onChange={(changes) => setDraft((current) => ({ ...current, ...changes }))}
        />
      </form>
    </DialogContent>
  )
}

/** Blank fields are cleared. */
function toInput(draft: ContactDraft) {
  const text = (value: string) => value.trim() || null
  return {
    phone: draft.phone,
    name: text(draft.name),
    email: text(draft.email),
    companyName: text(draft.companyName),
    timezone: text(draft.timezone),
    language: text(draft.language),
    externalId: text(draft.externalId),
    notes: text(draft.notes),
  }
}
