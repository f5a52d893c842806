/**
 * Sounds people make while listening, in the spellings recognisers give them: mm, mhm, hmm, uh-huh, um, ok, haan, achha, ji.
 * One pattern per word, applied to lower-case words without punctuation.
 */
const FILLERS: RegExp[] = [
  /^m+$/,
  /^m+h+m*$/,
  /^h+m+$/,
  /^m+hm+$/,
  /^h+m+h+m+$/,
  /^u+h*m*$/,
  /^h+u+h*$/,
  /^u+h+h+u+h*$/,
  /^a+h+$/,
  /^e+r+m*$/,
  /^e+h+$/,
  /^o+k+$/,
  /^ok[ae]?y+$/,
  /^okie$/,
  /^kay$/,
  /^k$/,
  /^h+a+h*n*$/,
  /^h[ao]hn?$/,
  /^ha+nji+$/,
  /^a+c+h*c*h+a+h*$/,
  /^atcha+h*$/,
  /^j+i+$/,
  /^jee+$/,
  /^gee$/,
  /^हाँ$/,
  /^हां$/,
  /^हा$/,
  /^अच्छा$/,
  /^जी$/,
  /^हम्म*$/,
  /^ठीक$/,
]

/** Lower-case words without punctuation: `Uh-huh, O.K.` → `uh`, `huh`, `ok`. */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '')
}

export function isFiller(word: string): boolean {
  return FILLERS.some((filler) => filler.test(word))
}

/** Whether somebody said something that is meant for the agent, not only that they are listening. */
export function hasMeaning(text: string): boolean {
  return wordsOf(text).some((word) => !isFiller(word))
}

/** One spelling of each filler, for words that are still being said. */
const FILLER_SPELLINGS = ['mmm', 'mhm', 'mmhmm', 'hmm', 'uhhuh', 'huh', 'umm', 'uhm', 'okay', 'okey', 'haan', 'hanji', 'achha', 'accha', 'acha', 'atcha', 'jee', 'ahh']

/**
 * As `hasMeaning`, for words that are still being said: a beginning that may yet become a filler (`ach…`, `o…`) means nothing.
 */
export function hasMeaningSoFar(text: string): boolean {
  const words = wordsOf(text)
  const last = words.at(-1) ?? ''
  const mayBecomeFiller = FILLER_SPELLINGS.some((filler) => filler.startsWith(last))
  return words.some((word, index) => !isFiller(word) && !(mayBecomeFiller && index === words.length - 1))
}
