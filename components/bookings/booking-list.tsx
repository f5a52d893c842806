'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { CalendarX, SearchX } from 'lucide-react'
import Link from 'next/link'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import { useApi } from '../api/api'
import { Instant } from '../format/instant'
import { Phone } from '../format/phone'
import { ChoiceFilter, SetFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { placeholderRows } from '../lists/placeholder-rows'
import { SearchField } from '../lists/search-field'
import { useListKeys } from '../lists/use-list-keys'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { BOOKING_PERIODS, bookingListInput, readBookingFilters } from './booking-filters'
import { BOOKING_STATUS_OPTIONS, BookingStatusBadge } from './booking-status-badge'

export function BookingList() {
  const { tenant } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const filters = readBookingFilters(values)
  const { query, status, period } = filters
  const list = useInfiniteQuery(
    api.bookings.list.infiniteQueryOptions(bookingListInput(tenant.slug, filters, tenant.timezone, new Date()), {
      ...nextPage,
      placeholderData: keepPreviousData,
    }),
  )
  const bookings = list.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Boolean(query) || status.length > 0 || period !== 'all'
  return (
    <>
      <PageHeader title="Bookings" description="What is agreed with whom, by day." />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField label="Search name or number" value={values.get('q') ?? ''} onChange={(q) => set({ q })} className="w-full sm:w-64" />
        <ChoiceFilter label="When" value={period} options={[...BOOKING_PERIODS]} onChange={(next) => set({ period: next })} />
        <SetFilter label="Status" values={status} options={BOOKING_STATUS_OPTIONS} onChange={(next) => set({ status: next.join(',') })} />
      </div>
      {list.isError ? <LoadFailed what="Bookings" error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isSuccess && bookings.length === 0 ? (
        isFiltered ? (
          <EmptyState
            icon={SearchX}
            title={period === '' && !query && status.length === 0 ? 'Nothing is booked from today on' : 'No booking matches'}
            description="Bookings come from calls and from your booking system through the API."
            action={<Button onClick={() => set({ q: null, status: null, period: 'all' })}>Show all bookings</Button>}
          />
        ) : (
          <EmptyState
            icon={CalendarX}
            title="No bookings yet"
            description="They come from calls, and from your booking system through the import of the API."
          />
        )
      ) : null}
      {list.isPending || bookings.length > 0 ? (
        <div ref={rows} aria-busy={list.isPending || list.isPlaceholderData}>
          <Table label="Bookings">
            <TableHead>
              <tr>
                <TableHeader>When</TableHeader>
                <TableHeader>Who</TableHeader>
                <TableHeader className="max-md:hidden">What</TableHeader>
                <TableHeader className="max-lg:hidden">With</TableHeader>
                <TableHeader className="text-right">Status</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {list.isPending
                ? placeholderRows(8).map((row) => (
                    <tr key={row}>
                      <TableCell>
                        <Skeleton className="h-4 w-28" />
                      </TableCell>
                      <TableCell>
                        <Skeleton className="h-4 w-32" />
                      </TableCell>
                      <TableCell className="max-md:hidden">
                        <Skeleton className="h-4 w-28" />
                      </TableCell>
                      <TableCell className="max-lg:hidden">
                        <Skeleton className="h-4 w-24" />
                      </TableCell>
                      <TableCell>
                        <Skeleton className="ml-auto h-5 w-16" />
                      </TableCell>
                    </tr>
                  ))
                : bookings.map((booking) => <BookingRow key={booking.id} booking={booking} />)}
            </TableBody>
          </Table>
          {list.isPending ? null : (
            <LoadMore
              shown={bookings.length}
              noun={bookings.length === 1 ? 'booking' : 'bookings'}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              onLoad={() => list.fetchNextPage()}
            />
          )}
        </div>
      ) : null}
    </>
  )
}

function BookingRow({ booking }: { booking: BookingView }) {
  const { path } = useDesk()
  return (
    <TableRow className="relative hover:bg-hover has-focus-visible:bg-hover">
      <TableCell>
        <Instant iso={booking.startsAt} style="appointment" className="relative font-medium" />
        {booking.durationMinutes ? <div className="tnum text-sm text-muted">{booking.durationMinutes} min</div> : null}
      </TableCell>
      <TableCell>
        <Link href={path(`/contacts/${booking.contactId}`)} data-row className="focus-inset rounded-md after:absolute after:inset-0">
          {booking.contactName ?? 'Unnamed'}
        </Link>
        <div className="text-sm text-muted">
          <Phone number={booking.contactPhone} className="relative" />
        </div>
      </TableCell>
      <TableCell className="max-md:hidden">
        {booking.type ?? '–'}
        <div className="line-clamp-1 max-w-64 text-sm text-muted">
          {[booking.partySize ? `${booking.partySize} people` : null, booking.specialInstructions].filter(Boolean).join(' · ')}
        </div>
      </TableCell>
      <TableCell className="text-muted max-lg:hidden">{booking.ownerName ?? ''}</TableCell>
      <TableCell className="text-right">
        <BookingStatusBadge status={booking.status} />
      </TableCell>
    </TableRow>
  )
}
