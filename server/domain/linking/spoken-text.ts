import { spellHindi } from './hindi-spelling'
import type { SpeakerRole, SpokenTurn } from './link-question'
import { figures } from './number-words'
import { transliterate } from './transliterate'

/** A turn as readers see it: lower case, Latin letters, figures, `|` between sentences. `raw` keeps the capitals names are known by. */
export type Spoken = { role: SpeakerRole; text: string; raw: string; index: number }

const SOUNDS = /\b(?:u+h+|u+m+|e+r+m*|h+m+|m+h*m+|a+h+|o+h+|y+eah|matlab|you know|i mean)\b/g
/** Said while thinking; "would like" and "as well" are not. */
const HESITATIONS =
  /(?<!\b(?:would|id|wed|i|we|you|youd|hed|shed|theyd|should|dont|didnt|feel|feels|sounds|looks|something|anything|much|also|really|did|do) )\blike\b|(?<!\b(?:as|very|not|feel|feeling|get|going|done|am|are|youre|im|quite) )\bwell\b(?! as)/g
// Day parts in greetings say nothing about a booking.
const GREETINGS =
  /\b(?:(?:very )?good (?:morning|afternoon|evening|night|day)|have a (?:good|great|nice|lovely) (?:morning|afternoon|evening|night|day|weekend)|(?:enjoy|rest of) (?:your|the) (?:morning|afternoon|evening|night|day|weekend)|shubh (?:prabhaa?t|sandhya|raa?tri))\b|^(?:(?:hi|hello|hey|yes|oh|ah|well|so|very) )*(?:morning|afternoon|evening)(?! (?:appointment|booking|slot|session|one|table|reservation|of|wala|wali))/g

/** Lower-case words in Latin letters, without punctuation. */
export function plainText(text: string): string {
  return transliterate(text.normalize('NFKC'))
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`]/g, "'")
    .replace(/\b(it|that|there|here|what|who|how|let|he|she|where|when)'s\b/g, '$1s')
    .replace(/'s\b/g, ' s')
    .replace(/'/g, '')
    .replace(/\b([ap])\.? ?m\b\.?/g, '$1m')
    .replace(/\b(\d{1,2})\.(\d{2})\b(?![./]\d)/g, '$1:$2')
    .replace(/\b(dr|mr|mrs|ms)\./g, '$1')
    .replace(/[.?!;।]+(?=\s|$)/g, ' | ')
    .replace(/(?<!\d)[:/-]|[:/-](?!\d)/g, ' ')
    .replace(/[^\p{L}\p{N}|:/-]+/gu, ' ')
    .replace(/(\d)(am|pm)\b/g, '$1 $2')
    .trim()
}

/** Turns ready for the readers. */
export function listen(turns: readonly SpokenTurn[]): Spoken[] {
  return turns.map(({ role, text }, index) => ({
    role,
    index,
    raw: text,
    text: figures(
      spellHindi(
        plainText(text)
          .replace(SOUNDS, ' ')
          .replace(/ +/g, ' ')
          .replace(HESITATIONS, ' ')
          .replace(/ +/g, ' ')
          .trimStart()
          .replace(GREETINGS, ' ')
          .replace(/\s+/g, ' ')
          .trim(),
      ),
    ),
  }))
}
