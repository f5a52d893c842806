import type { ImportView } from '@/server/domain/imports/import-view'
import { Badge, type BadgeTone } from '../ui/badge'

const SHOWN: Record<ImportView['status'], { label: string; tone: BadgeTone }> = {
  RUNNING: { label: 'Running', tone: 'live' },
  COMPLETED: { label: 'Done', tone: 'neutral' },
  FAILED: { label: 'Failed', tone: 'danger' },
  CANCELLED: { label: 'Stopped', tone: 'neutral' },
}

export function ImportStatusBadge({ status }: { status: ImportView['status'] }) {
  const { label, tone } = SHOWN[status]
  return (
    <Badge tone={tone} hasDot={status === 'RUNNING'}>
      {label}
    </Badge>
  )
}
