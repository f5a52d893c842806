'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
import type { ReviewItemView } from '@/server/domain/linking/link-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'

type Choice = { contactId: string | null; bookingId: string | null }

/**
 * Decisions about whose call it was, each with a way back.
 * @param onUndone told of the call that is to be decided again
 */
export function useDecisions(onUndone: (callId: string) => void) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { slug: tenantSlug } = tenant
  /** Newest last; `u` takes back the last one. */
  const made = useRef<string[]>([])
  const [isCreating, setIsCreating] = useState(false)
  // Awaited: until the list is there again, the call on screen is one that is decided already.
  const refresh = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: api.links.pathKey() }),
      queryClient.invalidateQueries({ queryKey: api.calls.pathKey(), refetchType: 'none' }),
    ])
  const onError = (error: unknown) => {
    toast.error(explainError(error))
  }
  const set = useMutation(api.links.set.mutationOptions({ onSuccess: refresh, onError }))
  const reset = useMutation(api.links.reset.mutationOptions({ onSuccess: refresh, onError }))
  const create = useMutation(api.contacts.create.mutationOptions({ onError }))

  function undo(callId: string | undefined) {
    if (!callId) {
      toast.info('There is no decision to take back.')
      return
    }
    made.current = made.current.filter((each) => each !== callId)
    onUndone(callId)
    reset.mutate(
      { tenantSlug, callId },
      {
        onSuccess: ({ status }) => {
          if (status === 'LINKED') toast.info('Taken back. By what is known now the call links by itself.')
          else toast.info('Taken back: decide again.')
        },
      },
    )
  }

  return {
    isBusy: set.isPending || reset.isPending || isCreating,
    choose(item: ReviewItemView, choice: Choice, told: string) {
      set.mutate(
        { tenantSlug, callId: item.callId, ...choice },
        {
          onSuccess: () => {
            made.current.push(item.callId)
            toast.success(told, { action: { label: 'Undo', onClick: () => undo(item.callId) } })
          },
        },
      )
    },
    undoLast: () => undo(made.current.at(-1)),
    /** The caller becomes a contact and the call theirs. There is no way back but erasing them. */
    async makeContact(item: ReviewItemView, phone: string) {
      setIsCreating(true)
      try {
        const contact = await create.mutateAsync({ tenantSlug, phone })
        await set.mutateAsync({ tenantSlug, callId: item.callId, contactId: contact.id, bookingId: null })
        void queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() })
        toast.success('The caller is a contact now', {
          action: { label: 'Open', onClick: () => router.push(path(`/contacts/${contact.id}`)) },
        })
      } catch {
        // Said already.
      } finally {
        setIsCreating(false)
      }
    },
  }
}

export type Decisions = ReturnType<typeof useDecisions>
