'use client'

import { useQuery } from '@tanstack/react-query'
import { AudioLines, ChevronLeft, MicOff } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect } from 'react'
import { isFinalStatus } from '@/server/domain/calls/call-status'
import type { CallView } from '@/server/domain/calls/call-view'
import { useApi } from '../api/api'
import { statusOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { formatRupees } from '../format/money'
import { Phone } from '../format/phone'
import { spellDuration } from '../format/time'
import { LoadFailed } from '../lists/load-failed'
import { OutboundFacts, SentVariables } from '../outbound/outbound-facts'
import { useDesk } from '../shell/tenant-context'
import { TaskCard } from '../tasks/task-card'
import { Badge } from '../ui/badge'
import { buttonStyle } from '../ui/button'
import { Card } from '../ui/card'
import { CopyButton } from '../ui/copy-button'
import { EmptyState } from '../ui/empty-state'
import { PageHeader } from '../ui/page-header'
import { Skeleton } from '../ui/skeleton'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '../ui/tabs'
import { CallAccount } from './call-account'
import { CallCosts } from './call-costs'
import { CallDuration } from './call-duration'
import { CallEvents } from './call-events'
import { CallExtractions } from './call-extractions'
import { CallLink } from './call-link'
import { readMomentMs } from './call-moment'
import { CallPlayer } from './call-player'
import { CallStatusBadge } from './call-status-badge'
import { callerName, otherPhone } from './caller-name'
import { endReasonText } from './end-reason'
import { LatencyBars } from './latency-bars'
import { PlaybackProvider, usePlayback } from './playback'
import { Transcript } from './transcript'

const LIVE_REFRESH_MS = 5_000

export function CallPage({ callId }: { callId: string }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const query = useQuery(
    api.calls.get.queryOptions(
      { tenantSlug: tenant.slug, callId },
      // Notices bring changes at once; this is for a browser that lost them, and for the recording that lands a moment after the end.
      { refetchInterval: ({ state }) => (state.data && needsWatching(state.data) ? LIVE_REFRESH_MS : false) },
    ),
  )
  const back = (
    <Link href={path('/calls')} className="inline-flex h-6 items-center gap-1 rounded-md hover:text-foreground">
      <ChevronLeft aria-hidden className="size-4" />
      Calls
    </Link>
  )

  if (query.isError && !query.data) {
    return statusOf(query.error) === 404 || statusOf(query.error) === 400 ? (
      <EmptyState
        icon={MicOff}
        isPage
        title="This call does not exist"
        description="It may have been erased, or the address is wrong."
        action={
          <Link href={path('/calls')} className={buttonStyle()}>
            All calls
          </Link>
        }
      />
    ) : (
      <LoadFailed what="The call" error={query.error} onRetry={() => query.refetch()} />
    )
  }
  if (!query.data) return <CallSkeleton back={back} />
  return <LoadedCall call={query.data} back={back} />
}

function needsWatching(call: CallView): boolean {
  if (!isFinalStatus(call.status)) return true
  const isFresh = call.endedAt !== null && Date.now() - Date.parse(call.endedAt) < 60_000
  return isFresh && call.answeredAt !== null && (call.recordingUrl === null || call.summary === null)
}

function LoadedCall({ call, back }: { call: CallView; back: ReactNode }) {
  const isLive = !isFinalStatus(call.status)
  const agentName = call.agentName?.split(',')[0] ?? 'Agent'
  const canSeek = call.recordingUrl !== null
  const momentMs = readMomentMs(useSearchParams().get('t'))
  // Placed through Retell: somebody here wished for it.
  const isOurs = call.provider === 'RETELL' && call.direction === 'OUTBOUND'
  return (
    <PlaybackProvider url={call.recordingUrl}>
      {momentMs !== null && canSeek ? <StartAt ms={momentMs} /> : null}
      <PageHeader
        above={back}
        title={callerName(call)}
        badges={
          <>
            <CallStatusBadge status={call.status} />
            {call.isTest && call.contactName ? <Badge tone="outline">Test</Badge> : null}
          </>
        }
        description={<CallFacts call={call} />}
      />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <CallAccount call={call} />
          <Recording call={call} agentName={agentName} isLive={isLive} />
          <Tabs defaultValue="transcript">
            <TabsList aria-label="About the call">
              <TabsTrigger value="transcript">Transcript</TabsTrigger>
              {isOurs ? <TabsTrigger value="told">What the agent was told</TabsTrigger> : null}
              <TabsTrigger value="events">Events ({call.events.length})</TabsTrigger>
            </TabsList>
            <TabsContent value="transcript" className="pt-2">
              {call.turns.length > 0 ? (
                <Transcript call={call} agentName={agentName} canSeek={canSeek} momentMs={momentMs} />
              ) : (
                <p className="py-6 text-muted">{isLive ? 'Nobody has spoken yet.' : 'Nothing was said in this call.'}</p>
              )}
            </TabsContent>
            {isOurs ? (
              <TabsContent value="told">
                <SentVariables callId={call.id} />
              </TabsContent>
            ) : null}
            <TabsContent value="events">
              <CallEvents events={call.events} canSeek={canSeek} />
            </TabsContent>
          </Tabs>
        </div>
        <aside aria-label="Details" className="flex min-w-0 flex-col gap-4">
          {isOurs ? <OutboundFacts callId={call.id} isFinal={!isLive} /> : null}
          <People call={call} />
          {isLive ? null : <TaskCard callId={call.id} />}
          <Card title="Taken down">
            <CallExtractions call={call} isLive={isLive} />
          </Card>
          <Card title="Answer times">
            <LatencyBars turns={call.turns} canSeek={canSeek} isLive={isLive} />
          </Card>
          <Card title="Cost">
            <CallCosts cost={call.cost} isLive={isLive} />
          </Card>
          <Details call={call} />
        </aside>
      </div>
    </PlaybackProvider>
  )
}

/** The page was opened at a moment of the recording: it waits there. Nothing sounds before somebody asks for it. */
function StartAt({ ms }: { ms: number }) {
  const playback = usePlayback()
  useEffect(() => playback.seek(ms), [playback, ms])
  return null
}

function CallFacts({ call }: { call: CallView }) {
  const facts: { key: string; node: ReactNode }[] = [
    { key: 'when', node: <Instant iso={call.dueAt ?? call.startedAt} /> },
    {
      key: 'length',
      node:
        call.durationSeconds !== null ? (
          <span className="tnum">{spellDuration(call.durationSeconds)}</span>
        ) : call.answeredAt && !call.endedAt ? (
          <CallDuration call={call} />
        ) : null,
    },
    { key: 'end', node: endReasonText(call.endReason) },
    { key: 'cost', node: <span className="tnum">{formatRupees(call.costPaise)}</span> },
  ]
  return (
    <ul className="flex flex-wrap gap-x-2">
      {facts
        .filter(({ node }) => node !== null)
        .map(({ key, node }) => (
          <li key={key} className="after:ml-2 after:content-['·'] last:after:content-none">
            {node}
          </li>
        ))}
    </ul>
  )
}

function Recording({ call, agentName, isLive }: { call: CallView; agentName: string; isLive: boolean }) {
  if (call.recordingUrl) {
    const lastTurn = call.turns.at(-1)
    const durationMs = call.recordingDurationMs ?? lastTurn?.endedMs ?? (call.durationSeconds ?? 0) * 1000
    return <CallPlayer url={call.recordingUrl} durationMs={durationMs} turns={call.turns} agentName={agentName} />
  }
  return (
    <div className="flex h-33 items-center justify-center gap-3 rounded-md border border-dashed px-4 text-center text-muted">
      <AudioLines aria-hidden className={isLive ? 'size-5 animate-pulse-soft text-live' : 'size-5'} />
      {call.status === 'SCHEDULED'
        ? 'The call is not made yet.'
        : isLive
          ? 'The call is under way. The recording is here when it ends.'
          : 'There is no recording of this call.'}
    </div>
  )
}

function People({ call }: { call: CallView }) {
  const { path } = useDesk()
  const phone = otherPhone(call)
  return (
    <Card title="With">
      {call.contact ? (
        <>
          <Link
            href={path(`/contacts/${call.contact.id}`)}
            className="rounded-md font-medium text-accent underline-offset-4 hover:underline"
          >
            {call.contact.name ?? 'Unnamed contact'}
          </Link>
          <p className="tnum mt-0.5 text-sm text-muted">
            {call.contact.totalCalls} {call.contact.totalCalls === 1 ? 'call' : 'calls'} so far
          </p>
        </>
      ) : (
        <p className="text-muted">{call.isTest ? 'Somebody of this business, in the browser.' : 'Not a contact.'}</p>
      )}
      {phone ? (
        <p className="mt-1 flex items-center gap-1">
          <Phone number={phone} />
          <CopyButton value={phone} label="phone number" />
        </p>
      ) : call.isTest ? null : (
        <p className="mt-1 text-sm text-muted">Number withheld</p>
      )}
      {call.booking ? (
        <div className="mt-3 border-t pt-3">
          <p className="text-sm text-muted">Booking</p>
          <Link
            href={path(`/bookings/${call.booking.id}`)}
            className="rounded-md font-medium text-accent underline-offset-4 hover:underline"
          >
            <Instant iso={call.booking.startsAt} style="appointment" />
          </Link>
          <p className="text-sm text-muted">{[call.booking.type, call.booking.ownerName].filter(Boolean).join(' · ')}</p>
        </div>
      ) : null}
      {call.isTest || !isFinalStatus(call.status) ? null : <CallLink call={call} />}
    </Card>
  )
}

function Details({ call }: { call: CallView }) {
  const { path } = useDesk()
  return (
    <Card title="Details">
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        <dt className="text-muted">Agent</dt>
        <dd>
          {call.agentId ? (
            <Link href={path(`/agents/${call.agentId}`)} className="rounded-md text-accent underline-offset-4 hover:underline">
              {call.agentName ?? 'Agent'}
            </Link>
          ) : (
            '–'
          )}
          {call.agentVersionNumber ? <span className="tnum text-muted"> · version {call.agentVersionNumber}</span> : null}
        </dd>
        <dt className="text-muted">Line</dt>
        <dd>
          {call.provider === 'BROWSER' ? 'Browser' : call.provider.charAt(0) + call.provider.slice(1).toLowerCase()}
          {call.direction === 'INBOUND' && call.to ? (
            <>
              {' · '}
              <Phone number={call.to} />
            </>
          ) : null}
        </dd>
        {call.dtmf ? (
          <>
            <dt className="text-muted">Keys pressed</dt>
            <dd className="tnum font-mono">{call.dtmf}</dd>
          </>
        ) : null}
        {call.transferTo ? (
          <>
            <dt className="text-muted">Put through to</dt>
            <dd>
              <Phone number={call.transferTo} />
            </dd>
          </>
        ) : null}
        <dt className="flex h-7 items-center text-muted">Call id</dt>
        <dd className="flex min-w-0 items-center gap-1">
          <code className="min-w-0 truncate font-mono text-xs">{call.id}</code>
          <CopyButton value={call.id} label="call id" />
        </dd>
        {call.callSid ? (
          <>
            <dt className="flex h-7 items-center text-muted">Call SID</dt>
            <dd className="flex min-w-0 items-center gap-1">
              <code className="min-w-0 truncate font-mono text-xs">{call.callSid}</code>
              <CopyButton value={call.callSid} label="call SID" />
            </dd>
          </>
        ) : null}
      </dl>
    </Card>
  )
}

function CallSkeleton({ back }: { back: ReactNode }) {
  return (
    <div aria-busy>
      <PageHeader above={back} title={<Skeleton className="my-1 h-5 w-52" />} description={<Skeleton className="mt-1 h-4 w-72" />} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex flex-col gap-5">
          <Skeleton className="h-34" />
          <Skeleton className="h-9" />
          {[1, 2, 3, 4].map((row) => (
            <Skeleton key={row} className="h-12" />
          ))}
        </div>
        <div className="flex flex-col gap-4">
          <Skeleton className="h-28" />
          <Skeleton className="h-40" />
          <Skeleton className="h-52" />
        </div>
      </div>
    </div>
  )
}
