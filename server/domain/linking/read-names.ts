import { nameWords } from './match-name'
import { isOrdinary, isOrdinaryAsIs } from './ordinary-words'
import { isPersonalName, isPlainName } from './personal-names'
import type { Spoken } from './spoken-text'
import { transliterate } from './transliterate'

/**
 * `self`: whom the speaker says to be. `other`: whose booking it is said to be ("for my wife Priya", "under the name of").
 * `mentioned`: looks like a name, and nothing tells whose; it counts only where a known contact bears it.
 * `words` are in Latin letters, lower case, without titles.
 */
export type NameMention = { kind: 'self' | 'other' | 'mentioned'; words: string[]; evidence: string }

type Token = {
  /** As said, without punctuation and the `'s`. */
  word: string
  /** Lower case, apostrophes taken out. */
  lower: string
  isPossessive: boolean
  isCapital: boolean
  isHindiScript: boolean
  /** What follows: a sentence's end, a comma, or nothing. */
  pause: 'stop' | 'comma' | ''
  kind: 'name' | 'either' | 'odd' | 'word'
}
type Run = { from: number; to: number }
type Turn = { tokens: Token[]; isCased: boolean; role: Spoken['role']; isAnswer: boolean; isOpening: boolean }

const FILLERS = new Set(['um', 'uh', 'er', 'erm', 'hmm', 'well', 'like', 'so', 'uhm', 'matlab'])
const RELATIONS =
  'wife|husband|son|daughter|mother|mom|mum|mummy|father|dad|brother|sister|friend|boss|colleague|partner|grandmother|grandfather|aunt|uncle|cousin|niece|nephew|fiancee?|girlfriend|boyfriend|manager|client|neighbou?r|patni|biwi|pati|beta|bete|beti|maa?|papa|pitaji|mataji|bhai|bhaiya|behen|bahan|behan|didi|dost|nani|dadi|nana|dada|chach[ai]|mam[ai]|saas|sasur|bhabhi|ghar wal[aei]|assistant|secretary|pa|driver'
const THINGS = 'booking|appointment|reservation|table|party|session|meeting|slot|visit|consultation|name|number|place'

/** Before a name: "my name is", "mera naam". */
const SELF_BEFORE =
  /(?:^| )(?:my (?:full |good |first |last )?names?(?: is| s| would be| was| hai)?|names?(?: is| s)|(?<!in the |under the |under |in |with the |with )name of|(?:you )?(?:can )?call me|known as|go by|(?:mera|apna|hamara|humara) (?:poora |pura |shubh )?(?:naam|nam|name)(?: hai| to)?|(?:naam|nam|name) (?:hai|to)|(?:you are|youre|ur) (?:speaking|talking) (?:to|with)|(?:who|whom) (?:am i|is this)(?: speaking| talking)?(?: to| with)?|(?:kaun|kon) (?:bol|baat)(?: kar)? (?:raha|rahi|rahe)(?: hai| hain)?|your (?:good )?name(?: please)?|(?:shubh|aapka) (?:naam|nam)|(?:this|it|that) (?:would|must|will) be|my is|myself|only me|thats me|speaking is)$/
const WEAK_SELF_BEFORE = /(?:^| )(?:this is|its|it is|it s|im|i am|i m|main|mai|mein|mae|hum|ham|this|thats|that is)$/
/** After a name: "here", "speaking", "bol raha hoon". */
const SELF_AFTER =
  /^(?:here|speaking|calling|ringing|phoning|this side|this end|on the (?:line|phone)|on this side|bol\w*|baat kar|baath kar|is my name|is the name|is speaking|is calling|is here|with you|is me|(?:naam|nam|name) (?:hai )?(?:mera|hai mera)|(?:mera|hamara|humara) (?:naam|nam|name)|thats me|its me|checking in|getting in touch)(?: |$)/
