import type { Metadata } from 'next'
import { NumberList } from '@/components/numbers/number-list'
import { Prefetched } from '../../prefetched'

export const metadata: Metadata = { title: 'Phone numbers' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string }> }) {
  const { tenantSlug } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [queryClient.prefetchQuery(api.phoneNumbers.list.queryOptions({ tenantSlug }))]}
    >
      <NumberList />
    </Prefetched>
  )
}
