import { z } from 'zod'

const MAX_WHAT = 160

/** Something a conversation left to be done: asked for, or promised. */
export const actionItem = z.object({
  /** An order to whoever does it: `Send the menu`. */
  what: z.string(),
  /** Who is to do it. */
  who: z.enum(['business', 'caller']),
  /** When, as it was said; null: nothing was said about it. */
  when: z.string().nullable(),
  /** The day that means where the business is; null: no certain one. */
  dueOn: z.iso.date().nullable(),
})
export type ActionItem = z.infer<typeof actionItem>

/** `Send the menu (by Friday)`; what the other side does begins with who they are. */
export function describeItem({ what, who, when }: ActionItem): string {
  const does = who === 'caller' ? `The caller will ${lowerFirst(what)}` : what
  return when ? `${does} (${when})` : does
}

/** The same thing said twice is one item. */
export function itemKey({ what, who }: Pick<ActionItem, 'what' | 'who'>): string {
  const words = what.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
  return `${who === 'caller' ? 'caller: ' : ''}${words.trim()}`
}

/** Each once, the fuller one kept: the day said the second time is not lost. */
export function distinctItems(items: readonly ActionItem[], most: number): ActionItem[] {
  const found = new Map<string, ActionItem>()
  for (const item of items) {
    const key = itemKey(item)
    const known = found.get(key)
    if (known) found.set(key, { ...known, when: known.when ?? item.when, dueOn: known.dueOn ?? item.dueOn })
    else if (found.size < most && key !== '') found.set(key, { ...item, what: item.what.slice(0, MAX_WHAT) })
  }
  return [...found.values()]
}

/** What a provider found, in its words: for the business to do, no day known. */
export function itemOf(text: string): ActionItem {
  return { what: text, who: 'business', when: null, dueOn: null }
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
