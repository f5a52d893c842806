import type { Metadata } from 'next'
import { callListInput, readCallFilters } from '@/components/calls/call-filters'
import { CallList } from '@/components/calls/call-list'
import { nextPage } from '@/components/lists/next-page'
import { Prefetched } from '../../prefetched'
import { toSearchParams } from '../../search-params'

export const metadata: Metadata = { title: 'Calls' }

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
          api.calls.list.infiniteQueryOptions(callListInput(tenantSlug, readCallFilters(values, tenant.timezone, new Date())), nextPage),
        ),
      ]}
    >
      <CallList />
    </Prefetched>
  )
}
