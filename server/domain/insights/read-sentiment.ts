import type { Said } from './said'

export type Mood = 'positive' | 'neutral' | 'negative'

/** Words and how much they say. In small Latin letters, as `listen` hears them, Hindi too. */
/** Also said for "all right": it counts where something is called good. */
const GOOD = 'ac+h+(?:c?h+)*[aei]+'
const GLAD: [string, number][] = [
  [
    'great|perfect|wonderful|excellent|lovely|awesome|amazing|fantastic|brilliant|superb|delicious|delightful|outstanding|helpful|friendly|happy|delighted|glad|pleased|love|loved|enjoyed|enjoying|impressed|recommend|appreciate|appreciated|grateful',
    1,
  ],
  [
    '(?:thank you|thanks) (?:so much|very much|a lot|a ton|a million)|well done|good job|made my day|best (?:service|food|doctor|place|salon|ever)',
    1,
  ],
  [
    `bahut (?:${GOOD}|shukriya+|dhany?[av]+aa?d)|badh?iya+|shaa?n+daa?r|zabardast|[mj]a[zj]edaa?r|lajawaa?b|khushi?|ma[zj]a+ aa?ya+|mast`,
    1,
  ],
  [`${GOOD} (?:laga+|lag[ei]+|tha+|th[ei]+|rah[ai]+|service|khana+)|pasand (?:aa?y?[aei]+|hai)`, 1],
  ['good|nice|fine service|tasty|clean|comfortable|polite', 0.5],
  ['thank you|thanks|shukriya+|dhany[av]+aa?d|dhanyabad', 0.4],
]
const UPSET: [string, number][] = [
  [`(?:${GOOD}|pasand) (?:nahi|nahin|nai)`, 1],
  [
    'terrible|awful|horrible|horrendous|worst|pathetic|disgusting|disgusted|angry|furious|rude|rudely|disappointed|disappointing|disappointment|unhappy|dissatisfied|frustrated|frustrating|ridiculous|unacceptable|useless|upset|annoyed|annoying|shameful|shocking|nonsense|cheated|cheating|scam|fraud|overcharged|fed up|sick of|waste of|never (?:coming|come) back|not acceptable|unprofessional|stale|undercooked|inedible|filthy',
    1,
  ],
  [
    'kharaa?b|beka+r|ghatiya+|bakwaa?s|ganda+|gand[ei]+|gussa+|nara+[jz]|badtami+ee?[jz][ie]*|dhokha+|wahiyaa?t|[vw]aahiyaa?t|tang aa? (?:gay|chuk)\\w*|nira+sh',
    1,
  ],
  [
    'complain|complaint|complaints|shika+yat|pareshaa?n(?:i|ee)?|bad|poor|dirty|cold food|late again|wrong order|still waiting|(?:no one|nobody|koi) (?:called|answered|picked|replied|nahi)|bahut der',
    0.7,
  ],
  ['worried|concerned|confused|unfortunately|inconvenience|chinta+', 0.3],
]
const compile = ([source, weight]: [string, number], sign: 1 | -1) => ({
  pattern: new RegExp(`(?<![\\w])(?:${source})(?!\\w)`, 'g'),
  weight,
  sign,
})
const WORDS = [...GLAD.map((entry) => compile(entry, 1)), ...UPSET.map((entry) => compile(entry, -1))]
/** Up to three words before: "not at all happy". */
const DENIED_BEFORE =
  /\b(?:not|no|never|dont|didnt|doesnt|wasnt|isnt|arent|werent|cant|cannot|couldnt|wont|hardly|without|nothing)(?: (?!but|and|so|because|lekin|par)\S+){0,2} $|\b(?:nahi|nahin|koi) $/
/** Hindi denies after the word: "accha nahi tha", "pasand nahi aaya". */
const DENIED_AFTER = /^ (?:\S+ )?(?:nahi|nahin|nai)\b/
const STRESSED_BEFORE = /\b(?:very|so|really|extremely|absolutely|totally|completely|too|bahut|bohot|bilkul|ekdum) $/
/** Said of something else than the call: how one feels is a symptom, what one likes is not. */
const NO_MOOD =
  /\b(?:feeling (?:very )?(?:bad|upset)|upset stomach|bad (?:cough|cold|pain|headache|tooth|fever|breath|back|knee)|good (?:time|day|morning|evening|price|rate|if)|happy (?:birthday|hours?|new year|diwali|holi)|would love|id love|good (?:to know|enough)|late|great (?:if|time))\b/g
const GLAD_FROM = 0.8
const UPSET_FROM = -0.6
/** What was said last tells how somebody hung up. */
const LAST_COUNTS = 1.5

/** The caller's mood, by the words they chose; denied words count the other way. */
export function readSentiment(sentences: readonly Said[]): Mood {
  const scores = sentences.filter(({ role }) => role === 'caller').map(({ text }) => scoreOf(text))
  const last = scores.findLastIndex((score) => score !== 0)
  const total = scores.reduce((sum, score, index) => sum + score * (index === last && scores.length > 2 ? LAST_COUNTS : 1), 0)
  return total >= GLAD_FROM ? 'positive' : total <= UPSET_FROM ? 'negative' : 'neutral'
}

function scoreOf(sentence: string): number {
  let rest = sentence.replace(NO_MOOD, (words) => '#'.repeat(words.length))
  let score = 0
  for (const { pattern, weight, sign } of WORDS) {
    for (const match of rest.matchAll(pattern)) {
      const before = rest.slice(0, match.index)
      const after = rest.slice(match.index + match[0].length)
      const isDenied = DENIED_BEFORE.test(before) || DENIED_AFTER.test(after)
      const stress = STRESSED_BEFORE.test(before) ? 1.5 : 1
      // "Not good" is bad; "no complaints" is not yet good.
      if (isDenied) score += sign > 0 ? -weight * 1.2 : match[0] === 'bad' ? 0.5 : 0
      else score += sign * weight * stress
      rest = before + '#'.repeat(match[0].length) + after
    }
  }
  return score
}
