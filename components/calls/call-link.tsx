'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { toast } from 'sonner'
import type { CallView } from '@/server/domain/calls/call-view'
import type { LinkView } from '@/server/domain/linking/link-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { ContactPicker, type PickedContact } from '../contacts/contact-picker'
import { formatInstant } from '../format/time'
import { evidenceText } from '../review/evidence-text'
import { ruleText } from '../review/rule-text'
import { findTellingTurn } from '../review/telling-turn'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { Combobox } from '../ui/combobox'
import { Dialog, DialogClose, DialogContent } from '../ui/dialog'
import { Field } from '../ui/field'
import { Skeleton } from '../ui/skeleton'
import { otherPhone } from './caller-name'

/** Whose call it was and what it was about: why that is believed, and a way to put it right. */
export function CallLink({ call }: { call: CallView }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const [isCorrecting, setIsCorrecting] = useState(false)
  const link = useQuery(api.links.get.queryOptions({ tenantSlug: tenant.slug, callId: call.id }))
  if (link.isPending) return <Skeleton className="mt-3 h-6" />
  if (!link.data) return null
  const reasons = reasonsOf(link.data)
  return (
    <div className="mt-3 border-t pt-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="text-muted">{explainLink(link.data)}</p>
        {isAllowed('links.write') ? (
          <Button size="sm" variant="ghost" className="-mr-2 text-accent" onClick={() => setIsCorrecting(true)}>
            Correct…
          </Button>
        ) : null}
      </div>
      {reasons.length > 0 ? (
        <details>
          <summary className="min-h-6 rounded-md">Why</summary>
          <ul className="mt-1 flex flex-col gap-1">
            {reasons.map(({ rule, points, evidence }) => (
              <li key={`${rule} ${evidence}`} className="flex gap-2">
                <span className="tnum w-8 shrink-0 text-right text-muted">{points > 0 ? `+${points}` : points}</span>
                <span className="min-w-0 text-pretty [overflow-wrap:anywhere]">
                  {ruleText(rule)}
                  {evidence ? (
                    <span className="text-muted"> · {evidenceText(evidence, findTellingTurn(evidence, call.turns) !== null)}</span>
                  ) : null}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {isCorrecting ? <CorrectDialog call={call} onClose={() => setIsCorrecting(false)} /> : null}
    </div>
  )
}

function explainLink({ status, decidedBy, confidence }: LinkView): ReactNode {
  if (decidedBy === 'HUMAN') return 'Decided by a person.'
  if (status === 'NEEDS_REVIEW') return <WaitsForReview />
  if (status === 'LINKED') return <span className="tnum">Found by itself, {confidence} % sure.</span>
  return status === 'UNMATCHED' ? 'Nobody we know.' : 'Not decided yet.'
}

function WaitsForReview() {
  const { path } = useDesk()
  return (
    <>
      Not certain: it waits for{' '}
      <Link href={path('/review')} className="text-accent underline underline-offset-2">
        review
      </Link>
      .
    </>
  )
}

function reasonsOf({ contactId, bookingId, candidates, decidedBy }: LinkView) {
  if (decidedBy === 'HUMAN') return []
  return candidates.find((one) => one.contactId === contactId && one.bookingId === bookingId)?.reasons ?? []
}

function CorrectDialog({ call, onClose }: { call: CallView; onClose: () => void }) {
  const { tenant, zone } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [contact, setContact] = useState<PickedContact | null>(call.contact && { ...call.contact, phone: otherPhone(call) ?? '' })
  const [bookingId, setBookingId] = useState(call.booking?.id ?? '')
  const { slug: tenantSlug } = tenant
  const bookings = useQuery(
    api.bookings.list.queryOptions({ tenantSlug, limit: 100, contactId: contact?.id ?? '', sort: 'latest' }, { enabled: contact !== null }),
  )
  const refresh = () =>
    Promise.all([api.links, api.calls, api.conversations].map((each) => queryClient.invalidateQueries({ queryKey: each.pathKey() })))
  const onError = (error: unknown) => {
    toast.error(explainError(error))
  }
  const reset = useMutation(api.links.reset.mutationOptions({ onSuccess: refresh, onError }))
  const set = useMutation(
    api.links.set.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onClose()
        toast.success('The link is corrected', {
          action: { label: 'Let the rules decide', onClick: () => reset.mutate({ tenantSlug, callId: call.id }) },
        })
      },
      onError,
    }),
  )
  const save = (contactId: string | null) =>
    set.mutate({ tenantSlug, callId: call.id, contactId, bookingId: contactId ? bookingId || null : null })
  const options = [
    { value: '', label: 'No booking' },
    ...(bookings.data?.items ?? []).map(({ id, startsAt, type }) => ({
      value: id,
      label: formatInstant(startsAt, zone, 'appointment'),
      ...(type ? { hint: type } : {}),
    })),
  ]
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="Whose call was it?"
        description="What a person decides here stays: no rule changes it again."
        footer={
          <>
            <Button variant="ghost" className="mr-auto" disabled={set.isPending} onClick={() => save(null)}>
              Nobody we know
            </Button>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button variant="primary" isBusy={set.isPending} disabled={!contact} onClick={() => save(contact?.id ?? null)}>
              Save
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4">
          <Field label="Contact">
            {(control) => (
              <ContactPicker
                {...control}
                value={contact}
                onChange={(picked) => {
                  setContact(picked)
                  setBookingId('')
                }}
              />
            )}
          </Field>
          {contact ? (
            <Field label="Booking">
              {(control) => <Combobox {...control} value={bookingId} options={options} onValueChange={setBookingId} />}
            </Field>
          ) : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}
