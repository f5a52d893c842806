'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useRef, useState } from 'react'
import { toast } from 'sonner'
import { OPEN_BOOKING_STATUSES } from '@/server/domain/bookings/open-booking'
import type { PlacedOutboundView } from '@/server/domain/outbound/outbound-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { useApi } from '../api/api'
import { codeOf, explainError, fieldErrorsOf } from '../api/api-error'
import type { PickedContact } from '../contacts/contact-picker'
import { formatInstant, formatRelativeDay } from '../format/time'
import { toZonedInput } from '../format/zoned-input'
import { CallPreview } from '../mappings/call-preview'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { RadioCards } from '../ui/radio-cards'
import { Select } from '../ui/select'
import { type CallPlan, readCallPlan } from './call-plan'
import { PURPOSES } from './policy-draft'
import { reasonText, refusalText } from './reason-text'

const NEXT_BOOKING = 'next'
const OUTSIDE = [
  { value: 'RESCHEDULE', label: 'Call when the hours begin', hint: 'It is moved to the next time this person may be called' },
  { value: 'REJECT', label: 'Do not call', hint: 'You are told, and nothing is planned' },
] as const
const UNITS = [
  { value: 'minutes', label: 'minutes before' },
  { value: 'hours', label: 'hours before' },
  { value: 'days', label: 'days before' },
]

export type CallWish = { contact: PickedContact; bookingId?: string; mode?: CallPlan['mode'] }