const WEAK_SELF_AFTER = /^(?:again|hoon|hun|hu|hoo|yahan|yaha|naam hai|nam hai|naam|here)(?: |$)/
const POSSESSIVE_SELF = /^(?:the name|here|my name|speaking|calling)(?: |$)/
const OTHER_BEFORE = new RegExp(
  `(?:^| )(?:(?:${RELATIONS})(?: is| named| called| ji| of| ka naam| ki taraf)?|behalf of|calling for|ringing for|phoning for|call for|booked for|(?:${THINGS}) (?:is |was )?(?:for|under|in)|calling about|(?:under|in|with) (?:the )?names?(?: of| is)?|under|behalf|look after|for|is for|about|regarding|naam(?: se)?)$`,
)
const OTHER_AFTER = new RegExp(
  `^(?:(?:ji )?(?:ke|ki|ka) (?!hoon)|ji (?:meri|mera|mere)|(?:meri|mera|mere|hamari|hamara) (?:${RELATIONS})|my (?:${RELATIONS})|is my (?:${RELATIONS})|asked|told|wants|wanted|needs|cannot|cant|wont|has (?:a|an|the|got)|couldnt)`,
)
const POSSESSIVE_OTHER = new RegExp(`^(?:\\S+ )?(?:${RELATIONS}|${THINGS}|care|place)(?: |s |s?$)`)
/** Not the caller: whom they see, whom they greet, who they are not. */
const NOBODY_BEFORE =
  /(?:^| )(?:with|see|seeing|saw|meet|met|by|from|doctor|dr|not|isnt|is not|no|never|than|dear|ask|tell|thanks|thank you|to|at|is|kaun|kya|koi)$/
const NOBODY_AFTER =
  /^(?:nahi|nahin|nai|does|doesnt|isnt|is not|is looking|is doing|is taking|is treating|sahab|street|road|nagar|told me|recommended|ji hain|ji se|ji ke saath|se |ke (?:saath|sath|paas|pass|yahan))(?: |$)?/
const ASKS_WHO = /\b(?:who|whos|whom|name|names|naam|nam|kaun|kon|identify|introduce|speaking with|speaking to|talking to)\b/
const OPENING = new Set(
  `hi hello hey hiya hallo helo hullo howdy yes yeah yep yup oh ah good morning afternoon evening day there greetings namaste namaskar namaskaar pranam ji jee haan han haa suniye
  sir madam maam its it is this im i am only just me name the my main mai mein mera hum ham yahan yaha idhar yahi se naam nam hai to sure certainly ok okay right please sorry
  again a very love mate dear darling friend folks ram jai salaam salam adaab sat sri akal how are you doing hope well everyone team`
    .split(/\s+/)
    .filter(Boolean),
)
const GREETING = /^(?:hi|hello|hey|hiya|hallo|helo|howdy|morning|afternoon|evening|namaste|namaskar|ji|haan|greetings|yes|yeah|sure)$/
const MOST_WORDS = 3
const FEW_WORDS = 4

