'use client'

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Download, PhoneOff, SearchX } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { toast } from 'sonner'
import type { CallSummaryView } from '@/server/domain/calls/call-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { Instant } from '../format/instant'
import { formatRupees } from '../format/money'
import { Phone } from '../format/phone'
import { ColumnMenu } from '../lists/column-menu'
import { downloadText, toCsv } from '../lists/csv'
import { ChoiceFilter, SetFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { placeholderRows } from '../lists/placeholder-rows'
import { SearchField } from '../lists/search-field'
import { useListKeys } from '../lists/use-list-keys'
import { useStoredSet } from '../lists/use-stored-set'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button, buttonStyle } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { CallDuration } from './call-duration'
import { callListInput, PERIODS, readCallFilters, SORTS } from './call-filters'
import { CALL_STATUS_LABELS, CallStatusBadge } from './call-status-badge'
import { callerName, otherPhone } from './caller-name'
import { SentimentMark } from './sentiment-mark'

const EXPORT_LIMIT = 5_000
const COLUMNS = [
  { key: 'summary', label: 'What it was about', className: 'max-lg:hidden' },
  { key: 'agent', label: 'Agent', className: 'max-xl:hidden' },
  { key: 'duration', label: 'Length', className: 'max-sm:hidden text-right' },
  { key: 'cost', label: 'Cost', className: 'max-md:hidden text-right' },
] as const
const STATUS_OPTIONS = Object.entries(CALL_STATUS_LABELS).map(([value, label]) => ({ value, label }))
const DIRECTIONS = [
  { value: '', label: 'In and out' },
  { value: 'INBOUND', label: 'Incoming' },
  { value: 'OUTBOUND', label: 'Outgoing' },
]
const TESTS = [
  { value: '', label: 'With test calls' },
  { value: 'hide', label: 'Without test calls' },
  { value: 'only', label: 'Only test calls' },
]

export function CallList() {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const [hidden, toggleColumn] = useStoredSet('calls-hidden-columns', ['agent'])
  const { filters, sort } = readCallFilters(values, tenant.timezone, new Date())
  const input = callListInput(tenant.slug, { filters, sort })
  const list = useInfiniteQuery(
    api.calls.list.infiniteQueryOptions(input, {
      ...nextPage,
      placeholderData: keepPreviousData,
    }),
  )
  const calls = list.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.keys(filters).length > 0
  const columns = COLUMNS.filter(({ key }) => !hidden.has(key))

  return (
    <>
      <PageHeader
        title="Calls"
        actions={isAllowed('exports.create') ? <ExportButton input={input} isDisabled={calls.length === 0} /> : null}
      />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField label="Search number or name" value={values.get('q') ?? ''} onChange={(q) => set({ q })} className="w-full sm:w-64" />
        <SetFilter
          label="Status"
          values={filters.status ?? []}
          options={STATUS_OPTIONS}
          onChange={(status) => set({ status: status.join(',') })}
        />
        <ChoiceFilter label="When" value={values.get('period') ?? ''} options={[...PERIODS]} onChange={(period) => set({ period })} />
        <ChoiceFilter label="Direction" value={filters.direction ?? ''} options={DIRECTIONS} onChange={(direction) => set({ direction })} />
        <ChoiceFilter label="Test calls" value={values.get('tests') ?? ''} options={TESTS} onChange={(tests) => set({ tests })} />
        <div className="ml-auto flex gap-2">
          <ChoiceFilter
            label="Order"
            value={sort}
            options={[...SORTS]}
            onChange={(next) => set({ sort: next === 'newest' ? null : next })}
          />
          <ColumnMenu columns={COLUMNS} hidden={hidden} onToggle={toggleColumn} />
        </div>
      </div>
      {list.isError ? <LoadFailed what="Calls" error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isSuccess && calls.length === 0 ? (
        <NoCalls isFiltered={isFiltered} onReset={() => set({ q: null, status: null, period: null, direction: null, tests: null })} />
      ) : null}
      {list.isPending || calls.length > 0 ? (
        <div ref={rows} aria-busy={list.isPending || list.isPlaceholderData}>
          <Table label="Calls">
            <TableHead>
              <tr>
                <TableHeader>Caller</TableHeader>
                <TableHeader>Status</TableHeader>
                {columns.map(({ key, label, className }) => (
                  <TableHeader key={key} className={className}>
                    {label}
                  </TableHeader>
                ))}
                <TableHeader className="text-right max-sm:hidden">When</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {list.isPending
                ? placeholderRows(10).map((row) => <SkeletonRow key={row} columns={columns.map(({ className }) => className)} />)
                : calls.map((call) => <CallRow key={call.id} call={call} columns={columns} />)}
            </TableBody>
          </Table>
          {list.isPending ? null : (
            <LoadMore
              shown={calls.length}
              noun={calls.length === 1 ? 'call' : 'calls'}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              onLoad={() => list.fetchNextPage()}
            />
          )}
        </div>
      ) : null}
    </>
  )
}

type Column = (typeof COLUMNS)[number]

