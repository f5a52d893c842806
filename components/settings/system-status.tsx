'use client'

import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api'
import { LoadFailed } from '../lists/load-failed'
import { StandInNotice } from '../shell/stand-in-notice'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Card } from '../ui/card'
import { Skeleton } from '../ui/skeleton'

const PARTS: Record<string, string> = {
  database: 'Database',
  migrations: 'Database schema',
  media_server: 'Media-server',
  job_runner: 'Job runner',
}

/** What answers calls here, and whether every part is up. */
export function SystemStatus() {
  const { tenant } = useDesk()
  const api = useApi()
  const status = useQuery(api.system.status.queryOptions({ tenantSlug: tenant.slug }, { refetchInterval: 15_000 }))
  if (status.isError && !status.data) return <LoadFailed what="The status" error={status.error} onRetry={() => status.refetch()} />
  if (!status.data) return <Skeleton className="h-64 max-w-4xl" />
  const { data } = status
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      <StandInNotice />
      <div className="grid gap-5 sm:grid-cols-2">
        <Card title="Parts">
          <ul className="flex flex-col gap-2">
            {data.components.map((part) => (
              <li key={part.name} className="flex items-center justify-between gap-3">
                <span>
                  {PARTS[part.name] ?? part.name.replaceAll('_', ' ')}
                  {part.detail ? <span className="block text-sm text-muted">{part.detail}</span> : null}
                </span>
                <Badge tone={part.isUp ? 'live' : 'danger'} hasDot>
                  {part.isUp ? 'Up' : 'Down'}
                </Badge>
              </li>
            ))}
          </ul>
        </Card>
        <Card title="What answers calls">
          <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
            <dt className="text-muted">Speech to text</dt>
            <dd>{data.speechToText}</dd>
            <dt className="text-muted">Language model</dt>
            <dd>{data.languageModel}</dd>
            <dt className="text-muted">Voice</dt>
            <dd>{data.textToSpeech}</dd>
            {data.isExotelSimulated ? (
              <>
                <dt className="text-muted">Exotel</dt>
                <dd>simulator on this machine</dd>
              </>
            ) : null}
            <dt className="text-muted">Background work</dt>
            <dd>{data.isRunnerEmbedded ? 'embedded runner' : 'Inngest'}</dd>
          </dl>
        </Card>
      </div>
    </div>
  )
}
