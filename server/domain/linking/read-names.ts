import { nameWords } from './match-name'
import type { Spoken } from './spoken-text'
import { transliterate } from './transliterate'

/**
 * `self`: whom the speaker says to be. `other`: whose booking it is said to be ("for my wife Priya", "under the name of").
 * `words` are in Latin letters, lower case, without titles.
 */
export type NameMention = { kind: 'self' | 'other'; words: string[]; evidence: string }

/** Said while thinking, also between a cue and the name. */
const FILLERS = /(^|\s)(?:u+h+|u+m+|e+r+m*|h+m+|well|like|you know|i mean|matlab|so),?(?=\s)/giu
const NAME = String.raw`(?<name>[\p{L}\p{M}][\p{L}\p{M}'’.-]*(?:\s+[\p{L}\p{M}][\p{L}\p{M}'’.-]*){0,3})`
const BEFORE = String.raw`(?<![\p{L}\p{M}])`
const AFTER = String.raw`(?![\p{L}\p{M}])`

const SELF_BEFORE = [
  String.raw`(?:this is|it is|it's|its|my name is|my name's|my full name is|name is|name's|i am|i'm|im|you are speaking (?:to|with)|you're speaking (?:to|with)|speaking with you is|call me|myself)\s+(?:called\s+)?${NAME}`,
  String.raw`(?:mera|apna|hamara)\s+(?:poora\s+|pura\s+)?(?:naam|nam|name)\s+(?:hai\s+|to\s+)?${NAME}`,
  String.raw`(?:main|mai|mein|mae|hum|ham)\s+${NAME}\s+(?:bol|baat|baath|hoon|hu|hun|hai)${AFTER}`,
]
const SELF_AFTER = [
  String.raw`${NAME}\s+(?:here|speaking|calling|this side|on the line|bol\s+(?:raha|rahi|rahe|rha|rhi)|baat\s+kar\s+(?:raha|rahi))${AFTER}`,
]
const OTHER = [
  String.raw`(?:under|in|with)\s+(?:the\s+)?(?:name|names)\s+(?:of\s+|is\s+)?${NAME}`,
  String.raw`(?:booked|booking|reservation|appointment|table|it)(?:\s+is|'s|\s+was)?\s+(?:under|in)\s+${NAME}`,
  String.raw`(?:on behalf of|calling for|booked for|appointment for|booking for|reservation for|calling about)\s+${NAME}`,
  String.raw`(?:my|meri|mere|mera|our|hamari|hamare)\s+(?:${'wife|husband|son|daughter|mother|mom|mum|father|dad|brother|sister|friend|boss|colleague|partner|grandmother|grandfather|aunt|uncle|cousin|patni|pati|beta|bete|beti|maa|mummy|papa|pitaji|bhai|behen|bahan|behan|dost|nani|dadi|nana|dada'})\s+${NAME}`,
  String.raw`${NAME}\s+(?:ke|ki|ka)\s+(?:naam|nam|name|booking|appointment|liye|taraf)${AFTER}`,
  String.raw`${NAME}(?:'s|’s)\s+(?:\S+\s+)?(?:booking|appointment|reservation|table|party|session|meeting|slot|visit|wife|husband|son|daughter|mother|father|brother|sister|assistant|secretary)${AFTER}`,
]
const compile = (source: string) => new RegExp(BEFORE + source, 'giu')
const PATTERNS: { kind: NameMention['kind']; pattern: RegExp; namesEnd: boolean }[] = [
  ...SELF_BEFORE.map((source) => ({ kind: 'self' as const, pattern: compile(source), namesEnd: false })),
  ...SELF_AFTER.map((source) => ({ kind: 'self' as const, pattern: compile(source), namesEnd: true })),
  ...OTHER.map((source, index) => ({ kind: 'other' as const, pattern: compile(source), namesEnd: index >= 4 })),
]