function CallRow({ call, columns }: { call: CallSummaryView; columns: Column[] }) {
  const { path } = useDesk()
  const phone = otherPhone(call)
  return (
    <TableRow className="relative hover:bg-hover has-focus-visible:bg-hover">
      <TableCell className="max-w-72">
        <Link href={path(`/calls/${call.id}`)} data-row className="focus-inset rounded-md font-medium after:absolute after:inset-0">
          {callerName(call)}
        </Link>
        <div className="flex items-center gap-2 text-sm text-muted">
          {call.contactName && phone ? <Phone number={phone} className="relative" /> : null}
          {call.isTest && call.contactName ? <Badge tone="outline">Test</Badge> : null}
          {call.isTest && !call.contactName ? <span>From the browser</span> : null}
          {call.direction === 'OUTBOUND' ? <span>Outgoing</span> : null}
          <Instant iso={call.startedAt} className="sm:hidden" />
        </div>
      </TableCell>
      <TableCell>
        <CallStatusBadge status={call.status} />
      </TableCell>
      {columns.map(({ key, className }) => (
        <TableCell key={key} className={className}>
          <CallCell call={call} column={key} />
        </TableCell>
      ))}
      <TableCell className="text-right text-muted max-sm:hidden">
        <Instant iso={call.startedAt} className="relative" />
      </TableCell>
    </TableRow>
  )
}

function CallCell({ call, column }: { call: CallSummaryView; column: Column['key'] }) {
  if (column === 'duration') return <CallDuration call={call} />
  if (column === 'cost') return <span className="tnum text-muted">{formatRupees(call.costPaise)}</span>
  if (column === 'agent') return <span className="text-muted">{call.agentName ?? ''}</span>
  return (
    <span className="flex max-w-md items-center gap-2 text-muted">
      <SentimentMark sentiment={call.sentiment} />
      <span className="line-clamp-1">{call.summary ?? ''}</span>
    </span>
  )
}

function SkeletonRow({ columns }: { columns: string[] }) {
  return (
    <tr>
      <TableCell>
        <Skeleton className="h-4 w-36" />
      </TableCell>
      <TableCell>
        <Skeleton className="h-5 w-20" />
      </TableCell>
      {columns.map((className) => (
        <TableCell key={className} className={className}>
          <Skeleton className="ml-auto h-4 w-full max-w-24" />
        </TableCell>
      ))}
      <TableCell className="max-sm:hidden">
        <Skeleton className="ml-auto h-4 w-24" />
      </TableCell>
    </tr>
  )
}

function NoCalls({ isFiltered, onReset }: { isFiltered: boolean; onReset: () => void }) {
  const { path } = useDesk()
  if (isFiltered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No call matches"
        description="Try another number or fewer filters."
        action={<Button onClick={onReset}>Show every call</Button>}
      />
    )
  }
  return (
    <EmptyState
      icon={PhoneOff}
      title="No calls yet"
      description="Call your agent from the browser to hear it, or connect a phone number so that callers reach it."
      action={
        <>
          <Link href={path('/test-call')} className={buttonStyle({ variant: 'primary' })}>
            Call my agent
          </Link>
          <Link href={path('/numbers')} className={buttonStyle()}>
            Connect a number
          </Link>
        </>
      }
    />
  )
}

type ListInput = {
  tenantSlug: string
  filters: ReturnType<typeof readCallFilters>['filters']
  sort: ReturnType<typeof readCallFilters>['sort']
}

/** The whole filtered list, not only the rows on screen. */
function ExportButton({ input, isDisabled }: { input: ListInput; isDisabled: boolean }) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [count, setCount] = useState<number | null>(null)

  async function exportAll() {
    setCount(0)
    try {
      const calls: CallSummaryView[] = []
      let cursor: string | null = null
      do {
        const page: { items: CallSummaryView[]; nextCursor: string | null } = await queryClient.fetchQuery(
          api.calls.list.queryOptions({ ...input, limit: 100, cursor }, { staleTime: 0 }),
        )
        calls.push(...page.items)
        setCount(calls.length)
        cursor = page.nextCursor
      } while (cursor && calls.length < EXPORT_LIMIT)
      downloadText(`${tenant.slug}-calls.csv`, callsAsCsv(calls), 'text/csv')
      if (cursor) toast.info(`The first ${EXPORT_LIMIT} calls were exported. Narrow the filters for the rest.`)
    } catch (error) {
      toast.error(explainError(error))
    } finally {
      setCount(null)
    }
  }

  return (
    <Button onClick={exportAll} disabled={isDisabled || count !== null}>
      <Download aria-hidden />
      <span className="tnum">{count === null ? 'Export CSV' : `${count} calls…`}</span>
    </Button>
  )
}

function callsAsCsv(calls: CallSummaryView[]): string {
  return toCsv(
    [
      'id',
      'call_sid',
      'started_at',
      'direction',
      'status',
      'end_reason',
      'from',
      'to',
      'contact',
      'agent',
      'duration_seconds',
      'cost_paise',
      'sentiment',
      'summary',
      'test',
    ],
    calls.map((call) => [
      call.id,
      call.callSid,
      call.startedAt,
      call.direction,
      call.status,
      call.endReason,
      call.from,
      call.to,
      call.contactName,
      call.agentName,
      call.durationSeconds,
      call.costPaise,
      call.sentiment,
      call.summary,
      call.isTest ? 'yes' : 'no',
    ]),
  )
}
