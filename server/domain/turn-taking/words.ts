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

/** Short words by which people make somebody stop or ask them something. */
const STOP_WORDS = new Set(
  (
    'stop wait no nope hold hello hi sorry what listen help excuse pardon repeat again operator agent human person cancel enough quiet why who when where how ' +
    'question monday tuesday wednesday thursday friday saturday sunday today tomorrow रुको रुकिए नहीं सुनो सुनिए हेलो'
  ).split(' '),
)

/** Words that may come before a word to stop at. */
const LEAD_WORDS = new Set(['oh', 'hey', 'so', 'please', 'just', 'and'])

/** Whether somebody begins with a word that people stop others with: what a guessing recogniser is believed of a short sound. */
export function asksToStop(text: string): boolean {
  const first = wordsOf(text).find((word) => !LEAD_WORDS.has(word) && !isFiller(word))
  return first !== undefined && STOP_WORDS.has(first)
}

/** One spelling of each filler, for words that are still being said. */
const FILLER_SPELLINGS = 'oh mmm mhm mmhmm hmm uhhuh huh umm uhm okay okey haan hanji achha accha acha atcha jee ahh'.split(' ')
/** Words of so many letters are rarely guessed into a filler; nor are these, with which sentences to an agent begin. */
const TELLING_LETTERS = 5
const TELLING_WORDS = new Set('can could would want need have tell book call is are you your my was did does will'.split(' '))

/**
 * What words that are still being said are worth: a beginning that may yet become a filler (`ach…`, `o…`) is worth nothing,
 * and little words are what recognisers guess when there is none.
 */
export function weighWords(text: string): 'nothing' | 'something' | 'telling' {
  const words = wordsOf(text)
  const last = words.at(-1) ?? ''
  const mayBecomeFiller = FILLER_SPELLINGS.some((filler) => filler.startsWith(last))
  const meant = words.filter((word, index) => !isFiller(word) && !(mayBecomeFiller && index === words.length - 1))
  if (meant.length === 0) return 'nothing'
  return meant.some((word) => word.length >= TELLING_LETTERS || TELLING_WORDS.has(word) || STOP_WORDS.has(word)) ? 'telling' : 'something'
}
