import type { Metadata } from 'next'
import { TestCallPage } from '@/components/test-call/test-call-page'
import { Prefetched } from '../../prefetched'

export const metadata: Metadata = { title: 'Call my agent' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string }> }) {
  const { tenantSlug } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [queryClient.prefetchQuery(api.agents.list.queryOptions({ tenantSlug }))]}
    >
      <TestCallPage />
    </Prefetched>
  )
}
