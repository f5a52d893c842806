import type { MappingInput } from './mapping-types'
import { MEDICAL_SENTENCES } from './transforms/medical-instructions'
import { firstNameOf } from './transforms/names'

/** Words every appointment has, and those that may be said of any: they tell nothing of what it is about. */
const EVERYDAY = new Set([
  ...MEDICAL_SENTENCES.flatMap((sentence) => sentence.toLowerCase().split(' ')),
  ...'appointment appointments visit visits follow followup check checkup consultation consult review session booking meeting with your please bring from have that this will the and for new routine general regular first second annual minutes hour hours doctor care health clinic center centre medical card arrive early'.split(
    ' ',
  ),
])
const MIN_WORD_LENGTH = 3
const MIN_PHONE_DIGITS = 7

/** Tells whether a text repeats something that is held back from this call. */
export type WithheldText = { isRepeatedIn(text: string): boolean }

const comparable = (text: string): string =>
  ` ${text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()} `

/**
 * What may not be repeated by a custom field: the phone number for every business; for a medical one also the surname, the
 * provider's name, and the telling words of type and instructions.
 */
export function withheldTextOf({ businessType, contact, booking }: MappingInput): WithheldText {
  const phone = (contact.phone ?? '').replace(/\D/g, '')
  const phoneTail = phone.length >= MIN_PHONE_DIGITS ? phone.slice(-Math.max(MIN_PHONE_DIGITS, phone.length - 3)) : null
  const words = businessType === 'medical' ? medicalWords(contact.name, booking) : new Set<string>()
  return {
    isRepeatedIn(text) {
      if (phoneTail !== null && text.replace(/\D/g, '').includes(phoneTail)) return true
      return (
        words.size > 0 &&
        comparable(text)
          .trim()
          .split(' ')
          .some((word) => words.has(word))
      )
    },
  }
}

function medicalWords(name: string | null, booking: MappingInput['booking']): Set<string> {
  const words = new Set<string>()
  addWords(words, name)
  words.delete(comparable(firstNameOf(name ?? '') ?? '').trim())
  if (!booking) return words
  addWords(words, booking.type)
  addWords(words, booking.ownerName)
  addWords(words, booking.specialInstructions)
  return words
}

function addWords(words: Set<string>, text: string | null): void {
  if (!text) return
  for (const word of comparable(text).trim().split(' ')) {
    if (word.length >= MIN_WORD_LENGTH && !EVERYDAY.has(word)) words.add(word)
  }
}
