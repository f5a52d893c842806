import { cleanText } from '../text/clean-text'

/** What has to be said in a call: a word, several next to each other, or the beginning of one. */
export type SearchTerm = { kind: 'word' | 'phrase' | 'prefix'; text: string }
export type SearchQuery = { wanted: SearchTerm[]; unwanted: SearchTerm[] }

/** More are ignored: nobody types as many, and each costs a look-up. */
const MAX_TERMS = 12
const WORD = /[\p{L}\p{M}\p{N}]/u

/**
 * Reads what a person typed: words that all have to occur, "words in quotes" next to each other, `begin*`, and `-word` for calls
 * to leave out. Quotes of any style; an unclosed one runs to the end. Nothing in it is an error.
 */
export function readSearchQuery(typed: string): SearchQuery {
  const text = cleanText(typed).replace(/[“”„«»]/g, '"')
  const query: SearchQuery = { wanted: [], unwanted: [] }
  for (const match of text.matchAll(/(?<=^|\s)(-?)(?:"([^"]*)"?|([^\s"]+))|"([^"]*)"?/g)) {
    const [, minus, quoted, bare, glued] = match
    const term = toTerm(quoted ?? glued ?? null, bare ?? '')
    if (!term) continue
    const side = minus ? query.unwanted : query.wanted
    if (query.wanted.length + query.unwanted.length < MAX_TERMS) side.push(term)
  }
  return query
}

/** The words to mark where they are found: of phrases each of their words. */
export function wordsOf(terms: SearchTerm[]): SearchTerm[] {
  return terms.flatMap((term) =>
    term.kind === 'phrase' ? term.text.split(/\s+/).map((text) => ({ kind: 'word' as const, text })) : [term],
  )
}

function toTerm(quoted: string | null, bare: string): SearchTerm | null {
  const text = (quoted ?? bare).replace(/\s+/g, ' ').trim()
  if (!WORD.test(text)) return null
  if (quoted !== null) return { kind: text.includes(' ') ? 'phrase' : 'word', text }
  return text.endsWith('*') ? { kind: 'prefix', text: text.replace(/\*+$/, '') } : { kind: 'word', text }
}
