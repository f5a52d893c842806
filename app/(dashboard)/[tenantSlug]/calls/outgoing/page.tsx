import type { Metadata } from 'next'
import { nextPage } from '@/components/lists/next-page'
import { OutboundList } from '@/components/outbound/outbound-list'
import { outboundListInput } from '@/components/outbound/outbound-list-input'
import { Prefetched } from '../../../prefetched'
import { toSearchParams } from '../../../search-params'

export const metadata: Metadata = { title: 'Outgoing calls' }

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
      load={({ api, queryClient }) => [
        queryClient.prefetchInfiniteQuery(api.outbound.list.infiniteQueryOptions(outboundListInput(tenantSlug, values), nextPage)),
      ]}
    >
      <OutboundList />
    </Prefetched>
  )
}
