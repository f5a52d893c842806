'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck, PhoneMissed } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { AttentionItem, TenantOverviewView } from '@/server/domain/tenants/tenant-view'
import { useApi } from '../api/api'
import { CallDuration } from '../calls/call-duration'
import { CallStatusBadge } from '../calls/call-status-badge'
import { callerName } from '../calls/caller-name'
import { Instant } from '../format/instant'
import { formatRupees } from '../format/money'
import { Phone } from '../format/phone'
import { formatInstant, formatMs } from '../format/time'
import { LoadFailed } from '../lists/load-failed'
import { placeholderRows } from '../lists/placeholder-rows'
import { useListKeys } from '../lists/use-list-keys'
import { StandInNotice } from '../shell/stand-in-notice'
import { useDesk } from '../shell/tenant-context'
import { OpenTasks } from '../tasks/task-card'
import { Badge, type BadgeTone } from '../ui/badge'
import { Card } from '../ui/card'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Stat } from '../ui/stat'
import { FirstRun } from './first-run'
import { SevenDays } from './seven-days'

export function Overview() {
  const { tenant, zone } = useDesk()
  const api = useApi()
  const overview = useQuery(api.tenants.overview.queryOptions({ tenantSlug: tenant.slug }, { refetchInterval: 120_000 }))
  const data = overview.data
  // Until the phone has rung there is no day to glance at.
  const isFirstRun = data !== undefined && !data.firstRun.isComplete && data.recentCalls.every((call) => call.isTest)
  return (
    <>
      <PageHeader
        title={tenant.name}
        description={
          <span className="tnum" suppressHydrationWarning>
            {formatInstant(new Date().toISOString(), zone, 'day')}
          </span>
        }
      />
      {tenant.status === 'SUSPENDED' ? <SuspendedNotice /> : null}
      {overview.isError && !data ? <LoadFailed what="The overview" error={overview.error} onRetry={() => overview.refetch()} /> : null}
      <div className="flex flex-col gap-5">
        {isFirstRun ? <FirstRun steps={data.firstRun.steps} agentId={data.defaultAgentId} /> : null}
        <StandInNotice />
        {isFirstRun ? null : <Today today={data?.today} />}
        {isFirstRun ? null : (
          <div className="grid gap-5 lg:grid-cols-2">
            <NeedsAPerson items={data?.needsAttention} />
            <Card title="Last seven days" description="Calls a day, answered and missed">
              {data ? <SevenDays days={data.lastSevenDays} /> : <Skeleton className="h-58" />}
            </Card>
          </div>
        )}
        {isFirstRun ? null : <OpenTasks />}
        {isFirstRun && data.recentCalls.length === 0 ? null : <RecentCalls calls={data?.recentCalls} />}
      </div>
    </>
  )
}

function SuspendedNotice() {
  return (
    <div role="note" className="mb-5 rounded-md bg-warn-soft px-4 py-3">
      <p className="font-medium">This business is suspended</p>
      <p className="text-sm">Callers are put through to the fallback number; the agent does not answer.</p>
    </div>
  )
}

function Today({ today }: { today: TenantOverviewView['today'] | undefined }) {
  return (
    <section aria-labelledby="today" className="rounded-md border bg-surface">
      <h2 id="today" className="sr-only">
        Today
      </h2>
      <dl className="grid grid-cols-2 divide-border max-sm:[&>*]:border-b max-sm:[&>*:nth-child(odd)]:border-r sm:grid-cols-3 sm:[&>*:nth-child(-n+3)]:border-b sm:[&>*:not(:nth-child(3n))]:border-r lg:grid-cols-6 lg:[&>*]:border-b-0! lg:[&>*:not(:last-child)]:border-r max-sm:[&>*:nth-child(n+5)]:border-b-0">
        <Stat label="Answered today" value={today?.answered} />
        <Stat label="Missed" value={today?.missed} tone={today && today.missed > 0 ? 'warn' : 'neutral'} />
        <Stat label="Live now" value={today?.live} tone={today && today.live > 0 ? 'live' : 'neutral'} />
        <Stat label="Bookings made" value={today?.bookings} />
        <Stat label="Spent" value={today ? formatRupees(today.spentPaise) : undefined} />
        <Stat
          label="Typical answer time"
          value={today ? (today.typicalResponseMs === null ? '–' : formatMs(today.typicalResponseMs)) : undefined}
        />
      </dl>
    </section>
  )
}

