'use client'

import Link from 'next/link'
import type { CallSummaryView } from '@/server/domain/calls/call-view'
import { Instant } from '../format/instant'
import { formatRupees } from '../format/money'
import { Phone } from '../format/phone'
import { placeholderRows } from '../lists/placeholder-rows'
import { AllRowsCheckbox, RowCheckbox } from '../lists/row-checkbox'
import type { Selection } from '../lists/use-selection'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Skeleton } from '../ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../ui/table'
import { CallDuration } from './call-duration'
import { CallStatusBadge } from './call-status-badge'
import { callerName, otherPhone } from './caller-name'
import { SentimentMark } from './sentiment-mark'

/** Columns one may leave out. */
export const CALL_COLUMNS = [
  { key: 'summary', label: 'What it was about', className: '@max-2xl:hidden' },
  { key: 'agent', label: 'Agent', className: '@max-4xl:hidden' },
  { key: 'duration', label: 'Length', className: '@max-xl:hidden text-right' },
  { key: 'cost', label: 'Cost', className: '@max-3xl:hidden text-right' },
] as const

type Column = (typeof CALL_COLUMNS)[number]

export function CallTable({
  calls,
  columns,
  selection,
}: {
  /** Undefined while they load. */
  calls: CallSummaryView[] | undefined
  columns: Column[]
  selection: Selection
}) {
  return (
    <Table label="Calls">
      <TableHead>
        <tr>
          <TableHeader className="w-10 pr-0">
            <AllRowsCheckbox shown={calls?.map(({ id }) => id) ?? []} label="Choose every call shown" selection={selection} />
          </TableHeader>
          <TableHeader>Caller</TableHeader>
          <TableHeader>Status</TableHeader>
          {columns.map(({ key, label, className }) => (
            <TableHeader key={key} className={className}>
              {label}
            </TableHeader>
          ))}
          <TableHeader className="text-right @max-lg:hidden">When</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {calls === undefined
          ? placeholderRows(10).map((row) => <SkeletonRow key={row} columns={columns.map(({ className }) => className)} />)
          : calls.map((call) => <CallRow key={call.id} call={call} columns={columns} selection={selection} />)}
      </TableBody>
    </Table>
  )
}

function CallRow({ call, columns, selection }: { call: CallSummaryView; columns: Column[]; selection: Selection }) {
  const { path } = useDesk()
  const phone = otherPhone(call)
  return (
    <TableRow
      data-id={call.id}
      aria-selected={selection.ids.has(call.id)}
      className="relative hover:bg-hover has-[a:focus-visible]:bg-hover"
    >
      <TableCell className="w-10 pr-0">
        <RowCheckbox id={call.id} label={`Choose the call with ${callerName(call)}`} selection={selection} />
      </TableCell>
      <TableCell className="max-w-72">
        <Link href={path(`/calls/${call.id}`)} data-row className="focus-inset rounded-md font-medium after:absolute after:inset-0">
          {callerName(call)}
        </Link>
        <div className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          {call.contactName && phone ? <Phone number={phone} className="relative" /> : null}
          {call.isTest && call.contactName ? <Badge tone="outline">Test</Badge> : null}
          {call.isTest && !call.contactName ? <span>From the browser</span> : null}
          {call.direction === 'OUTBOUND' ? <span>Outgoing</span> : null}
          <Instant iso={call.dueAt ?? call.startedAt} className="@lg:hidden" />
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
      <TableCell className="text-right text-muted @max-lg:hidden">
        <Instant iso={call.dueAt ?? call.startedAt} className="relative" />
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
      <TableCell className="w-10 pr-0">
        <Skeleton className="m-1 size-4" />
      </TableCell>
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
      <TableCell className="@max-lg:hidden">
        <Skeleton className="ml-auto h-4 w-24" />
      </TableCell>
    </tr>
  )
}
