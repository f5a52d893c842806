'use client'

import type { CallView } from '@/server/domain/calls/call-view'
import { Instant } from '../format/instant'
import { formatDuration } from '../format/time'
import { usePlayback } from './playback'

const LABELS: Record<string, string> = {
  status: 'Status',
  barge_in: 'Caller interrupted',
  tool_call: 'Tool used',
  tool_result: 'Tool answered',
  dtmf: 'Key pressed',
  provider_failed: 'A service failed',
  provider_failover: 'Went on with another service',
  ignored_speech: 'A sound that did not interrupt',
  reply_failed: 'An answer failed',
  keypad: 'Keys entered',
  silence_prompt: 'Asked whether the caller is there',
  fallback: 'Said that something failed',
  goodbye: 'Said goodbye',
  resume: 'Went on after a sound',
  recording: 'Recording',
  ended: 'Ended',
  transfer: 'Transfer',
  stream_started: 'Audio began',
  stream_ended: 'Audio ended',
  booking_outcome: 'What became of the booking',
  opt_out: 'Asked not to be called',
}

/** Everything that happened, for whoever wants to know exactly. */
export function CallEvents({ events, canSeek }: { events: CallView['events']; canSeek: boolean }) {
  const playback = usePlayback()
  if (events.length === 0) return <p className="text-sm text-muted">Nothing was recorded about this call.</p>
  return (
    <ol className="flex flex-col">
      {events.map((event) => (
        <li key={event.id} className="grid grid-cols-[4rem_minmax(0,1fr)] gap-2 border-b py-1.5 text-sm last:border-0">
          {event.atMs !== null && canSeek ? (
            <button
              type="button"
              aria-label={`Play from ${formatDuration(event.atMs / 1000)}`}
              onClick={() => playback.seek(event.atMs ?? 0, { play: true })}
              className="tnum h-6 rounded-md text-left text-muted hover:text-foreground"
            >
              {formatDuration(event.atMs / 1000)}
            </button>
          ) : (
            <Instant iso={event.at} style="time" className="text-muted" />
          )}
          <div className="min-w-0">
            <span className="font-medium">{LABELS[event.type] ?? event.type.replaceAll('_', ' ')}</span>{' '}
            <span className="text-muted [overflow-wrap:anywhere]">{detailsOf(event.data)}</span>
          </div>
        </li>
      ))}
    </ol>
  )
}

function detailsOf(data: Record<string, unknown>): string {
  return Object.entries(data)
    .filter(([name, value]) => value !== null && value !== '' && name !== 'id')
    .map(([name, value]) => `${name.replaceAll('_', ' ')}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' · ')
}
