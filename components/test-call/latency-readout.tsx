import type { TurnTimings } from '@/server/domain/transcript/turn'
import { latencySegments } from '../calls/latency-segments'
import { formatMs } from '../format/time'

/** How fast the agent answers: last time, and in the middle of all times so far. */
export function LatencyReadout({ latencies }: { latencies: TurnTimings[] }) {
  const totals = latencies.map((timings) => latencySegments(timings).totalMs).filter((ms) => ms > 0)
  const last = totals.at(-1)
  const middle = [...totals].sort((one, other) => one - other)[Math.floor((totals.length - 1) / 2)]
  const lastTimings = latencies.at(-1)
  return (
    <div className="text-sm">
      <dl className="tnum flex gap-5">
        <div>
          <dt className="text-xs text-muted">Last answer</dt>
          <dd className="font-medium">{last === undefined ? '–' : formatMs(last)}</dd>
        </div>
        <div>
          <dt className="text-xs text-muted">Half within</dt>
          <dd className="font-medium">{middle === undefined ? '–' : formatMs(middle)}</dd>
        </div>
        <div className="min-w-0 flex-1">
          <dt className="text-xs text-muted">Of which</dt>
          <dd className="truncate text-muted">
            {lastTimings
              ? latencySegments(lastTimings)
                  .segments.filter(({ ms }) => ms >= 1)
                  .map(({ label, ms }) => `${label.toLowerCase()} ${formatMs(ms)}`)
                  .join(', ')
              : '–'}
          </dd>
        </div>
      </dl>
    </div>
  )
}
