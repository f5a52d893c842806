/** Longer sentences are divided at a comma, so that the first sound does not wait for all of it. */
const LONG_SENTENCE_CHARACTERS = 140
const SHORTEST_CLAUSE_CHARACTERS = 40

/** The sentences of a text, without their line breaks; nothing without a letter or digit. */
export function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?…।]["')\]]*)\s+|\n+/u)
    .flatMap(divideLong)
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => /[\p{L}\p{N}]/u.test(part))
}

function divideLong(sentence: string): string[] {
  if (sentence.length <= LONG_SENTENCE_CHARACTERS) return [sentence]
  const clauses: string[] = []
  for (const part of sentence.split(/(?<=[,;:])\s+/u)) {
    const last = clauses.at(-1)
    if (last === undefined || last.length >= SHORTEST_CLAUSE_CHARACTERS) clauses.push(part)
    else clauses[clauses.length - 1] = `${last} ${part}`
  }
  return clauses
}
