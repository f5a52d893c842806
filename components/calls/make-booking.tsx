'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CalendarPlus } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import type { CallExtractionView, CallView } from '@/server/domain/calls/call-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { BookingDialog } from '../bookings/booking-dialog'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { bookingTakenDown } from './booking-taken-down'
import { otherPhone } from './caller-name'

/** Makes the booking an agent took down, and ties the call to it. Nothing where there is one already, or where none was wanted. */
export function MakeBooking({ call, extraction }: { call: CallView; extraction: CallExtractionView }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const link = useMutation(
    api.links.set.mutationOptions({
      onSuccess: () =>
        Promise.all([api.links, api.calls, api.conversations].map((each) => queryClient.invalidateQueries({ queryKey: each.pathKey() }))),
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  const suggested = bookingTakenDown(extraction, call.contact?.name ?? null)
  if (!suggested || call.isTest || !isAllowed('bookings.write')) return null
  // A call may find its booking by itself while somebody fills the form: what they have written stays.
  if (call.booking && !isOpen) return null
  const contact = call.contact ? { ...call.contact, phone: otherPhone(call) ?? '' } : undefined
  const tie = ({ id, contactId }: BookingView) => {
    if (isAllowed('links.write')) link.mutate({ tenantSlug: tenant.slug, callId: call.id, contactId, bookingId: id })
  }
  return (
    <div className="mt-2.5">
      <p className="mb-1.5 text-sm text-muted">Noted for the desk; it is not in the bookings yet.</p>
      <Button size="sm" onClick={() => setIsOpen(true)}>
        <CalendarPlus aria-hidden />
        Make the booking
      </Button>
      <BookingDialog contact={contact} suggested={suggested} isOpen={isOpen} onOpenChange={setIsOpen} onSaved={tie} />
    </div>
  )
}