const KEYED = /\bKeypad: [\d*#]+/g

/** Names said in a call, by callers about themselves and about others. Agents' own names are not the caller's. */
export function readNames(turns: readonly Spoken[], ownNames: readonly string[] = []): NameMention[] {
  const own = ownNames.map((name) => tokenise(name).map(({ lower }) => lower)).filter((words) => words.length > 0)
  let asked = false
  let heard = 0
  return turns.flatMap((spoken) => {
    if (spoken.role === 'note') return []
    // What was pressed is a turn of the transcript, too: nobody presses their name.
    const tokens = withoutOwn(tokenise(spoken.raw.replace(KEYED, '')), own)
    const turn: Turn = {
      tokens,
      role: spoken.role,
      isCased: isCased(spoken.raw),
      isAnswer: asked && spoken.role === 'caller',
      isOpening: spoken.role !== 'agent' && heard < 2,
    }
    asked = spoken.role === 'agent' && ASKS_WHO.test(spoken.text)
    if (spoken.role !== 'agent') heard += 1
    return runsOf(turn).flatMap((run) => {
      const kind = kindOf(turn, run)
      if (kind === null) return []
      const words = nameWords(
        turn.tokens
          .slice(run.from, run.to)
          .map(({ word }) => word)
          .join(' '),
      )
      const said = turn.tokens
        .slice(Math.max(0, run.from - 3), run.to + 2)
        .map(({ word, isPossessive }) => (isPossessive ? `${word}'s` : word))
      return words.length === 0 ? [] : [{ kind, words, evidence: said.join(' ').slice(0, 80) }]
    })
  })
}

/** The business and its agents are nobody who calls: a name ends before theirs. */
function withoutOwn(tokens: Token[], own: readonly string[][]): Token[] {
  for (const [at, token] of tokens.entries()) {
    const name = own.find((words) => words.every((word, index) => tokens[at + index]?.lower === word))
    if (!name) continue
    const before = tokens[at - 1]
    if (before && before.pause === '') before.pause = 'comma'
    for (let index = 0; index < name.length; index += 1) Object.assign(tokens[at + index] ?? token, { kind: 'word' })
  }
  return tokens
}

/** Text with capitals marks names by them; text without, and Hindi, does not. */
function isCased(raw: string): boolean {
  return /\p{Lu}/u.test(raw) && /\p{Ll}/u.test(raw)
}

function tokenise(raw: string): Token[] {
  const isHindi = /[ऀ-ॿ]/
  const tokens: Token[] = []
  for (const piece of joinSpelt(
    raw
      .normalize('NFKC')
      .replace(/[’‘`]/g, "'")
      .replace(/\b(?:i mean|you know)\b/gi, ' ')
      .replace(/[—–]| - /g, ', '),
  ).split(/[\s/]+/)) {
    const letters = transliterate(piece).replace(/^[^\p{L}\p{N}]+/u, '')
    const bare = letters.replace(/[^\p{L}\p{M}\p{N}]+$/u, '')
    const last = tokens.at(-1)
    const mark = letters.slice(bare.length)
    const isShort = /^(?:\p{L}|mr|mrs|ms|dr|st)$/iu.test(bare)
    const pause = /[?!;:।]/.test(mark) || (mark.includes('.') && !isShort) ? 'stop' : mark.includes(',') ? 'comma' : ''
    if (bare === '' || FILLERS.has(bare.toLowerCase())) {
      if (last && pause !== '' && last.pause === '') last.pause = pause
      continue
    }
    const isPossessive = /'s$/i.test(bare)
    const word = isPossessive ? bare.slice(0, -2) : bare
    const lower = word.toLowerCase().replace(/'/g, '')
    tokens.push({
      word,
      lower: isPossessive && isOrdinary(lower) ? `${lower}s` : lower,
      isPossessive,
      isCapital: /^\p{Lu}/u.test(word),
      isHindiScript: isHindi.test(piece),
      pause,
      kind: kindOfWord(lower),
    })
  }
  return tokens
}

/** `I Y E R` and `I-Y-E-R` are one word. */
function joinSpelt(text: string): string {
  return text.replace(/(?<![\p{L}'])\p{L}(?:[\s.,-]{1,2}\p{L}(?![\p{L}'])){2,}/gu, (letters) => {
    const joined = letters.replace(/[^\p{L}]/gu, '')
    return joined.slice(0, 1).toUpperCase() + joined.slice(1).toLowerCase()
  })
}

const MONTHS = new Set(['april', 'may', 'june', 'july', 'august', 'march', 'mar', 'jan'])

function kindOfWord(lower: string): Token['kind'] {
  if (lower.length < 2 || /[\d|]/.test(lower)) return 'word'
  if (MONTHS.has(lower)) return 'word'
  if (isPlainName(lower)) return isOrdinaryAsIs(lower) ? 'either' : 'name'
  if (isOrdinary(lower)) return 'word'
  return isPersonalName(lower) ? 'name' : 'odd'
}

function runsOf({ tokens, isCased: cased }: Turn): Run[] {
  const runs: Run[] = []
  let from = 0
  while (from < tokens.length) {
    let to = from
    while (to < tokens.length && to - from < MOST_WORDS) {
      const token = tokens[to]
      if (!token || !isNameLike(token, cased, isBesideName(tokens, to))) break
      to += 1
      if (token.pause !== '' || token.isPossessive) break
    }
    if (to > from) runs.push({ from, to })
    from = Math.max(to, from + 1)
  }
  return runs
}

function isBesideName(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]
  return (before?.kind === 'name' && before.pause === '') || (tokens[at]?.pause === '' && tokens[at + 1]?.kind === 'name')
}

/** "Grace", "Green" and "Turner" are words, too: names only with a capital, or beside another name. */
function isNameLike({ kind, isCapital, isHindiScript }: Token, cased: boolean, isBeside: boolean): boolean {
  if (kind === 'word') return false
  if (kind === 'either') return isCapital || (!cased && isBeside)
  return !cased || isCapital || isHindiScript || kind === 'name'
}

function kindOf(turn: Turn, run: Run): NameMention['kind'] | null {
  const { tokens, role, isCased: cased } = turn
  const named = tokens.slice(run.from, run.to)
  const last = named.at(-1)
  if (!last) return null
  const before = leftOf(tokens, run.from)
  const after = rightOf(tokens, run.to)
  const isKnown = named.some(({ kind }) => kind === 'name')
  // In text with capitals an unknown word that has one inside a sentence is a name, too.
  const isMarked =
    cased && named.every(({ isCapital }) => isCapital) && named.some(({ kind }) => kind !== 'either') && (run.from > 0 || isKnown)
  const isFull = named.length > 1
  const mention = isFull || isKnown ? ('mentioned' as const) : null
  if (last.isPossessive) {
    if (role !== 'agent' && POSSESSIVE_SELF.test(after) && (isKnown || isMarked)) return 'self'
    return POSSESSIVE_OTHER.test(after) ? 'other' : isKnown ? mention : null
  }
  if (/(?:^| )(?:no|not|isnt|nobody|koi|is not|never)$/.test(before)) return null
  if (SELF_AFTER.test(after) && !/(?:^| )(?:for|about|is)$/.test(before)) {
    if (role === 'agent') return null
    return isKnown || isMarked || (!last.isHindiScript && isFull) || /^(?:here|speaking|this side|bol)/.test(after) ? 'self' : mention
  }
  if (OTHER_AFTER.test(after) && (isKnown || isMarked)) return NOBODY_AFTER.test(after) ? mention : 'other'
  if (role !== 'agent' && SELF_BEFORE.test(before)) return 'self'
  if (OTHER_BEFORE.test(before)) return isKnown || isMarked || isFull ? 'other' : null
  if (role === 'agent') return null
  if (NOBODY_AFTER.test(after)) return null
  if (WEAK_SELF_BEFORE.test(before)) return isKnown || isMarked ? 'self' : mention
  if (WEAK_SELF_AFTER.test(after) && isKnown) return 'self'
  if (isIntroduction(turn, run, isKnown)) return 'self'
  return NOBODY_BEFORE.test(before) ? null : mention
}

function isSeen(tokens: readonly Token[], from: number): boolean {
  return NOBODY_BEFORE.test(leftOf(tokens, from))
}

/** Words before, up to the sentence's beginning. */
function leftOf(tokens: readonly Token[], from: number): string {
  const words: string[] = []
  for (let at = from - 1; at >= 0 && words.length < 6; at -= 1) {
    const token = tokens[at]
    if (!token || token.pause === 'stop') break
    words.unshift(token.lower)
  }
  return words.join(' ')
}

function rightOf(tokens: readonly Token[], to: number): string {
  const words: string[] = []
  if (tokens[to - 1]?.pause === 'stop') return ''
  for (let at = to; at < tokens.length && words.length < 5; at += 1) {
    const token = tokens[at]
    if (!token) break
    words.push(token.lower)
    if (token.pause === 'stop') break
  }
  return words.join(' ')
}

/** A name after nothing but a greeting, or in answer to who it is. */
function isIntroduction({ tokens, role, isAnswer, isOpening }: Turn, { from, to }: Run, isKnown: boolean): boolean {
  if (!isOpening && !isAnswer) return false
  // A full name and little else is somebody's introduction, whatever the rest of it.
  if (role === 'caller' && isKnown && to - from > 1 && tokens.length - (to - from) <= FEW_WORDS) return !isSeen(tokens, from)
  let at = from - 1
  let isGreeted = isAnswer
  for (; at >= 0; at -= 1) {
    const token = tokens[at]
    if (!token || !OPENING.has(token.lower)) break
    isGreeted ||= GREETING.test(token.lower)
    if (role === 'unknown' && token.pause === 'stop') break
  }
  if (isAnswer && from <= 5) return isKnown || at < 0
  const isAtStart = at < 0 || (role === 'unknown' && (tokens[at]?.pause === 'stop' || isGreeted))
  if (!isAtStart) return false
  if (isAnswer) return true
  if (!isKnown) return false
  if (to - from > 1) return true
  // "Hi Priya, …" greets Priya; "Hi, Priya." is Priya.
  return (from === 0 || tokens[from - 1]?.pause !== '') && (to >= tokens.length || tokens[to - 1]?.pause !== '') && role === 'caller'
}
