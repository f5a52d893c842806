import type { Metadata } from 'next'
import { AnalyticsPage } from '@/components/analytics/analytics-page'
import { readPeriod } from '@/components/analytics/period'
import { Prefetched } from '../../prefetched'
import { toSearchParams } from '../../search-params'

export const metadata: Metadata = { title: 'Analytics' }

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
        queryClient.prefetchQuery(api.analytics.summary.queryOptions({ tenantSlug, period: readPeriod(values) })),
      ]}
    >
      <AnalyticsPage />
    </Prefetched>
  )
}