/** Words that follow or precede a name, or stand where one could: a name ends before them. */
const NO_NAME = new Set(
  `a an the and or but so if i im ive id you your my me we us our it its he she they this that there here is am are was were be been being do does did
  not no yes ok okay hi hello hey sir madam maam please sorry thanks thank calling call called phoning ringing speaking talking from for about at on in of to
  with by regarding just actually also again back still now then today tomorrow tonight yesterday morning afternoon evening night monday tuesday wednesday
  thursday friday saturday sunday january february march april may june july august september october november december looking trying hoping wondering
  wanting interested happy glad sure afraid running coming going stuck late unable able good fine great well new very really all really currently already
  booked having wanted want need would could can cannot will shall should might have has had get got make made know see think one two three four five six
  seven eight nine ten booking appointment reservation table party session meeting order slot name wife husband son daughter mother father brother sister
  friend boss colleague partner assistant secretary customer client patient guest someone somebody anyone nobody company office team because since after
  before next last when what where which who whose why how some any more most much many few lot only even ever never always perfect correct right wrong
  number person people thing available free open closed busy ready possible worried allergic vegetarian pregnant outside nearby around unfortunately
  main mai mein hum ham mera meri mere hamara hamari aap aapka aapki aapke tum woh wo yeh ye hai hain hoon hu hun tha thi the ho hoga hogi bol raha rahi rahe
  rha rhi baat kar karna karni ke ki ka ko se par pe liye naam nam ji haan nahi nahin na aur ya toh to bhi phir kal aaj parso abhi kya kab kaise kahan
  namaste namaskar shukriya dhanyavaad accha achha theek thik sirf bas apna apni apne taraf wala wali waha yahan chahiye chahta chahti sakta sakti
  logon logo log kal subah shaam sham dopahar raat baje ek teen char paanch chhe saat aath nau das bees tees sau dekhti dekhta dekhte karti karta karte bolti aati aata jaati jaata bhejti bhejta leti leta deti deta samajhti samajhta poochti batati batata doctor service services details visit time date email address account payment bill hold line`
    .split(/\s+/)
    .filter(Boolean),
)

/** Names said in a call, by callers about themselves and about others. Agents' own names are not the caller's. */
export function readNames(turns: readonly Spoken[]): NameMention[] {
  return turns.flatMap((turn) => (turn.role === 'note' ? [] : readTurn(turn)))
}

function readTurn({ role, raw }: Spoken): NameMention[] {
  const text = transliterate(raw.normalize('NFKC')).replace(/[’‘]/g, "'").replace(FILLERS, '$1')
  const isCased = /\p{Ll}/u.test(text) && (text.match(/(?<=[\p{Ll},]\s)\p{Lu}/gu)?.length ?? 0) > 0
  return PATTERNS.flatMap(({ kind, pattern, namesEnd }) => {
    if (kind === 'self' && role === 'agent') return []
    return [...text.matchAll(pattern)].flatMap((match) => {
      const words = cutName(match.groups?.name ?? '', namesEnd, isCased)
      return words.length === 0 ? [] : [{ kind, words, evidence: match[0].trim().slice(0, 80) }]
    })
  })
}

/** What of the words beside a cue is the name. In text with capitals a name has them; recognisers that write none leave the word list. */
function cutName(found: string, namesEnd: boolean, isCased: boolean): string[] {
  const words = found.split(/\s+/).filter((word) => word !== '')
  const isName = (word: string) => {
    const bare = word.replace(/'s$/i, '').replace(/[^\p{L}\p{M}]/gu, '')
    if (bare.length < 2 || NO_NAME.has(bare.toLowerCase())) return false
    return !isCased || /^\p{Lu}/u.test(bare)
  }
  const run = namesEnd ? lastRun(words, isName) : firstRun(words, isName)
  return nameWords(run.slice(0, 3).join(' '))
}

function firstRun(words: string[], isName: (word: string) => boolean): string[] {
  const start = /^(?:mr|mrs|ms|dr|miss|doctor|the)\.?$/i.test(words[0] ?? '') ? 1 : 0
  const run: string[] = []
  for (const word of words.slice(start)) {
    if (!isName(word)) break
    run.push(word.replace(/'s$/i, ''))
    // A full stop ends a sentence, except after an initial.
    if (/[\p{L}]{2}\.$/u.test(word)) break
  }
  return run
}

function lastRun(words: string[], isName: (word: string) => boolean): string[] {
  const run: string[] = []
  for (const [index, word] of [...words].reverse().entries()) {
    if (!isName(word) || (index > 0 && /[\p{L}]{2}\.$/u.test(word))) break
    run.unshift(word.replace(/'s$/i, ''))
  }
  return run
}
