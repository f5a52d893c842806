'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import { useApi } from '../api/api'
import { explainError, fieldErrorsOf } from '../api/api-error'
import type { PickedContact } from '../contacts/contact-picker'
import { useReminderOf, useSetReminder } from '../outbound/use-reminder'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { type BookingDraft, blankBooking, bookingDraftOf, readBookingDraft } from './booking-draft'
import { BookingFields } from './booking-fields'
import { type ReminderDraft, ReminderField, readReminder, reminderDraftOf } from './reminder-field'

/** A new booking, or a change of one. */
export function BookingDialog({
  booking,
  contact,
  suggested,
  isOpen,
  onOpenChange,
  onSaved,
}: {
  /** Absent: a new one. */
  booking?: BookingView
  /** Whom a new one is for, when that is known. */
  contact?: PickedContact
  /** What a new one begins with. */
  suggested?: Partial<BookingDraft>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onSaved?: (booking: BookingView) => void
}) {
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange}>
      {isOpen ? (
        <BookingForm
          booking={booking}
          contact={contact}
          suggested={suggested}
          onDone={(saved) => {
            onOpenChange(false)
            onSaved?.(saved)
          }}
        />
      ) : null}
    </Dialog>
  )
}

function BookingForm({
  booking,
  contact,
  suggested,
  onDone,
}: {
  booking: BookingView | undefined
  contact: PickedContact | undefined
  suggested: Partial<BookingDraft> | undefined
  onDone: (booking: BookingView) => void
}) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [draft, setDraft] = useState<BookingDraft>(() =>
    booking ? bookingDraftOf(booking, tenant.timezone) : { ...blankBooking(contact ?? null, tenant.timezone, new Date()), ...suggested },
  )
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const planned = useReminderOf(booking?.id)
  const setReminder = useSetReminder()
  const [changedReminder, setChangedReminder] = useState<ReminderDraft | null>(null)
  const reminder = changedReminder ?? reminderDraftOf(planned?.minutesBeforeBooking ?? null)
  const outcome = {
    onSuccess: async (saved: BookingView) => {
      const minutesBefore = readReminder(reminder)
      if (changedReminder && minutesBefore !== undefined) {
        await setReminder({ booking: saved, minutesBefore, planned: planned ?? null })
      }
      void queryClient.invalidateQueries({ queryKey: api.bookings.pathKey() })
      void queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() })
      toast.success(booking ? 'Saved' : 'Booked')
      onDone(saved)
    },
    onError: (error: unknown) => {
      if (Object.keys(fieldErrorsOf(error)).length === 0) toast.error(explainError(error))
    },
  }
  const create = useMutation(api.bookings.create.mutationOptions(outcome))
  const update = useMutation(api.bookings.update.mutationOptions(outcome))
  function submit(event: FormEvent) {
    event.preventDefault()
    const { fields, errors } = readBookingDraft(draft, tenant.timezone)
    const isReminderWrong = readReminder(reminder) === undefined
    setWrong({ ...errors, ...(isReminderWrong ? { reminder: 'A whole number, at most 28 days' } : {}) })
    if (!fields || !draft.contact || isReminderWrong) return
    if (booking) update.mutate({ tenantSlug: tenant.slug, bookingId: booking.id, ...fields })
    else create.mutate({ tenantSlug: tenant.slug, contactId: draft.contact.id, ...fields })
  }
  return (
    <DialogContent
      title={booking ? 'Edit booking' : 'New booking'}
      className="sm:max-w-2xl"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form="booking" isBusy={create.isPending || update.isPending}>
            {booking ? 'Save' : 'Book'}
          </Button>
        </>
      }
    >
      <form id="booking" onSubmit={submit} noValidate>
        <BookingFields
          draft={draft}
          errors={{ ...fieldErrorsOf(booking ? update.error : create.error), ...wrong }}
          isContactFixed={booking !== undefined || contact !== undefined}
          onChange={(changes) => setDraft((current) => ({ ...current, ...changes }))}
        />
        {planned === undefined ? null : (
          <div className="mt-4">
            <ReminderField draft={reminder} error={wrong.reminder} onChange={setChangedReminder} />
          </div>
        )}
      </form>
    </DialogContent>
  )
}
