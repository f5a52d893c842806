'use client'

import { useQuery } from '@tanstack/react-query'
import { BellRing, CalendarPlus, ChevronLeft, Pencil, PhoneOutgoing, UserX } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { languageName } from '../agents/languages'
import { useApi } from '../api/api'
import { statusOf } from '../api/api-error'
import { BookingActions } from '../bookings/booking-actions'
import { BookingDialog } from '../bookings/booking-dialog'
import { BookingStatusBadge } from '../bookings/booking-status-badge'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { LoadFailed } from '../lists/load-failed'
import { leadText } from '../outbound/outbound-reminder-text'
import { type CallWish, PlaceCallDialog } from '../outbound/place-call-dialog'
import { useReminders } from '../outbound/use-reminder'
import { useDesk } from '../shell/tenant-context'
import { TaskCard } from '../tasks/task-card'
import { Badge } from '../ui/badge'
import { Button, buttonStyle } from '../ui/button'
import { Card } from '../ui/card'
import { CopyButton } from '../ui/copy-button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { ConsentCard } from './consent-card'
import { ContactDialog } from './contact-dialog'
import { ContactMenu } from './contact-menu'
import { ContactTimeline } from './contact-timeline'
import { DuplicatesBanner } from './duplicates-banner'
import { GroupsCard } from './groups-card'
import { KnownCard } from './known-card'
import { nextBookingOf } from './next-booking'
import { NoteComposer } from './note-composer'

