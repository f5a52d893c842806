import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

const MAX_REMEMBERED = 10_000
// A business gives the same number in every call, and reading one takes tens of microseconds.
const remembered = new Map<string, string | null>()

/**
 * E.164 as people say it at home: `+447403305280` → `074-0330-5280`, `+919876543210` → `098765-43210`.
 * British numbers of eleven digits are grouped 3-4-4, others as their country groups them.
 * @returns null when it is no valid number
 */
export function spokenPhone(phone: string): string | null {
  const known = remembered.get(phone)
  if (known !== undefined) return known
  const spoken = readAloud(phone)
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(phone, spoken)
  return spoken
}

function readAloud(phone: string): string | null {
  const parsed = parsePhoneNumberFromString(phone, { extract: false })
  if (!parsed?.isValid()) return null
  const national = parsed.formatNational()
  const digits = national.replace(/\D/g, '')
  if (parsed.countryCallingCode === '44' && digits.length === 11) return `${digits.slice(0, 3)}-${digits.slice(3, 7)}-${digits.slice(7)}`
  return national
    .split(/\D+/)
    .filter((group) => group !== '')
    .join('-')
}
