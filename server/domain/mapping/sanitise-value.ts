/** What became of a text on its way into a variable. */
export type SanitisedValue =
  /** `isShortened`: cut at a word. `hadPlaceholder`: braces were taken out. */
  { text: string; isShortened: boolean; hadPlaceholder: boolean } | { text: null; reason: 'blank' | 'unsafe_text' }

const BLANK: SanitisedValue = { text: null, reason: 'blank' }
const UNSAFE: SanitisedValue = { text: null, reason: 'unsafe_text' }

/** Printable ASCII with nothing in it that needs a closer look at single characters. */
const PLAIN = /^[\x20-\x7A\x7C\x7E]*$/
/** Letters of Latin and Devanagari besides: whole blocks without spaces, braces and anything invisible. */
const KNOWN = /^[\x20-\x7A\x7C\x7E\u00c0-\u024f\u0900-\u097f]*$/
const SPACES = /[\p{Z}\p{Cc}]+/gu
/** Format characters (bidi among them), private use, unassigned, halves of pairs, variation selectors. Joiners are kept where scripts need them. */
const INVISIBLE =
  /(?<![\p{M}\u0900-\u0dff])[\u200c\u200d]|(?![\u200c\u200d])\p{Cf}|\p{Co}|\p{Cn}|\p{Cs}|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]|\u115f|\u1160|\u3164|\uffa0/gu
const PLACEHOLDER = /\{\{[^{}]*\}\}/g
const BRACES = /[{}\uff5b\uff5d\ufe5b\ufe5c\ufe37\ufe38]/g

/**
 * Text that speaks to the model instead of about the customer. Tried on lower case without invisible characters and accents;
 * a false alarm costs one variable, a miss costs the conversation.
 */
const INSTRUCTIONS: { /** What it can begin with, at the start of a word. */ starts: string; rest: string }[] = [
  {
    starts: 'ignor(?:e|es|ed|ing)|disregard|forget|override|bypass|overrule|neglect',
    rest: String.raw`\b.{0,60}\b(?:instructions?|prompts?|rules?|guidelines?|guardrails?|policy|policies|context|messages?|training|everything|anything|(?:said|told|written|mentioned) (?:above|before|previously)|the above|all (?:previous|prior|above))\b`,
  },
  { starts: 'ignor', rest: String.raw`\w*\b.{0,40}\b(?:instruccion|instrucoes|anweisung|istruzion)` },
  {
    starts: 'system|developer|hidden|initial|original|secret',
    rest: String.raw`[ _-]*(?:prompts?|messages?|instructions?)\b`,
  },
  {
    starts: 'new|updated|real|additional|important|actual|special override',
    rest: String.raw` (?:instructions?|rules?|task|prompt)\s*[:=]`,
  },
  { starts: 'you are (?:now|no longer|actually)|you must now|from now on|behave as|role-?play', rest: String.raw`\b` },
  { starts: 'pretend (?:to be|you|that)|act as (?:if|though|an?|my|the)', rest: String.raw`\b` },
  {
    starts: 'reveal|print|repeat|output|leak|disclose|recite|expose|dump',
    rest: String.raw`\b.{0,40}\b(?:prompts?|instructions?|system|secrets?|passwords?|api keys?|credentials|other (?:patients?|customers?|clients?|callers?|guests?))\b`,
  },
  {
    starts: 'do not (?:follow|obey|comply)|obey (?:me|only|the following|these)|do anything now|prompt injection|jailbreak',
    rest: '',
  },
  { starts: 'follow (?:these|my|only my)', rest: String.raw` (?:new )?(?:instructions?|rules?|orders?)\b` },
  { starts: '(?:developer|debug|god|admin|dan) mode|end_call|transfer_call|function_call|tool_call', rest: String.raw`\b` },
  { starts: '(?:call|invoke|execute|run|trigger) (?:the )?(?:tool|function|command)', rest: String.raw`\b` },
  { starts: '(?:begin|end) of', rest: String.raw` (?:prompt|instructions?|context)\b` },
  {
    starts: 'pichh?l[aei]|pahle|sabh?[iy]?',
    rest: String.raw`\b.{0,30}\b(?:nirdesh|instructions?|aadesh)\b.{0,30}\b(?:ignore|bhool|bhul|nazar\s?andaz|andekha)`,
  },
]
/** Fences, roles and other scripts: they begin with no Latin word, or hold a sign prose seldom has. */
const SIGNS = [
  String.raw`(?:^|[.!?;\]>"'|]\s*)(?:system|assistant|developer|user|ai|agent|bot|model)\s*(?:\([^)]*\)\s*)?[:>]`,
  '`{3}',
  String.raw`~~~|###|<\|[^|]*\|>|\[/?inst\]|<<\s*/?\s*sys\s*>>|</?\s*(?:system|assistant|user|instructions?|prompt|script|style|iframe|im_start|im_end)\b`,
  '(?:निर्देश|आदेश|हिदायत).{0,40}(?:अनदेखा|नजरअंदाज|नज़रअंदाज़|नजरंदाज|भूल|अनसुना)',
]
const WORDS_TO_MODEL = new RegExp(INSTRUCTIONS.map(({ starts, rest }) => String.raw`\b(?:${starts})${rest}`).join('|'))
const SIGNS_TO_MODEL = new RegExp(SIGNS.join('|').normalize('NFC'), 'u')
const SIGN = /[^a-z0-9 ,.'&()/-]/
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ј: 'j',
  ԁ: 'd',
  ɡ: 'g',
  ո: 'n',
  ν: 'v',
  ο: 'o',
  α: 'a',
  ι: 'i',
  ρ: 'p',
  τ: 't',
}

