'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarClock, PhoneOff } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { CallAttemptView, OutboundCallView } from '@/server/domain/outbound/outbound-view'
import { useApi } from '../api/api'
import { statusOf } from '../api/api-error'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { VariablesPreview } from '../mappings/variables-preview'
import { useDesk } from '../shell/tenant-context'
import { Badge, type BadgeTone } from '../ui/badge'
import { Button } from '../ui/button'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'
import { attemptError, planExplanation } from './attempt-words'
import { GateReasons } from './gate-reasons'
import { leadText } from './outbound-reminder-text'
import { RescheduleDialog } from './reschedule-dialog'
import { useCancelCall } from './use-cancel-call'

const REFRESH_MS = 5_000
const ATTEMPTS: Record<CallAttemptView['state'], { label: string; tone: BadgeTone }> = {
  HELD: { label: 'Held back', tone: 'warn' },
  STARTED: { label: 'Under way', tone: 'live' },
  ACCEPTED: { label: 'Dialled', tone: 'neutral' },
  REFUSED: { label: 'Refused', tone: 'danger' },
  NOT_SENT: { label: 'Never arrived', tone: 'warn' },
}

/** Of a call we made: when it is due, what held it, every try, and what the agent was told. */
export function OutboundFacts({ callId, isFinal }: { callId: string; isFinal: boolean }) {
  const { tenant } = useDesk()
  const api = useApi()
  const outbound = useQuery(
    api.outbound.get.queryOptions({ tenantSlug: tenant.slug, callId }, { refetchInterval: isFinal ? false : REFRESH_MS }),
  )
  // A call that somebody else placed and told us of.
  if (statusOf(outbound.error) === 404) return null
  if (outbound.isError) return <LoadFailed what="How it was called" error={outbound.error} onRetry={() => outbound.refetch()} />
  if (!outbound.data) return <Skeleton className="h-40" />
  return <Plan call={outbound.data} />
}

function Plan({ call }: { call: OutboundCallView }) {
  const { path, isAllowed } = useDesk()
  const cancel = useCancelCall()
  const [isMoving, setIsMoving] = useState(false)
  const explanation = planExplanation(call)
  const canChange = call.state === 'SCHEDULED' && isAllowed('calls.place_service')
  return (
    <Card title={call.state === 'SCHEDULED' ? 'Planned' : 'How it was called'}>
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
        <dt className="text-muted">{call.state === 'SCHEDULED' ? 'Is called' : 'Due'}</dt>
        <dd>
          <Instant iso={call.dueAt} />
          {call.minutesBeforeBooking !== null ? <span className="text-muted"> · {leadText(call.minutesBeforeBooking)}</span> : null}
        </dd>
        <dt className="text-muted">Why</dt>
        <dd>{call.purpose === 'SERVICE' ? 'Service' : 'Promotional'}</dd>
        {call.bookingStartsAt ? (
          <>
            <dt className="text-muted">About</dt>
            <dd>
              <Instant iso={call.bookingStartsAt} style="appointment" />
            </dd>
          </>
        ) : null}
        <dt className="text-muted">Person</dt>
        <dd>
          <Link href={path(`/contacts/${call.contactId}`)} className="rounded-md text-accent underline-offset-4 hover:underline">
            {call.contactName ?? 'Unnamed'}
          </Link>
        </dd>
      </dl>
      {explanation ? <p className="mt-3 text-pretty rounded-md bg-sunken px-3 py-2 text-sm">{explanation}</p> : null}
      {canChange ? (
        <div className="mt-3 flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setIsMoving(true)}>
            <CalendarClock aria-hidden />
            Another time…
          </Button>
          <Button size="sm" variant="danger-ghost" onClick={() => cancel(call)}>
            <PhoneOff aria-hidden />
            Do not call
          </Button>
        </div>
      ) : null}
      <Attempts attempts={call.attempts} />
      <RescheduleDialog call={isMoving ? call : null} onClose={() => setIsMoving(false)} />
    </Card>
  )
}

function Attempts({ attempts }: { attempts: CallAttemptView[] }) {
  if (attempts.length === 0) return null
  return (
    <div className="mt-4 border-t pt-3">
      <h3 className="mb-2 text-sm text-muted">{attempts.length === 1 ? 'One try' : `${attempts.length} tries`}</h3>
      <ol className="flex flex-col gap-3">
        {attempts.map((attempt) => (
          <li key={attempt.number}>
            <p className="flex flex-wrap items-center gap-2 text-sm">
              <Badge tone={ATTEMPTS[attempt.state].tone}>{ATTEMPTS[attempt.state].label}</Badge>
              <Instant iso={attempt.startedAt} className="text-muted" />
            </p>
            <div className="mt-1">{attempt.decision ? <GateReasons decision={attempt.decision} /> : null}</div>
            <AttemptError text={attemptError(attempt)} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function AttemptError({ text }: { text: string | null }) {
  return text ? <p className="text-sm text-danger [overflow-wrap:anywhere]">{text}</p> : null
}

/** The variables that were sent for a call, from its mapping log. */
export function SentVariables({ callId }: { callId: string }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const logs = useQuery(api.mappings.logs.queryOptions({ tenantSlug: tenant.slug, callId, limit: 1 }))
  if (logs.isError) return <LoadFailed what="What the agent was told" error={logs.error} onRetry={() => logs.refetch()} />
  if (!logs.data) return <Skeleton className="h-64" />
  const [log] = logs.data.items
  if (!log) return <p className="py-6 text-muted">Nothing was sent: the call was not dialled.</p>
  return (
    <div className="flex flex-col gap-3">
      <VariablesPreview preview={log} isWide />
      <p className="text-sm text-muted">
        <Link href={path(`/mappings/log?log=${log.id}`)} className="rounded-md text-accent underline underline-offset-4">
          Mapping log
        </Link>{' '}
        · {log.overridesVersion === 0 ? 'default mapping' : `mapping version ${log.overridesVersion}`} · <Instant iso={log.at} />
      </p>
    </div>
  )
}
