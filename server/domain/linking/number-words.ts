const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS: Record<string, number> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const ORDINALS: Record<string, number> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
}
// In the spelling of `spellHindi`.
const HINDI: [string, number][] = [
  ['ek', 1],
  ['do', 2],
  ['teen', 3],
  ['chaar', 4],
  ['char', 4],
  ['paanch', 5],
  ['chhe', 6],
  ['saat', 7],
  ['sat', 7],
  ['aath', 8],
  ['nau', 9],
  ['das', 10],
  ['gyaarah', 11],
  ['baarah', 12],
  ['terah', 13],
  ['chaudah', 14],
  ['pandrah', 15],
  ['solah', 16],
  ['satrah', 17],
  ['athaarah', 18],
  ['unnees', 19],
  ['bees', 20],
  ['ikkees', 21],
  ['baais', 22],
  ['teis', 23],
  ['chaubees', 24],
  ['pachchees', 25],
  ['chhabbees', 26],
  ['sattais', 27],
  ['athais', 28],
  ['unatees', 29],
  ['tees', 30],
  ['ikatees', 31],
  ['chaalees', 40],
  ['pachaas', 50],
  ['saath', 60],
  ['sau', 100],
]
const UNIT_VALUES = new Map(UNITS.map((word, value) => [word, value]))
const ENGLISH = new RegExp(
  String.raw`\b(?:(${Object.keys(TENS).join('|')})(?:[ -](${[...UNITS.slice(1, 10), ...Object.keys(ORDINALS).slice(0, 9)].join('|')}))?|(${[...UNITS].reverse().join('|')})(?: (hundred))?|(a hundred))\b`,
  'g',
)
const MONTH_OR_OF = 'of |day|jan|feb|mar|apr|may |may$|jun|jul|aug|sep|oct|nov|dec'
const ORDINAL = new RegExp(
  String.raw`\b(${Object.keys(ORDINALS).slice(3).join('|')})\b|\b(first|second|third)(?= (?:${MONTH_OR_OF}))|(?<=\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?: the| on the)? )(first|second|third)\b`,
  'g',
)
// Hindi numbers are English words, too ("do", "teen"): they count only before what is counted, and after a part of the day.
const HINDI_WORDS = HINDI.map(([word]) => word).join('|')
const HINDI_COUNTED = new RegExp(
  String.raw`\b(${HINDI_WORDS})(?= (?:baje|bajkar|log|logon|bande|jan|jane|mehmaan|members?|guests?|people|persons?|tareekh|din|hafte|seat|minute|ghante)\b)|(?<!lets )\b(${HINDI_WORDS.replace('do|', '')})(?= (?:january|february|march|april|june|july|august|september|october|november|december)\b)|(?<=\b(?:saadhe|savaa|paune|(?:subah|savere|dopahar|shaam|raat)(?: (?:ko|ke|ki|me|mein|kareeb|lagbhag))*) )(${HINDI_WORDS})\b`,
  'g',
)
const HINDI_VALUES = new Map(HINDI)

/** Numbers in words as figures, in lower-case text without punctuation: `twenty fifth` → `25th`, `seven thirty` → `7:30`. */
export function figures(text: string): string {
  return text
    .replace(ENGLISH, (_, tens: string | undefined, unit: string | undefined, small: string | undefined, hundred: string | undefined) => {
      if (tens) {
        const rest = unit === undefined ? 0 : (UNIT_VALUES.get(unit) ?? ORDINALS[unit] ?? 0)
        return `${(TENS[tens] ?? 0) + rest}${unit && ORDINALS[unit] ? 'th' : ''}`
      }
      if (small) return String((UNIT_VALUES.get(small) ?? 0) * (hundred ? 100 : 1))
      return '100'
    })
    .replace(ORDINAL, (word) => `${ORDINALS[word]}th`)
    .replace(HINDI_COUNTED, (word) => String(HINDI_VALUES.get(word) ?? word))
    .replace(/\b(1[0-2]|[1-9]) ([0-5][05])(?= ?(?:am|pm|baje|in the|tonight|$|\|| (?!people|guests|log|min)))/g, '$1:$2')
    .replace(/\b(1[0-2]|[1-9])([0-5][05])(?= (?:am|pm|baje)\b)/g, '$1:$2')
    .replace(
      /\b(1[0-2]|[1-9]) baje? ?kar ([0-5]?\d)(?: minute?s?)?|\b(1[0-2]|[1-9]) bajkar ([0-5]?\d)(?: minute?s?| mint)?/g,
      (_, a: string, b: string, c: string, d: string) => `${a ?? c}:${(b ?? d).padStart(2, '0')} baje`,
    )
}
