import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import type { ReactNode } from 'react'
import type { TenantView } from '@/server/domain/tenants/tenant-view'
import { getServices } from '@/server/services'
import { appRouter } from '@/server/trpc/app-router'
import { openDesk } from './desk'

type Api = ReturnType<typeof createApi>
type Load = (tools: { api: Api; queryClient: QueryClient; tenant: TenantView }) => Promise<unknown>[]

/**
 * Answers the questions a page will ask before the page is sent: it arrives filled, and nothing moves.
 * What fails here is asked again by the page, which knows how to say so.
 */
export async function Prefetched({ tenantSlug, load, children }: { tenantSlug: string; load: Load; children: ReactNode }) {
  const opened = await openDesk(tenantSlug)
  // The layout sends these readers elsewhere.
  if (opened.kind !== 'open') return children
  const queryClient = new QueryClient()
  await Promise.all(load({ api: createApi(queryClient, opened.desk.person), queryClient, tenant: opened.desk.tenant }))
  return <HydrationBoundary state={dehydrate(queryClient)}>{children}</HydrationBoundary>
}

function createApi(queryClient: QueryClient, person: { userId: string; email: string; name: string | null }) {
  return createTRPCOptionsProxy({
    router: appRouter,
    queryClient,
    ctx: { services: getServices(), person, isForeignWrite: false, address: '' },
  })
}
