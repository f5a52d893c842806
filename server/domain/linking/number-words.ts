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
const HINDI: [string, number][] = [
  ['ek', 1],
  ['do', 2],
  ['teen', 3],
  ['tin', 3],
  ['chaa?r', 4],
  ['paa?nch', 5],
  ['chh?[ea]h?', 6],
  ['saa?t', 7],
  ['aa?th', 8],
  ['nau', 9],
  ['das', 10],
  ['gy?aa?rah?', 11],
  ['baa?rah?', 12],
  ['terah?', 13],
  ['chaudah?', 14],
  ['pandrah?', 15],
  ['solah?', 16],
  ['satrah?', 17],
  ['at?tha?a?rah?', 18],
  ['unn?[ie]e?s', 19],
  ['bee?s', 20],
  ['ikk?ee?s', 21],
  ['baa?[iy]ee?s', 22],
  ['te[iy]ee?s', 23],
  ['chau?bee?s', 24],
  ['pachch?ee?s', 25],
  ['chhabbee?s', 26],
  ['satt?aa?[iy]ee?s', 27],
  ['atth?aa?[iy]ee?s', 28],
  ['unn?tee?s', 29],
  ['tee?s', 30],
  ['ikatt?ee?s', 31],
  ['chaa?lee?s', 40],
  ['pach?aa?s', 50],
  ['saa?th', 60],
  ['sau', 100],
]
const UNIT_VALUES = new Map(UNITS.map((word, value) => [word, value]))
const ENGLISH = new RegExp(
  String.raw`\b(?:(${Object.keys(TENS).join('|')})(?:[ -](${[...UNITS.slice(1, 10), ...Object.keys(ORDINALS).slice(0, 9)].join('|')}))?|(${[...UNITS].reverse().join('|')})(?: (hundred))?|(a hundred))\b`,
  'g',
)
const MONTH_OR_OF = 'of |jan|feb|mar|apr|may |may$|jun|jul|aug|sep|oct|nov|dec'
const ORDINAL = new RegExp(String.raw`\b(${Object.keys(ORDINALS).slice(3).join('|')})\b|\b(first|second|third)(?= (?:${MONTH_OR_OF}))`, 'g')
// Hindi numbers are English words, too ("do", "teen"): they count only before what is counted.
const HINDI_COUNTED = new RegExp(
  String.raw`\b(${HINDI.map(([word]) => word).join('|')})(?= (?:baje|bajay|bje|log|logo|logon|bande|bando|jan[oe]?|mehmaan|mehman|members?|guests?|people|taa?ree?kh|din|hafte|hafton|seat))`,
  'g',
)
const HINDI_VALUES = HINDI.map(([word, value]) => ({ pattern: new RegExp(`^${word}$`), value }))

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
    .replace(HINDI_COUNTED, (word) => String(HINDI_VALUES.find(({ pattern }) => pattern.test(word))?.value ?? word))
    .replace(/\b(1[0-2]|[1-9]) ([0-5][05])(?= ?(?:am|pm|baje|in the|tonight|$|\|| (?!people|guests|log|min)))/g, '$1:$2')
}
