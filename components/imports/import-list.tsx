'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import Link from 'next/link'
import type { ImportView } from '@/server/domain/imports/import-view'
import { useApi } from '../api/api'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { useListKeys } from '../lists/use-list-keys'
import { useDesk } from '../shell/tenant-context'
import { buttonStyle } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { ImportStatusBadge } from './import-status-badge'

const REFRESH_MS = 3_000

/** Files that were taken in, and those being taken in. */
export function ImportList() {
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const rows = useListKeys<HTMLDivElement>()
  const list = useInfiniteQuery(
    api.imports.list.infiniteQueryOptions(
      { tenantSlug: tenant.slug, limit: 40 },
      {
        ...nextPage,
        refetchInterval: ({ state }) =>
          state.data?.pages.some((page) => page.items.some(({ status }) => status === 'RUNNING')) ? REFRESH_MS : false,
      },
    ),
  )
  const imports = list.data?.pages.flatMap((page) => page.items)
  const newLink = isAllowed('contacts.write') ? (
    <Link href={path('/imports/new')} className={buttonStyle({ variant: 'primary' })}>
      <FileUp aria-hidden />
      Import a file
    </Link>
  ) : null
  return (
    <>
      <PageHeader title="Imports" description="Contacts and bookings that came from files." actions={newLink} />
      {list.isError && !list.data ? <LoadFailed what="Imports" error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isPending ? <Skeleton className="h-64" /> : null}
      {imports?.length === 0 ? (
        <EmptyState
          icon={FileUp}
          title="Nothing was imported yet"
          description="Bring in the people you know and what is booked, from a CSV or JSON file."
          action={newLink}
        />
      ) : null}
      {imports && imports.length > 0 ? (
        <div ref={rows}>
          <Table label="Imports">
            <TableHead>
              <tr>
                <TableHeader>File</TableHeader>
                <TableHeader>Status</TableHeader>
                <TableHeader className="text-right max-sm:hidden">Rows</TableHeader>
                <TableHeader className="text-right max-md:hidden">New</TableHeader>
                <TableHeader className="text-right max-md:hidden">Changed</TableHeader>
                <TableHeader className="text-right max-sm:hidden">Left out</TableHeader>
                <TableHeader className="text-right">When</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {imports.map((job) => (
                <ImportRow key={job.id} job={job} />
              ))}
            </TableBody>
          </Table>
          <LoadMore
            shown={imports.length}
            noun={imports.length === 1 ? 'import' : 'imports'}
            hasMore={list.hasNextPage}
            isLoading={list.isFetchingNextPage}
            onLoad={() => list.fetchNextPage()}
          />
        </div>
      ) : null}
    </>
  )
}

function ImportRow({ job }: { job: ImportView }) {
  const { path } = useDesk()
  return (
    <TableRow className="relative hover:bg-hover has-focus-visible:bg-hover">
      <TableCell>
        <Link href={path(`/imports/${job.id}`)} data-row className="focus-inset rounded-md font-medium after:absolute after:inset-0">
          {job.fileName}
        </Link>
        <div className="text-sm text-muted">{job.kind === 'contacts' ? 'Contacts' : 'Bookings'}</div>
      </TableCell>
      <TableCell>
        <ImportStatusBadge status={job.status} />
      </TableCell>
      <TableCell className="tnum text-right max-sm:hidden">{job.totalRows}</TableCell>
      <TableCell className="tnum text-right max-md:hidden">{job.createdCount}</TableCell>
      <TableCell className="tnum text-right max-md:hidden">{job.updatedCount}</TableCell>
      <TableCell className="tnum text-right max-sm:hidden">{job.rejectedCount}</TableCell>
      <TableCell className="text-right text-muted">
        <Instant iso={job.createdAt} className="relative" />
      </TableCell>
    </TableRow>
  )
}
