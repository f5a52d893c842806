import type { Metadata } from 'next'
import { CallPage } from '@/components/calls/call-page'
import { Prefetched } from '../../../prefetched'

export const metadata: Metadata = { title: 'Call' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string; callId: string }> }) {
  const { tenantSlug, callId } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [queryClient.prefetchQuery(api.calls.get.queryOptions({ tenantSlug, callId }))]}
    >
      <CallPage callId={callId} />
    </Prefetched>
  )
}
