/**
 * Splits what an agent meant to say into what the caller heard and what was never played.
 * `heardText` is a prefix in words; spacing and trailing punctuation may differ from `text`.
 */
export function splitHeard(text: string, heardText: string | null): { heard: string; unheard: string } {
  if (heardText === null) return { heard: text, unheard: '' }
  const heardWords = wordsOf(heardText)
  if (heardWords.length === 0) return { heard: '', unheard: text }
  let matched = 0
  let end = 0
  for (const match of text.matchAll(/\S+/g)) {
    if (matched === heardWords.length) break
    const word = wordsOf(match[0])[0]
    // Marks without letters, such as a lone dash, belong to the word before them.
    if (word !== undefined && word !== heardWords[matched]) break
    if (word !== undefined) matched += 1
    end = match.index + match[0].length
  }
  // Not a prefix after all: show both as they are rather than guess.
  if (matched < heardWords.length) return { heard: heardText, unheard: '' }
  return { heard: text.slice(0, end), unheard: text.slice(end).trimStart() }
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter(Boolean)
}
