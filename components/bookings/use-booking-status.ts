'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'
import { bookingStatusLabel } from './booking-status-badge'

/** Changes the status of a booking, with a way back. */
export function useBookingStatus(): (booking: BookingView, status: BookingView['status']) => void {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const refresh = () => {
    for (const queryKey of [api.bookings.pathKey(), api.contacts.pathKey(), api.outbound.pathKey()]) {
      void queryClient.invalidateQueries({ queryKey })
    }
  }
  const change = useMutation(
    api.bookings.changeStatus.mutationOptions({ onSuccess: refresh, onError: (error) => toast.error(explainError(error)) }),
  )
  return (booking, status) => {
    const before = booking.status
    change.mutate(
      { tenantSlug: tenant.slug, bookingId: booking.id, status },
      {
        onSuccess: () =>
          toast.success(`${booking.contactName ?? 'The booking'}: ${bookingStatusLabel(status).toLowerCase()}`, {
            action: {
              label: 'Undo',
              onClick: () => change.mutate({ tenantSlug: tenant.slug, bookingId: booking.id, status: before }),
            },
          }),
      },
    )
  }
}
