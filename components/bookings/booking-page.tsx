'use client'

import { useQuery } from '@tanstack/react-query'
import { BellRing, CalendarX, ChevronLeft, Pencil, TextSearch } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import { useApi } from '../api/api'
import { statusOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { LoadFailed } from '../lists/load-failed'
import { leadText } from '../outbound/outbound-reminder-text'
import { type CallWish, PlaceCallDialog } from '../outbound/place-call-dialog'
import { useReminderOf } from '../outbound/use-reminder'
import { useDesk } from '../shell/tenant-context'
import { Button, buttonStyle } from '../ui/button'
import { Card } from '../ui/card'
import { CopyButton } from '../ui/copy-button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { BookingActions } from './booking-actions'
import { BookingConversations } from './booking-conversations'
import { BookingDialog } from './booking-dialog'
import { BookingStatusBadge } from './booking-status-badge'

/** One booking: what is agreed, with whom, and every conversation about it. */
export function BookingPage({ bookingId }: { bookingId: string }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const booking = useQuery(api.bookings.get.queryOptions({ tenantSlug: tenant.slug, bookingId }))
  if (booking.isError && !booking.data) {
    return [400, 404].includes(statusOf(booking.error) ?? 0) ? (
      <EmptyState
        icon={CalendarX}
        isPage
        title="This booking does not exist"
        description="It may have gone with its contact, or the address is wrong."
        action={
          <Link href={path('/bookings')} className={buttonStyle()}>
            All bookings
          </Link>
        }
      />
    ) : (
      <LoadFailed what="The booking" error={booking.error} onRetry={() => booking.refetch()} />
    )
  }
  const back = (
    <Link href={path('/bookings')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
      <ChevronLeft aria-hidden className="size-4" />
      Bookings
    </Link>
  )
  if (!booking.data) {
    return (
      <div aria-busy>
        <PageHeader above={back} title={<Skeleton className="my-1 h-5 w-52" />} description={<Skeleton className="h-5 w-40" />} />
        <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Skeleton className="h-96" />
          <Skeleton className="h-60" />
        </div>
      </div>
    )
  }
  return <LoadedBooking booking={booking.data} back={back} />
}

function LoadedBooking({ booking, back }: { booking: BookingView; back: ReactNode }) {
  const { path, isAllowed } = useDesk()
  const [isEditing, setIsEditing] = useState(false)
  const [wish, setWish] = useState<CallWish | null>(null)
  const call = () =>
    setWish({
      contact: { id: booking.contactId, name: booking.contactName, phone: booking.contactPhone },
      bookingId: booking.id,
      mode: Date.parse(booking.startsAt) > Date.now() ? 'before' : 'now',
    })
  return (
    <>
      <PageHeader
        above={back}
        title={`${booking.type ?? 'Booking'} · ${booking.contactName ?? 'Unnamed contact'}`}
        badges={<BookingStatusBadge status={booking.status} />}
        description={<Instant iso={booking.startsAt} style="appointment" />}
        actions={
          <>
            <Link href={path(`/search?contact=${booking.contactId}&booking=${booking.id}`)} className={buttonStyle()}>
              <TextSearch aria-hidden />
              Search in its calls
            </Link>
            {isAllowed('bookings.write') ? (
              <Button onClick={() => setIsEditing(true)}>
                <Pencil aria-hidden />
                Edit…
              </Button>
            ) : null}
            <BookingActions booking={booking} onEdit={() => setIsEditing(true)} onCall={call} />
          </>
        }
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <BookingConversations bookingId={booking.id} />
        <aside aria-label="About the booking" className="flex min-w-0 flex-col gap-4 max-lg:order-first">
          <WithWhom booking={booking} />
          <Details booking={booking} />
        </aside>
      </div>
      <BookingDialog booking={booking} isOpen={isEditing} onOpenChange={setIsEditing} />
      <PlaceCallDialog wish={wish} onClose={() => setWish(null)} />
    </>
  )
}

function WithWhom({ booking }: { booking: BookingView }) {
  const { path } = useDesk()
  return (
    <Card title="With">
      <Link
        href={path(`/contacts/${booking.contactId}`)}
        className="inline-flex min-h-6 items-center rounded-md font-medium text-accent underline-offset-4 hover:underline"
      >
        {booking.contactName ?? 'Unnamed contact'}
      </Link>
      <p className="mt-1 flex items-center gap-1">
        <Phone number={booking.contactPhone} />
        <CopyButton value={booking.contactPhone} label="phone number" />
      </p>
    </Card>
  )
}

function Details({ booking }: { booking: BookingView }) {
  const { path } = useDesk()
  const reminder = useReminderOf(booking.id)
  const rows: [string, ReactNode][] = [
    ['When', <Instant key="when" iso={booking.startsAt} style="appointment" />],
    ['Length', booking.durationMinutes === null ? null : `${booking.durationMinutes} min`],
    ['What', booking.type],
    ['By', booking.ownerName],
    ['People', booking.partySize],
    ['Your id', booking.externalId],
    ['Made', <Instant key="made" iso={booking.createdAt} />],
  ]
  return (
    <Card title="Agreed">
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        {rows
          .filter(([, value]) => value !== null)
          .map(([label, value]) => (
            <div key={label} className="contents">
              <dt className="text-muted">{label}</dt>
              <dd className="tnum [overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
      </dl>
      {booking.specialInstructions ? <p className="mt-3 text-pretty border-t pt-3 text-sm">{booking.specialInstructions}</p> : null}
      {booking.notes ? <p className="mt-3 whitespace-pre-wrap text-pretty border-t pt-3 text-sm text-muted">{booking.notes}</p> : null}
      {reminder?.minutesBeforeBooking != null ? (
        <p className="mt-3 border-t pt-3 text-sm">
          <Link
            href={path(`/calls/${reminder.id}`)}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-md underline-offset-4 hover:underline"
          >
            <BellRing aria-hidden className="size-3.5 text-muted" />
            Is called {leadText(reminder.minutesBeforeBooking)}
          </Link>
        </p>
      ) : null}
    </Card>
  )
}
