import { splitSentences } from '../conversations/plain-line'
import { type Spoken, listen } from '../linking/spoken-text'

/** One sentence: `text` in small Latin letters with figures, without marks; `raw` as it was said. */
export type Said = { role: 'caller' | 'agent'; text: string; raw: string; turn: number }

/** Sentences of a conversation, in order; one that is empty to the readers is left out. */
export function sentencesOf(turns: readonly { role: 'caller' | 'agent'; text: string }[]): Said[] {
  return turns.flatMap(({ role, text }, turn) =>
    splitSentences(text.replace(/\s+/g, ' ')).flatMap((raw) => {
      const heard = listen([{ role, text: raw }])[0]
      const words = (heard?.text ?? '').replace(/\s*\|\s*/g, ' ').trim()
      return words === '' ? [] : [{ role, text: words, raw, turn }]
    }),
  )
}

/** As the readers of linking take it. */
export function spokenOf({ role, text, raw, turn }: Said): Spoken {
  return { role, text, raw, index: turn }
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
