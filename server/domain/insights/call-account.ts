import { z } from 'zod'
import { type CallInsights, callInsights } from '../calls/call-insights'
import { type ActionItem, actionItem, describeItem, distinctItems, itemOf } from './action-item'

const MOST_ITEMS = 20

/** What a person put right; a field that is absent was left as it was found. */
export const humanInsights = z.object({
  summary: z.string().optional(),
  sentiment: z.enum(['positive', 'neutral', 'negative']).optional(),
  intent: z.string().nullable().optional(),
  topics: z.array(z.string()).optional(),
})
export type HumanInsights = z.infer<typeof humanInsights>

const ownInsights = callInsights.omit({ actionItems: true }).extend({
  by: z.enum(['model', 'rules']),
  /** Of what it was made from: the same is not read twice. */
  hash: z.string(),
  items: z.array(actionItem).default([]),
})

/** Everything that was ever found out about one call, by whom. */
export const callAccount = z.object({
  provider: callInsights.nullable().default(null),
  own: ownInsights.nullable().default(null),
  human: humanInsights.nullable().default(null),
})
export type CallAccount = z.infer<typeof callAccount>

/** What holds of it. */
export type HeldInsights = CallInsights & { items: ActionItem[] }

/** What the row of a call keeps: what holds, readable by itself, and what it was made of. */
export const storedInsights = callInsights.extend({ account: callAccount.optional() })

/**
 * What holds, part by part: what a person put right, else what the provider found, else our own. What a provider leaves out it did
 * not look for.
 */
export function settleInsights({ provider, own, human }: CallAccount): HeldInsights {
  const given = provider?.actionItems ?? []
  const items = distinctItems(given.length > 0 ? given.map(itemOf) : (own?.items ?? []), MOST_ITEMS)
  const topics = provider && provider.topics.length > 0 ? provider.topics : (own?.topics ?? [])
  return {
    summary: human?.summary ?? provider?.summary ?? own?.summary ?? null,
    sentiment: human?.sentiment ?? provider?.sentiment ?? own?.sentiment ?? null,
    intent: human?.intent !== undefined ? human.intent : (provider?.intent ?? own?.intent ?? null),
    topics: human?.topics ?? topics,
    actionItems: given.length > 0 ? given : items.map(describeItem),
    items,
  }
}

type Source = 'person' | 'provider' | 'model' | 'rules' | null

/** Who says each part of what holds. */
export function sourcesOf({ provider, own, human }: CallAccount): Record<'summary' | 'sentiment' | 'intent' | 'topics', Source> {
  const source = (isPersons: boolean, isProviders: boolean, isOwn: boolean): Source =>
    isPersons ? 'person' : isProviders ? 'provider' : isOwn ? (own?.by ?? null) : null
  return {
    summary: source(human?.summary !== undefined, !!provider?.summary, !!own?.summary),
    sentiment: source(human?.sentiment !== undefined, !!provider?.sentiment, !!own?.sentiment),
    intent: source(human?.intent !== undefined, !!provider?.intent, !!own?.intent),
    topics: source(human?.topics !== undefined, (provider?.topics.length ?? 0) > 0, own !== null),
  }
}

type Row = { insights: unknown; summary: string | null; sentiment: string | null }

/**
 * The account a call's row holds. A summary or mood in the row that is not what the account comes to was written by somebody who
 * knows of no account, a provider that is: it counts as theirs.
 */
export function readAccount(row: Row): CallAccount {
  const stored = storedInsights.safeParse(row.insights ?? {}).data
  const column = row.sentiment?.toLowerCase()
  const mood = column === 'positive' || column === 'neutral' || column === 'negative' ? column : null
  const plain = stored ? callInsights.parse(stored) : callInsights.parse({})
  const account: CallAccount = stored?.account ?? { provider: hasAny(plain) ? plain : null, own: null, human: null }
  const held = settleInsights(account)
  const isNewSummary = row.summary !== null && row.summary !== held.summary
  const isNewMood = mood !== null && mood !== held.sentiment
  if (!isNewSummary && !isNewMood) return account
  const provider = account.provider ?? callInsights.parse({})
  return {
    ...account,
    provider: { ...provider, ...(isNewSummary ? { summary: row.summary } : {}), ...(isNewMood ? { sentiment: mood } : {}) },
  }
}

/** The model is asked for what nobody else tells: a provider's summary needs no second one. */
export function needsModel({ provider, own }: CallAccount, hash: string): boolean {
  return !provider?.summary && !(own?.by === 'model' && own.hash === hash)
}

function hasAny({ summary, sentiment, intent, topics, actionItems }: CallInsights): boolean {
  return summary !== null || sentiment !== null || intent !== null || topics.length + actionItems.length > 0
}
