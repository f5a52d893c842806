import type { CountryCode } from 'libphonenumber-js/max'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/**
 * Reads a phone number as people and vendors write it (`098765 43210`, `+91…`, `91…`, `0044…`) into E.164.
 * @param regions ISO 3166-1 alpha-2, tried in order for numbers without a country code
 * @returns null when it is no valid number; extensions are dropped
 */
export function normalizePhone(raw: string, regions: readonly string[]): string | null {
  const text = raw.trim()
  if (text.length === 0 || text.length > 40) return null
  for (const region of regions) {
    const parsed = parsePhoneNumberFromString(text, { defaultCountry: region as CountryCode, extract: false })
    if (parsed?.isValid()) return parsed.number
  }
  // A country code without its plus, as telephone companies write it.
  const digits = text.replace(/^00/, '').replace(/[\s().-]/g, '')
  if (!/^[1-9]\d{7,14}$/.test(digits)) return null
  const parsed = parsePhoneNumberFromString(`+${digits}`, { extract: false })
  return parsed?.isValid() ? parsed.number : null
}
