'use client'

import type { Turn, TurnTimings } from '@/server/domain/transcript/turn'
import { formatDuration, formatMs } from '../format/time'
import { latencySegments, STAGES } from './latency-segments'
import { usePlayback } from './playback'

const TONES = ['bg-border', 'bg-lane-caller', 'bg-accent/45', 'bg-accent/75', 'bg-accent']

/** How long each answer took, by stage, from the caller's end of speech. */
export function LatencyBars({ turns, canSeek, isLive }: { turns: Turn[]; canSeek: boolean; isLive: boolean }) {
  const playback = usePlayback()
  const timed = turns.filter(
    (turn): turn is Turn & { timings: TurnTimings } => turn.role === 'agent' && latencySegments(turn.timings).totalMs > 0,
  )
  if (timed.length === 0) return <p className="text-sm text-muted">{isLive ? 'Nothing yet.' : 'No answer of this call was timed.'}</p>
  const longest = Math.max(...timed.map((turn) => latencySegments(turn.timings).totalMs))
  const sorted = timed.map((turn) => latencySegments(turn.timings).totalMs).sort((one, other) => one - other)
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0

  return (
    <>
      <p className="tnum text-sm text-muted">
        Half of the answers began within <span className="font-medium text-foreground">{formatMs(median)}</span>.
      </p>
      <ul className="mt-3 flex flex-col gap-1">
        {timed.map((turn) => {
          const { segments, totalMs } = latencySegments(turn.timings)
          const at = formatDuration(turn.startedMs / 1000)
          const words = segments.map(({ label, ms }) => `${label} ${formatMs(ms)}`).join(', ')
          return (
            <li key={turn.index} className="grid grid-cols-[2.75rem_minmax(0,1fr)_4rem] items-center gap-2">
              <button
                type="button"
                disabled={!canSeek}
                aria-label={`Play from ${at}`}
                onClick={() => playback.seek(turn.startedMs, { play: true })}
                className="tnum h-6 rounded-md text-right text-sm text-muted not-disabled:hover:text-foreground"
              >
                {at}
              </button>
              <span role="img" aria-label={words} title={words} className="flex h-3 overflow-hidden rounded-md">
                {segments.map(({ stage, ms }) => (
                  <span
                    key={stage}
                    style={{ width: `${(ms / longest) * 100}%` }}
                    className={TONES[STAGES.findIndex(({ key }) => key === stage)]}
                  />
                ))}
              </span>
              <span className="tnum text-right text-sm">{formatMs(totalMs)}</span>
            </li>
          )
        })}
      </ul>
      <ul className="mt-3 flex flex-wrap gap-x-3 gap-y-1 text-xs text-muted">
        {STAGES.map(({ key, label }, position) => (
          <li key={key} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={`size-2.5 rounded-full ${TONES[position]}`} />
            {label}
          </li>
        ))}
      </ul>
    </>
  )
}
