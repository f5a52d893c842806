'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn } from 'lucide-react'
import type { AnalyticsView } from '@/server/domain/analytics/analytics-view'
import { useApi } from '../api/api'
import { formatRupees } from '../format/money'
import { formatMs, spellDuration } from '../format/time'
import { ChoiceFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Card } from '../ui/card'
import { classNames } from '../ui/class-names'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Stat } from '../ui/stat'
import { DailyCalls } from './daily-calls'
import { readPeriod } from './period'

const PERIODS = [
  { value: 'today', label: 'Today' },
  { value: 'last_7_days', label: 'Last 7 days' },
  { value: 'last_30_days', label: 'Last 30 days' },
  { value: 'last_90_days', label: 'Last 90 days' },
]

export function AnalyticsPage() {
  const { tenant } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const period = readPeriod(values)
  const summary = useQuery(api.analytics.summary.queryOptions({ tenantSlug: tenant.slug, period }, { placeholderData: keepPreviousData }))
  const data = summary.data
  return (
    <>
      <PageHeader
        title="Analytics"
        description="Test calls are left out."
        actions={
          <ChoiceFilter
            label="Period"
            value={period}
            options={PERIODS}
            onChange={(next) => set({ period: next === 'last_30_days' ? null : next })}
          />
        }
      />
      {summary.isError && !data ? <LoadFailed what="Analytics" error={summary.error} onRetry={() => summary.refetch()} /> : null}
      <div aria-busy={summary.isPlaceholderData || summary.isPending} className="flex flex-col gap-5">
        <Figures data={data} />
        {data?.totalCalls === 0 ? (
          <EmptyState
            icon={ChartNoAxesColumn}
            title="No calls in this period"
            description="Choose a longer one, or come back when the phone has rung."
          />
        ) : (
          <>
            <Card title="Calls a day">{data ? <DailyCalls data={data} /> : <Skeleton className="h-56" />}</Card>
            <div className="grid gap-5 lg:grid-cols-3">
              <Card title="When people call" className="lg:col-span-2">
                {data ? <ByHour byHour={data.byHour} /> : <Skeleton className="h-40" />}
              </Card>
              <Card title="What was taken down">{data ? <Extractions data={data} /> : <Skeleton className="h-40" />}</Card>
            </div>
            <Card title="How callers felt">{data ? <Moods sentiment={data.sentiment} /> : <Skeleton className="h-14" />}</Card>
          </>
        )}
      </div>
    </>
  )
}

function Figures({ data }: { data: AnalyticsView | undefined }) {
  const share = data && data.inboundCalls > 0 ? `${Math.round((data.answeredCalls / data.inboundCalls) * 100)} %` : '–'
  return (
    <section aria-label="Figures" className="overflow-hidden rounded-md border bg-surface">
      <dl className="-mr-px -mb-px grid grid-cols-2 sm:grid-cols-4 [&>*]:border-r [&>*]:border-b">
        <Stat label="Calls" value={data?.totalCalls} note={data ? `${spellDuration(data.avgDuration)} on average` : ''} />
        <Stat
          label="Answered"
          value={data ? share : undefined}
          note={data ? `${data.missedCalls} missed of ${data.inboundCalls} that came in` : ''}
        />
        <Stat
          label="Typical answer time"
          value={data ? (data.responseMs.p50 === null ? '–' : formatMs(data.responseMs.p50)) : undefined}
          note={data?.responseMs.p95 ? `95 of 100 within ${formatMs(data.responseMs.p95)}` : ' '}
        />
        <Stat
          label="Spent"
          value={data ? formatRupees(data.totalCostPaise) : undefined}
          note={data ? `${formatRupees(data.avgCostPaise)} a call` : ''}
        />
      </dl>
    </section>
  )
}

function ByHour({ byHour }: { byHour: number[] }) {
  const most = Math.max(1, ...byHour)
  const hours = byHour.map((count, hour) => ({ hour, count }))
  return (
    <ol className="flex h-40 items-end gap-0.5 sm:gap-1" aria-label="Calls by hour of the day">
      {hours.map(({ hour, count }) => (
        <li
          key={hour}
          className="flex h-full min-w-0 flex-1 flex-col justify-end gap-1"
          title={`${hour}:00 – ${hour + 1}:00: ${count} calls`}
        >
          <span className="sr-only">
            {hour}:00, {count} calls
          </span>
          <span
            aria-hidden
            style={{ height: `${(count / most) * 82}%` }}
            className={classNames('w-full rounded-md', count > 0 ? 'min-h-1 bg-accent' : 'h-px min-h-px bg-border')}
          />
          <span aria-hidden className="tnum h-4 text-center text-xs text-muted">
            {hour % 6 === 0 ? hour : ''}
          </span>
        </li>
      ))}
    </ol>
  )
}

function Extractions({ data }: { data: AnalyticsView }) {
  const types = Object.entries(data.extractions).filter(([, count]) => count > 0)
  if (types.length === 0) return <p className="text-sm text-muted">Nothing in this period.</p>
  return (
    <dl className="flex flex-col gap-1.5">
      {types
        .sort(([, one], [, other]) => other - one)
        .map(([type, count]) => (
          <div key={type} className="flex justify-between gap-3">
            <dt>{type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ')}</dt>
            <dd className="tnum font-medium">{count}</dd>
          </div>
        ))}
    </dl>
  )
}

function Moods({ sentiment }: { sentiment: AnalyticsView['sentiment'] }) {
  const moods = [
    { label: 'Positive', count: sentiment.positive, tone: 'bg-live' },
    { label: 'Neutral', count: sentiment.neutral, tone: 'bg-lane-caller' },
    { label: 'Negative', count: sentiment.negative, tone: 'bg-danger' },
  ]
  const total = moods.reduce((sum, mood) => sum + mood.count, 0)
  if (total === 0) return <p className="text-sm text-muted">No call of this period was judged yet.</p>
  return (
    <>
      <div aria-hidden className="flex h-3 gap-0.5 overflow-hidden rounded-md">
        {moods.map(({ label, count, tone }) => (
          <span key={label} className={tone} style={{ width: `${(count / total) * 100}%` }} />
        ))}
      </div>
      <dl className="mt-2.5 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {moods.map(({ label, count, tone }) => (
          <div key={label} className="flex items-center gap-2">
            <dt className="flex items-center gap-2 text-muted">
              <span aria-hidden className={`size-2.5 rounded-full ${tone}`} />
              {label}
            </dt>
            <dd className="tnum font-medium">{count}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