/**
 * Makes a text safe to be spoken and to stand in a prompt: NFC, one line, no placeholder, no control, bidi or invisible characters,
 * at most `maxLength` characters, cut at a word. Text that instructs the model is refused whole.
 */
export function sanitiseValue(raw: string, maxLength: number): SanitisedValue {
  // A hostile length must not cost time: nothing that is said is this long.
  const bounded = raw.length > 10_000 ? raw.slice(0, 10_000) : raw
  const isPlain = PLAIN.test(bounded)
  const hadPlaceholder = !isPlain && (bounded.includes('{{') || bounded.includes('}}'))
  const clean = isPlain ? tidySpaces(bounded) : tidySpaces(cleanCharacters(bounded))
  if (clean === '') return BLANK
  if (instructsModel(clean, isPlain)) return UNSAFE
  if (clean.length <= maxLength) return { text: clean, isShortened: bounded !== raw, hadPlaceholder }
  return { text: cutAtWord(clean, maxLength), isShortened: true, hadPlaceholder }
}

/** Whether a text tries to steer the model that will read it. */
export function instructsModel(text: string, isPlain = PLAIN.test(text)): boolean {
  const lower = isPlain ? text.toLowerCase() : comparable(text)
  return WORDS_TO_MODEL.test(lower) || (SIGN.test(lower) && SIGNS_TO_MODEL.test(lower))
}

function tidySpaces(text: string): string {
  return text.includes('  ') ? text.replace(/ {2,}/g, ' ').trim() : text.trim()
}

function cleanCharacters(text: string): string {
  const composed = text.normalize('NFC')
  if (KNOWN.test(composed)) return composed
  const visible = composed.replace(SPACES, ' ').replace(INVISIBLE, '').replace(PLACEHOLDER, ' ').replace(BRACES, '')
  // What stood between two characters may have kept them from being composed.
  return visible === composed ? visible : visible.normalize('NFC')
}

/** As the patterns are written: compatibility forms, accents and look-alike letters undone. */
function comparable(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase()
  const joined = JOINERS.test(lower) ? lower.replace(/[\u200c\u200d]/g, '') : lower
  if (!DISGUISED.test(joined)) return joined
  return joined
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[\u0370-\u058f\u0251-\u02af]/g, (letter) => LOOKALIKES[letter] ?? letter)
}

const JOINERS = /[\u200c\u200d]/
/** Accents, and letters of other scripts that look Latin. */
const DISGUISED = /[\u00c0-\u058f\u1e00-\u1fff]/

function cutAtWord(text: string, maxLength: number): string {
  const cut = text.slice(0, maxLength)
  const isWordEnd = text.charAt(maxLength) === ' '
  const lastSpace = cut.lastIndexOf(' ')
  const whole = isWordEnd || lastSpace < maxLength / 2 ? cut : cut.slice(0, lastSpace)
  // Half of a pair, or a joiner left hanging, is no character.
  return whole.replace(/[\ud800-\udbff\u200c\u200d]$/, '').trim()
}
