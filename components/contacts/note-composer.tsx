'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { toast } from 'sonner'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Textarea } from '../ui/input'

/** Writes down what the desk should remember; it stands in the timeline, with its author. */
export function NoteComposer({ contactId }: { contactId: string }) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [body, setBody] = useState('')
  const add = useMutation(
    api.contacts.addNote.mutationOptions({
      onSuccess: async () => {
        setBody('')
        await queryClient.invalidateQueries({ queryKey: api.contacts.timeline.pathKey() })
      },
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const submit = () => {
    if (body.trim() && !add.isPending) add.mutate({ tenantSlug: tenant.slug, contactId, body })
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    submit()
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit()
  }
  return (
    <form onSubmit={onSubmit} className="mb-6 flex flex-col gap-2">
      <Textarea
        aria-label="New note"
        placeholder="Write a note…"
        value={body}
        maxLength={5000}
        rows={2}
        className="min-h-16"
        onChange={(event) => setBody(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button type="submit" size="sm" isBusy={add.isPending} disabled={!body.trim()} className="self-end">
        Add note
      </Button>
    </form>
  )
}