/** One person: who they are, what is agreed with them, and everything that happened. */
export function ContactPage({ contactId }: { contactId: string }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const contact = useQuery(api.contacts.get.queryOptions({ tenantSlug: tenant.slug, contactId }))
  if (contact.isError && !contact.data) {
    return [400, 404].includes(statusOf(contact.error) ?? 0) ? (
      <EmptyState
        icon={UserX}
        isPage
        title="This contact does not exist"
        description="It may have been erased, or the address is wrong."
        action={
          <Link href={path('/contacts')} className={buttonStyle()}>
            All contacts
          </Link>
        }
      />
    ) : (
      <LoadFailed what="The contact" error={contact.error} onRetry={() => contact.refetch()} />
    )
  }
  const back = (
    <Link href={path('/contacts')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
      <ChevronLeft aria-hidden className="size-4" />
      Contacts
    </Link>
  )
  if (!contact.data) {
    return (
      <div aria-busy>
        <PageHeader above={back} title={<Skeleton className="my-1 h-5 w-52" />} description={<Skeleton className="h-7 w-40" />} />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Skeleton className="h-80" />
          <Skeleton className="h-60" />
        </div>
      </div>
    )
  }
  return <LoadedContact contact={contact.data} back={back} />
}

function LoadedContact({ contact, back }: { contact: ContactView; back: ReactNode }) {
  const { isAllowed } = useDesk()
  const [isEditing, setIsEditing] = useState(false)
  const [isBooking, setIsBooking] = useState(false)
  const [wish, setWish] = useState<CallWish | null>(null)
  return (
    <>
      <PageHeader
        above={back}
        title={contact.name ?? 'Unnamed contact'}
        badges={contact.doNotCall || contact.isSuppressed ? <Badge tone="danger">Do not call</Badge> : null}
        description={
          <span className="flex items-center gap-1">
            <Phone number={contact.phone} />
            <CopyButton value={contact.phone} label="phone number" />
          </span>
        }
        actions={
          <>
            {isAllowed('calls.place_service') ? (
              <Button variant="primary" onClick={() => setWish({ contact })}>
                <PhoneOutgoing aria-hidden />
                Call…
              </Button>
            ) : null}
            {isAllowed('bookings.write') ? (
              <Button onClick={() => setIsBooking(true)}>
                <CalendarPlus aria-hidden />
                Book…
              </Button>
            ) : null}
            <ContactMenu contact={contact} onEdit={() => setIsEditing(true)} />
          </>
        }
      />
      <DuplicatesBanner contact={contact} />
      {/* On a phone what happened comes before what is looked up now and then. */}
      <div className="grid items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        <div className="min-w-0 max-lg:order-2 max-lg:mt-2 lg:row-span-2">
          {isAllowed('contacts.write') ? <NoteComposer contactId={contact.id} /> : null}
          <ContactTimeline contactId={contact.id} />
        </div>
        <aside aria-label="About the contact" className="flex min-w-0 flex-col gap-4 max-lg:order-1">
          <NextBooking contactId={contact.id} onCall={(booking) => setWish({ contact, bookingId: booking.id, mode: 'before' })} />
          <TaskCard contactId={contact.id} />
          <ContactDetails contact={contact} onEdit={isAllowed('contacts.write') ? () => setIsEditing(true) : null} />
        </aside>
        <aside aria-label="More about the contact" className="flex min-w-0 flex-col gap-4 max-lg:order-3">
          <KnownCard contactId={contact.id} />
          <GroupsCard contact={contact} />
          <ConsentCard contactId={contact.id} />
        </aside>
      </div>
      <ContactDialog contact={contact} isOpen={isEditing} onOpenChange={setIsEditing} />
      <BookingDialog contact={contact} isOpen={isBooking} onOpenChange={setIsBooking} />
      <PlaceCallDialog wish={wish} onClose={() => setWish(null)} />
    </>
  )
}

function NextBooking({ contactId, onCall }: { contactId: string; onCall: (booking: BookingView) => void }) {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const [isEditing, setIsEditing] = useState(false)
  const bookings = useQuery(api.bookings.list.queryOptions({ tenantSlug: tenant.slug, limit: 100, contactId, sort: 'latest' }))
  const reminders = useReminders()
  const next = nextBookingOf(bookings.data?.items ?? [], new Date())
  const reminder = next ? reminders.get(next.id) : undefined
  return (
    <Card
      title="Next booking"
      actions={next ? <BookingActions booking={next} onEdit={() => setIsEditing(true)} onCall={() => onCall(next)} /> : null}
    >
      {bookings.isPending ? (
        <Skeleton className="h-16" />
      ) : next ? (
        <>
          <BookingLine booking={next} />
          {reminder?.minutesBeforeBooking != null ? (
            <p className="mt-2 flex items-center gap-1.5 text-sm text-muted">
              <BellRing aria-hidden className="size-3.5" />
              Is called {leadText(reminder.minutesBeforeBooking)}
            </p>
          ) : null}
          <BookingDialog booking={next} isOpen={isEditing} onOpenChange={setIsEditing} />
        </>
      ) : (
        <p className="text-sm text-muted">{isAllowed('bookings.write') ? 'None. Book one with “Book…”.' : 'None.'}</p>
      )}
    </Card>
  )
}

function BookingLine({ booking }: { booking: BookingView }) {
  const { path } = useDesk()
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Link href={path(`/bookings/${booking.id}`)} className="rounded-md font-medium underline-offset-4 hover:underline">
          <Instant iso={booking.startsAt} style="appointment" />
        </Link>
        <BookingStatusBadge status={booking.status} />
      </div>
      <p className="text-sm text-muted">
        {[
          booking.type,
          booking.ownerName,
          booking.durationMinutes ? `${booking.durationMinutes} min` : null,
          booking.partySize ? `${booking.partySize} people` : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {booking.specialInstructions ? <p className="mt-1 text-pretty text-sm">{booking.specialInstructions}</p> : null}
    </>
  )
}

function ContactDetails({ contact, onEdit }: { contact: ContactView; onEdit: (() => void) | null }) {
  const rows: [string, ReactNode][] = [
    ['Company', contact.companyName],
    ['E-mail', contact.email],
    ['Language', contact.language ? languageName(contact.language) : null],
    ['Time zone', contact.timezone],
    ['Your id', contact.externalId],
    [
      'Calls',
      <span key="calls" className="tnum">
        {contact.totalCalls}
      </span>,
    ],
    ['First call', contact.firstCallAt ? <Instant key="first" iso={contact.firstCallAt} style="date" /> : null],
    ...Object.entries(contact.metadata).map(([key, value]): [string, ReactNode] => [key.replaceAll('_', ' '), String(value)]),
    ['Contact since', <Instant key="since" iso={contact.createdAt} style="date" />],
  ]
  return (
    <Card
      title="About"
      actions={
        onEdit ? (
          <Button size="icon-sm" variant="ghost" aria-label="Edit contact" className="-my-0.5" onClick={onEdit}>
            <Pencil aria-hidden />
          </Button>
        ) : null
      }
    >
      <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        {rows
          .filter(([, value]) => value !== null && value !== '')
          .map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
      </dl>
      {contact.notes ? <p className="mt-3 whitespace-pre-wrap border-t pt-3 text-sm">{contact.notes}</p> : null}
    </Card>
  )
}
