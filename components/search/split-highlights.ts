import type { SnippetView } from '@/server/domain/conversations/conversation-view'

export type SnippetPart = { text: string; isMarked: boolean; start: number }

/** A snippet in pieces, marked and not. Marks that overlap or lie outside of the text are cut to what is left. */
export function splitHighlights({ text, highlights }: SnippetView): SnippetPart[] {
  const parts: SnippetPart[] = []
  let at = 0
  const add = (end: number, isMarked: boolean) => {
    if (end > at) parts.push({ text: text.slice(at, end), isMarked, start: at })
    at = Math.max(at, end)
  }
  for (const { start, end } of highlights.toSorted((one, other) => one.start - other.start)) {
    add(Math.min(start, text.length), false)
    add(Math.min(end, text.length), true)
  }
  add(text.length, false)
  return parts
}
