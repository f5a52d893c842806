'use client'

import { BellRing } from 'lucide-react'
import Link from 'next/link'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import type { OutboundCallView } from '@/server/domain/outbound/outbound-view'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { placeholderRows } from '../lists/placeholder-rows'
import { leadText } from '../outbound/outbound-reminder-text'
import { useDesk } from '../shell/tenant-context'
import { classNames } from '../ui/class-names'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { BookingActions } from './booking-actions'
import { BookingStatusBadge } from './booking-status-badge'

type RowHandlers = { onEdit: (booking: BookingView) => void; onRemind: (booking: BookingView) => void }

export function BookingTable({
  bookings,
  reminders,
  ...handlers
}: RowHandlers & {
  /** Undefined while they load. */
  bookings: BookingView[] | undefined
  reminders: ReadonlyMap<string, OutboundCallView>
}) {
  return (
    <Table label="Bookings">
      <TableHead>
        <tr>
          <TableHeader>When</TableHeader>
          <TableHeader>Who</TableHeader>
          <TableHeader className="@max-2xl:hidden">What</TableHeader>
          <TableHeader className="@max-2xl:hidden">With</TableHeader>
          <TableHeader className="text-right @max-lg:hidden">Status</TableHeader>
          <TableHeader className="w-12 pl-0">
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {bookings === undefined
          ? placeholderRows(8).map((row) => <SkeletonRow key={row} />)
          : bookings.map((booking) => (
              <BookingRow key={booking.id} booking={booking} reminder={reminders.get(booking.id) ?? null} {...handlers} />
            ))}
      </TableBody>
    </Table>
  )
}

function BookingRow({ booking, reminder, onEdit, onRemind }: RowHandlers & { booking: BookingView; reminder: OutboundCallView | null }) {
  const { path } = useDesk()
  return (
    <TableRow className="relative hover:bg-hover has-[a:focus-visible]:bg-hover">
      <TableCell>
        <Link
          href={path(`/bookings/${booking.id}`)}
          data-row
          aria-label={`Booking of ${booking.contactName ?? booking.contactPhone}`}
          className="focus-inset rounded-md font-medium after:absolute after:inset-0"
        >
          <Instant iso={booking.startsAt} style="appointment" />
        </Link>
        {booking.durationMinutes ? <div className="tnum text-sm text-muted">{booking.durationMinutes} min</div> : null}
        <div className="mt-1 @lg:hidden">
          <BookingStatusBadge status={booking.status} />
          <ReminderLink reminder={reminder} />
        </div>
      </TableCell>
      <TableCell>
        <Link href={path(`/contacts/${booking.contactId}`)} className="relative z-1 rounded-md underline-offset-4 hover:underline">
          {booking.contactName ?? 'Unnamed'}
        </Link>
        <div className="text-sm text-muted">
          <Phone number={booking.contactPhone} className="relative" />
        </div>
      </TableCell>
      <TableCell className="@max-2xl:hidden">
        {booking.type ?? '–'}
        <div className="line-clamp-1 max-w-64 text-sm text-muted">
          {[booking.partySize ? `${booking.partySize} people` : null, booking.specialInstructions].filter(Boolean).join(' · ')}
        </div>
      </TableCell>
      <TableCell className="text-muted @max-2xl:hidden">{booking.ownerName ?? ''}</TableCell>
      <TableCell className="text-right @max-lg:hidden">
        <BookingStatusBadge status={booking.status} />
        <ReminderLink reminder={reminder} className="justify-end" />
      </TableCell>
      <TableCell className="w-12 pl-0 text-right">
        <BookingActions booking={booking} onEdit={() => onEdit(booking)} onCall={() => onRemind(booking)} />
      </TableCell>
    </TableRow>
  )
}

/** The reminder call planned before a booking. */
function ReminderLink({ reminder, className }: { reminder: OutboundCallView | null; className?: string }) {
  const { path } = useDesk()
  if (reminder?.minutesBeforeBooking == null) return null
  return (
    <Link
      href={path(`/calls/${reminder.id}`)}
      className={classNames(
        'relative z-1 mt-0.5 flex items-center gap-1 rounded-md text-sm text-muted underline-offset-4 hover:underline',
        className,
      )}
    >
      <BellRing aria-hidden className="size-3.5" />
      <span className="whitespace-nowrap">Call {leadText(reminder.minutesBeforeBooking)}</span>
    </Link>
  )
}

function SkeletonRow() {
  return (
    <tr>
      <TableCell className="h-14">
        <Skeleton className="h-4 w-28" />
      </TableCell>
      <TableCell>
        <Skeleton className="h-4 w-32" />
      </TableCell>
      <TableCell className="@max-2xl:hidden">
        <Skeleton className="h-4 w-28" />
      </TableCell>
      <TableCell className="@max-2xl:hidden">
        <Skeleton className="h-4 w-24" />
      </TableCell>
      <TableCell className="@max-lg:hidden">
        <Skeleton className="ml-auto h-5 w-16" />
      </TableCell>
      <TableCell className="w-12 pl-0" />
    </tr>
  )
}
