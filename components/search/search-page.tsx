'use client'

import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { Download, SearchX, TextSearch } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { toast } from 'sonner'
import type { SearchPage as Page, SearchResultView } from '@/server/domain/conversations/conversation-view'
import type { SavedSearchView, SearchFilters } from '@/server/domain/conversations/saved-search'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { callMoment } from '../calls/call-moment'
import { downloadText } from '../lists/csv'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { SearchField } from '../lists/search-field'
import { useListKeys } from '../lists/use-list-keys'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { resultsAsCsv } from './results-csv'
import { SavedSearches } from './saved-searches'
import { SearchFilterBar } from './search-filter-bar'
import { countFilters, NO_FILTERS, readSearchFilters, searchInput, toSearchParams } from './search-filters'
import { SearchResults } from './search-results'

const EXPORT_LIMIT = 2_000

/** Every conversation by what was said in it. */
export function SearchPage() {
  const { tenant, isAllowed } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const filters = readSearchFilters(values)
  const isAsked = filters.query !== ''
  const found = useInfiniteQuery(
    api.conversations.search.infiniteQueryOptions(searchInput(tenant.slug, filters), {
      ...nextPage,
      enabled: isAsked,
      placeholderData: keepPreviousData,
      retry: false,
    }),
  )
  const results = found.data?.pages.flatMap((page) => page.items) ?? []
  const customers = found.data?.pages[0]?.customers ?? []
  const change = (next: Partial<SearchFilters>) => set(toSearchParams({ ...filters, ...next }))
  function open(saved: SavedSearchView | null) {
    set(saved ? { ...toSearchParams(saved.search), saved: saved.id } : { saved: null })
  }
  return (
    <>
      <PageHeader
        title="Search"
        description="What was said in any call, by words and phrases."
        actions={isAllowed('exports.create') ? <ExportButton filters={filters} isDisabled={results.length === 0} /> : null}
      />
      <SavedSearches filters={filters} openId={values.get('saved')} onOpen={open} />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField
          label="Search what was said"
          value={filters.query}
          onChange={(query) => change({ query })}
          className="w-full sm:w-80"
        />
        <SearchFilterBar filters={filters} onChange={change} />
      </div>
      {!isAsked ? <HowToAsk /> : null}
      {isAsked && found.isError && !found.data ? (
        <LoadFailed what="What was found" error={found.error} onRetry={() => found.refetch()} />
      ) : null}
      {isAsked && customers.length > 0 ? <People customers={customers} /> : null}
      {isAsked && found.isSuccess && results.length === 0 ? (
        <EmptyState
          icon={SearchX}
          title="Nobody said that"
          description="Try another word, only its beginning with a star (cancel*), or fewer filters."
          action={
            countFilters(filters) > 0 ? (
              <Button onClick={() => set(toSearchParams({ ...NO_FILTERS, query: filters.query }))}>Search every call</Button>
            ) : null
          }
        />
      ) : null}
      {isAsked && !found.isError && (found.isPending || results.length > 0) ? (
        <div ref={rows} aria-busy={found.isPending || found.isPlaceholderData}>
          <SearchResults results={found.isPending ? undefined : results} />
          {found.isPending ? null : (
            <LoadMore
              shown={results.length}
              noun={results.length === 1 ? 'call' : 'calls'}
              hasMore={found.hasNextPage}
              isLoading={found.isFetchingNextPage}
              onLoad={() => found.fetchNextPage()}
            />
          )}
        </div>
      ) : null}
    </>
  )
}

const EXAMPLES = [
  { typed: 'parking birthday', does: 'both words, anywhere in the call' },
  { typed: '"call me back"', does: 'these words in this order' },
  { typed: 'cancel*', does: 'any word that begins so: cancel, cancelled, cancellation' },
  { typed: 'order -refund', does: 'calls with the first word and without the second' },
]

function HowToAsk() {
  return (
    <EmptyState
      icon={TextSearch}
      title="Find a call by what was said"
      description="English, Hindi and a mix of both; accents do not matter. Each find opens the recording at its second."
      action={
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-left text-sm">
          {EXAMPLES.map(({ typed, does }) => (
            <div key={typed} className="contents">
              <dt>
                <code className="font-mono text-xs">{typed}</code>
              </dt>
              <dd className="text-muted">{does}</dd>
            </div>
          ))}
        </dl>
      }
    />
  )
}

function People({ customers }: { customers: Page['customers'] }) {
  const { path } = useDesk()
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
      Contacts of that name:
      {customers.map(({ customerId, customerName }) => (
        <Link
          key={customerId}
          href={path(`/contacts/${customerId}`)}
          className="inline-flex min-h-6 items-center rounded-md text-accent underline-offset-4 hover:underline"
        >
          {customerName}
        </Link>
      ))}
    </p>
  )
}

/** All that is found, not only what is on screen. */
function ExportButton({ filters, isDisabled }: { filters: SearchFilters; isDisabled: boolean }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [count, setCount] = useState<number | null>(null)
  async function exportAll() {
    setCount(0)
    try {
      const results: SearchResultView[] = []
      let cursor: string | null = null
      do {
        const page: Page = await queryClient.fetchQuery(
          api.conversations.search.queryOptions({ ...searchInput(tenant.slug, filters), limit: 100, cursor }, { staleTime: 0 }),
        )
        results.push(...page.items)
        setCount(results.length)
        cursor = page.nextCursor
      } while (cursor && results.length < EXPORT_LIMIT)
      const csv = resultsAsCsv(results, ({ callId, second }) => new URL(path(callMoment(callId, second)), window.location.origin).href)
      downloadText(`${tenant.slug}-search.csv`, csv, 'text/csv')
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
