'use client'

import { useEffect, useState } from 'react'
import type { CallSummaryView } from '@/server/domain/calls/call-view'
import { formatDuration } from '../format/time'

/** Length of a call; counts up while it is live. */
export function CallDuration({ call }: { call: Pick<CallSummaryView, 'durationSeconds' | 'answeredAt' | 'endedAt'> }) {
  const isLive = call.answeredAt !== null && call.endedAt === null && call.durationSeconds === null
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!isLive) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isLive])
  if (isLive && call.answeredAt)
    return (
      <span suppressHydrationWarning className="tnum text-live">
        {formatDuration((now - Date.parse(call.answeredAt)) / 1000)}
      </span>
    )
  if (call.durationSeconds === null) return <span className="text-muted">–</span>
  return <span className="tnum">{formatDuration(call.durationSeconds)}</span>
}
