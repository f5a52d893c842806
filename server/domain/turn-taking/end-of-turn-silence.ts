import type { TurnSettings } from './turn-settings'
import { wordsOf } from './words'

/** Words after which an English sentence goes on. */
const UNFINISHED_WORDS = new Set(
  (
    'and or but so because if which the a an my your our his her their to for at on in of from with by is are was am be i we he she they im its very like ' +
    'um uh er than as into between'
  ).split(' '),
)
const UNFINISHED_ENDINGS = [
  /\b(number|name|address|email|date) is$/,
  /\b(i would|i'd|id) like$/,
  /\b(i want|i need)( to)?$/,
  /\blet me (see|think|check)$/,
  /\bhold on$/,
  /\bone (second|moment|minute)$/,
]
const DIGIT_WORDS = new Set('zero oh o one two three four five six seven eight nine double triple'.split(' '))
/** A telephone number without its country code. */
const PHONE_DIGITS = 10

/**
 * How long the caller must be silent before the turn is over, in milliseconds, judged by what was said:
 * longer while a number is being read out or a sentence visibly goes on.
 */
export function endOfTurnSilenceMs(text: string, settings: TurnSettings): number {
  const base = settings.endOfTurnSilenceMs + (settings.endpointing === 'provider' ? settings.providerEndpointingExtraMs : 0)
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.endsWith('?')) return base
  const words = wordsOf(trimmed)
  if (isReadingDigits(words)) return base + settings.digitsExtraMs
  const plain = words.join(' ')
  const isUnfinished =
    /[,;:–—-]$|\.\.\.$|…$/.test(trimmed) ||
    UNFINISHED_WORDS.has(words.at(-1) ?? '') ||
    UNFINISHED_ENDINGS.some((ending) => ending.test(plain))
  return isUnfinished ? base + settings.unfinishedExtraMs : base
}

/** A run of single digits at the end that is too long for a time or a count and too short for a telephone number. */
function isReadingDigits(words: string[]): boolean {
  let digits = 0
  for (let index = words.length - 1; index >= 0; index--) {
    const word = words[index] ?? ''
    if (/^\d+$/.test(word)) digits += word.length
    else if (DIGIT_WORDS.has(word)) digits += 1
    else break
  }
  const announced = /\b(number|phone|mobile|code|pin|otp)\b/.test(words.join(' '))
  return digits < PHONE_DIGITS && (digits >= 3 || (announced && digits >= 1))
}
