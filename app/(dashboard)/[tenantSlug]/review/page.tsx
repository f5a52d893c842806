import type { Metadata } from 'next'
import { nextPage } from '@/components/lists/next-page'
import { readReviewStatus, reviewInput } from '@/components/review/review-input'
import { ReviewQueue } from '@/components/review/review-queue'
import { Prefetched } from '../../prefetched'
import { toSearchParams } from '../../search-params'

export const metadata: Metadata = { title: 'Review' }

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ tenantSlug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { tenantSlug } = await params
  const status = readReviewStatus(toSearchParams(await searchParams))
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [
        queryClient.prefetchInfiniteQuery(api.links.review.infiniteQueryOptions(reviewInput(tenantSlug, status), nextPage)),
      ]}
    >
      <ReviewQueue />
    </Prefetched>
  )
}
