import type { Metadata } from 'next'
import { nextPage } from '@/components/lists/next-page'
import { readSearchFilters, searchInput } from '@/components/search/search-filters'
import { SearchPage } from '@/components/search/search-page'
import { Prefetched } from '../../prefetched'
import { toSearchParams } from '../../search-params'

export const metadata: Metadata = { title: 'Search' }

export default async function Page({
  params,
  searchParams,
}: {
  params: Promise<{ tenantSlug: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { tenantSlug } = await params
  const filters = readSearchFilters(toSearchParams(await searchParams))
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [
        queryClient.prefetchQuery(api.savedSearches.list.queryOptions({ tenantSlug })),
        ...(filters.query
          ? [
              queryClient.prefetchInfiniteQuery(
                api.conversations.search.infiniteQueryOptions(searchInput(tenantSlug, filters), { ...nextPage, retry: false }),
              ),
            ]
          : []),
      ]}
    >
      <SearchPage />
    </Prefetched>
  )
}
