import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * E.164 as people read it: `+919876543210` → `+91 98765 43210`. What cannot be read is shown as it is.
 * Small metadata on purpose: this one also runs in the browser.
 */
export function formatPhone(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
}
