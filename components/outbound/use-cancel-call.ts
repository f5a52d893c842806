'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import type { OutboundCallView } from '@/server/domain/outbound/outbound-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'

/** Takes a planned call back; undoing it plans it anew, for the same time. */
export function useCancelCall(): (call: OutboundCallView) => void {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const refresh = () => {
    for (const queryKey of [api.outbound.pathKey(), api.calls.pathKey(), api.contacts.pathKey()]) {
      void queryClient.invalidateQueries({ queryKey })
    }
  }
  const shared = { onSuccess: refresh, onError: (error: unknown) => void toast.error(explainError(error)) }
  const cancel = useMutation(api.outbound.cancel.mutationOptions(shared))
  const place = useMutation(api.outbound.place.mutationOptions(shared))
  return (call) => {
    const again = {
      tenantSlug: tenant.slug,
      contactId: call.contactId,
      purpose: call.purpose,
      ...(call.bookingId ? { bookingId: call.bookingId } : {}),
      ...(call.minutesBeforeBooking === null ? { when: call.dueAt } : { minutesBeforeBooking: call.minutesBeforeBooking }),
    }
    cancel.mutate(
      { tenantSlug: tenant.slug, callId: call.id },
      {
        onSuccess: () =>
          toast.success(`${call.contactName ?? 'This person'} is not called`, {
            action: { label: 'Undo', onClick: () => place.mutate(again) },
          }),
      },
    )
  }
}
