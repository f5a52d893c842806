import type { Metadata } from 'next'
import { bookingConversationsInput } from '@/components/bookings/booking-conversations-input'
import { BookingPage } from '@/components/bookings/booking-page'
import { nextPage } from '@/components/lists/next-page'
import { Prefetched } from '../../../prefetched'

export const metadata: Metadata = { title: 'Booking' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string; bookingId: string }> }) {
  const { tenantSlug, bookingId } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [
        queryClient.prefetchQuery(api.bookings.get.queryOptions({ tenantSlug, bookingId })),
        queryClient.prefetchInfiniteQuery(
          api.conversations.booking.infiniteQueryOptions(bookingConversationsInput(tenantSlug, bookingId), nextPage),
        ),
      ]}
    >
      <BookingPage bookingId={bookingId} />
    </Prefetched>
  )
}
