import type { OutboundCallView } from '@/server/domain/outbound/outbound-view'
import { CallStatusBadge } from '../calls/call-status-badge'
import { Badge } from '../ui/badge'

/** How far a wish to call somebody has come. */
export function OutboundStatus({ call }: { call: Pick<OutboundCallView, 'state' | 'callStatus' | 'dueReason'> }) {
  if (call.state === 'DIALLING') {
    return (
      <Badge tone="live" hasDot>
        Dialling
      </Badge>
    )
  }
  if (call.state === 'SCHEDULED' && call.dueReason) return <Badge tone="warn">Waits</Badge>
  return <CallStatusBadge status={call.callStatus} />
}
