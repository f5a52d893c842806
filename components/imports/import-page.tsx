'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, Download, FileX } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useEffect, useState } from 'react'
import { toast } from 'sonner'
import type { ImportRejectionView, ImportView } from '@/server/domain/imports/import-view'
import { useApi } from '../api/api'
import { explainError, statusOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { downloadText, toCsv } from '../lists/csv'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Button, buttonStyle } from '../ui/button'
import { Callout } from '../ui/callout'
import { Card } from '../ui/card'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Progress } from '../ui/progress'
import { Skeleton } from '../ui/skeleton'
import { Stat } from '../ui/stat'
import { Steps } from '../ui/steps'
import { ImportStatusBadge } from './import-status-badge'
import { IMPORT_STEPS } from './import-steps'
import { RejectionList } from './rejection-list'

const REFRESH_MS = 1_000

/** An import while it runs and afterwards: one can leave, and come back to it. */
export function ImportPage({ importId }: { importId: string }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const query = useQuery(
    api.imports.get.queryOptions(
      { tenantSlug: tenant.slug, importId },
      { refetchInterval: ({ state }) => (state.data?.status === 'RUNNING' ? REFRESH_MS : false) },
    ),
  )
  useRefreshWhenDone(query.data)
  const back = (
    <Link href={path('/imports')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
      <ChevronLeft aria-hidden className="size-4" />
      Imports
    </Link>
  )
  if (query.isError && !query.data) {
    return [400, 404].includes(statusOf(query.error) ?? 0) ? (
      <EmptyState
        icon={FileX}
        isPage
        title="This import does not exist"
        description="The address is wrong, or it belongs to another business."
        action={
          <Link href={path('/imports')} className={buttonStyle()}>
            All imports
          </Link>
        }
      />
    ) : (
      <LoadFailed what="The import" error={query.error} onRetry={() => query.refetch()} />
    )
  }
  if (!query.data) return <ImportSkeleton back={back} />
  return <LoadedImport job={query.data} back={back} />
}

/** What came in stands in lists that were loaded before. */
function useRefreshWhenDone(job: ImportView | undefined) {
  const api = useApi()
  const queryClient = useQueryClient()
  const isDone = job !== undefined && job.status !== 'RUNNING'
  useEffect(() => {
    if (!isDone) return
    void queryClient.invalidateQueries({ queryKey: api.contacts.pathKey() })
    void queryClient.invalidateQueries({ queryKey: api.bookings.pathKey() })
    void queryClient.invalidateQueries({ queryKey: api.imports.report.pathKey() })
  }, [isDone, api, queryClient])
}

function LoadedImport({ job, back }: { job: ImportView; back: ReactNode }) {
  const { tenant, path, isAllowed } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const isRunning = job.status === 'RUNNING'
  const cancel = useMutation(
    api.imports.cancel.mutationOptions({
      onSuccess: (stopped) => queryClient.setQueryData(api.imports.get.queryKey({ tenantSlug: tenant.slug, importId: job.id }), stopped),
      onError: (error) => toast.error(explainError(error)),
    }),
  )
  return (
    <>
      <PageHeader
        above={back}
        title={job.fileName}
        badges={<ImportStatusBadge status={job.status} />}
        description={
          <>
            {job.kind === 'contacts' ? 'Contacts' : 'Bookings'} · <Instant iso={job.createdAt} />
            {job.createdByName ? ` · ${job.createdByName}` : ''}
          </>
        }
        actions={
          isRunning ? (
            isAllowed('contacts.write') ? (
              <Button isBusy={cancel.isPending} onClick={() => cancel.mutate({ tenantSlug: tenant.slug, importId: job.id })}>
                Stop here
              </Button>
            ) : null
          ) : (
            <Link href={path(`/${job.kind}`)} className={buttonStyle({ variant: 'primary' })}>
              {job.kind === 'contacts' ? 'Show contacts' : 'Show bookings'}
            </Link>
          )
        }
      />
      <Steps steps={IMPORT_STEPS} current={isRunning ? 2 : 3} />
      <div className="flex max-w-4xl flex-col gap-5">
        <Card>
          <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
            <p role="status" className="font-medium">
              {headline(job)}
            </p>
            <p className="tnum text-sm text-muted">
              {job.doneRows} of {job.totalRows} rows
            </p>
          </div>
          <Progress label="Rows taken in" value={job.doneRows} max={job.totalRows} />
          <dl className="-mx-4 mt-3 grid grid-cols-3 sm:-mx-5">
            <Stat label="New" value={job.createdCount} />
            <Stat label="Changed" value={job.updatedCount} />
            <Stat label="Left out" value={job.rejectedCount} tone={job.rejectedCount > 0 ? 'warn' : 'neutral'} />
          </dl>
          {isRunning ? (
            <p className="mt-2 text-sm text-muted">You can leave this page: the import goes on, and stands under Imports.</p>
          ) : null}
        </Card>
        {job.error ? (
          <Callout tone="danger" title="The import ended early">
            {job.error}
          </Callout>
        ) : null}
        {job.rejectedCount > 0 ? (
          <section>
            <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
              <h2 className="text-base">Rows left out</h2>
              <ReportButton job={job} />
            </div>
            <RejectionList importId={job.id} isRunning={isRunning} />
          </section>
        ) : null}
      </div>
    </>
  )
}

function headline(job: ImportView): string {
  if (job.status === 'RUNNING') return 'Taking the file in…'
  if (job.status === 'CANCELLED') return 'Stopped. What was taken in stays.'
  if (job.status === 'FAILED') return 'The import failed.'
  return job.rejectedCount === 0 ? 'Every row was taken in.' : 'Done. Some rows were left out.'
}

/** The rows that were left out, each with what is wrong: to be corrected and imported again. */
function ReportButton({ job }: { job: ImportView }) {
  const { tenant } = useDesk()
  const api = useApi()
  const queryClient = useQueryClient()
  const [isLoading, setIsLoading] = useState(false)
  async function download() {
    setIsLoading(true)
    try {
      const rejections: ImportRejectionView[] = []
      let cursor: string | null = null
      do {
        const page: { items: ImportRejectionView[]; nextCursor: string | null } = await queryClient.fetchQuery(
          api.imports.report.queryOptions({ tenantSlug: tenant.slug, importId: job.id, limit: 100, cursor }, { staleTime: 0 }),
        )
        rejections.push(...page.items)
        cursor = page.nextCursor
      } while (cursor)
      downloadText(`${job.fileName.replace(/\.[^.]*$/, '')}-left-out.csv`, reportAsCsv(rejections), 'text/csv')
    } catch (error) {
      toast.error(explainError(error))
    } finally {
      setIsLoading(false)
    }
  }
  return (
    <Button size="sm" isBusy={isLoading} onClick={download}>
      <Download aria-hidden />
      Download the report
    </Button>
  )
}

function reportAsCsv(rejections: ImportRejectionView[]): string {
  const columns = [...new Set(rejections.flatMap(({ raw }) => Object.keys(raw)))]
  return toCsv(
    ['row', 'field', 'code', 'message', ...columns],
    rejections.map(({ row, field, code, message, raw }) => [row, field, code, message, ...columns.map((column) => raw[column] ?? '')]),
  )
}

function ImportSkeleton({ back }: { back: ReactNode }) {
  return (
    <div aria-busy>
      <PageHeader above={back} title={<Skeleton className="my-1 h-5 w-52" />} description={<Skeleton className="mt-1 h-4 w-40" />} />
      <Skeleton className="mb-6 h-6 w-80" />
      <Skeleton className="h-44 max-w-4xl" />
    </div>
  )
}
