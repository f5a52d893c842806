'use client'

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCClient, httpBatchLink } from '@trpc/client'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import { type ReactNode, useState } from 'react'
import superjson from 'superjson'
import type { AppRouter } from '@/server/trpc/app-router'
import { isRefused, statusOf } from './api-error'

const context = createTRPCContext<AppRouter>()

/** The typed client: `useApi().calls.list.queryOptions(…)`. */
export const useApi = context.useTRPC

export function ApiProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: '/api/trpc', transformer: superjson, maxURLLength: 6000 })] }),
  )
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider queryClient={queryClient} trpcClient={client}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  )
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && !isRefused(error) },
      mutations: { retry: false },
    },
  })
}

// A session can end anywhere: signed out elsewhere, password changed. The next question finds out.
function leaveWhenSignedOut(error: unknown): void {
  if (statusOf(error) !== 401 || window.location.pathname.startsWith('/sign-')) return
  window.location.assign(`/sign-in?from=${encodeURIComponent(window.location.pathname + window.location.search)}`)
}
