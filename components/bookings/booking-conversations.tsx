'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { PhoneCall, PhoneIncoming, PhoneOutgoing } from 'lucide-react'
import Link from 'next/link'
import type { BookingContextView, ConversationView, KeyPoint } from '@/server/domain/conversations/conversation-view'
import { useApi } from '../api/api'
import { SentimentMark } from '../calls/sentiment-mark'
import { InsightLine } from '../conversations/insight-line'
import { Instant } from '../format/instant'
import { spellDuration } from '../format/time'
import { LoadFailed } from '../lists/load-failed'
import { LoadMore } from '../lists/load-more'
import { nextPage } from '../lists/next-page'
import { useListKeys } from '../lists/use-list-keys'
import { useDesk } from '../shell/tenant-context'
import { EmptyState } from '../ui/empty-state'
import { Skeleton } from '../ui/skeleton'
import { Timeline, TimelineItem } from '../ui/timeline'
import { bookingConversationsInput } from './booking-conversations-input'

const PHASES = [
  { phase: 'before', title: 'Before' },
  { phase: 'during', title: 'During' },
  { phase: 'after', title: 'Afterwards' },
] as const
const POINTS = [
  { kind: 'concerns', title: 'Worries' },
  { kind: 'requests', title: 'Wishes' },
  { kind: 'feedback', title: 'How it was' },
] as const
const MOODS = { positive: 'POSITIVE', neutral: 'NEUTRAL', negative: 'NEGATIVE' } as const

/** What was said about a booking: before, during and after it. */
export function BookingConversations({ bookingId }: { bookingId: string }) {
  const { tenant } = useDesk()
  const api = useApi()
  const rows = useListKeys<HTMLDivElement>()
  const list = useInfiniteQuery(api.conversations.booking.infiniteQueryOptions(bookingConversationsInput(tenant.slug, bookingId), nextPage))
  const pages = list.data?.pages ?? []
  const shown = pages.reduce((sum, { before, during, after }) => sum + before.length + during.length + after.length, 0)
  if (list.isError && !list.data) return <LoadFailed what="The conversations" error={list.error} onRetry={() => list.refetch()} />
  if (list.isPending) return <Skeleton className="h-96" />
  if (shown === 0) {
    return (
      <EmptyState
        icon={PhoneIncoming}
        title="Nobody called about it yet"
        description="Calls about this booking appear here by themselves: those before it, during it and afterwards."
      />
    )
  }
  return (
    <div ref={rows} className="flex min-w-0 flex-col gap-6">
      <KeyPoints pages={pages} />
      {PHASES.map(({ phase, title }) => (
        <section key={phase} aria-labelledby={`calls-${phase}`}>
          <h2 id={`calls-${phase}`} className="mb-3 text-base">
            {title}
          </h2>
          <Phase calls={pages.flatMap((page) => page[phase])} customerName={pages[0]?.customerName ?? null} />
        </section>
      ))}
      <LoadMore
        shown={shown}
        noun={shown === 1 ? 'call' : 'calls'}
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onLoad={() => list.fetchNextPage()}
      />
    </div>
  )
}

function Phase({ calls, customerName }: { calls: ConversationView[]; customerName: string | null }) {
  if (calls.length === 0) return <p className="text-sm text-muted">No call.</p>
  return (
    <Timeline>
      {calls.map((call) => (
        <Conversation key={call.id} call={call} customerName={customerName} />
      ))}
    </Timeline>
  )
}

function Conversation({ call, customerName }: { call: ConversationView; customerName: string | null }) {
  const { path } = useDesk()
  const who = customerName ?? 'The contact'
  const { sentiment } = call.aiInsights
  return (
    <TimelineItem
      icon={call.callType === 'inbound' ? PhoneIncoming : PhoneOutgoing}
      title={
        <span className="flex flex-wrap items-center gap-x-2">
          <Link href={path(`/calls/${call.id}`)} data-row className="rounded-md underline-offset-4 hover:underline">
            {who} {call.callType === 'inbound' ? 'called' : 'was called'}
          </Link>
          <SentimentMark sentiment={sentiment && MOODS[sentiment]} />
        </span>
      }
      aside={<Instant iso={call.callStartedAt} />}
    >
      <p className="flex flex-wrap gap-x-2 text-sm">
        {call.durationSeconds ? <span className="tnum">{spellDuration(call.durationSeconds)}</span> : <span>Nobody spoke</span>}
        {call.confidence === null || call.confidence === 100 ? null : (
          <span className="tnum" title="How sure it is that this call was about this booking">
            {call.confidence} % sure
          </span>
        )}
      </p>
      {call.summary ? (
        <p className="mt-1 text-pretty text-foreground">{call.summary}</p>
      ) : call.transcriptExcerpt ? (
        <p className="mt-1 text-pretty">“{call.transcriptExcerpt}…”</p>
      ) : null}
      <InsightLine insights={call.aiInsights} />
    </TimelineItem>
  )
}

/** In the callers' own words, each with the call it was said in. */
function KeyPoints({ pages }: { pages: BookingContextView[] }) {
  const groups = POINTS.map(({ kind, title }) => ({ title, points: pages.flatMap(({ keyInformation }) => keyInformation[kind]) }))
  const known = groups.filter(({ points }) => points.length > 0)
  if (known.length === 0) return null
  return (
    <section aria-label="What matters" className="grid gap-x-6 gap-y-4 rounded-md border bg-surface px-4 py-4 sm:px-5 md:grid-cols-2">
      {known.map(({ title, points }) => (
        <div key={title} className="min-w-0">
          <h2 className="mb-1.5 text-sm text-muted">{title}</h2>
          <ul className="flex flex-col gap-1.5">
            {points.map((point) => (
              <Point key={`${point.callId} ${point.text}`} point={point} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function Point({ point }: { point: KeyPoint }) {
  const { path } = useDesk()
  return (
    <li className="flex items-start gap-2 text-pretty [overflow-wrap:anywhere]">
      <PhoneCall aria-hidden className="mt-1 size-3.5 shrink-0 text-muted" />
      <Link href={path(`/calls/${point.callId}`)} className="min-h-6 min-w-0 rounded-md underline-offset-4 hover:underline">
        {point.text}
      </Link>
    </li>
  )
}
