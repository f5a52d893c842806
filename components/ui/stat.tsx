import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { Skeleton } from './skeleton'

/** One figure and what it counts. `value` undefined: still loading, at the same height. */
export function Stat({
  label,
  value,
  note,
  tone = 'neutral',
  className,
}: {
  label: ReactNode
  value: ReactNode | undefined
  note?: ReactNode
  tone?: 'neutral' | 'live' | 'warn' | 'danger'
  className?: string
}) {
  return (
    <div className={classNames('min-w-0 px-4 py-3.5 sm:px-5', className)}>
      <dt className="text-sm text-muted">{label}</dt>
      <dd
        className={classNames(
          'tnum mt-0.5 flex h-8.5 items-center text-2xl font-semibold tracking-tight',
          tone === 'live' && 'text-live',
          tone === 'warn' && 'text-warn',
          tone === 'danger' && 'text-danger',
        )}
      >
        {value === undefined ? <Skeleton className="h-6 w-14" /> : value}
      </dd>
      {note !== undefined ? <dd className="tnum min-h-5 text-sm text-muted">{note}</dd> : null}
    </div>
  )
}
