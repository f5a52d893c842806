'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { CalendarDays, type LucideIcon, MessageSquareText, PhoneIncoming, PhoneOutgoing, ShieldBan, ShieldCheck } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { bookingStatus } from '@/server/domain/bookings/booking-view'
import { callStatus } from '@/server/domain/calls/call-status'
import type { TimelineItemView } from '@/server/domain/contacts/contact-view'
import { useApi } from '../api/api'
import { BookingStatusBadge } from '../bookings/booking-status-badge'
import { CallStatusBadge } from '../calls/call-status-badge'
import { endReasonText } from '../calls/end-reason'
import { SentimentMark } from '../calls/sentiment-mark'
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
import { sourceText } from './source-text'

const PAGE = 30

export function timelineInput(tenantSlug: string, contactId: string) {
  return { tenantSlug, contactId, limit: PAGE }
}

/** Everything that happened with a person, newest first. */
export function ContactTimeline({ contactId }: { contactId: string }) {
  const { tenant } = useDesk()
  const api = useApi()
  const rows = useListKeys<HTMLElement>()
  const timeline = useInfiniteQuery(api.contacts.timeline.infiniteQueryOptions(timelineInput(tenant.slug, contactId), nextPage))
  const items = timeline.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section ref={rows} aria-label="Timeline" aria-busy={timeline.isPending} className="min-w-0">
      {timeline.isError ? <LoadFailed what="The timeline" error={timeline.error} onRetry={() => timeline.refetch()} /> : null}
      {timeline.isPending ? <Skeleton className="h-80" /> : null}
      {timeline.isSuccess && items.length === 0 ? (
        <EmptyState
          icon={PhoneIncoming}
          title="Nothing happened yet"
          description="Calls, bookings, notes and consent of this person appear here."
        />
      ) : null}
      {items.length > 0 ? (
        <>
          <Timeline>
            {items.map((item) => (
              <Entry key={`${item.type}-${item.id}`} item={item} />
            ))}
          </Timeline>
          <LoadMore
            shown={items.length}
            noun={items.length === 1 ? 'entry' : 'entries'}
            hasMore={timeline.hasNextPage}
            isLoading={timeline.isFetchingNextPage}
            onLoad={() => timeline.fetchNextPage()}
          />
        </>
      ) : null}
    </section>
  )
}

function Entry({ item }: { item: TimelineItemView }) {
  const { icon, title, body } = explainItem(item)
  return (
    <TimelineItem icon={icon} title={title} aside={<Instant iso={item.at} />}>
      {body}
    </TimelineItem>
  )
}

function explainItem(item: TimelineItemView): { icon: LucideIcon; title: ReactNode; body: ReactNode } {
  switch (item.type) {
    case 'call':
      return {
        icon: item.direction === 'INBOUND' ? PhoneIncoming : PhoneOutgoing,
        title: <CallLink item={item} />,
        body: <CallBody item={item} />,
      }
    case 'booking':
      return { icon: CalendarDays, title: <BookingLink item={item} />, body: <BookingBody item={item} /> }
    case 'note':
      return {
        icon: MessageSquareText,
        title: item.authorName ? `Note by ${item.authorName}` : 'Note',
        body: <p className="whitespace-pre-wrap text-pretty text-foreground">{item.body}</p>,
      }
    case 'consent':
      return {
        icon: item.isGranted ? ShieldCheck : ShieldBan,
        title: `${item.isGranted ? 'Agreed to' : 'Refused'} ${item.purpose === 'SERVICE' ? 'service' : 'promotional'} calls`,
        body: [sourceText(item.source), item.evidence].filter(Boolean).join(' · '),
      }
    case 'suppression':
      return {
        icon: ShieldBan,
        title: 'Not to be called any more',
        body: [sourceText(item.source), item.reason].filter(Boolean).join(' · '),
      }
  }
}

const PLANNED: Partial<Record<string, string>> = { SCHEDULED: 'Will be called', CANCELLED: 'Was to be called' }

function CallLink({ item }: { item: Extract<TimelineItemView, { type: 'call' }> }) {
  const { path } = useDesk()
  return (
    <Link href={path(`/calls/${item.id}`)} data-row className="rounded-md underline-offset-4 hover:underline">
      {item.direction === 'INBOUND' ? 'Called' : (PLANNED[item.status] ?? 'Was called')}
    </Link>
  )
}

function BookingLink({ item }: { item: Extract<TimelineItemView, { type: 'booking' }> }) {
  const { path } = useDesk()
  return (
    <Link href={path(`/bookings/${item.id}`)} data-row className="rounded-md underline-offset-4 hover:underline">
      {item.bookingType ?? 'Booking'}
    </Link>
  )
}

function CallBody({ item }: { item: Extract<TimelineItemView, { type: 'call' }> }) {
  const status = callStatus.safeParse(item.status).data
  const why = status === 'COMPLETED' ? null : endReasonText(item.endReason)
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2">
        {status ? <CallStatusBadge status={status} /> : null}
        <SentimentMark sentiment={item.sentiment} />
        {item.durationSeconds ? <span className="tnum">{spellDuration(item.durationSeconds)}</span> : null}
        {why}
      </span>
      {item.summary ? <p className="mt-1 text-pretty">{item.summary}</p> : null}
    </>
  )
}

function BookingBody({ item }: { item: Extract<TimelineItemView, { type: 'booking' }> }) {
  const status = bookingStatus.safeParse(item.status).data
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {status ? <BookingStatusBadge status={status} /> : null}
      {[item.ownerName, item.durationMinutes ? `${item.durationMinutes} min` : null].filter(Boolean).join(' · ')}
    </span>
  )
}
