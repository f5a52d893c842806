import type { Metadata } from 'next'
import { NumberPage } from '@/components/numbers/number-page'
import { Prefetched } from '../../../prefetched'

export const metadata: Metadata = { title: 'Phone number' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string; phoneNumberId: string }> }) {
  const { tenantSlug, phoneNumberId } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [
        queryClient.prefetchQuery(api.phoneNumbers.list.queryOptions({ tenantSlug })),
        queryClient.prefetchQuery(api.phoneNumbers.setup.queryOptions({ tenantSlug, phoneNumberId })),
        queryClient.prefetchQuery(api.agents.list.queryOptions({ tenantSlug })),
      ]}
    >
      <NumberPage phoneNumberId={phoneNumberId} />
    </Prefetched>
  )
}
