import type { Metadata } from 'next'
import { Overview } from '@/components/overview/overview'
import { Prefetched } from '../prefetched'

export const metadata: Metadata = { title: 'Overview' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string }> }) {
  const { tenantSlug } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [queryClient.prefetchQuery(api.tenants.overview.queryOptions({ tenantSlug }))]}
    >
      <Overview />
    </Prefetched>
  )
}
