import { nameWords, soundsLike } from './match-name'
import { isOrdinaryAsIs } from './ordinary-words'
import type { Spoken } from './spoken-text'

/**
 * Where a provider's name is said. A name that is also the customer's counts only behind "doctor" or the like: callers say
 * their own name more often.
 */
export function findProvider(ownerName: string, customerWords: readonly string[], turns: readonly Spoken[]): string | null {
  const names = nameWords(ownerName).filter((word) => word.length >= 3)
  for (const { text } of turns) {
    const words = text.split(' ')
    for (const [index, word] of words.entries()) {
      if (word.length < 3 || !names.some((name) => word === name || (!isOrdinaryAsIs(word) && soundsLike(word, name)))) continue
      const isTitled = /^(?:dr|doctor|mr|ms|mrs|miss)$/.test(words[index - 1] ?? '')
      if (!isTitled && customerWords.some((own) => soundsLike(word, own))) continue
      return isTitled ? `${words[index - 1]} ${word}` : word
    }
  }
  return null
}
