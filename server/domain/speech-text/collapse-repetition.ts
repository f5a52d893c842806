/** People do say "no, no, no" and read out "five five five five": one word counts as a loop only beyond this. */
const MOST_WORD_REPEATS = 7
const MOST_PHRASE_REPEATS = 3
const LONGEST_PHRASE_WORDS = 12

/**
 * Removes the loops small recognisers fall into ("thank you for calling thank you for calling …"): a phrase repeated beyond
 * what people do is kept once and everything after the loop's start goes with it.
 */
export function collapseRepetition(text: string): string {
  const words = text.split(/\s+/).filter((word) => word !== '')
  const spoken = words.map((word) => word.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, ''))
  for (let start = 0; start < words.length; start++) {
    for (let length = 1; length <= LONGEST_PHRASE_WORDS && start + length * 2 <= words.length; length++) {
      const most = length === 1 ? MOST_WORD_REPEATS : MOST_PHRASE_REPEATS
      if (countRepeats(spoken, start, length) > most) return words.slice(0, start + length).join(' ')
    }
  }
  return words.join(' ')
}

/** How often the phrase at `start` stands there in a row. */
function countRepeats(words: readonly string[], start: number, length: number): number {
  let repeats = 1
  for (let at = start + length; at + length <= words.length; at += length) {
    for (let index = 0; index < length; index++) if (words[at + index] !== words[start + index]) return repeats
    repeats += 1
  }
  return repeats
}
