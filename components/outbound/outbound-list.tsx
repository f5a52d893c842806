'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { ChevronLeft, PhoneOutgoing } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { OutboundCallView } from '@/server/domain/outbound/outbound-view'
import { useApi } from '../api/api'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { useListKeys } from '../lists/use-list-keys'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { buttonStyle } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs'
import { outboundListInput } from './outbound-list-input'
import { OutboundTable } from './outbound-table'
import { RescheduleDialog } from './reschedule-dialog'

const SHOWN = [
  { value: 'waiting', label: 'Planned' },
  { value: 'recent', label: 'Made' },
] as const
/** Calls change by themselves: what waits is looked at again now and then. */
const REFRESH_MS = 15_000
/** Calls that are planned, and what became of those that were made. */
export function OutboundList() {
  const { tenant, path } = useDesk()
  const { values, set } = useUrlState()
  const { show } = outboundListInput(tenant.slug, values)
  return (
    <>
      <PageHeader
        above={
          <Link href={path('/calls')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
            <ChevronLeft aria-hidden className="size-4" />
            Calls
          </Link>
        }
        title="Outgoing calls"
        description="When each is made, what holds it back, and what came of it."
      />
      <Tabs value={show} onValueChange={(next) => set({ show: next === 'waiting' ? null : next })}>
        <TabsList aria-label="Outgoing calls">
          {SHOWN.map(({ value, label }) => (
            <TabsTrigger key={value} value={value}>
              {label}
            </TabsTrigger>
          ))}
        </TabsList>
        <TabsContent value={show}>
          <Calls key={show} show={show} />
        </TabsContent>
      </Tabs>
    </>
  )
}

function Calls({ show }: { show: 'waiting' | 'recent' }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const rows = useListKeys<HTMLDivElement>()
  const [moving, setMoving] = useState<OutboundCallView | null>(null)
  const list = useInfiniteQuery(
    api.outbound.list.infiniteQueryOptions(outboundListInput(tenant.slug, new URLSearchParams({ show })), {
      ...nextPage,
      placeholderData: keepPreviousData,
      refetchInterval: REFRESH_MS,
    }),
  )
  const calls = list.data?.pages.flatMap((page) => page.items)
  if (list.isError && !list.data) return <LoadFailed what="Calls" error={list.error} onRetry={() => list.refetch()} />
  if (calls?.length === 0) {
    return (
      <EmptyState
        icon={PhoneOutgoing}
        title={show === 'waiting' ? 'No call is planned' : 'No call was made yet'}
        description="Call somebody from their contact page, now, later or as a reminder of a booking."
        action={
          <Link href={path('/contacts')} className={buttonStyle()}>
            Contacts
          </Link>
        }
      />
    )
  }
  return (
    <div ref={rows} aria-busy={list.isPending}>
      <OutboundTable calls={calls} show={show} onMove={setMoving} />
      {calls ? (
        <LoadMore
          shown={calls.length}
          noun={calls.length === 1 ? 'call' : 'calls'}
          hasMore={list.hasNextPage}
          isLoading={list.isFetchingNextPage}
          onLoad={() => list.fetchNextPage()}
        />
      ) : null}
      <RescheduleDialog call={moving} onClose={() => setMoving(null)} />
    </div>
  )
}
