'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../api/api'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { useDesk } from '../shell/tenant-context'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { importFieldLabel } from './import-fields'

const REFRESH_MS = 3_000

/** Rows that were refused, with what is wrong in which field. */
export function RejectionList({ importId, isRunning }: { importId: string; isRunning: boolean }) {
  const { tenant } = useDesk()
  const api = useApi()
  const report = useInfiniteQuery(
    api.imports.report.infiniteQueryOptions(
      { tenantSlug: tenant.slug, importId, limit: 50 },
      { ...nextPage, refetchInterval: isRunning ? REFRESH_MS : false },
    ),
  )
  if (report.isError) return <LoadFailed what="The report" error={report.error} onRetry={() => report.refetch()} />
  if (!report.data) return <Skeleton className="h-40" />
  const rejections = report.data.pages.flatMap((page) => page.items)
  return (
    <>
      <Table label="Rows left out">
        <TableHead>
          <tr>
            <TableHeader className="w-16 text-right">Row</TableHeader>
            <TableHeader>What is wrong</TableHeader>
            <TableHeader className="max-sm:hidden">The row</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {rejections.map(({ row, field, message, raw }) => (
            <TableRow key={`${row}-${field}`}>
              <TableCell className="tnum text-right align-top text-muted">{row}</TableCell>
              <TableCell className="align-top">
                {field ? <span className="font-medium">{importFieldLabel(field)}: </span> : null}
                {message}
              </TableCell>
              <TableCell className="max-w-96 align-top text-sm text-muted max-sm:hidden">
                <span className="line-clamp-2 [overflow-wrap:anywhere]">{Object.values(raw).filter(Boolean).join(' · ')}</span>
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <LoadMore
        shown={rejections.length}
        noun={rejections.length === 1 ? 'problem' : 'problems'}
        hasMore={report.hasNextPage}
        isLoading={report.isFetchingNextPage}
        onLoad={() => report.fetchNextPage()}
      />
    </>
  )
}
