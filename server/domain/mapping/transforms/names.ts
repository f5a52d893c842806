/** Titles before a name, in the notations of our markets; compared without dots, in lower case. */
const TITLES = new Set(
  (
    'mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend fr father sr sister br brother hon honourable honorable justice ' +
    'judge capt captain col colonel maj major lt lieutenant sgt sergeant gen cdr commander adm admiral master madam madame mme mlle ' +
    'herr frau shri shree sri smt shrimati srimati kumari kum sushri pt pandit er adv ' +
    'श्री श्रीमान श्रीमती सुश्री कुमारी कु डॉ डॉक्टर डा प्रो प्रोफेसर पंडित'
  ).split(' '),
)
/** What follows a name after a comma without being one. */
const AFTER_NAME = /^(?:md|m\.d\.?|phd|ph\.d\.?|dds|dmd|do|rn|np|pa-?c?|mbbs|ms|mch|frcs|mrcp|bds|mds|jr|sr|ii|iii|iv|esq|ca|cpa|mba)\.?$/i

/** Words of Latin letters, with dots only at their ends, as most names are. */
const PLAIN_WORDS = /^(?:[A-Za-z]+\.? )*[A-Za-z]+\.?$/

function plainFirstName(name: string): string | null {
  const first = name.split(' ').find((word) => !isTitle(word))
  if (first === undefined) return null
  return first.endsWith('.') ? first.slice(0, -1) : first
}

const isTitle = (word: string): boolean => TITLES.has((word.includes('.') ? word.replaceAll('.', '') : word).toLowerCase())

/**
 * The first name alone, without titles: `Dr. Sarah Johnson` → `Sarah`, `Johnson, Sarah` → `Sarah`.
 * @returns null when there is none, or when the word could be something else: it holds digits, an @, a sign
 */
export function firstNameOf(name: string): string | null {
  if (PLAIN_WORDS.test(name)) return plainFirstName(name)
  const given = /[,;]/.test(name) ? givenPart(name) : name
  // `Dr.Sarah` is two words.
  const apart = given.includes('.') ? given.replace(/(\p{L}{2,})\.(?=\p{L}{2})/gu, '$1. ') : given
  const words = apart.split(' ').filter((word) => word !== '')
  // `Dr!` is as much of a title as `Dr.`: what is left of a name must not become one when it is read again.
  const bare = words.map(withoutSigns).find((word) => !isTitle(word))
  if (bare === undefined) return null
  return /^\p{L}(?:[\p{L}\p{M}'’.-]|\u200c|\u200d)*$/u.test(bare) ? bare : null
}

function withoutSigns(word: string): string {
  return word.replace(/^[^\p{L}\p{M}]+/u, '').replace(/[^\p{L}\p{M}]+$/u, '')
}

/** Of `Johnson, Sarah` what follows the comma; of `Michael Chen, MD` what precedes it. */
function givenPart(name: string): string {
  const [beforeComma = '', ...afterComma] = name.split(/[,;]/)
  const afterwards = afterComma
    .map((part) => part.trim())
    .find((part) => part !== '' && !part.split(' ').every((word) => AFTER_NAME.test(word)))
  return afterwards !== undefined && beforeComma.trim() !== '' ? afterwards : beforeComma
}

/** `John Smith` → `your server John` */
export function yourServer(name: string): string | null {
  const first = firstNameOf(name)
  return first === null ? null : `your server ${first}`
}
