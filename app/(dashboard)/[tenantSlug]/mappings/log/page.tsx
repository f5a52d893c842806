import type { Metadata } from 'next'
import { nextPage } from '@/components/lists/next-page'
import { MappingLog } from '@/components/mappings/mapping-log'
import { mappingLogInput } from '@/components/mappings/mapping-log-input'
import { Prefetched } from '../../../prefetched'
import { toSearchParams } from '../../../search-params'

export const metadata: Metadata = { title: 'Mapping log' }

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
        queryClient.prefetchInfiniteQuery(api.mappings.logs.infiniteQueryOptions(mappingLogInput(tenantSlug, values), nextPage)),
      ]}
    >
      <MappingLog />
    </Prefetched>
  )
}
