'use client'

import { BellRing, CalendarCheck, CalendarX, CircleCheck, Ellipsis, type LucideIcon, Pencil, UserX } from 'lucide-react'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import { isOpenBooking } from '@/server/domain/bookings/open-booking'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuSeparator, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { useBookingStatus } from './use-booking-status'

const CHANGES: { status: BookingView['status']; label: string; icon: LucideIcon; isDangerous?: boolean }[] = [
  { status: 'CONFIRMED', label: 'Confirm', icon: CalendarCheck },
  { status: 'COMPLETED', label: 'Mark as done', icon: CircleCheck },
  { status: 'NO_SHOW', label: 'Did not come', icon: UserX },
  { status: 'CANCELLED', label: 'Cancel the booking', icon: CalendarX, isDangerous: true },
]

/** What can be done with a booking. */
export function BookingActions({ booking, onEdit, onCall }: { booking: BookingView; onEdit: () => void; onCall: () => void }) {
  const { isAllowed } = useDesk()
  const changeStatus = useBookingStatus()
  if (!isAllowed('bookings.write')) return null
  const isOpen = isOpenBooking(booking)
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Actions for the booking of ${booking.contactName ?? booking.contactPhone}`}
          className="relative z-1"
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onEdit}>
          <Pencil aria-hidden />
          Edit…
        </DropdownMenuItem>
        {isOpen && isAllowed('calls.place_service') ? (
          <DropdownMenuItem onSelect={onCall}>
            <BellRing aria-hidden />
            Call about it…
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuSeparator />
        {CHANGES.filter(({ status }) => status !== booking.status).map(({ status, label, icon: Icon, isDangerous }) => (
          <DropdownMenuItem key={status} isDangerous={isDangerous ?? false} onSelect={() => changeStatus(booking, status)}>
            <Icon aria-hidden />
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
