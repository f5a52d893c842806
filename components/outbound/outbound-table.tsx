'use client'

import { CalendarClock, Ellipsis, PhoneOff } from 'lucide-react'
import Link from 'next/link'
import type { OutboundCallView } from '@/server/domain/outbound/outbound-view'
import { endReasonText } from '../calls/end-reason'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { placeholderRows } from '../lists/placeholder-rows'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '../ui/dropdown-menu'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { leadText } from './outbound-reminder-text'
import { OutboundStatus } from './outbound-status'
import { useCancelCall } from './use-cancel-call'

export function OutboundTable({
  calls,
  show,
  onMove,
}: {
  /** Undefined while they load. */
  calls: OutboundCallView[] | undefined
  show: 'waiting' | 'recent'
  onMove: (call: OutboundCallView) => void
}) {
  return (
    <Table label={show === 'waiting' ? 'Planned calls' : 'Calls made'}>
      <TableHead>
        <tr>
          <TableHeader>Who</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader className="@max-2xl:hidden">{show === 'waiting' ? 'What holds it' : 'What came of it'}</TableHeader>
          <TableHeader className="@max-3xl:hidden">About</TableHeader>
          <TableHeader className="text-right @max-lg:hidden">{show === 'waiting' ? 'Is called' : 'When'}</TableHeader>
          <TableHeader className="w-12 pl-0">
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {calls === undefined
          ? placeholderRows(6).map((row) => <SkeletonRow key={row} />)
          : calls.map((call) => <CallRow key={call.id} call={call} onMove={() => onMove(call)} />)}
      </TableBody>
    </Table>
  )
}

function CallRow({ call, onMove }: { call: OutboundCallView; onMove: () => void }) {
  const { path } = useDesk()
  const why = call.explanation ?? endReasonText(call.endReason)
  return (
    <TableRow className="relative hover:bg-hover has-[a:focus-visible]:bg-hover">
      <TableCell>
        <Link href={path(`/calls/${call.id}`)} data-row className="focus-inset rounded-md font-medium after:absolute after:inset-0">
          {call.contactName ?? 'Unnamed'}
        </Link>
        <div className="text-sm text-muted">
          <Phone number={call.contactPhone} className="relative" />
        </div>
        <Instant iso={call.dueAt} className="text-sm text-muted @lg:hidden" />
      </TableCell>
      <TableCell>
        <OutboundStatus call={call} />
      </TableCell>
      <TableCell className="max-w-80 text-sm text-muted @max-2xl:hidden">
        <span className="line-clamp-2 text-pretty">{why ?? ''}</span>
      </TableCell>
      <TableCell className="text-sm text-muted @max-3xl:hidden">
        {call.bookingStartsAt ? <Instant iso={call.bookingStartsAt} style="appointment" className="relative" /> : 'No booking'}
        <div>{call.purpose === 'SERVICE' ? 'Service' : 'Promotional'}</div>
      </TableCell>
      <TableCell className="text-right text-muted @max-lg:hidden">
        <Instant iso={call.dueAt} className="relative" />
        {call.minutesBeforeBooking !== null ? <div className="text-sm">{leadText(call.minutesBeforeBooking)}</div> : null}
      </TableCell>
      <TableCell className="w-12 pl-0 text-right">
        <OutboundActions call={call} onMove={onMove} />
      </TableCell>
    </TableRow>
  )
}

/** Only what is not dialled yet can be moved or taken back. */
function OutboundActions({ call, onMove }: { call: OutboundCallView; onMove: () => void }) {
  const { isAllowed } = useDesk()
  const cancel = useCancelCall()
  if (call.state !== 'SCHEDULED' || !isAllowed('calls.place_service')) return null
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Actions for the call to ${call.contactName ?? call.contactPhone}`}
          className="relative z-1"
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={onMove}>
          <CalendarClock aria-hidden />
          Call at another time…
        </DropdownMenuItem>
        <DropdownMenuItem isDangerous onSelect={() => cancel(call)}>
          <PhoneOff aria-hidden />
          Do not call
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function SkeletonRow() {
  return (
    <tr>
      <TableCell className="h-14">
        <Skeleton className="h-4 w-36" />
      </TableCell>
      <TableCell>
        <Skeleton className="h-5 w-20" />
      </TableCell>
      <TableCell className="@max-2xl:hidden">
        <Skeleton className="h-4 w-56" />
      </TableCell>
      <TableCell className="@max-3xl:hidden">
        <Skeleton className="h-4 w-32" />
      </TableCell>
      <TableCell className="@max-lg:hidden">
        <Skeleton className="ml-auto h-4 w-24" />
      </TableCell>
      <TableCell className="w-12 pl-0" />
    </tr>
  )
}
