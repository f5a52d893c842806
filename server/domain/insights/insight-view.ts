import { z } from 'zod'
import { intent } from './intents'

const mood = z.enum(['positive', 'neutral', 'negative'])
const by = z.enum(['person', 'provider', 'model', 'rules']).nullable()

/** What a call was about, and who says so; `by` null: nobody has said anything yet. */
export const insightView = z.object({
  callId: z.uuid(),
  summary: z.string().nullable(),
  sentiment: mood.nullable(),
  /** One of our words for it, or a provider's own. */
  intent: z.string().nullable(),
  topics: z.array(z.string()),
  by: z.object({ summary: by, sentiment: by, intent: by, topics: by }),
  isCorrected: z.boolean(),
})
export type InsightView = z.infer<typeof insightView>

const words = (most: number) => z.string().trim().min(1).max(most)

/** Fields that are absent stay as they are. */
export const correctInsightsInput = z.object({
  callId: z.uuid(),
  summary: words(1000).optional(),
  sentiment: mood.optional(),
  intent: intent.optional(),
  topics: z.array(words(60)).max(20).optional(),
})
export type CorrectInsightsInput = z.infer<typeof correctInsightsInput>
