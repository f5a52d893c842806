'use client'

import { useDesk } from '../shell/tenant-context'
import { classNames } from '../ui/class-names'
import { formatInstant, formatRelativeDay, type TimeStyle } from './time'

/** A moment in the business's zone; the exact instant, with its offset, on hover. */
export function Instant({ iso, style = 'relative', className }: { iso: string; style?: TimeStyle | 'relative'; className?: string }) {
  const { zone } = useDesk()
  return (
    <time
      dateTime={iso}
      title={formatInstant(iso, zone, 'exact')}
      className={classNames('tnum whitespace-nowrap', className)}
      suppressHydrationWarning
    >
      {style === 'relative' ? formatRelativeDay(iso, zone, new Date()) : formatInstant(iso, zone, style)}
    </time>
  )
}
