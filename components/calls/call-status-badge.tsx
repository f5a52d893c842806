import type { CallStatus } from '@/server/domain/calls/call-status'
import { Badge, type BadgeTone } from '../ui/badge'

const SHOWN: Record<CallStatus, { label: string; tone: BadgeTone; hasDot?: boolean }> = {
  SCHEDULED: { label: 'Scheduled', tone: 'neutral' },
  RINGING: { label: 'Ringing', tone: 'live', hasDot: true },
  CONNECTING: { label: 'Connecting', tone: 'live', hasDot: true },
  IN_PROGRESS: { label: 'Live', tone: 'live', hasDot: true },
  COMPLETED: { label: 'Completed', tone: 'neutral' },
  NO_ANSWER: { label: 'Missed', tone: 'warn' },
  BUSY: { label: 'Busy', tone: 'warn' },
  FAILED: { label: 'Failed', tone: 'danger' },
  CANCELLED: { label: 'Cancelled', tone: 'neutral' },
}

export const CALL_STATUS_LABELS = Object.fromEntries(Object.entries(SHOWN).map(([status, { label }]) => [status, label])) as Record<
  CallStatus,
  string
>

export function CallStatusBadge({ status }: { status: CallStatus }) {
  const { label, tone, hasDot } = SHOWN[status]
  return (
    <Badge tone={tone} hasDot={hasDot ?? false}>
      {label}
    </Badge>
  )
}
