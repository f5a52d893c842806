import { ListTodo } from 'lucide-react'
import type { ConversationInsights } from '@/server/domain/conversations/conversation-view'
import { Badge } from '../ui/badge'

/** What a conversation was about, and what it left to do. Nothing where nothing is known. */
export function InsightLine({ insights }: { insights: ConversationInsights }) {
  const { intent, topics, actionItems } = insights
  const labels = [...new Set([...(intent ? [intent] : []), ...topics])].map((label) => label.replaceAll('_', ' '))
  return (
    <>
      {labels.length > 0 ? (
        <ul aria-label="About" className="mt-2 flex flex-wrap gap-1.5">
          {labels.map((label) => (
            <li key={label} className="flex">
              <Badge className="max-w-64">
                <span className="truncate">{label}</span>
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      {actionItems.length > 0 ? (
        <ul aria-label="To do" className="mt-2 flex flex-col gap-0.5 text-foreground">
          {actionItems.map((item) => (
            <li key={item} className="flex items-start gap-2">
              <ListTodo aria-hidden className="mt-1 size-3.5 shrink-0 text-muted" />
              <span className="text-pretty">{item}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
