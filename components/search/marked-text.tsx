import type { SnippetView } from '@/server/domain/conversations/conversation-view'
import { splitHighlights } from './split-highlights'

/** A piece of a transcript with what was looked for marked in it. */
export function MarkedText({ snippet }: { snippet: SnippetView }) {
  return splitHighlights(snippet).map(({ text, isMarked, start }) =>
    isMarked ? (
      <mark key={start} className="rounded-md bg-warn-soft px-0.5 font-medium text-foreground">
        {text}
      </mark>
    ) : (
      text
    ),
  )
}
