'use client'

import { CalendarDays, PhoneIncoming, PhoneOutgoing, Play } from 'lucide-react'
import Link from 'next/link'
import type { SearchResultView } from '@/server/domain/conversations/conversation-view'
import { formatPhone } from '@/server/domain/phones/format-phone'
import { callMoment } from '../calls/call-moment'
import { SentimentMark } from '../calls/sentiment-mark'
import { Instant } from '../format/instant'
import { formatDuration } from '../format/time'
import { placeholderRows } from '../lists/placeholder-rows'
import { useDesk } from '../shell/tenant-context'
import { Skeleton } from '../ui/skeleton'
import { MarkedText } from './marked-text'

const MOODS = { positive: 'POSITIVE', neutral: 'NEUTRAL', negative: 'NEGATIVE' } as const

/** Calls in which it was said, each with the words and a way to hear them. Undefined while they load. */
export function SearchResults({ results }: { results: SearchResultView[] | undefined }) {
  return (
    <ol aria-label="Found calls" className="divide-y rounded-md border bg-surface">
      {results === undefined
        ? placeholderRows(6).map((row) => <SkeletonRow key={row} />)
        : results.map((result) => <ResultRow key={result.callId} result={result} />)}
    </ol>
  )
}

function ResultRow({ result }: { result: SearchResultView }) {
  const { path } = useDesk()
  const Direction = result.callType === 'inbound' ? PhoneIncoming : PhoneOutgoing
  const name = result.customerName ?? (result.phone ? formatPhone(result.phone) : 'Number withheld')
  return (
    <li data-id={result.callId} className="relative px-4 py-3 hover:bg-hover has-[a[data-row]:focus-visible]:bg-hover">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <span className="flex min-w-0 items-center gap-2">
          <Direction aria-hidden className="size-4 shrink-0 text-muted" />
          <Link
            href={path(callMoment(result.callId, result.second))}
            data-row
            className="focus-inset tnum min-w-0 truncate rounded-md font-medium after:absolute after:inset-0"
          >
            {name}
          </Link>
          <span className="sr-only">{result.callType === 'inbound' ? 'called' : 'was called'}</span>
        </span>
        <SentimentMark sentiment={result.sentiment && MOODS[result.sentiment]} />
        <span className="ml-auto flex items-center gap-2 text-sm text-muted">
          <Instant iso={result.callStartedAt} className="relative" />
        </span>
      </div>
      <p className="mt-1 text-pretty [overflow-wrap:anywhere]">
        {result.speaker ? <span className="text-muted">{result.speaker === 'caller' ? 'Caller: ' : 'Agent: '}</span> : null}
        <MarkedText snippet={result.snippet} />
      </p>
      <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <span className="tnum flex items-center gap-1 text-accent">
          <Play aria-hidden className="size-3.5" />
          {result.turnIndex === null ? 'Said in several places' : `At ${formatDuration(result.second)}`}
        </span>
        {result.bookingId ? (
          <Link
            href={path(`/bookings/${result.bookingId}`)}
            className="relative z-1 inline-flex min-h-6 items-center gap-1 rounded-md underline-offset-4 hover:underline"
          >
            <CalendarDays aria-hidden className="size-3.5" />
            About a booking
          </Link>
        ) : null}
        {result.summary ? <span className="line-clamp-1 min-w-0 flex-1 basis-64">{result.summary}</span> : null}
      </div>
    </li>
  )
}

function SkeletonRow() {
  return (
    <li className="px-4 py-3">
      <div className="flex items-center justify-between gap-4">
        <Skeleton className="h-5.5 w-40" />
        <Skeleton className="h-4 w-28" />
      </div>
      <Skeleton className="mt-2 h-4 w-4/5" />
      <Skeleton className="mt-2.5 h-4 w-1/2" />
    </li>
  )
}
