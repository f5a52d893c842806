import { plainText } from './spoken-text'

export type NameMatch = 'full' | 'part' | 'different'

const TITLES = new Set(
  'mr mrs ms miss dr doctor prof professor sir madam maam shri shrimati smt sri kumari ji sahab saheb bhai bhaiya didi uncle aunty'.split(
    ' ',
  ),
)

const MOST_REMEMBERED = 20_000
const split = new Map<string, string[]>()

/** A name's words without titles, in Latin letters: `Dr. Sarah O'Neil` → `sarah`, `oneil`. */
export function nameWords(name: string): string[] {
  const known = split.get(name)
  if (known) return known
  if (split.size >= MOST_REMEMBERED) split.clear()
  const words = plainText(name)
    .split(/[\s|]+/)
    .filter((word) => word.length > 1 && !TITLES.has(word) && !/\d/.test(word))
  split.set(name, words)
  return words
}

/**
 * How a name said relates to a name known. Recognisers mis-hear and Hindi has many spellings, so words that sound alike
 * are alike. `part`: a first or a last name alone, none of it contradicted.
 */
export function matchName(said: readonly string[], known: readonly string[]): NameMatch {
  if (said.length === 0 || known.length === 0) return 'different'
  const isCovered = (words: readonly string[], by: readonly string[]) => words.every((word) => by.some((other) => soundsLike(word, other)))
  // One right word of two is another person of the family; a name kept as one word says little about the rest.
  if (isCovered(said, known)) return said.length > 1 ? 'full' : 'part'
  return isCovered(known, said) ? (known.length > 1 ? 'full' : 'part') : 'different'
}

/** Whether two words may be the same name, differently spelt or slightly mis-heard. */
export function soundsLike(one: string, other: string): boolean {
  if (one === other) return true
  if (Math.abs(one.length - other.length) > MOST_LENGTH_DIFFERENCE) return false
  if (Math.min(one.length, other.length) >= 5 && one[0] === other[0] && editDistance(one, other) <= 1) return true
  const [a, b] = [foldSound(one), foldSound(other)]
  if (a === b && a.length >= 2) return true
  const length = Math.min(a.length, b.length)
  if (length < 4 || a[0] !== b[0] || Math.abs(a.length - b.length) > 2) return false
  return editDistance(a, b) <= (length >= 7 ? 2 : 1)
}

/** Spellings of one word differ in length by no more letters than this. */
const MOST_LENGTH_DIFFERENCE = 3
// The answer for a word never changes, so that remembering it changes no result; every word of a call meets every name.
const folded = new Map<string, string>()

export function foldSound(word: string): string {
  const known = folded.get(word)
  if (known !== undefined) return known
  if (folded.size >= MOST_REMEMBERED) folded.clear()
  const sound = fold(word)
  folded.set(word, sound)
  return sound
}

/** Spellings of one sound made one: `Lakshmi`/`Laxmi`, `Vikram`/`Wikram`, `Deepa`/`Dipa`, `Philip`/`Filip`. */
function fold(word: string): string {
  return word
    .replace(/x/g, 'ks')
    .replace(/ksh/g, 'ks')
    .replace(/ph/g, 'f')
    .replace(/sh/g, 's')
    .replace(/ck|q/g, 'k')
    .replace(/w/g, 'v')
    .replace(/z/g, 'j')
    .replace(/([bcdgjkpt])h/g, '$1')
    .replace(/(?<=[aeiou])h(?=[bdklmnrtv])/g, '')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/c/g, 'k')
    .replace(/ee|ea|ie|y/g, 'i')
    .replace(/oo|ou/g, 'u')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=..)(?:h|e|a)$/, '')
}

/** Damerau–Levenshtein: letters inserted, left out, changed or swapped. */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (isSame ? 0 : 1))
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      }
      current.push(cost)
    }
    before = last
    last = current
  }
  return last[b.length] ?? 0
}