/** A call now, later or before a booking, with what the agent will be told. */
export function PlaceCallDialog({ wish, onClose }: { wish: CallWish | null; onClose: () => void }) {
  return (
    <Dialog open={wish !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {wish ? <PlaceCallForm key={wish.contact.id} wish={wish} onDone={onClose} /> : null}
    </Dialog>
  )
}

function useOpenBookings(contactId: string) {
  const { tenant } = useDesk()
  const api = useApi()
  return useQuery(
    api.bookings.list.queryOptions({
      tenantSlug: tenant.slug,
      contactId,
      status: [...OPEN_BOOKING_STATUSES],
      sort: 'soonest',
      limit: 20,
      from: startOfMinute(),
    }),
  )
}

// One question for a minute, not one per render.
function startOfMinute(): string {
  return new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString()
}

function PlaceCallForm({ wish, onDone }: { wish: CallWish; onDone: () => void }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const place = usePlace(onDone)
  const bookings = useOpenBookings(wish.contact.id)
  const settings = useQuery(api.outbound.settings.queryOptions({ tenantSlug: tenant.slug }))
  const [plan, setPlan] = useState<CallPlan>(() => planOf(wish, tenant.timezone))
  const [wrong, setWrong] = useState<Record<string, string>>({})
  const change = (changes: Partial<CallPlan>) => setPlan((current) => ({ ...current, ...changes }))
  const errors = { ...fieldErrorsOf(place.error), ...wrong }
  const { request } = readCallPlan(plan, tenant.timezone)
  const keyOf = useRequestKey()
  const open = bookings.data?.items ?? []
  const chosen = open.find(({ id }) => id === plan.bookingId) ?? open[0]

  function submit(event: FormEvent) {
    event.preventDefault()
    const read = readCallPlan(plan, tenant.timezone)
    setWrong(read.errors ?? {})
    if (!read.request) return
    const asked = { contactId: wish.contact.id, ...read.request }
    place.mutate({ tenantSlug: tenant.slug, ...asked, idempotencyKey: keyOf(asked) })
  }

  return (
    <DialogContent
      title={`Call ${wish.contact.name ?? formatPhone(wish.contact.phone)}`}
      description={wish.contact.name ? formatPhone(wish.contact.phone) : undefined}
      className="sm:max-w-4xl"
      footer={
        <>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button variant="primary" type="submit" form="place-call" isBusy={place.isPending}>
            {plan.mode === 'now' ? 'Call now' : 'Schedule the call'}
          </Button>
        </>
      }
    >
      {settings.data && settings.data.missing.length > 0 ? (
        <Callout tone="warn" title="No calls can be made yet" className="mb-4">
          {isAllowed('integrations.write')
            ? 'Set up the line under Settings, Outgoing calls.'
            : 'An admin has to set up the line under Settings, Outgoing calls.'}
        </Callout>
      ) : null}
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
        <form id="place-call" onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-5">
          <WhenFields plan={plan} errors={errors} hasBooking={open.length > 0} onChange={change} />
          <BookingField plan={plan} bookings={bookings.data?.items} error={errors.bookingId} onChange={change} />
          <RadioCards
            label="Why"
            value={plan.purpose}
            options={PURPOSES}
            onChange={(purpose) => change({ purpose })}
            className="sm:grid-cols-2"
          />
          <RadioCards
            label="Outside the hours in which this person may be called"
            value={plan.ifOutsideWindow}
            options={OUTSIDE}
            onChange={(ifOutsideWindow) => change({ ifOutsideWindow })}
            className="sm:grid-cols-2"
          />
          {place.isError && Object.keys(fieldErrorsOf(place.error)).length === 0 ? (
            <Callout tone="danger" title="Not called">
              {refusalText(codeOf(place.error)) ?? explainError(place.error)}
            </Callout>
          ) : null}
        </form>
        <section aria-label="What the agent is told" className="min-w-0">
          <h3 className="mb-1.5 text-sm font-medium">What the agent is told</h3>
          <CallPreview
            contactId={wish.contact.id}
            bookingId={plan.bookingId || undefined}
            at={request?.when ?? leadMoment(chosen?.startsAt, request?.minutesBeforeBooking)}
          />
        </section>
      </div>
    </DialogContent>
  )
}

/** The same wish asked again, because its answer was lost, is one wish; a changed one is another. */
function useRequestKey(): (asked: object) => string {
  const last = useRef<{ body: string; key: string } | null>(null)
  return (asked) => {
    const body = JSON.stringify(asked)
    if (last.current?.body !== body) {
      last.current = { body, key: Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-') }
    }
    return last.current.key
  }
}

function leadMoment(startsAt: string | undefined, minutes: number | undefined): string | undefined {
  if (startsAt === undefined || minutes === undefined) return undefined
  return new Date(Date.parse(startsAt) - minutes * 60_000).toISOString()
}

function planOf(wish: CallWish, timeZone: string): CallPlan {
  const inAnHour = new Date(Math.ceil((Date.now() + 3_600_000) / 900_000) * 900_000)
  return {
    mode: wish.mode ?? 'now',
    when: toZonedInput(inAnHour, timeZone),
    lead: '2',
    leadUnit: 'hours',
    bookingId: wish.bookingId ?? '',
    purpose: 'SERVICE',
    ifOutsideWindow: 'RESCHEDULE',
  }
}

function WhenFields({
  plan,
  errors,
  hasBooking,
  onChange,
}: {
  plan: CallPlan
  errors: Record<string, string>
  hasBooking: boolean
  onChange: (changes: Partial<CallPlan>) => void
}) {
  const { tenant } = useDesk()
  const modes = [
    { value: 'now', label: 'Now' },
    { value: 'at', label: 'At a time' },
    { value: 'before', label: 'Before the booking', isDisabled: !hasBooking },
  ] as const
  return (
    <div className="flex flex-col gap-3">
      <RadioCards label="When" value={plan.mode} options={modes} onChange={(mode) => onChange({ mode })} className="grid-cols-3" />
      {plan.mode === 'at' ? (
        <Field label="Day and time" hint={tenant.timezone.replaceAll('_', ' ')} error={errors.when} isRequired>
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={plan.when}
              className="tnum"
              onChange={(event) => onChange({ when: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {plan.mode === 'before' ? (
        <Field label="How long before" hint="The call moves when the booking is moved." error={errors.minutesBeforeBooking} isRequired>
          {(control) => (
            <div className="flex gap-2">
              <Input
                {...control}
                type="number"
                inputMode="numeric"
                min={0}
                value={plan.lead}
                className="tnum w-24"
                onChange={(event) => onChange({ lead: event.target.value })}
              />
              <Select
                aria-label="Unit"
                value={plan.leadUnit}
                onValueChange={(unit) => onChange({ leadUnit: unit === 'days' ? 'days' : unit === 'minutes' ? 'minutes' : 'hours' })}
                options={UNITS}
                className="w-44"
              />
            </div>
          )}
        </Field>
      ) : null}
    </div>
  )
}

type OpenBooking = { id: string; startsAt: string; type: string | null }

function BookingField({
  plan,
  bookings,
  error,
  onChange,
}: {
  plan: CallPlan
  bookings: OpenBooking[] | undefined
  error: string | undefined
  onChange: (changes: Partial<CallPlan>) => void
}) {
  const { zone } = useDesk()
  const labelOf = (booking: OpenBooking) => [formatInstant(booking.startsAt, zone, 'appointment'), booking.type].filter(Boolean).join(' · ')
  const [next] = bookings ?? []
  return (
    <Field label="About" error={error} hint={bookings?.length === 0 ? 'There is no open booking: the agent is told of none.' : undefined}>
      {(control) => (
        <Select
          {...control}
          disabled={!next}
          value={plan.bookingId || NEXT_BOOKING}
          onValueChange={(id) => onChange({ bookingId: id === NEXT_BOOKING ? '' : id })}
          options={[
            { value: NEXT_BOOKING, label: next ? `The next booking: ${labelOf(next)}` : 'No booking' },
            ...(bookings ?? []).slice(1).map((booking) => ({ value: booking.id, label: labelOf(booking) })),
            ...(next && plan.bookingId === next.id ? [{ value: next.id, label: labelOf(next) }] : []),
          ]}
        />
      )}
    </Field>
  )
}

function usePlace(onDone: () => void) {
  const { path, zone } = useDesk()
  const api = useApi()
  const router = useRouter()
  const queryClient = useQueryClient()
  return useMutation(
    api.outbound.place.mutationOptions({
      onSuccess: (placed: PlacedOutboundView) => {
        for (const queryKey of [api.outbound.pathKey(), api.contacts.pathKey(), api.calls.pathKey()]) {
          void queryClient.invalidateQueries({ queryKey })
        }
        onDone()
        const isLater = Date.parse(placed.scheduledAt) - Date.now() > 60_000
        if (!isLater) {
          router.push(path(`/calls/${placed.callId}`))
          return
        }
        toast.success(`The call is planned: ${formatRelativeDay(placed.scheduledAt, zone, new Date())}`, {
          description: reasonText(placed.reason) ?? undefined,
          action: { label: 'Open', onClick: () => router.push(path(`/calls/${placed.callId}`)) },
        })
      },
    }),
  )
}
