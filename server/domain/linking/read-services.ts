import { editDistance } from './match-name'
import { isOrdinaryAsIs } from './ordinary-words'
import { plainText, type Spoken } from './spoken-text'

/** Words that any booking may have. */
const COMMON = new Set(
  'appointment booking reservation session meeting visit table slot service services general standard regular normal with and for the new first time other follow up min minutes hour type package'.split(
    ' ',
  ),
)

/** What callers say for what bookings are called. */
const SAME: string[][] = [
  ['haircut', 'hair', 'cut', 'trim', 'baal', 'bal', 'katwana', 'katana', 'katwane'],
  ['colour', 'color', 'coloring', 'colouring', 'highlights', 'balayage', 'dye', 'rang'],
  ['dental', 'dentist', 'tooth', 'teeth', 'daant', 'dant'],
  ['cleaning', 'scaling', 'safai'],
  ['eye', 'vision', 'aankh', 'aankhon', 'ankh'],
  ['skin', 'dermatology', 'dermatologist', 'twacha'],
  ['physiotherapy', 'physio', 'physiotherapist'],
  ['vaccination', 'vaccine', 'injection', 'tika', 'teeka', 'immunisation', 'immunization'],
  ['checkup', 'check', 'jaanch', 'janch', 'examination'],
  ['blood', 'khoon', 'test'],
  ['birthday', 'janamdin', 'janmadin', 'janmdin', 'bday'],
  ['anniversary', 'saalgirah', 'salgirah'],
  ['wedding', 'bridal', 'shaadi', 'shadi', 'dulhan', 'bride'],
  ['makeup', 'make'],
  ['massage', 'maalish', 'malish'],
  ['tax', 'itr', 'return', 'returns', 'gst'],
  ['catering', 'cater'],
  ['corporate', 'office', 'company', 'business', 'work', 'team', 'colleagues', 'daftar'],
  ['family', 'families', 'parivaar', 'parivar', 'relatives', 'gharwale'],
  ['event', 'gathering', 'function', 'do', 'celebration', 'karyakram'],
  ['party', 'celebration', 'bash', 'dawat'],
  ['consultation', 'consult', 'dikhane', 'dikhana', 'opinion', 'doctor'],
  ['facial', 'face', 'chehra'],
  ['planning', 'plan'],
  ['annual', 'yearly', 'saalana'],
]
const ENDINGS = new Set(['s', 'es', 'ing', 'ed', 'er', 'ers', 'ist', 'al', 'ment'])
const GROUPS = new Map(SAME.flatMap((words, group) => words.map((word) => [word, group] as const)))

/** Words of what a booking is for which are said in the call, as they were said. `weight` 0–1: how much of it. */
export function findService(description: string, turns: readonly Spoken[]): { words: string[]; weight: number } {
  const wanted = serviceWords(description)
  const found = wanted.flatMap((word) => {
    for (const { text } of turns) {
      const said = text.split(' ').find((other) => isSame(word, other))
      if (said !== undefined) return [said]
    }
    return []
  })
  return { words: found, weight: wanted.length === 0 ? 0 : Math.min(1, found.length / Math.min(2, wanted.length)) }
}

function serviceWords(description: string): string[] {
  return [...new Set(plainText(description).split(/[\s|]+/))].filter((word) => word.length >= 3 && !COMMON.has(word))
}

function isSame(word: string, said: string): boolean {
  if (word === said) return true
  if (said.length < 3) return false
  const group = GROUPS.get(word)
  if (group !== undefined && group === GROUPS.get(said)) return true
  const [short, long] = word.length < said.length ? [word, said] : [said, word]
  if (short.length >= 4 && long.startsWith(short) && ENDINGS.has(long.slice(short.length))) return true
  return (
    short.length >= 6 &&
    !isOrdinaryAsIs(said) &&
    word[0] === said[0] &&
    Math.abs(word.length - said.length) <= 1 &&
    editDistance(word, said) <= 1
  )
}
