const CONSONANTS: Record<string, string> = {
  क: 'k',
  ख: 'kh',
  ग: 'g',
  घ: 'gh',
  ङ: 'n',
  च: 'ch',
  छ: 'chh',
  ज: 'j',
  झ: 'jh',
  ञ: 'n',
  ट: 't',
  ठ: 'th',
  ड: 'd',
  ढ: 'dh',
  ण: 'n',
  त: 't',
  थ: 'th',
  द: 'd',
  ध: 'dh',
  न: 'n',
  प: 'p',
  फ: 'ph',
  ब: 'b',
  भ: 'bh',
  म: 'm',
  य: 'y',
  र: 'r',
  ल: 'l',
  व: 'v',
  श: 'sh',
  ष: 'sh',
  स: 's',
  ह: 'h',
  ळ: 'l',
  क़: 'q',
  ख़: 'kh',
  ग़: 'g',
  ज़: 'z',
  ड़: 'd',
  ढ़: 'dh',
  फ़: 'f',
}
const VOWELS: Record<string, string> = {
  अ: 'a',
  आ: 'aa',
  इ: 'i',
  ई: 'ee',
  उ: 'u',
  ऊ: 'oo',
  ऋ: 'ri',
  ए: 'e',
  ऐ: 'ai',
  ओ: 'o',
  औ: 'au',
  ऑ: 'o',
  ऍ: 'e',
}
const SIGNS: Record<string, string> = {
  'ा': 'aa',
  'ि': 'i',
  'ी': 'ee',
  'ु': 'u',
  'ू': 'oo',
  'ृ': 'ri',
  'े': 'e',
  'ै': 'ai',
  'ो': 'o',
  'ौ': 'au',
  'ॉ': 'o',
  'ॅ': 'e',
}
const VIRAMA = '्'
const NUKTA = '़'
const NASAL = new Set(['ं', 'ँ'])
/** English words in Hindi spelling, as English writes them. */
const LOANS: [RegExp, string][] = [
  [/^tebal$|^tebl$/, 'table'],
  [/^buk$/, 'book'],
  [/^buking$/, 'booking'],
  [/^(?:a|e)po?in?t(?:a|me)*nt$|^apointament$|^apointment$|^apoinatment$/, 'appointment'],
  [/^doktar$|^daktar$|^doktor$/, 'doctor'],
  [/^k[ae]i?ns[ai]l$|^kensil$/, 'cancel'],
  [/^kanf[ai]rm$|^kanpharm$/, 'confirm'],
  [/^rij?arv[ae]shan$|^rizarveshan$|^rejarveshan$/, 'reservation'],
  [/^shipht$|^shift$/, 'shift'],
  [/^risheday?ool$|^rishedyool$|^reeshedyool$/, 'reschedule'],
  [/^taim$/, 'time'],
  [/^dinar$/, 'dinner'],
  [/^lanch$/, 'lunch'],
  [/^brekphaast$/, 'breakfast'],
  [/^paarti$/, 'party'],
  [/^chenj$/, 'change'],
]
const LETTERS = /[ऀ-ॣॱ-ॿ]+/g

type Sound = { consonant: string; vowel: string; isInherent: boolean }

/** Writes Devanagari as people type Hindi in Latin letters: `शुक्रवार` → `shukravaar`, `अगले` → `agle`. Other text is kept. */
export function transliterate(text: string): string {
  return text.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966)).replace(LETTERS, writeWord)
}

function writeWord(word: string): string {
  const sounds = readSounds(word.normalize('NFC'))
  const letters = sounds.map((sound, index) => sound.consonant + (isSilent(sounds, index) ? '' : sound.vowel)).join('')
  // Long vowels at the end are typed short: "mera", "meri".
  const typed = letters.length > 3 ? letters.replace(/aa$/, 'a').replace(/ee$/, 'i') : letters
  return LOANS.find(([pattern]) => pattern.test(typed))?.[1] ?? typed
}

function readSounds(word: string): Sound[] {
  const sounds: Sound[] = []
  for (const letter of word) {
    const last = sounds.at(-1)
    if (CONSONANTS[letter]) sounds.push({ consonant: CONSONANTS[letter], vowel: 'a', isInherent: true })
    else if (VOWELS[letter]) sounds.push({ consonant: '', vowel: VOWELS[letter], isInherent: false })
    else if (!last) continue
    else if (SIGNS[letter]) Object.assign(last, { vowel: SIGNS[letter], isInherent: false })
    else if (letter === VIRAMA) Object.assign(last, { vowel: '', isInherent: false })
    else if (letter === NUKTA) last.consonant = { j: 'z', ph: 'f', k: 'q' }[last.consonant] ?? last.consonant
    else if (NASAL.has(letter)) sounds.push({ consonant: 'n', vowel: '', isInherent: false })
  }
  return sounds
}

/** The unwritten `a` is not spoken at a word's end, nor between a vowel and a consonant that has its own. */
function isSilent(sounds: Sound[], index: number): boolean {
  const sound = sounds[index]
  if (!sound?.isInherent || sounds.length === 1) return false
  const next = sounds[index + 1]
  if (!next) return index > 0
  const before = sounds[index - 1]
  const isAfterVowel = before !== undefined && before.vowel !== '' && !(before.isInherent && isSilent(sounds, index - 1))
  return isAfterVowel && next.consonant !== '' && next.vowel !== '' && !(next.isInherent && index + 2 >= sounds.length)
}
