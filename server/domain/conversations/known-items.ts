import { z } from 'zod'
import { type RememberedCall, whatWasSaid } from './ai-context'
import { plainLine } from './plain-line'
import { readPreferences } from './read-preferences'

const source = z.discriminatedUnion('type', [
  /** Said or done in a call. */
  z.object({ type: z.literal('call'), callId: z.uuid(), at: z.iso.datetime() }),
  /** Kept with the contact. */
  z.object({ type: z.literal('contact') }),
  /** Written by the desk. */
  z.object({ type: z.literal('desk'), at: z.iso.datetime() }),
])

/** One thing an agent is told of a customer before it speaks, and where it is from. */
export const knownItem = z.object({
  /** What it is about, the same while the thing is known: `preference:vegan options`, `promise:…`, `call:<id>`. */
  key: z.string(),
  kind: z.enum(['preference', 'promise', 'call']),
  text: z.string(),
  source,
  /** The desk put it right: the text is theirs. */
  isCorrected: z.boolean(),
})
export type KnownItem = z.infer<typeof knownItem>

export const knownView = z.object({
  /** Newest call first, as in what agents are told. */
  preferences: z.array(knownItem),
  promises: z.array(knownItem),
  calls: z.array(knownItem),
  /** Found, but taken out by the desk: agents are not told. */
  erased: z.array(knownItem),
})
export type Known = z.infer<typeof knownView>

const key = z
  .string()
  .max(400)
  .regex(/^(preference|promise|call):./s)
export const knownItemInput = z.object({ customerId: z.uuid(), key })
export type KnownItemInput = z.infer<typeof knownItemInput>
/** `text` null: agents are not told it any more. */
export const correctKnownInput = knownItemInput.extend({ text: z.string().trim().min(1).max(240).nullable() })
export type CorrectKnownInput = z.infer<typeof correctKnownInput>

export type KnownFacts = {
  /** As a contact keeps them. */
  preferences: unknown
  /** Newest first. */
  calls: (RememberedCall & { id: string; callerTurns: string[] })[]
  promises: { title: string; callId: string | null }[]
  /** What the desk put right; `text` null: taken out. */
  memories: { key: string; text: string | null; updatedAt: Date }[]
}

export const callKey = (callId: string) => `call:${callId}`
export const preferenceKey = (text: string) => `preference:${text.toLowerCase()}`
const promiseKey = (text: string) => `promise:${text.toLowerCase()}`

/**
 * What is known of a customer, thing by thing: found in calls and kept with the contact, and put right by the desk, which
 * has the last word. A preference the desk wrote stays when the call it was said in is long past.
 */
export function readKnown(facts: KnownFacts): Known {
  const memories = new Map(facts.memories.map((memory) => [memory.key, memory]))
  const preferences = findPreferences(facts)
  const promises = facts.promises.map((promise): KnownItem => {
    const call = facts.calls.find(({ id }) => id === promise.callId)
    return { key: promiseKey(promise.title), kind: 'promise', text: promise.title, source: sourceOf(call), isCorrected: false }
  })
  const calls = facts.calls.map(
    (call): KnownItem => ({
      key: callKey(call.id),
      kind: 'call',
      text: plainLine(whatWasSaid(call), 240),
      source: sourceOf(call),
      isCorrected: false,
    }),
  )
  const told = (items: KnownItem[]) =>
    items.flatMap((item) => {
      const memory = memories.get(item.key)
      if (!memory) return [item]
      return memory.text === null ? [] : [{ ...item, text: memory.text, isCorrected: true }]
    })
  const found = [...preferences, ...promises, ...calls]
  return {
    preferences: [...told(preferences), ...writtenByDesk(facts, found)],
    promises: told(promises),
    calls: told(calls),
    erased: found.filter((item) => memories.get(item.key)?.text === null),
  }
}

/** Each with the newest call it was said in; those kept with the contact first. */
function findPreferences({ preferences, calls }: KnownFacts): KnownItem[] {
  const sources: { texts: string[]; source: KnownItem['source'] }[] = [
    { texts: readPreferences(preferences, []), source: { type: 'contact' } },
    ...calls.map((call) => ({
      texts: readPreferences(null, [[call.summary ?? '', ...call.callerTurns].join('. ')]),
      source: sourceOf(call),
    })),
  ]
  const found = new Map<string, KnownItem>()
  for (const { texts, source } of sources) {
    for (const text of texts) {
      const key = preferenceKey(text)
      if (!found.has(key)) found.set(key, { key, kind: 'preference', text, source, isCorrected: false })
    }
  }
  return [...found.values()].slice(0, MOST_PREFERENCES)
}

const MOST_PREFERENCES = 8

function writtenByDesk({ memories }: KnownFacts, found: KnownItem[]): KnownItem[] {
  const keys = new Set(found.map(({ key }) => key))
  return memories.flatMap(({ key, text, updatedAt }): KnownItem[] => {
    if (text === null || keys.has(key) || !key.startsWith('preference:')) return []
    return [{ key, kind: 'preference', text, source: { type: 'desk', at: updatedAt.toISOString() }, isCorrected: false }]
  })
}

function sourceOf(call: { id: string; startedAt: Date } | undefined): KnownItem['source'] {
  return call ? { type: 'call', callId: call.id, at: call.startedAt.toISOString() } : { type: 'contact' }
}
