import type { Metadata } from 'next'
import { AgentList } from '@/components/agents/agent-list'
import { Prefetched } from '../../prefetched'

export const metadata: Metadata = { title: 'Agents' }

export default async function Page({ params }: { params: Promise<{ tenantSlug: string }> }) {
  const { tenantSlug } = await params
  return (
    <Prefetched
      tenantSlug={tenantSlug}
      load={({ api, queryClient }) => [
        queryClient.prefetchQuery(api.agents.list.queryOptions({ tenantSlug })),
        queryClient.prefetchQuery(api.agents.voices.queryOptions({ tenantSlug })),
      ]}
    >
      <AgentList />
    </Prefetched>
  )
}
