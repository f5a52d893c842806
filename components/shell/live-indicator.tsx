'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useApi } from '../api/api'
import { classNames } from '../ui/class-names'
import { useDesk } from './tenant-context'

/** How many calls are under way; leads to the one call, or to all of them. */
export function LiveIndicator({ isCompact = false }: { isCompact?: boolean }) {
  const { tenant, path } = useDesk()
  const api = useApi()
  const { data } = useQuery(api.calls.live.queryOptions({ tenantSlug: tenant.slug }, { refetchInterval: 60_000 }))
  const count = data?.length ?? 0
  const only = data?.length === 1 ? data[0] : undefined
  const text = count === 0 ? 'No call now' : count === 1 ? '1 live call' : `${count} live calls`
  if (isCompact && count === 0) return null
  const style = classNames(
    'tnum flex h-8 items-center gap-2 rounded-md px-2 text-sm',
    count > 0 ? 'bg-live-soft font-medium text-live' : 'text-muted',
  )
  const dot = <span aria-hidden className={classNames('size-2 rounded-full', count > 0 ? 'animate-pulse-soft bg-live' : 'bg-field')} />
  return (
    <div role="status">
      {count === 0 ? (
        <span className={style}>
          {dot}
          {text}
        </span>
      ) : (
        <Link href={only ? path(`/calls/${only.id}`) : path('/calls?status=RINGING,CONNECTING,IN_PROGRESS')} className={style}>
          {dot}
          {text}
        </Link>
      )}
    </div>
  )
}
