import { Frown, Meh, Smile } from 'lucide-react'
import type { CallSummaryView } from '@/server/domain/calls/call-view'
import { classNames } from '../ui/class-names'

const SHOWN = {
  POSITIVE: { icon: Smile, label: 'Positive', className: 'text-live' },
  NEUTRAL: { icon: Meh, label: 'Neutral', className: 'text-muted' },
  NEGATIVE: { icon: Frown, label: 'Negative', className: 'text-danger' },
}

export function SentimentMark({ sentiment, hasLabel = false }: { sentiment: CallSummaryView['sentiment']; hasLabel?: boolean }) {
  if (!sentiment) return null
  const { icon: Icon, label, className } = SHOWN[sentiment]
  return (
    <span
      className={classNames('inline-flex shrink-0 items-center gap-1.5', className)}
      title={`Mood of the caller: ${label.toLowerCase()}`}
    >
      <Icon aria-hidden className="size-4" />
      <span className={hasLabel ? undefined : 'sr-only'}>{label}</span>
    </span>
  )
}
