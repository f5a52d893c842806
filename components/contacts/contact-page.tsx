'use client'

import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { CalendarDays, ChevronLeft, PhoneIncoming, PhoneOutgoing, UserX } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import type { ContactView } from '@/server/domain/contacts/contact-view'
import { languageName } from '../agents/languages'
import { useApi } from '../api/api'
import { statusOf } from '../api/api-error'
import { BookingStatusBadge } from '../bookings/booking-status-badge'
import { CallDuration } from '../calls/call-duration'
import { CallStatusBadge } from '../calls/call-status-badge'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { useListKeys } from '../lists/use-list-keys'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { buttonStyle } from '../ui/button'
import { Card } from '../ui/card'
import { CopyButton } from '../ui/copy-button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Timeline, TimelineItem } from '../ui/timeline'
import { nextBookingOf, timelineOf } from './contact-timeline'

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
  const { tenant } = useDesk()
  const api = useApi()
  const calls = useCallPages(contact.id)
  const bookings = useQuery(api.bookings.list.queryOptions({ tenantSlug: tenant.slug, limit: 100, contactId: contact.id, sort: 'latest' }))
  const next = nextBookingOf(bookings.data?.items ?? [], new Date())
  return (
    <>
      <PageHeader
        above={back}
        title={contact.name ?? 'Unnamed contact'}
        badges={contact.doNotCall ? <Badge tone="danger">Do not call</Badge> : null}
        description={
          <span className="flex items-center gap-1">
            <Phone number={contact.phone} />
            <CopyButton value={contact.phone} label="phone number" />
          </span>
        }
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <ContactTimeline calls={calls} bookings={bookings.data?.items} />
        <aside aria-label="About the contact" className="flex flex-col gap-4 max-lg:order-first">
          <Card title="Next booking">
            {bookings.isPending ? (
              <Skeleton className="h-11" />
            ) : next ? (
              <BookingLine booking={next} />
            ) : (
              <p className="text-sm text-muted">None.</p>
            )}
          </Card>
          <ContactDetails contact={contact} />
        </aside>
      </div>
    </>
  )
}

function BookingLine({ booking }: { booking: BookingView }) {
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Instant iso={booking.startsAt} style="appointment" className="font-medium" />
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

function ContactDetails({ contact }: { contact: ContactView }) {
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
    ['Contact since', <Instant key="since" iso={contact.createdAt} style="date" />],
  ]
  return (
    <Card title="About">
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

type CallPages = ReturnType<typeof useCallPages>

function useCallPages(contactId: string) {
  const { tenant } = useDesk()
  const api = useApi()
  return useInfiniteQuery(
    api.calls.list.infiniteQueryOptions({ tenantSlug: tenant.slug, limit: 30, filters: { contactId } }, { ...nextPage }),
  )
}

function ContactTimeline({ calls, bookings }: { calls: CallPages; bookings: BookingView[] | undefined }) {
  const { path } = useDesk()
  const rows = useListKeys<HTMLElement>()
  const loaded = calls.data?.pages.flatMap((page) => page.items) ?? []
  const entries = timelineOf(loaded, bookings ?? [])
  return (
    <section ref={rows} aria-label="Timeline" className="min-w-0">
      {calls.isError ? <LoadFailed what="The timeline" error={calls.error} onRetry={() => calls.refetch()} /> : null}
      {calls.isPending || bookings === undefined ? <Skeleton className="h-80" /> : null}
      {calls.isSuccess && bookings !== undefined && entries.length === 0 ? (
        <EmptyState icon={PhoneIncoming} title="Nothing happened yet" description="Calls and bookings of this person appear here." />
      ) : null}
      {calls.isSuccess && bookings !== undefined && entries.length > 0 ? (
        <>
          <Timeline>
            {entries.map((entry) =>
              entry.kind === 'call' ? (
                <TimelineItem
                  key={`call-${entry.call.id}`}
                  icon={entry.call.direction === 'INBOUND' ? PhoneIncoming : PhoneOutgoing}
                  title={
                    <Link href={path(`/calls/${entry.call.id}`)} data-row className="rounded-md underline-offset-4 hover:underline">
                      {entry.call.direction === 'INBOUND' ? 'Called' : 'Was called'}
                    </Link>
                  }
                  aside={<Instant iso={entry.call.startedAt} />}
                >
                  <span className="flex flex-wrap items-center gap-x-2">
                    <CallStatusBadge status={entry.call.status} />
                    <CallDuration call={entry.call} />
                  </span>
                  {entry.call.summary ? <p className="mt-1 text-pretty">{entry.call.summary}</p> : null}
                </TimelineItem>
              ) : (
                <TimelineItem
                  key={`booking-${entry.booking.id}`}
                  icon={CalendarDays}
                  title={entry.booking.type ?? 'Booking'}
                  aside={<Instant iso={entry.booking.startsAt} />}
                >
                  <span className="flex flex-wrap items-center gap-x-2">
                    <BookingStatusBadge status={entry.booking.status} />
                    {entry.booking.ownerName ?? ''}
                  </span>
                </TimelineItem>
              ),
            )}
          </Timeline>
          <LoadMore
            shown={loaded.length}
            noun={loaded.length === 1 ? 'call' : 'calls'}
            hasMore={calls.hasNextPage}
            isLoading={calls.isFetchingNextPage}
            onLoad={() => calls.fetchNextPage()}
          />
        </>
      ) : null}
    </section>
  )
}
