import { plainLine, splitSentences } from '../conversations/plain-line'
import { listen, type Spoken } from '../linking/spoken-text'

/**
 * One sentence. `heard` as the readers of linking take it: small Latin letters, figures, no marks; `text` the same with Hindi from
 * Devanagari in the spelling people type it in; `raw` as it was said.
 */
export type Said = { role: 'caller' | 'agent'; text: string; heard: string; raw: string; turn: number }

/** A full stop behind a title ends no sentence. */
const TITLE = /\b(Dr|Mr|Mrs|Ms|Prof|St|No|Rs)\.\s+/g
const DEVANAGARI = /\p{Script=Devanagari}/u
/** English words in Hindi spelling, after their letters were made Latin. */
const LOANS: [RegExp, string][] = [
  [/^(?:kol|kaul)$/, 'call'],
  [/^(?:phon|fon)$/, 'phone'],
  [/^b[ae]i?k$/, 'back'],
  [/^r[ie]port(?:en|on|s)?$/, 'report'],
  [/^men[uy]+u?$/, 'menu'],
  [/^v?h?[vw]?h?ats?[ae]+p$/, 'whatsapp'],
  [/^parking$/, 'parking'],
  [/^bil$/, 'bill'],
  [/^ri(?:ph|f)and$/, 'refund'],
  [/^na[nm]bar$/, 'number'],
  [/^kansalt[ae]shan$/, 'consultation'],
  [/^(?:ph|f)is$/, 'fees'],
  [/^d[ie]liv[ae]?ri$/, 'delivery'],
  [/^sarvis$/, 'service'],
  [/^i?mel$/, 'email'],
  [/^lokeshan$/, 'location'],
  [/^kot[ae]shan$/, 'quotation'],
  [/^ord[ae]r$/, 'order'],
  [/^m[ea]nejar$/, 'manager'],
  [/^parti$/, 'party'],
  [/^test$/, 'test'],
  [/^(?:ph|f)idb[ae]i?k$/, 'feedback'],
  [/^taiming(?:s)?$/, 'timings'],
  [/^edr[ae]s$/, 'address'],
  [/^het?yarkat$|^he?yarkat$/, 'haircut'],
  [/^(?:ph|f)eshiyal$/, 'facial'],
  [/^jiesti$/, 'gst'],
  [/^taiks$/, 'tax'],
  [/^i[nm]shy?[ou]re[nm]s$/, 'insurance'],
  [/^plij$/, 'please'],
  [/^cha+rj$/, 'charge'],
  [/^link$/, 'link'],
  [/^aid$/, 'add'],
]

/** Sentences of a conversation, in order; one that is empty to the readers is left out. */
export function sentencesOf(turns: readonly { role: 'caller' | 'agent'; text: string }[]): Said[] {
  return turns.flatMap(({ role, text }, turn) =>
    splitSentences(text.replace(/\s+/g, ' ').replace(TITLE, '$1 ')).flatMap((raw) => {
      const heard = (listen([{ role, text: raw }])[0]?.text ?? '').replace(/\s*\|\s*/g, ' ').trim()
      // Speech to a machine is about nothing a person could do.
      return heard === '' || plainLine(raw, 200) === ''
        ? []
        : [{ role, heard, text: DEVANAGARI.test(raw) ? asTyped(heard) : heard, raw, turn }]
    }),
  )
}

/** `bhej deejie` → `bhej dijie`: short vowels, and English words in English spelling. */
function asTyped(heard: string): string {
  return heard
    .split(' ')
    .map((word) => {
      const short = word.replace(/aa/g, 'a').replace(/ee/g, 'i').replace(/oo/g, 'u')
      const english = LOANS.find(([pattern]) => pattern.test(short))?.[1]
      // Words that linking has put into English already keep their letters.
      return (
        english ??
        (/^(?:need|see|book|room|food|week|weekend|soon|noon|afternoon|feedback|meeting|fees|three|been|good|look|tooth|root)$/.test(word)
          ? word
          : short)
      )
    })
    .join(' ')
}

/** As the readers of linking take it. */
export function spokenOf({ role, heard, raw, turn }: Said): Spoken {
  return { role, text: heard, raw, index: turn }
}

/** Words found in small letters, as they were said: `asha rao` → `Asha Rao`. */
export function asSaid(words: string, raw: string): string {
  const spelling = new Map<string, string>()
  for (const word of raw.match(/[\p{L}\p{M}\p{N}'’:.-]+/gu) ?? []) {
    const bare = word.replace(/[.:'’-]+$/, '')
    const key = bare.toLowerCase().replace(/['’.]/g, '')
    if (!spelling.has(key)) spelling.set(key, bare)
  }
  return words
    .split(' ')
    .map((word) => spelling.get(word) ?? word)
    .map((word) => (/^(?:am|pm)$/i.test(word) ? word.toUpperCase() : word))
    .join(' ')
}
