/** What became of a text on its way into a variable. */
export type SanitisedValue =
  /** `isShortened`: cut at a word. `hadPlaceholder`: braces were taken out. */
  { text: string; isShortened: boolean; hadPlaceholder: boolean } | { text: null; reason: 'blank' | 'unsafe_text' }

const BLANK: SanitisedValue = { text: null, reason: 'blank' }
const UNSAFE: SanitisedValue = { text: null, reason: 'unsafe_text' }

/** Printable ASCII with nothing in it that needs a closer look at single characters. */
const PLAIN = /^[\x20-\x7A\x7C\x7E]*$/
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
const INSTRUCTIONS_TO_MODEL = new RegExp(
  [
    String.raw`\b(?:ignor(?:e|es|ed|ing)|disregard|forget|override|bypass|overrule|neglect)\b.{0,60}\b(?:instructions?|prompts?|rules?|guidelines?|guardrails?|policy|policies|context|messages?|training|everything|anything|(?:said|told|written|mentioned) (?:above|before|previously)|the above|all (?:previous|prior|above))\b`,
    String.raw`\bignor\w*\b.{0,40}\b(?:instruccion|instrucoes|anweisung|istruzion)`,
    String.raw`\b(?:system|developer|hidden|initial|original|secret)[ _-]*(?:prompts?|messages?|instructions?)\b`,
    String.raw`\b(?:new|updated|real|additional|important|actual|special override) (?:instructions?|rules?|task|prompt)\s*[:=]`,
    String.raw`\byou are (?:now|no longer|actually)\b|\byou must now\b|\bfrom now on\b`,
    String.raw`\bpretend (?:to be|you|that)\b|\bact as (?:if|though|an?|my|the)\b|\bbehave as\b|\brole-?play\b`,
    String.raw`(?:^|[.!?;\]>"'|]\s*)(?:system|assistant|developer|user|ai|agent|bot|model)\s*(?:\([^)]*\)\s*)?[:>]`,
    String.raw`\b(?:reveal|print|repeat|output|leak|disclose|recite|expose|dump)\b.{0,40}\b(?:prompts?|instructions?|system|secrets?|passwords?|api keys?|credentials|other (?:patients?|customers?|clients?|callers?|guests?))\b`,
    String.raw`\bdo not (?:follow|obey|comply)\b|\bobey (?:me|only|the following|these)\b|\bfollow (?:these|my|only my) (?:new )?(?:instructions?|rules?|orders?)\b`,
    String.raw`\bjailbreak|\bprompt injection\b|\bdo anything now\b|\b(?:developer|debug|god|admin|dan) mode\b`,
    String.raw`\b(?:end_call|transfer_call|function_call|tool_call)\b|\b(?:call|invoke|execute|run|trigger) (?:the )?(?:tool|function|command)\b`,
    '`{3}',
    String.raw`~~~|###|<\|[^|]*\|>|\[/?inst\]|<<\s*/?\s*sys\s*>>|</?\s*(?:system|assistant|user|instructions?|prompt|script|style|iframe|im_start|im_end)\b|\b(?:begin|end) of (?:prompt|instructions?|context)\b`,
    String.raw`\b(?:pich[h]?l[aei]|pahle|sab[h]?[iy]?)\b.{0,30}\b(?:nirdesh|instructions?|aadesh)\b.{0,30}\b(?:ignore|bhool|bhul|nazar\s?andaz|andekha)`,
    '(?:निर्देश|आदेश|हिदायत).{0,40}(?:अनदेखा|नजरअंदाज|नज़रअंदाज़|नजरंदाज|भूल|अनसुना)',
  ]
    .join('|')
    .normalize('NFC'),
  'u',
)
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
  return INSTRUCTIONS_TO_MODEL.test(isPlain ? text.toLowerCase() : comparable(text))
}

function tidySpaces(text: string): string {
  return text.includes('  ') ? text.replace(/ {2,}/g, ' ').trim() : text.trim()
}

function cleanCharacters(text: string): string {
  return text.normalize('NFC').replace(SPACES, ' ').replace(INVISIBLE, '').replace(PLACEHOLDER, ' ').replace(BRACES, '').normalize('NFC')
}

/** As the patterns are written: compatibility forms, accents and look-alike letters undone. */
function comparable(text: string): string {
  const devanagariSafe = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u200c\u200d]/g, '')
  return devanagariSafe
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[\u0370-\u058f\u0251-\u02af]/g, (letter) => LOOKALIKES[letter] ?? letter)
}

function cutAtWord(text: string, maxLength: number): string {
  const cut = text.slice(0, maxLength)
  const isWordEnd = text.charAt(maxLength) === ' '
  const lastSpace = cut.lastIndexOf(' ')
  const whole = isWordEnd || lastSpace < maxLength / 2 ? cut : cut.slice(0, lastSpace)
  // Half of a pair, or a joiner left hanging, is no character.
  return whole.replace(/[\ud800-\udbff\u200c\u200d]$/, '').trim()
}
