import { z } from 'zod'
import { cleanText } from '../text/clean-text'

const MAX_ITEMS = 20
const word = z.string().transform((text) => cleanText(text).replace(/\s+/g, ' ').trim())

/** What a conversation was about. Kept with the call; every part may be missing. */
export const callInsights = z.object({
  sentiment: z.enum(['positive', 'neutral', 'negative']).nullable().default(null),
  topics: z.array(z.string()).default([]),
  intent: z.string().nullable().default(null),
  actionItems: z.array(z.string()).default([]),
  summary: z.string().nullable().default(null),
})
export type CallInsights = z.infer<typeof callInsights>

const texts = z
  .union([z.array(z.unknown()), z.string()])
  .transform((given) => [given].flat().flatMap(readText).slice(0, MAX_ITEMS))
  .catch([])

/** `{ value: … }`, as some providers wrap their findings, or the text itself. */
function readText(item: unknown): string[] {
  const given =
    typeof item === 'object' && item !== null ? ((item as Record<string, unknown>).value ?? (item as Record<string, unknown>).text) : item
  const text = typeof given === 'string' ? word.parse(given).slice(0, 300) : ''
  return text === '' ? [] : [text]
}

const line = (most: number) =>
  z
    .unknown()
    .transform((given) => [given].flat().flatMap(readText)[0]?.slice(0, most) ?? null)
    .catch(null)

const given = z.object({
  sentiment: z
    .unknown()
    .optional()
    .transform((value) => {
      const text = ([value].flat().flatMap(readText)[0] ?? '').toLowerCase()
      return (['positive', 'neutral', 'negative'] as const).find((mood) => text.startsWith(mood)) ?? null
    }),
  topics: texts.optional(),
  intent: line(200).optional(),
  action_items: texts.optional(),
  actionItems: texts.optional(),
  summary: line(1000).optional(),
})

/** Reads what a provider found, in any of the ways they write it. @returns null when there is nothing in it */
export function readInsights(raw: unknown): CallInsights | null {
  const { data } = given.safeParse(raw)
  if (!data) return null
  const insights: CallInsights = {
    sentiment: data.sentiment,
    topics: data.topics ?? [],
    intent: data.intent ?? null,
    actionItems: data.action_items ?? data.actionItems ?? [],
    summary: data.summary ?? null,
  }
  const isEmpty = !insights.sentiment && !insights.intent && !insights.summary && insights.topics.length + insights.actionItems.length === 0
  return isEmpty ? null : insights
}
