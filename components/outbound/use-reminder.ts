'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import type { OutboundCallView } from '@/server/domain/outbound/outbound-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { useDesk } from '../shell/tenant-context'

/** Planned calls that remind of a booking, by booking. */
export function useReminders(): ReadonlyMap<string, OutboundCallView> {
  const { tenant } = useDesk()
  const api = useApi()
  const waiting = useQuery(api.outbound.list.queryOptions({ tenantSlug: tenant.slug, show: 'waiting', limit: 100 }))
  return remindersByBooking(waiting.data?.items ?? [])
}

/** The planned reminder of one booking; undefined while that is not known. */
export function useReminderOf(bookingId: string | undefined): OutboundCallView | null | undefined {
  const { tenant } = useDesk()
  const api = useApi()
  const waiting = useQuery(
    api.outbound.list.queryOptions(
      { tenantSlug: tenant.slug, show: 'waiting', ...(bookingId ? { bookingId } : {}), limit: 20 },
      { enabled: bookingId !== undefined },
    ),
  )
  if (bookingId === undefined) return null
  return waiting.data && (remindersByBooking(waiting.data.items).get(bookingId) ?? null)
}

function remindersByBooking(calls: OutboundCallView[]): Map<string, OutboundCallView> {
  return new Map(calls.flatMap((call) => (call.bookingId && call.minutesBeforeBooking !== null ? [[call.bookingId, call] as const] : [])))
}

type Wish = { booking: { id: string; contactId: string }; minutesBefore: number | null; planned: OutboundCallView | null }

/** Makes the planned reminder of a booking what it should be: `minutesBefore` null takes it back. */
export function useSetReminder(): (wish: Wish) => Promise<void> {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const place = useMutation(api.outbound.place.mutationOptions())
  const cancel = useMutation(api.outbound.cancel.mutationOptions())
  return async ({ booking, minutesBefore, planned }) => {
    if ((planned?.minutesBeforeBooking ?? null) === minutesBefore) return
    try {
      if (planned) await cancel.mutateAsync({ tenantSlug: tenant.slug, callId: planned.id })
      if (minutesBefore !== null) {
        await place.mutateAsync({
          tenantSlug: tenant.slug,
          contactId: booking.contactId,
          bookingId: booking.id,
          minutesBeforeBooking: minutesBefore,
          purpose: 'SERVICE',
        })
      }
    } catch (error) {
      toast.error(minutesBefore === null ? 'The reminder is still planned' : 'The reminder is not planned', {
        description: explainError(error),
      })
    }
    await queryClient.invalidateQueries({ queryKey: api.outbound.pathKey() })
  }
}
