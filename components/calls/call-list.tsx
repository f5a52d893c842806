'use client'

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Copy, Download, PhoneOff, PhoneOutgoing, SearchX, TextSearch } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { toast } from 'sonner'
import type { CallSummaryView } from '@/server/domain/calls/call-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { ColumnMenu } from '../lists/column-menu'
import { downloadText } from '../lists/csv'
import { ChoiceFilter, SetFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { SearchField } from '../lists/search-field'
import { SelectionBar } from '../lists/selection-bar'
import { useListKeys } from '../lists/use-list-keys'
import { useSelection } from '../lists/use-selection'
import { useStoredSet } from '../lists/use-stored-set'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Button, buttonStyle } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { callListInput, PERIODS, readCallFilters, SORTS } from './call-filters'
import { CALL_STATUS_LABELS } from './call-status-badge'
import { CALL_COLUMNS, CallTable } from './call-table'
import { otherPhone } from './caller-name'
import { callsAsCsv } from './calls-csv'

const EXPORT_LIMIT = 5_000
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
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const selection = useSelection()
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
  const chosen = calls.filter(({ id }) => selection.ids.has(id))
  const columns = CALL_COLUMNS.filter(({ key }) => !hidden.has(key))

  return (
    <>
      <PageHeader
        title="Calls"
        actions={
          <>
            <Link href={path('/search')} className={buttonStyle()}>
              <TextSearch aria-hidden />
              Search what was said
            </Link>
            <Link href={path('/calls/outgoing')} className={buttonStyle()}>
              <PhoneOutgoing aria-hidden />
              Outgoing calls
            </Link>
            {isAllowed('exports.create') ? <ExportButton input={input} isDisabled={calls.length === 0} /> : null}
          </>
        }
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
          <ColumnMenu columns={CALL_COLUMNS} hidden={hidden} onToggle={toggleColumn} />
        </div>
      </div>
      {list.isError ? <LoadFailed what="Calls" error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isSuccess && calls.length === 0 ? (
        <NoCalls isFiltered={isFiltered} onReset={() => set({ q: null, status: null, period: null, direction: null, tests: null })} />
      ) : null}
      {list.isPending || calls.length > 0 ? (
        <div ref={rows} aria-busy={list.isPending || list.isPlaceholderData}>
          <CallTable calls={list.isPending ? undefined : calls} columns={columns} selection={selection} />
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
      <ChosenCalls calls={chosen} onClear={selection.clear} />
    </>
  )
}

/** Only calls on screen count: what a filter hides is not exported by surprise. */
function ChosenCalls({ calls, onClear }: { calls: CallSummaryView[]; onClear: () => void }) {
  const { tenant, isAllowed } = useDesk()
  const phones = [...new Set(calls.flatMap((call) => otherPhone(call) ?? []))]
  async function copyNumbers() {
    try {
      await navigator.clipboard.writeText(phones.join('\n'))
      toast.success(phones.length === 1 ? '1 number copied' : `${phones.length} numbers copied`)
    } catch {
      toast.error('The browser did not allow copying.')
    }
  }
  return (
    <SelectionBar count={calls.length} noun={calls.length === 1 ? 'call' : 'calls'} onClear={onClear}>
      {isAllowed('exports.create') ? (
        <Button size="sm" variant="ghost" onClick={() => downloadText(`${tenant.slug}-calls.csv`, callsAsCsv(calls), 'text/csv')}>
          <Download aria-hidden />
          Export CSV
        </Button>
      ) : null}
      <Button size="sm" variant="ghost" disabled={phones.length === 0} onClick={copyNumbers}>
        <Copy aria-hidden />
        Copy numbers
      </Button>
    </SelectionBar>
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
