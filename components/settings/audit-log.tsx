'use client'

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { ScrollText } from 'lucide-react'
import type { AuditEntryView } from '@/server/domain/audit/audit-view'
import { useApi } from '../api/api'
import { Instant } from '../format/instant'
import { ChoiceFilter } from '../lists/filter-menu'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { useUrlState } from '../lists/use-url-state'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { EmptyState } from '../ui/empty-state'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { actionText, detailsText } from './audit-text'

const OUTCOMES = [
  { value: '', label: 'Every outcome' },
  { value: 'allowed', label: 'Allowed' },
  { value: 'refused', label: 'Refused' },
  { value: 'failed', label: 'Failed' },
] as const
const TONES = { allowed: 'neutral', refused: 'warn', failed: 'danger' } as const
const ACTORS = { user: 'Person', api_key: 'API key', webhook: 'Webhook', system: 'System' }

/** Who did what, and what was refused. */
export function AuditLog() {
  const { tenant } = useDesk()
  const api = useApi()
  const { values, set } = useUrlState()
  const outcome = OUTCOMES.find(({ value }) => value === values.get('outcome'))?.value ?? ''
  const list = useInfiniteQuery(
    api.audit.list.infiniteQueryOptions(
      { tenantSlug: tenant.slug, limit: 50, ...(outcome ? { outcome } : {}) },
      { ...nextPage, placeholderData: keepPreviousData },
    ),
  )
  const entries = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <div className="mb-3">
        <ChoiceFilter label="Outcome" value={outcome} options={[...OUTCOMES]} onChange={(next) => set({ outcome: next })} />
      </div>
      {list.isError ? <LoadFailed what="The audit log" error={list.error} onRetry={() => list.refetch()} /> : null}
      {list.isPending ? <Skeleton className="h-96" /> : null}
      {list.isSuccess && entries.length === 0 ? (
        <EmptyState icon={ScrollText} title="Nothing here" description="Changes and refusals are written down as they happen." />
      ) : null}
      {entries.length > 0 ? (
        <>
          <Table label="Audit log">
            <TableHead>
              <tr>
                <TableHeader className="@max-2xl:hidden">When</TableHeader>
                <TableHeader>Who</TableHeader>
                <TableHeader>What</TableHeader>
                <TableHeader className="text-right @max-md:hidden">Outcome</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {entries.map((entry) => (
                <AuditRow key={entry.id} entry={entry} />
              ))}
            </TableBody>
          </Table>
          <LoadMore
            shown={entries.length}
            noun={entries.length === 1 ? 'entry' : 'entries'}
            hasMore={list.hasNextPage}
            isLoading={list.isFetchingNextPage}
            onLoad={() => list.fetchNextPage()}
          />
        </>
      ) : null}
    </>
  )
}

function AuditRow({ entry }: { entry: AuditEntryView }) {
  const details = detailsText(entry.details, entry.targetType)
  const outcome = <Badge tone={TONES[entry.outcome]}>{entry.outcome.charAt(0).toUpperCase() + entry.outcome.slice(1)}</Badge>
  return (
    <TableRow>
      <TableCell className="text-muted @max-2xl:hidden">
        <Instant iso={entry.at} />
      </TableCell>
      <TableCell>
        {entry.actorName ?? ACTORS[entry.actorType]}
        {entry.actorName ? <div className="text-sm text-muted">{ACTORS[entry.actorType]}</div> : null}
        <div className="text-sm text-muted @2xl:hidden">
          <Instant iso={entry.at} />
        </div>
      </TableCell>
      <TableCell>
        <span title={entry.action}>{actionText(entry.action)}</span>
        {details ? <div className="line-clamp-1 max-w-md text-sm text-muted [overflow-wrap:anywhere]">{details}</div> : null}
        <div className="mt-1 @md:hidden">{outcome}</div>
      </TableCell>
      <TableCell className="text-right @max-md:hidden">{outcome}</TableCell>
    </TableRow>
  )
}
