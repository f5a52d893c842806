import { callInsights } from '../../domain/calls/call-insights'
import type { ConversationInsights } from '../../domain/conversations/conversation-view'

/** What a conversation was about, from what the call's row keeps of it. */
export function insightsOf(row: { insights: unknown; sentiment: string | null }): ConversationInsights {
  const { data } = callInsights.safeParse(row.insights ?? {})
  const column = row.sentiment?.toLowerCase()
  const sentiment = column === 'positive' || column === 'neutral' || column === 'negative' ? column : (data?.sentiment ?? null)
  return { sentiment, topics: data?.topics ?? [], intent: data?.intent ?? null, actionItems: data?.actionItems ?? [] }
}