const KINDS: Record<AttentionItem['kind'], { label: string; tone: BadgeTone }> = {
  missed_call: { label: 'Missed', tone: 'warn' },
  failed_call: { label: 'Failed', tone: 'danger' },
  callback_requested: { label: 'Wants a call back', tone: 'accent' },
  negative_call: { label: 'Unhappy', tone: 'warn' },
  urgent_call: { label: 'Urgent', tone: 'danger' },
}

function NeedsAPerson({ items }: { items: AttentionItem[] | undefined }) {
  const { path } = useDesk()
  const list = useListKeys<HTMLUListElement>()
  return (
    <Card title="Needs a person" description="Calls the agent could not finish by itself" bodyClassName="pb-2">
      {items === undefined ? <Rows count={4} /> : null}
      {items?.length === 0 ? (
        <p className="flex h-58 flex-col items-center justify-center gap-2 text-muted">
          <CircleCheck aria-hidden className="size-6 text-live" />
          Nothing waits for you.
        </p>
      ) : null}
      {items && items.length > 0 ? (
        <ul ref={list} className="-mx-2 flex max-h-80 flex-col overflow-y-auto">
          {items.map((item) => (
            <li key={item.callId} className="relative rounded-md px-2 py-2 transition-colors hover:bg-hover">
              <div className="flex items-baseline justify-between gap-3">
                <Link
                  href={path(`/calls/${item.callId}`)}
                  data-row
                  className="focus-inset min-w-0 truncate rounded-md font-medium after:absolute after:inset-0 after:rounded-md"
                >
                  {item.contactName ?? <Phone number={item.phone} />}
                </Link>
                <Instant iso={item.at} className="text-sm text-muted" />
              </div>
              <div className="mt-1 flex items-center gap-2">
                <Badge tone={KINDS[item.kind].tone}>{KINDS[item.kind].label}</Badge>
                <span className="min-w-0 truncate text-sm text-muted">{item.summary ?? ''}</span>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  )
}

function RecentCalls({ calls }: { calls: TenantOverviewView['recentCalls'] | undefined }) {
  const { path } = useDesk()
  const all = (
    <Link href={path('/calls')} className="rounded-md text-sm font-medium text-accent underline-offset-4 hover:underline">
      All calls
    </Link>
  )
  return (
    <Card title="Latest calls" actions={all} bodyClassName="pb-2">
      {calls === undefined ? <Rows count={5} /> : null}
      {calls?.length === 0 ? (
        <p className="flex flex-col items-center gap-2 py-10 text-muted">
          <PhoneMissed aria-hidden className="size-6" />
          Nobody called yet.
        </p>
      ) : null}
      {calls && calls.length > 0 ? (
        <ul className="-mx-2 flex flex-col">
          {calls.map((call) => (
            <li
              key={call.id}
              className="relative grid min-h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 rounded-md px-2 py-1.5 transition-colors hover:bg-hover sm:grid-cols-[minmax(0,13rem)_6.5rem_minmax(0,1fr)_3.5rem_9.5rem]"
            >
              <Link
                href={path(`/calls/${call.id}`)}
                className="focus-inset truncate rounded-md font-medium after:absolute after:inset-0 after:rounded-md"
              >
                {callerName(call)}
              </Link>
              <span className="max-sm:text-right">
                <CallStatusBadge status={call.status} />
              </span>
              <span className="truncate text-sm text-muted max-sm:hidden">{call.summary ?? ''}</span>
              <span className="text-right text-sm max-sm:hidden">
                <CallDuration call={call} />
              </span>
              <Cell className="max-sm:col-span-2">
                <Instant iso={call.startedAt} className="text-sm text-muted" />
              </Cell>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  )
}

function Cell({ className, children }: { className: string; children: ReactNode }) {
  return <span className={`sm:text-right ${className}`}>{children}</span>
}

function Rows({ count }: { count: number }) {
  return (
    <div className="flex flex-col gap-2 pb-2">
      {placeholderRows(count).map((row) => (
        <Skeleton key={row} className="h-10" />
      ))}
    </div>
  )
}
