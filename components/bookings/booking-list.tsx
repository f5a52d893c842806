'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { CalendarX, FileUp, Plus, SearchX } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { BookingView } from '@/server/domain/bookings/booking-view'
import { useApi } from '../api/api'
import { ChoiceFilter, SetFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { SearchField } from '../lists/search-field'
import { useListKeys } from '../lists/use-list-keys'
import { useUrlState } from '../lists/use-url-state'
import { type CallWish, PlaceCallDialog } from '../outbound/place-call-dialog'
import { useReminders } from '../outbound/use-reminder'
import { useDesk } from '../shell/tenant-context'
import { Button, buttonStyle } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { BookingDialog } from './booking-dialog'
import { BOOKING_PERIODS, bookingListInput, emptyReason, readBookingFilters } from './booking-filters'
import { BOOKING_STATUS_OPTIONS } from './booking-status-badge'
import { BookingTable } from './booking-table'

export function BookingList() {
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const reminders = useReminders()
  const [isAdding, setIsAdding] = useState(false)
  const [editing, setEditing] = useState<BookingView | null>(null)
  const [wish, setWish] = useState<CallWish | null>(null)
  const filters = readBookingFilters(values)
  const { status, period } = filters
  const list = useInfiniteQuery(
    api.bookings.list.infiniteQueryOptions(bookingListInput(tenant.slug, filters, tenant.timezone, new Date()), {
      ...nextPage,
      placeholderData: keepPreviousData,
    }),
  )
  const bookings = list.data?.pages.flatMap((page) => page.items) ?? []
  const addButton = (
    <Button variant="primary" onClick={() => setIsAdding(true)}>
      <Plus aria-hidden />
      New booking
    </Button>
  )
  const showAllButton = <Button onClick={() => set({ q: null, status: null, period: 'all' })}>Show all bookings</Button>
  const empty = emptyReason(filters)
  return (
    <>
      <PageHeader
        title="Bookings"
        description="What is agreed with whom, by day."
        actions={
          isAllowed('bookings.write') ? (
            <>
              <Link href={path('/imports/new?kind=bookings')} className={buttonStyle()}>
                <FileUp aria-hidden />
                Import
              </Link>
              {addButton}
            </>
          ) : null
        }
      />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField label="Search name or number" value={values.get('q') ?? ''} onChange={(q) => set({ q })} className="w-full sm:w-64" />
        <ChoiceFilter label="When" value={period} options={[...BOOKING_PERIODS]} onChange={(next) => set({ period: next })} />
        <SetFilter label="Status" values={status} options={BOOKING_STATUS_OPTIONS} onChange={(next) => set({ status: next.join(',') })} />
      </div>
      {list.isError ? <LoadFailed what="Bookings" error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isSuccess && bookings.length === 0 ? (
        empty === 'filters' ? (
          <EmptyState
            icon={SearchX}
            title="No booking matches"
            description="Try fewer filters, or look at all of them."
            action={showAllButton}
          />
        ) : (
          <EmptyState
            icon={CalendarX}
            title={empty === 'from-today' ? 'Nothing is booked from today on' : 'No bookings yet'}
            description="Bookings come from calls, from a file or your booking system, and from you."
            action={
              <>
                {isAllowed('bookings.write') ? addButton : null}
                {empty === 'from-today' ? showAllButton : null}
              </>
            }
          />
        )
      ) : null}
      {list.isPending || bookings.length > 0 ? (
        <div ref={rows} aria-busy={list.isPending || list.isPlaceholderData}>
          <BookingTable
            bookings={list.isPending ? undefined : bookings}
            reminders={reminders}
            onEdit={setEditing}
            onRemind={(booking) => setWish(reminderWish(booking))}
          />
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
      <BookingDialog
        key={editing?.id ?? 'new'}
        {...(editing ? { booking: editing } : {})}
        isOpen={isAdding || editing !== null}
        onOpenChange={(isOpen) => {
          if (isOpen) return
          setIsAdding(false)
          setEditing(null)
        }}
      />
      <PlaceCallDialog wish={wish} onClose={() => setWish(null)} />
    </>
  )
}

function reminderWish(booking: BookingView): CallWish {
  return {
    contact: { id: booking.contactId, name: booking.contactName, phone: booking.contactPhone },
    bookingId: booking.id,
    mode: Date.parse(booking.startsAt) > Date.now() ? 'before' : 'now',
  }
}
