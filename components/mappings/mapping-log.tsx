'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { ChevronLeft, ScrollText, SearchX } from 'lucide-react'
import Link from 'next/link'
import type { MappingLogView } from '@/server/domain/mapping/mapping-view'
import { useApi } from '../api/api'
import { Instant } from '../format/instant'
import { ChoiceFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { placeholderRows } from '../lists/placeholder-rows'
import { SearchField } from '../lists/search-field'
import { useListKeys } from '../lists/use-list-keys'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { LOG_OUTCOMES, mappingLogInput } from './mapping-log-input'
import { MappingLogSheet } from './mapping-log-sheet'

/** Every mapping that was carried out for a call: what went in, what was sent, what was held back and why. */
export function MappingLog() {
  const { tenant, path } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const rows = useListKeys<HTMLDivElement>()
  const input = mappingLogInput(tenant.slug, values)
  const list = useInfiniteQuery(api.mappings.logs.infiniteQueryOptions(input, { ...nextPage, placeholderData: keepPreviousData }))
  const logs = list.data?.pages.flatMap((page) => page.items)
  const isFiltered = input.query !== undefined || input.isSuccessful !== undefined
  return (
    <>
      <PageHeader
        above={
          <Link href={path('/mappings')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
            <ChevronLeft aria-hidden className="size-4" />
            Mappings
          </Link>
        }
        title="Mapping log"
        description="What each call was told, what was held back and why."
      />
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchField
          label="Search variable, text or call id"
          value={values.get('q') ?? ''}
          onChange={(q) => set({ q })}
          className="w-full sm:w-80"
        />
        <ChoiceFilter label="Outcome" value={values.get('outcome') ?? ''} options={LOG_OUTCOMES} onChange={(outcome) => set({ outcome })} />
      </div>
      {list.isError && !list.data ? <LoadFailed what="The log" error={list.error} onRetry={() => list.refetch()} /> : null}
      {logs?.length === 0 ? (
        isFiltered ? (
          <EmptyState
            icon={SearchX}
            title="No entry matches"
            description="Try another word or fewer filters."
            action={<Button onClick={() => set({ q: null, outcome: null })}>Show every entry</Button>}
          />
        ) : (
          <EmptyState
            icon={ScrollText}
            title="Nothing was sent yet"
            description="As soon as an agent calls somebody, this says what it was told about them."
          />
        )
      ) : null}
      {list.isPending || (logs && logs.length > 0) ? (
        <div ref={rows} aria-busy={list.isPending || list.isPlaceholderData}>
          <Table label="Mapping log">
            <TableHead>
              <tr>
                <TableHeader>Contact</TableHeader>
                <TableHeader>Outcome</TableHeader>
                <TableHeader className="text-right max-md:hidden">Sent</TableHeader>
                <TableHeader className="text-right max-md:hidden">Held back</TableHeader>
                <TableHeader className="max-lg:hidden">Retell call</TableHeader>
                <TableHeader className="text-right">When</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {logs === undefined
                ? placeholderRows(8).map((row) => <SkeletonRow key={row} />)
                : logs.map((log) => <LogRow key={log.id} log={log} onOpen={() => set({ log: log.id })} />)}
            </TableBody>
          </Table>
          {logs ? (
            <LoadMore
              shown={logs.length}
              noun={logs.length === 1 ? 'entry' : 'entries'}
              hasMore={list.hasNextPage}
              isLoading={list.isFetchingNextPage}
              onLoad={() => list.fetchNextPage()}
            />
          ) : null}
        </div>
      ) : null}
      <MappingLogSheet logId={values.get('log')} onClose={() => set({ log: null })} />
    </>
  )
}

function LogRow({ log, onOpen }: { log: MappingLogView; onOpen: () => void }) {
  return (
    <TableRow className="relative hover:bg-hover has-focus-visible:bg-hover">
      <TableCell>
        <button
          type="button"
          data-row
          onClick={onOpen}
          className="focus-inset rounded-md text-left font-medium after:absolute after:inset-0"
        >
          {log.contactName ?? 'Unnamed'}
        </button>
      </TableCell>
      <TableCell>
        {log.isSuccessful ? <Badge>Sent</Badge> : <Badge tone="danger">Not sent</Badge>}
        {log.warnings.length > 0 ? (
          <Badge tone="warn" className="ml-1.5">
            {log.warnings.length} {log.warnings.length === 1 ? 'warning' : 'warnings'}
          </Badge>
        ) : null}
      </TableCell>
      <TableCell className="tnum text-right text-muted max-md:hidden">{Object.keys(log.variables).length}</TableCell>
      <TableCell className="tnum text-right text-muted max-md:hidden">{log.omitted.length}</TableCell>
      <TableCell className="max-lg:hidden">
        <code className="block max-w-52 truncate font-mono text-xs text-muted">{log.retellCallId ?? '–'}</code>
      </TableCell>
      <TableCell className="text-right text-muted">
        <Instant iso={log.at} className="relative" />
      </TableCell>
    </TableRow>
  )
}

function SkeletonRow() {
  return (
    <tr>
      <TableCell>
        <Skeleton className="h-4 w-36" />
      </TableCell>
      <TableCell>
        <Skeleton className="h-5 w-16" />
      </TableCell>
      <TableCell className="max-md:hidden">
        <Skeleton className="ml-auto h-4 w-6" />
      </TableCell>
      <TableCell className="max-md:hidden">
        <Skeleton className="ml-auto h-4 w-6" />
      </TableCell>
      <TableCell className="max-lg:hidden">
        <Skeleton className="h-4 w-40" />
      </TableCell>
      <TableCell>
        <Skeleton className="ml-auto h-4 w-24" />
      </TableCell>
    </tr>
  )
}
