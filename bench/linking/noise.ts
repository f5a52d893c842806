import type { Random } from './random'

const FILLERS = ['um', 'uh', 'you know', 'like', 'er', 'well', 'I mean']
/** Words a recogniser is given to drop; what carries the sense is usually heard. */
const DROPPED = 0.012
const MISHEARD_NAME = 0.06

/** What telephone lines and recognisers make of talk: fillers, lost words, a letter wrong in a name, no capitals, no stops. */
export function addNoise(random: Random, lines: readonly string[], names: readonly string[]): string[] {
  const isBare = random.chance(0.28)
  const known = new Set(names.flatMap((name) => name.split(' ')))
  return lines.map((line) => {
    const speaker = line.slice(0, 2)
    const words = line
      .slice(2)
      .split(' ')
      .flatMap((word) => {
        if (random.chance(DROPPED)) return []
        const bare = word.replace(/[.,?!]/g, '')
        const heard = known.has(bare) && bare.length >= 5 && random.chance(MISHEARD_NAME) ? mishear(random, word) : word
        return random.chance(0.03) ? [random.pick(FILLERS), heard] : [heard]
      })
    const text = words.join(' ')
    return speaker + (isBare ? text.toLowerCase().replace(/[.,?!]/g, '') : text)
  })
}

/** A vowel taken for another, or a letter doubled. */
function mishear(random: Random, word: string): string {
  const at = [...word].findIndex((letter, index) => index > 0 && 'aeiou'.includes(letter))
  if (at < 0) return word
  return word.slice(0, at) + random.pick(['a', 'e', 'i', 'o', 'u']) + word.slice(at + 1)
}
