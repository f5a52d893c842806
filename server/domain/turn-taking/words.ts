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
    'question monday tuesday wednesday thursday friday saturday sunday today tomorrow ruko rukiye suno suniye nahi nahin bas रुको रुकिए नहीं सुनो सुनिए हेलो'
  ).split(' '),
)

/** What recognisers of English make of more of them: suno, ruko, hello. */
const STOP_SPELLINGS = [/^s[aeou]n+(?:y?o[vr]?|il)$/, /^son$/, /^r[a-z]{1,3}[ck]+h?o$/, /^h[aeo]l+[aou]w?$/]

/** One of them is given in two where a recogniser knows only its beginning: "Sun O." */
const SPLIT_STOP_WORD = /^s[aeou]n+ o$/

/** Words that may come before a word to stop at. */
const LEAD_WORDS = new Set(['oh', 'hey', 'so', 'please', 'just', 'and'])

/** Whether somebody begins with a word that people stop others with: what a guessing recogniser is believed of a short sound. */
export function asksToStop(text: string): boolean {
  const words = wordsOf(text)
  const at = words.findIndex((word) => !LEAD_WORDS.has(word) && !isFiller(word))
  const first = words[at]
  if (first === undefined || isHum(text)) return false
  return isStopWord(first) || SPLIT_STOP_WORD.test(`${first} ${words[at + 1] ?? ''}`)
}

function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word) || STOP_SPELLINGS.some((spelling) => spelling.test(word))
}

/** "No, no" in a short sound is what becomes of "uh-huh". */
function isHum(text: string): boolean {
  const words = wordsOf(text)
  return words.length > 1 && words.every((word) => word === 'no')
}

/** One spelling of each filler, for words that are still being said. */
const FILLER_SPELLINGS = 'oh mmm mhm mmhmm hmm uhhuh huh umm uhm yeah but okay okey haan hanji achha accha acha atcha jee ahh'.split(' ')
/** Words with which people begin to speak to an agent, and into which fillers are hardly ever guessed. */
const TELLING_WORDS = new Set(
  (
    'please thank thanks good goodbye bye morning evening afternoon can cant could would will want need have tell give take make book call calling speak talk ' +
    'connect change know ask asking repeat is are was did does you youre your my mine im id ill ive its this there these we were doctor appointment number ' +
    'name price cost address email excuse mister madam sir'
  ).split(' '),
)
/** Words of so many letters are worth more when they are heard twice. */
const LONG_LETTERS = 4

/**
 * What words that are still being said are worth: a beginning that may yet become a filler (`ach…`, `o…`) is worth nothing,
 * and little words are what recognisers guess when there is none.
 */
export function weighWords(text: string): 'nothing' | 'something' | 'long' | 'telling' {
  const meant = meantWords(text)
  if (meant.length === 0) return 'nothing'
  if (isHum(text)) return 'something'
  if (meant.some((word) => TELLING_WORDS.has(word) || isStopWord(word))) return 'telling'
  return meant.some((word) => word.length >= LONG_LETTERS) ? 'long' : 'something'
}

/** Whether two guesses at the same sound begin with the same word. */
export function isSameBeginning(text: string, other: string): boolean {
  const [first] = meantWords(text)
  return first !== undefined && first === meantWords(other)[0]
}

function meantWords(text: string): string[] {
  const words = wordsOf(text)
  const last = words.at(-1) ?? ''
  const mayBecomeFiller = FILLER_SPELLINGS.some((filler) => filler.startsWith(last))
  // Letters are what a hum is guessed into.
  return words.filter((word, index) => !isFiller(word) && !/^[b-hj-z]$/.test(word) && !(mayBecomeFiller && index === words.length - 1))
}
