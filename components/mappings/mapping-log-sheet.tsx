'use client'

import { useQuery } from '@tanstack/react-query'
import { Lock, RotateCw } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { MappingLogView } from '@/server/domain/mapping/mapping-view'
import { useApi } from '../api/api'
import { explainError } from '../api/api-error'
import { Instant } from '../format/instant'
import { LoadFailed } from '../lists/load-failed'
import { useDesk } from '../shell/tenant-context'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Callout } from '../ui/callout'
import { CopyButton } from '../ui/copy-button'
import { Dialog, SheetContent } from '../ui/dialog'
import { Diff } from '../ui/diff'
import { Skeleton } from '../ui/skeleton'
import { sourceLabel } from './source-label'
import { VariablesPreview } from './variables-preview'

/** One execution of the mapping in full. */
export function MappingLogSheet({ logId, onClose }: { logId: string | null; onClose: () => void }) {
  return (
    <Dialog open={logId !== null} onOpenChange={(isOpen) => !isOpen && onClose()}>
      {logId ? (
        <SheetContent title="What was sent" isWide>
          <Log logId={logId} />
        </SheetContent>
      ) : null}
    </Dialog>
  )
}

function Log({ logId }: { logId: string }) {
  const { tenant } = useDesk()
  const api = useApi()
  const log = useQuery(api.mappings.log.queryOptions({ tenantSlug: tenant.slug, logId }))
  if (log.isError) return <LoadFailed what="The entry" error={log.error} onRetry={() => log.refetch()} />
  if (!log.data) return <Skeleton className="h-[32rem]" />
  return (
    <div className="flex flex-col gap-6">
      <Facts log={log.data} />
      {log.data.error ? (
        <Callout tone="danger" title="Not sent">
          {log.data.error.replaceAll('_', ' ')}
        </Callout>
      ) : null}
      <Original log={log.data} />
      <section>
        <h3 className="mb-1.5 text-sm text-muted">Variables</h3>
        <VariablesPreview preview={log.data} />
      </section>
      <Replay logId={logId} />
    </div>
  )
}

function Facts({ log }: { log: MappingLogView }) {
  const { path } = useDesk()
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-sm">
      <dt className="text-muted">Contact</dt>
      <dd>
        {log.contactId ? (
          <Link href={path(`/contacts/${log.contactId}`)} className="rounded-md text-accent underline-offset-4 hover:underline">
            {log.contactName ?? 'Unnamed'}
          </Link>
        ) : (
          'Erased'
        )}
      </dd>
      <dt className="text-muted">When</dt>
      <dd>
        <Instant iso={log.at} />
      </dd>
      <dt className="text-muted">Outcome</dt>
      <dd>{log.isSuccessful ? <Badge>Sent</Badge> : <Badge tone="danger">Not sent</Badge>}</dd>
      <dt className="text-muted">Mapping</dt>
      <dd>
        {log.overridesVersion === 0 ? 'Default' : `Version ${log.overridesVersion}`}
        <span className="text-muted">
          {' '}
          · {log.businessType}, rules {log.engineVersion}
        </span>
      </dd>
      {log.callId ? (
        <>
          <dt className="text-muted">Call</dt>
          <dd>
            <Link href={path(`/calls/${log.callId}`)} className="rounded-md text-accent underline-offset-4 hover:underline">
              Open the call
            </Link>
          </dd>
        </>
      ) : null}
      {log.retellCallId ? (
        <>
          <dt className="flex h-7 items-center text-muted">Retell call</dt>
          <dd className="flex min-w-0 items-center gap-1">
            <code className="min-w-0 truncate font-mono text-xs">{log.retellCallId}</code>
            <CopyButton value={log.retellCallId} label="Retell call id" />
          </dd>
        </>
      ) : null}
    </dl>
  )
}

function Original({ log }: { log: MappingLogView }) {
  const fields = Object.entries(log.originalContactData).filter(([, value]) => value !== null && value !== '')
  return (
    <section>
      <h3 className="mb-1.5 text-sm text-muted">Read from the contact</h3>
      <dl className="divide-y rounded-md border empty:hidden">
        {fields.map(([field, value]) => (
          <div key={field} className="grid grid-cols-[minmax(0,11rem)_minmax(0,1fr)] gap-3 px-3 py-1.5 text-sm">
            <dt className="text-muted">{sourceLabel(field.includes('.') ? field : `contact.${field}`)}</dt>
            <dd className="[overflow-wrap:anywhere]">{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
          </div>
        ))}
        {log.withheldFields.map((field) => (
          <div key={field} className="grid grid-cols-[minmax(0,11rem)_minmax(0,1fr)] gap-3 bg-sunken px-3 py-1.5 text-sm">
            <dt className="text-muted">{sourceLabel(field)}</dt>
            <dd className="flex items-center gap-1.5 text-muted">
              <Lock aria-hidden className="size-3.5" />
              Not kept
            </dd>
          </div>
        ))}
      </dl>
      {fields.length === 0 && log.withheldFields.length === 0 ? <p className="text-sm text-muted">Nothing.</p> : null}
    </section>
  )
}

/** The same data through today's rules: whether the call would be told the same. */
function Replay({ logId }: { logId: string }) {
  const { tenant } = useDesk()
  const api = useApi()
  const [isAsked, setIsAsked] = useState(false)
  const replay = useQuery(api.mappings.replay.queryOptions({ tenantSlug: tenant.slug, logId }, { enabled: isAsked }))
  return (
    <section>
      <Button size="sm" isBusy={replay.isFetching} onClick={() => (isAsked ? void replay.refetch() : setIsAsked(true))}>
        <RotateCw aria-hidden />
        Map it again
      </Button>
      {replay.isError ? <p className="mt-2 text-sm text-danger">{explainError(replay.error)}</p> : null}
      {replay.data ? (
        <div className="mt-3 flex flex-col gap-3">
          <p role="status" className="text-sm">
            {replay.data.isSame
              ? 'The same data gives the same variables.'
              : replay.data.isEngineNewer
                ? 'The rules have changed since: these variables would differ.'
                : 'These variables differ.'}
          </p>
          {replay.data.differences.map(({ variable, logged, replayed }) => (
            <Diff key={variable} label={variable} before={logged ?? ''} after={replayed ?? ''} />
          ))}
        </div>
      ) : null}
    </section>
  )
}
