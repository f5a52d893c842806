'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { toast } from 'sonner'
import type { OutboundCallView } from '@/server/domain/outbound/outbound-view'
import { useApi } from '../api/api'
import { codeOf, explainError, fieldErrorsOf } from '../api/api-error'
import { formatRelativeDay } from '../format/time'
import { fromZonedInput, toZonedInput } from '../format/zoned-input'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { refusalText } from './reason-text'

/** Moves a planned call to another time. */
export function RescheduleDialog({ call, onClose }: { call: OutboundCallView | null; onClose: () => void }) {
  return (
    <Dialog open={call !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {call ? <RescheduleForm key={call.id} call={call} onDone={onClose} /> : null}
    </Dialog>
  )
}

function RescheduleForm({ call, onDone }: { call: OutboundCallView; onDone: () => void }) {
  const { tenant, zone } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [when, setWhen] = useState(() => toZonedInput(call.dueAt, tenant.timezone))
  const [wrong, setWrong] = useState<string | null>(null)
  const reschedule = useMutation(
    api.outbound.reschedule.mutationOptions({
      onSuccess: (moved) => {
        for (const queryKey of [api.outbound.pathKey(), api.calls.pathKey(), api.contacts.pathKey()]) {
          void queryClient.invalidateQueries({ queryKey })
        }
        toast.success(`Is called ${formatRelativeDay(moved.dueAt, zone, new Date())}`, { description: moved.explanation ?? undefined })
        onDone()
      },
    }),
  )
  function submit(event: FormEvent) {
    event.preventDefault()
    const instant = fromZonedInput(when, tenant.timezone)
    setWrong(instant ? null : 'Give a day and a time')
    if (instant) reschedule.mutate({ tenantSlug: tenant.slug, callId: call.id, when: instant })
  }
  const refused = reschedule.error
    ? (fieldErrorsOf(reschedule.error).when ?? refusalText(codeOf(reschedule.error)) ?? explainError(reschedule.error))
    : undefined
  return (
    <DialogContent
      title={`Call ${call.contactName ?? 'this person'} at another time`}
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form="reschedule" isBusy={reschedule.isPending}>
            Move the call
          </Button>
        </>
      }
    >
      <form id="reschedule" onSubmit={submit} noValidate>
        <Field
          label="Day and time"
          hint={
            call.minutesBeforeBooking === null
              ? tenant.timezone.replaceAll('_', ' ')
              : `${tenant.timezone.replaceAll('_', ' ')}. The call then no longer moves with the booking.`
          }
          error={wrong ?? refused}
          isRequired
        >
          {(control) => (
            <Input {...control} type="datetime-local" value={when} className="tnum" onChange={(event) => setWhen(event.target.value)} />
          )}
        </Field>
      </form>
    </DialogContent>
  )
}
