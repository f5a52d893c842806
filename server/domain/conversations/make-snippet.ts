import type { SnippetView } from './conversation-view'

/** A word of a text as search splits it, with its place in UTF-16 units. */
export type PlacedWord = { word: string; start: number; end: number }

const SNIPPET_LENGTH = 200
/** Characters kept before the first mark, so that it can be understood. */
const LEAD = 60

/** The words of a text in any script; vowel signs belong to their word. */
export function splitWords(text: string): PlacedWord[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map((match) => ({
    word: match[0].toLowerCase(),
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/**
 * Cuts the piece of `text` in which most of the marked words stand, about 200 characters long, on borders of words.
 * @param isMarked whether a word, lower-cased, is one that was looked for
 */
export function makeSnippet(text: string, isMarked: (word: string) => boolean): SnippetView {
  const marks = splitWords(text).filter(({ word }) => isMarked(word))
  const start = findStart(text, marks)
  const end = cutAfter(text, Math.min(text.length, start + SNIPPET_LENGTH))
  const lead = start > 0 ? '… ' : ''
  const body = text.slice(start, end).replace(/\s/g, ' ')
  return {
    text: `${lead}${body}${end < text.length ? ' …' : ''}`,
    highlights: marks
      .filter((mark) => mark.start >= start && mark.end <= end)
      .map((mark) => ({ start: mark.start - start + lead.length, end: mark.end - start + lead.length })),
  }
}

function findStart(text: string, marks: PlacedWord[]): number {
  if (text.length <= SNIPPET_LENGTH) return 0
  let best = { start: 0, count: 0 }
  for (const mark of marks) {
    const start = Math.max(0, mark.start - LEAD)
    const inside = marks.filter((other) => other.start >= mark.start && other.end <= start + SNIPPET_LENGTH)
    const count = new Set(inside.map(({ word }) => word)).size
    if (count > best.count) best = { start, count }
  }
  return cutBefore(text, Math.min(best.start, Math.max(0, text.length - SNIPPET_LENGTH)))
}

/** The next beginning of a word at or after `at`, looked for a little way. */
function cutBefore(text: string, at: number): number {
  if (at === 0) return 0
  const gap = text.slice(at, at + 30).search(/\s\S/)
  return gap < 0 ? wholeCharacter(text, at) : at + gap + 1
}

function cutAfter(text: string, at: number): number {
  if (at >= text.length) return text.length
  const back = text.slice(Math.max(0, at - 30), at).lastIndexOf(' ')
  return back < 0 ? wholeCharacter(text, at) : Math.max(0, at - 30) + back
}

/** Never between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at
}
