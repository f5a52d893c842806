import type { Metadata } from 'next'
import { bookingListInput, readBookingFilters } from '@/components/bookings/booking-filters'
import { BookingList } from '@/components/bookings/booking-list'
import { nextPage } from '@/components/lists/next-page'
import { Prefetched } from '../../prefetched'
import { toSearchParams } from '../../search-params'

export const metadata: Metadata = { title: 'Bookings' }

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ tenantSlug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { tenantSlug } = await params
  const values = toSearchParams(await searchParams)
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient, tenant }) => [
        queryClient.prefetchInfiniteQuery(
          api.bookings.list.infiniteQueryOptions(
            bookingListInput(tenantSlug, readBookingFilters(values), tenant.timezone, new Date()),
            nextPage,
          ),
        ),
      ]}
    >
      <BookingList />
    </Prefetched>
  )
}
